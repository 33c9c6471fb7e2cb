"""Which virtual servers `--server` means, for the commands that take it."""

from __future__ import annotations

from collections.abc import Sequence

from exlint.engine import Judged


def is_meant(identity: str, server: str) -> bool:
    """Whether a virtual server is asked about.

    Args:
        identity: SERVER/VIRTUAL SERVER.
        server: An Exchange server, or SERVER/VIRTUAL SERVER, whatever its case; the empty text means all.
    """
    wanted, own = server.casefold(), identity.casefold()
    return not wanted or own == wanted or own.partition("/")[0] == wanted


def unknown(server: str, judged: Sequence[Judged]) -> str:
    """What is said of a name that means no virtual server, with the nearest that does."""
    return f"{server}: no such Exchange server and no such SMTP virtual server{_near(server, judged)}"


def _near(server: str, judged: Sequence[Judged]) -> str:
    import difflib  # noqa: PLC0415 - only for a name that is wrong

    identities = [flow.sender.identity for part in judged if part.mail for flow in part.mail.flows]
    names = {name.casefold(): name for one in identities for name in (one, one.partition("/")[0])}
    near = difflib.get_close_matches(server.casefold(), names, n=1)
    return f" (did you mean {names[near[0]]}?)" if near else ""
