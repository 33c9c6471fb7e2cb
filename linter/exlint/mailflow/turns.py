"""What became of the verdicts about an estate's virtual servers, and whether one got worse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exlint.mailflow.delivery import deliver
from exlint.mailflow.destinations import Destination
from exlint.mailflow.mail import Mail
from exlint.mailflow.verdict import Flow, Verdict
from exlint.model.objects import Objects


class Turn(NamedTuple):
    """The verdict about one virtual server in two versions.

    Attributes:
        virtual_server: SERVER/VIRTUAL SERVER, as the newer of the versions that have it writes it.
        there: Whether each version has it.
        old: Its mail in the old version; None where that has none, or is not judged.
        new: Its mail in the new version, likewise.
        changed: Whether anything about it is different: the verdict, or where mail stays at times, what stays.
        worse: Whether it got worse; of a new one, whether mail is not known to leave.
    """

    virtual_server: str
    there: tuple[bool, bool]
    old: Flow | None
    new: Flow | None
    changed: bool
    worse: bool

    @property
    def identity(self) -> str:
        """What stays the same while the virtual server does."""
        return self.virtual_server.casefold()


def turns(before: Objects, old: Mail | None, after: Objects, new: Mail | None) -> Iterator[Turn]:
    """The virtual servers of the new version, then those that are gone.

    Args:
        before: The objects of the old version.
        old: Its mail; None where it is not judged.
        after: The objects of the new version.
        new: Its mail, likewise.
    """
    had, has = _virtual_servers(before), _virtual_servers(after)
    old_flows, new_flows = flows(old), flows(new)
    for identity, name in {**has, **{key: name for key, name in had.items() if key not in has}}.items():
        there = identity in had, identity in has
        one, other = old_flows.get(identity), new_flows.get(identity)
        more = less = False
        if one is not None and other is not None and old and new:
            more, less = stays_more((one, old), (other, new)), stays_more((other, new), (one, old))
        changed = there[0] != there[1] or _word(one) != _word(other) or more or less
        yield Turn(name, there, one, other, changed, _worse(there, one, other, more=more))


def flows(mail: Mail | None) -> dict[str, Flow]:
    """The flows of an estate by the identities of their virtual servers, without case."""
    return {flow.sender.identity.casefold(): flow for flow in mail.flows} if mail else {}


def stays_more(one: tuple[Flow, Mail], other: tuple[Flow, Mail]) -> bool:
    """Whether two verdicts are `partial`, and in the other some mail stays that leaves in the one."""
    (before, old), (after, new) = one, other
    if not before.verdict is after.verdict is Verdict.PARTIAL:
        return False
    left, stays = _stopped(before), _stopped(after)
    apart = {_key(where): where for flow in (before, after) for where, _ in flow.decisions}
    return any(
        (stays[key] if key in stays else _asked(after, new, where))
        & ~(left[key] if key in left else _asked(before, old, where))
        for key, where in apart.items()
    )


def _key(where: Destination) -> tuple[str, str]:
    return where.kind, where.name


def _stopped(flow: Flow) -> dict[tuple[str, str], int]:
    """The hours at which mail stays, for each destination that the document tells apart."""
    return {_key(where): decision.stopped for where, decision in flow.decisions}


def _asked(flow: Flow, mail: Mail, where: Destination) -> int:
    """The same for a destination that the document does not tell apart."""
    return deliver(flow.sender, mail.ground, where.host, where.domain).stopped


def _worse(there: tuple[bool, bool], old: Flow | None, new: Flow | None, *, more: bool) -> bool:
    if not there[1]:
        return False
    if not there[0]:
        return new is None or new.verdict is not Verdict.DELIVERS
    if old is None or new is None:
        return old is not None
    return more or new.verdict.badness > old.verdict.badness


def _word(flow: Flow | None) -> str:
    return flow.verdict.value if flow else ""


def _virtual_servers(found: Objects) -> dict[str, str]:
    """The virtual servers by identity, as SERVER/VIRTUAL SERVER."""
    return {one.path.casefold(): one.path for one in found.all.values() if one.kind.name == "smtp_virtual_server"}
