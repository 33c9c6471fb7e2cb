"""Which flows `--server` means, and what was perhaps meant by a name that means none."""

from __future__ import annotations

from collections.abc import Sequence

from exlint.engine import Judged


def is_meant(identity: str, server: str) -> bool:
    """Whether a SERVER/VIRTUAL SERVER is asked for: by its whole name or its server's, whatever the case."""
    wanted, own = server.casefold(), identity.casefold()
    return not wanted or own == wanted or own.partition("/")[0] == wanted


def near(server: str, judged: Sequence[Judged]) -> str:
    """The name that comes nearest to one that there is not, as the end of a sentence; empty where none is near."""
    import difflib  # noqa: PLC0415 - only for a name that is wrong

    identities = [flow.sender.identity for part in judged if part.mail for flow in part.mail.flows]
    names = {name.casefold(): name for one in identities for name in (one, one.partition("/")[0])}
    found = difflib.get_close_matches(server.casefold(), names, n=1)
    return f" (did you mean {names[found[0]]}?)" if found else ""
