"""An estate with something changed, and whether its mail goes as before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from exlint.findings import Route
from exlint.mailflow.decision import Cause, Decision, Outcome, hours_of
from exlint.mailflow.destinations import Destination
from exlint.mailflow.ground import Computer, Ground, Question
from exlint.mailflow.verdict import Flow, Verdict, judge
from exlint.model.addresses import number
from exlint.model.estate import DnsServer, Estate, ExchangeServer, IsaServer
from exlint.schema import ABSENT

_Server = TypeVar("_Server", ExchangeServer, DnsServer, Computer)
_LAST = 2**32 - 1
_SECTIONS = ("protocol_rules", "site_and_content_rules", "network_rules", "system_rules", "access_rules")


def without(estate: Estate, *rules: Route) -> Estate:
    """The estate without some rules of its ISA servers, of whatever kind; the servers behind these know the new ones.

    Args:
        estate: The estate.
        rules: Their places; the other rules keep theirs.

    Raises:
        KeyError: No ISA server of the estate has such a rule.
    """
    here: dict[Route, set[Route]] = {}
    for rule in rules:
        here.setdefault(rule[:-2], set()).add(rule)
    new = {isa.at: _reduced(isa, here.pop(isa.at)) for isa in estate.isa_servers if isa.at in here}
    if here:
        raise KeyError(*here)
    return _with(estate, new)


def same_mail(flows: Sequence[Flow], others: Sequence[Flow]) -> bool:
    """Whether two lists of flows agree: in the verdicts, and in what is stopped and unknown for every destination.

    The destinations that are told apart do not depend on rules, so the flows of an estate and of one with another rule
    more or less are alike in them.
    """
    return all(one == other for one, other in zip_longest(map(_came_to, flows), map(_came_to, others)))


def wanted(estate: Estate) -> set[tuple[str, int]]:
    """The transports and ports that mail and DNS of an estate go by."""
    own = {one.declared.tcp_port for one in estate.virtual_servers}
    return {("tcp", 25), ("udp", 53), ("tcp", 53), *(("tcp", port) for port in own if port is not ABSENT)}


def about(flow: Flow, destinations: Iterable[Destination]) -> Iterator[Decision | None]:
    """What a flow comes to for destinations that another flow tells apart, as the same estate with other rules has it.

    Its own stretches of addresses may be longer, since sets and filters cut them. None for what is in none of them.
    """
    named = {(one.kind, one.name): decision for one, decision in flow.decisions}
    stretches = {_ends(name): decision for (kind, name), decision in named.items() if kind == "address"}
    ordered = sorted(stretches)
    for one in destinations:
        found = named.get((one.kind, one.name))
        if found is None and one.host.address is not None:
            index = bisect_right(ordered, (one.host.address, _LAST)) - 1
            holds = index >= 0 and one.host.address <= ordered[index][1]
            found = stretches[ordered[index]] if holds else None
        yield found


def _ends(stretch: str) -> tuple[int, int]:
    first, _, last = stretch.partition("-")
    return number(first), number(last or first)


class Trial:
    """An estate, judged once, and what changes without one of its rules.

    Only what a rule decides about is asked again without it, so that a rule that decides about nothing costs nothing.
    """

    def __init__(self, estate: Estate) -> None:
        """Takes the estate, and judges it."""
        self._estate, self._ground = estate, Ground(estate)
        self._decided: dict[Route, list[Question]] = {}
        self._ground.decided = self._decided
        self._flows = judge(estate, ground=self._ground)

    def needs(self, rule: Route) -> bool:
        """Whether without a rule a verdict, an hour or a destination of some mail would be other."""
        if rule not in self._decided:
            return False
        shorter = without(self._estate, rule)
        ground, servers = Ground(shorter), {one.at: one for one in shorter.isa_servers}
        questions = self._decided[rule]
        # Each is asked, so that the new ground knows the new answers.
        changed = [
            _outcome(ground.reach(sender, *question[1:])) != _outcome(self._ground.known[question.key])
            for question, sender in zip(questions, _moved([one.sender for one in questions], servers), strict=True)
        ]
        if not any(changed):
            return False
        ground.known = self._ground.known | ground.known
        return not same_mail(self._flows, judge(shorter, ground=ground))


_Hours = tuple[int, int]


def _outcome(causes: tuple[Cause, ...]) -> _Hours:
    return hours_of(causes, Outcome.STOPPED), hours_of(causes, Outcome.UNKNOWN)


def _came_to(flow: Flow) -> tuple[Route, Verdict, _Hours, tuple[tuple[object, _Hours], ...]]:
    """What a flow comes to, without the reasons."""
    others = tuple((where, (one.stopped, one.unknown)) for where, one in flow.others)
    return flow.sender.at, flow.verdict, (flow.at_large.stopped, flow.at_large.unknown), others


def _reduced(isa: IsaServer, rules: set[Route]) -> IsaServer:
    changed: dict[str, Any] = {}
    for section in {str(rule[-2]) for rule in rules}:
        written = (getattr(isa, section) if section in _SECTIONS else None) or ()
        changed[section] = tuple(one for one in written if one.at not in rules)
        rules = rules - {one.at for one in written}
    if rules:
        raise KeyError(*rules)
    return isa._replace(**changed)


def _with(estate: Estate, new: Mapping[Route, IsaServer]) -> Estate:
    """The estate with other ISA servers in the stead of those at their places, wherever a part holds one."""
    servers = {one.at: one for one in _moved(estate.exchange_servers, new)}
    senders = {one.at: one._replace(server=servers[one.server.at]) for one in estate.virtual_servers}
    return estate._replace(
        dns_servers=tuple(_moved(estate.dns_servers, new)),
        exchange_servers=tuple(servers.values()),
        virtual_servers=tuple(senders.values()),
        connectors=tuple(
            one._replace(bridgeheads=tuple(senders[head.at] for head in one.bridgeheads)) for one in estate.connectors
        ),
        isa_servers=tuple(new.get(one.at, one) for one in estate.isa_servers),
    )


def _moved(servers: Sequence[_Server], new: Mapping[Route, IsaServer]) -> Iterator[_Server]:
    for one in servers:
        isa = one.standing.isa
        here = None if isa is None else new.get(isa.at)
        yield one if here is None else one._replace(standing=one.standing._replace(isa=here))
