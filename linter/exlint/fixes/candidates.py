"""What would let mail on that stops: candidates for a plan, each as narrow as what stops it.

Deny rules and block filters of ISA Server 2000, network rules, `recursion`, `root_zone`, a listener that is off and the
like are decisions of a person, so nothing is proposed for them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow import Mail, asks
from exlint.mailflow.asking import is_cut_off
from exlint.mailflow.decision import Cause, Decision, Outcome, Party, Step
from exlint.mailflow.ground import Computer
from exlint.mailflow.resolution import questions
from exlint.mailflow.targets import INTERNET, Target
from exlint.model.addresses import number
from exlint.model.estate import DnsServer, Estate, ExchangeServer, IsaServer, VirtualServer
from exlint.schema import patterns

DNS = 53
_ADDRESS = re.compile(patterns.ADDRESS)
_SECTIONS = ("protocol_rules", "site_and_content_rules", "packet_filters", "access_rules")
_OVERRIDES = "access_rules"  # ordered, so a rule before another decides first

Carried = tuple[tuple[str, int], ...]
"""Transports and ports, as `(("udp", 53), ("tcp", 53))`."""


class Ask(NamedTuple):
    """An ISA server's internal address is added to a list of DNS servers.

    Attributes:
        at: Whose list: that of a virtual server or a DNS server by its place, or that of the forest by its own.
        isa: The ISA server.
    """

    at: Route
    isa: Route


class Let(NamedTuple):
    """An ISA server lets a computer through, in one section of its rules.

    Attributes:
        isa: The ISA server.
        section: The list that gets a rule or a filter.
        source: The address that the computer sends from.
        carried: What is let through; none where the rule is about all that others carry.
        itself: Whether it is the ISA computer.
        remote: The only address that it is let through to; None for all.
        to: The network that it is let through to, of ISA Server 2004 and 2006.
        before: The rule that the new one must stand before; empty for none.
    """

    isa: Route
    section: str
    source: int
    carried: Carried
    itself: bool
    remote: int | None = None
    to: str = ""
    before: str = ""


Want = Ask | Let


def settled(mail: Mail, senders: Collection[Route]) -> frozenset[Step]:
    """The steps on the way of some mail that stop nothing, since another way is permitted at every hour."""
    stopping = {leaf.step for leaf in _Walk(mail, senders, frozenset(), through=False).leaves}
    leaves = _Walk(mail, senders, frozenset(), through=True).leaves
    return frozenset(leaf.step for leaf in leaves if leaf.step is not None and leaf.step not in stopping)


def candidates(mail: Mail, senders: Collection[Route], beside: frozenset[Step]) -> list[Want]:
    """What would let on what is stopped on the way of some virtual servers' mail, on every way that it may take.

    Args:
        mail: The estate, perhaps with other candidates in it already.
        senders: The virtual servers, by their places.
        beside: Steps that are left alone.
    """
    walk = _Walk(mail, senders, beside, through=True)
    found: dict[Want, None] = {}
    for one in _asks(mail, walk.seen):
        found[one] = None
    for leaf in walk.leaves:
        for let in _lets(leaf, mail):
            found[let] = None
    return list(found)


def is_undecided(mail: Mail, senders: Collection[Route]) -> bool:
    """Whether anything on any way of some virtual servers' mail is not declared."""
    return _Walk(mail, senders, frozenset(), through=True).undecided


class _Walk:
    """The decisions that some mail depends on, and among them the steps that are stopped, in the order asked."""

    def __init__(self, mail: Mail, senders: Collection[Route], beside: frozenset[Step], *, through: bool) -> None:
        """`through`: also through what is permitted, to the ways that are not taken."""
        self.seen: set[int] = set()
        self.leaves: list[Decision] = []
        self.undecided = False
        flows = [flow for flow in mail.flows if flow.sender.at in senders]
        waiting = [decision for flow in reversed(flows) for _, decision in reversed(flow.decisions)]
        while waiting:
            one = waiting.pop()
            if id(one) in self.seen or not (through or one.stopped):
                continue
            self.seen.add(id(one))
            self.undecided |= bool(one.unknown)
            if one.step is not None and one.stopped and one.step not in beside:
                self.leaves.append(one)
            waiting += reversed(one.parts)


def _asks(mail: Mail, seen: Collection[int]) -> Iterator[Ask]:
    """Lists of those who look for names in vain; a list that leads to the ISA server already is left alone."""
    estate, ground = mail.estate, mail.ground

    def in_vain(decision: Decision | None) -> bool:
        return decision is not None and bool(decision.stopped) and id(decision) in seen

    for sender in estate.virtual_servers:
        isa = sender.server.standing.isa
        if isa is not None and in_vain(ground.resolved.get(sender.at)) and _may_answer(isa):
            asked = [one.address for one in questions(sender, ground)]
            if asked and not asks(isa, asked):
                yield Ask(sender.at, isa.at)
    for server in estate.dns_servers:
        isa = server.standing.isa
        if isa is not None and in_vain(ground.answers.get(server.at)) and _may_answer(isa) and not is_cut_off(server):
            own = server.forwarders
            listed, at = (own, server.at) if own is not None else _of_forest(mail)
            if listed is not None and not asks(isa, listed):
                yield Ask(at, isa.at)


