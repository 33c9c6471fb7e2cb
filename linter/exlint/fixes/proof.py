"""Whether an estate is better after a change: what was found is gone, and nothing else has got worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from exlint.engine import Judged, Policy
from exlint.findings import Finding, Severity
from exlint.mailflow.verdict import Flow
from exlint.mailflow.what_if import about, same_mail
from exlint.rules import ENTRIES, on_by_default

_VERDICTS = "EXL4"
IDLE = "EXL901"
"""What is found of a comment that suppresses nothing."""

_USUAL = frozenset(entry.code for entry in ENTRIES if on_by_default(entry))


class Unproved(Exception):  # noqa: N818 - named for what is said about a fix
    """Why a fix is not offered, in words."""


def prove(before: Sequence[Judged], after: Sequence[Judged], mended: Finding, *, safe: bool = False) -> None:
    """Holds the estates that a change touches against what they were.

    Args:
        before: What each estate came to, the same estates as `after`, in the same order.
        after: What each comes to with the change.
        mended: The finding that the change is for.
        safe: Whether it claims to be safe: then no verdict may change at all.

    Raises:
        Unproved: The finding is still there, a verdict is worse, or there is a new error or warning. A verdict's own
            finding may be new where it replaces a worse one.
    """
    found = _counted(after)
    if found[mended.code, mended.fingerprint] >= _counted(before)[mended.code, mended.fingerprint]:
        raise Unproved(f"{mended.code} would still be found")
    harmless(before, after)
    for old, new in zip(before, after, strict=True):
        if safe and old.mail and new.mail and not same_mail(old.mail.flows, new.mail.flows):
            raise Unproved("it is safe only where no verdict changes")


def harmless(before: Sequence[Judged], after: Sequence[Judged], *, idle: bool = False) -> tuple[Finding, ...]:
    """Holds estates against what they were, as `prove` does, whatever the change is for.

    Args:
        before: As of `prove`.
        after: As of `prove`.
        idle: Whether comments may be left that suppress nothing any more.

    Returns:
        What is found of such comments.

    Raises:
        Unproved: As `prove`.
    """
    if any(one.mail is None for one in after):
        raise Unproved("the document would not be judged any more")
    for old, new in zip(before, after, strict=True):
        _no_verdict_is_worse(old, new)
    found, were = _counted(after), _counted(before)
    left = []
    for one in filter(_counts, _all(after)):
        if found[one.code, one.fingerprint] > were[one.code, one.fingerprint]:
            if not (idle and one.code == IDLE):
                raise Unproved(f"{one.code} would be found, which was not there before: {one.message}")
            left.append(one)
    return tuple(left)


def whole(policy: Policy) -> Policy:
    """What a change is held against: also rules that were not selected must not find anything new."""
    codes = None if policy.codes is None else policy.codes | _USUAL
    return policy._replace(codes=codes, ignored=None, severities={})


def _no_verdict_is_worse(old: Judged, new: Judged) -> None:
    flows = {flow.sender.identity: flow for flow in (old.mail.flows if old.mail else ())}
    for flow in new.mail.flows if new.mail else ():
        was = flows.get(flow.sender.identity)
        if was is not None and worse(was, flow):
            raise Unproved(f"mail of {flow.sender.identity} {flow.verdict.value}; today: {was.verdict.value}")


def worse(old: Flow, new: Flow) -> bool:
    """Whether mail of a virtual server fares worse: by the verdict, or by an hour more at which some of it stays."""
    if new.verdict is not old.verdict:
        return new.verdict.badness > old.verdict.badness
    destinations = dict.fromkeys(where for flow in (old, new) for where, _ in flow.decisions)
    both = zip(about(old, destinations), about(new, destinations), strict=True)
    return any(was and now and now.stopped & ~was.stopped for was, now in both)


def _counts(finding: Finding) -> bool:
    """Whether a finding that is new speaks against a change."""
    return finding.severity is not Severity.INFO and not finding.code.startswith(_VERDICTS)


def _counted(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.fingerprint) for one in _all(judged))


def _all(judged: Iterable[Judged]) -> Iterator[Finding]:
    for part in judged:
        yield from part.findings
        yield from part.suppressed