def _of_forest(mail: Mail) -> tuple[tuple[int, ...] | None, Route]:
    forest = mail.estate.forest
    return forest.external_servers, forest.external_at


def _may_answer(isa: IsaServer) -> bool:
    return isa.declared.dns_listener is not False


def _lets(leaf: Decision, mail: Mail) -> Iterator[Let]:
    """A rule or a filter for each cause of a step that one can help against."""
    step = leaf.step
    if step is None or step.gate is None or step.target is None:
        return
    isa = next(one for one in mail.estate.isa_servers if step.gate.at == one.at)
    sender = _computer(step.actor, isa, mail)
    for cause in leaf.causes:
        decider = _decider(isa, cause)
        if decider is not None:
            yield _let(isa, sender, step, decider, mail)


class _Decider(NamedTuple):
    """A section of rules that lets nothing through, and the rule before which that would be said."""

    section: str
    before: str = ""


def _decider(isa: IsaServer, cause: Cause) -> _Decider | None:
    """What a new rule would help against; None where a person has to decide."""
    at = cause.at
    if cause.outcome is not Outcome.STOPPED or at is None or at[: len(isa.at)] != isa.at:
        return None
    section, *index = at[len(isa.at) :]
    if section not in _SECTIONS:
        return None
    rule = next((one for one in getattr(isa, section) or () if one.at == at), None) if index else None
    if section == _OVERRIDES:
        return _Decider(section, rule.name if rule is not None else "")
    denied = rule is not None and (section == "packet_filters" or not rule.allows)
    return None if denied else _Decider(str(section))


def _let(isa: IsaServer, sender: Computer, step: Step, decider: _Decider, mail: Mail) -> Let:
    assert step.target is not None  # the caller has looked
    itself, address = sender.standing.on_isa, _address(step.target, mail)
    source = isa.internal[0] if itself else sender.source
    transport, _, port = step.transport.partition(" ")
    carried: Carried = ((transport, int(port)),)
    before = decider.before
    if carried == (("udp", DNS),) and sender.at != isa.at:
        # What is asked over UDP is asked again over TCP where the answer is too long (semantics.md 2.7, EXL206).
        target = INTERNET if address is None else Target(address)
        causes = mail.ground.reach(sender, target, "tcp", DNS)
        also = [one for one in (_decider(isa, cause) for cause in causes) if one and one.section == decider.section]
        carried = (*carried, ("tcp", DNS)) if also else carried
        before = _first(isa, [before, *(one.before for one in also)]) if decider.section == _OVERRIDES else before
    let = Let(isa.at, decider.section, source, carried, itself)
    if decider.section == "site_and_content_rules":
        return let._replace(carried=())
    if decider.section == "packet_filters":
        return let._replace(remote=address)
    return let._replace(to=_network(isa, address, mail), before=before) if decider.section == _OVERRIDES else let


def _first(isa: IsaServer, names: Iterable[str]) -> str:
    """Of some rules the one that is asked first."""
    wanted = set(names)
    return next((rule.name for rule in isa.access_rules or () if rule.name in wanted), "")


def _network(isa: IsaServer, address: int | None, mail: Mail) -> str:
    """The network of an ISA Server 2004 that an address is in."""
    if address is None:
        return "External"
    if mail.ground.is_inside(isa, address):
        return "Internal"
    return next((one.name for one in isa.networks.values() if one.addresses.holds(address)), "External")


def _computer(actor: Party, isa: IsaServer, mail: Mail) -> Computer:
    server = next((one for one in servers(mail.estate) if one.at == actor.at), None)
    return mail.ground.listener(isa) if server is None else mail.ground.computer(server)


def _address(target: Party, mail: Mail) -> int | None:
    """The address that a step leads to; None for the Internet at large, and for a host that has only a name."""
    if _ADDRESS.search(plain := target.name.strip().removeprefix("[").removesuffix("]")):
        return number(plain)
    if target.at is None:
        return None
    known = {one.at: one.addresses for one in servers(mail.estate)} | {
        one.at: one.internal for one in mail.estate.isa_servers
    }
    return known[target.at][0]


def servers(estate: Estate) -> list[ExchangeServer | DnsServer]:
    """The servers that ask and send, as the document has them."""
    return [*estate.exchange_servers, *estate.dns_servers]


def owner(ask: Ask, mail: Mail) -> VirtualServer | DnsServer | None:
    """Whose list an ISA server's address is added to; None for the forest's."""
    owners: list[VirtualServer | DnsServer] = [*mail.estate.virtual_servers, *mail.estate.dns_servers]
    return next((one for one in owners if one.at == ask.at), None)
