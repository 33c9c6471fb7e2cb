"""From the flows of an estate to the picture of its mail path: which hop is which edge, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exlint.findings import Route
from exlint.mailflow.decision import THE_INTERNET, Cause, Outcome, Party
from exlint.mailflow.reasons import spoken
from exlint.mailflow.trace import Hop, Point, hops, numbered, shown
from exlint.mailflow.verdict import Flow, Verdict
from exlint.model.estate import Estate
from exlint.model.hours import ALWAYS, DAYS
from exlint.reports.computers import Computers, Key
from exlint.reports.hops import VERBS, label
from exlint.reports.picture import Edge, Line, Node, Picture, Remark, Story

_Decided = tuple[Outcome, str]


def picture(title: str, estate: Estate, flows: Iterable[Flow]) -> Picture:
    """The mail path of some virtual servers of an estate, each at the destination and hour that its trace shows."""
    drawn = _Drawing(estate)
    stories = []
    for flow in flows:
        point = shown(flow)
        followed = hops(point.decision, point.hour)
        for number, same in numbered(followed):
            for hop in same:
                drawn.take(number, hop)
        if point.decision.at(point.hour) is not Outcome.PERMITTED:
            drawn.key(THE_INTERNET)  # where mail does not arrive is seen, too
        stories.append(_story(flow, point, followed, drawn))
    return Picture(title, drawn.nodes(), drawn.edges(), tuple(stories))


class _Drawing:
    """What was drawn so far, in the order in which it was met."""

    def __init__(self, estate: Estate) -> None:
        self._computers = Computers(estate)
        self._rules = _rules(estate)
        self._indexes: dict[Key, int] = {}
        self._asked: dict[Key, set[str]] = {}
        self._edges: dict[tuple[int, int, str, _Decided], set[int]] = {}
        self._remarks: dict[int, dict[_Decided, set[int]]] = {}

    def key(self, party: Party) -> Key:
        """The computer that a party is, which is drawn from now on."""
        found = self._computers.key(party)
        self._indexes.setdefault(found, len(self._indexes))
        return found

    def take(self, number: int, hop: Hop) -> None:
        """Draws a hop: a step that reaches nobody as a remark, any other as one edge, or two with the gate between."""
        step, decided = hop.step, (hop.cause.outcome, self.words(hop.cause))
        actor = self.key(step.actor)
        if step.target is None:
            if decided[0] is not Outcome.PERMITTED:
                remarks = self._remarks.setdefault(self._indexes[actor], {})
                remarks.setdefault(decided, set()).add(number)
            return
        transport = step.transport or "mail"
        gate = _gate(hop)
        way = list(dict.fromkeys([actor, *([self.key(gate)] if gate else [])]))
        target = self.key(step.target)
        self._asked.setdefault(target, set()).add(transport)
        if len(way) > 1 and way[1] != target:
            self._connect(way[0], way[1], transport, (Outcome.PERMITTED, ""), number)
            actor = way[1]
        self._connect(actor, target, transport, decided, number)

    def _connect(self, start: Key, end: Key, transport: str, decided: _Decided, number: int) -> None:
        key = (self._indexes[start], self._indexes[end], transport, decided)
        self._edges.setdefault(key, set()).add(number)

    def words(self, cause: Cause) -> str:
        """The name of the rule or setting that stops; the keys that would decide what is not known, else the reason."""
        if cause.outcome is Outcome.PERMITTED:
            return ""
        if cause.outcome is Outcome.UNKNOWN:
            return ", ".join(key.key for key in cause.missing) or cause.by
        at = cause.at or ()
        named = next((self._rules[at[:end]] for end in range(len(at), 0, -1) if at[:end] in self._rules), None)
        keys = [key for key in at if isinstance(key, str)]
        # The place of a server itself, its name, says nothing of what about it stops.
        return named or (keys[-1] if keys and keys[-1] != "name" else cause.by)

    def nodes(self) -> tuple[Node, ...]:
        """The nodes, by the index that edges have for them."""
        found = []
        for key, index in self._indexes.items():
            node = self._computers.node(key, frozenset(self._asked.get(key, ())))
            remarks = self._remarks.get(index, {})
            found.append(node._replace(remarks=tuple(_remark(one, remarks[one]) for one in remarks)))
        return tuple(found)

    def edges(self) -> tuple[Edge, ...]:
        """The edges."""
        return tuple(
            Edge(start, end, transport, _remark(decided, numbers))
            for (start, end, transport, decided), numbers in self._edges.items()
        )


def _remark(decided: _Decided, numbers: set[int]) -> Remark:
    return Remark(tuple(sorted(numbers)), *decided)


def _gate(hop: Hop) -> Party | None:
    """The ISA server that a hop passes or is stopped by; what stays inside passes none, though one is near."""
    outside = hop.cause.at is not None and hop.cause.at != hop.step.at
    return hop.step.gate if outside or hop.cause.outcome is not Outcome.PERMITTED else None


def _rules(estate: Estate) -> dict[Route, str]:
    """The names of all rules and filters by their places."""
    return {
        rule.at: rule.name
        for isa in estate.isa_servers
        for section in (
            isa.protocol_rules,
            isa.site_and_content_rules,
            isa.packet_filters,
            isa.network_rules,
            isa.system_rules,
            isa.access_rules,
        )
        for rule in section or ()
    }


def _story(flow: Flow, point: Point, followed: tuple[Hop, ...], drawn: _Drawing) -> Story:
    verdict, stopped = flow.verdict.value.upper(), flow.at_large.stopped
    when = f", {spoken(stopped)}" if stopped else ""
    head = f"{flow.sender.identity} -> {_destination(point)}: {verdict}{when}{_moment(point)}"
    lines = [line for number, same in numbered(followed) for line in _lines(number, same)]
    return Story(head, _summary(flow, point, followed, drawn), tuple(lines))


def _destination(point: Point) -> str:
    return str(THE_INTERNET) if point.destination.kind == "internet" else point.destination.name


def _moment(point: Point) -> str:
    """The hour that is shown, where hours differ."""
    if {point.decision.stopped, point.decision.unknown} <= {0, ALWAYS}:
        return ""
    return f" (shown: {DAYS[point.hour // 24].capitalize()} at {point.hour % 24})"


def _lines(number: int, same: Sequence[Hop]) -> Iterator[Line]:
    step = same[0].step
    transport = f", {step.transport}" if step.transport else ""
    yield Line(label(number, same[0]), f"{step.actor}: {step.action}{transport}", Outcome.PERMITTED)
    for cause in (hop.cause for hop in same):
        if step.gate and (cause.at or cause.outcome is not Outcome.PERMITTED):
            yield Line("", f"{step.gate} {VERBS[cause.outcome]}: {cause.by}", cause.outcome)
        elif cause.outcome is not Outcome.PERMITTED:
            yield Line("", cause.by, cause.outcome)


def _summary(flow: Flow, point: Point, followed: tuple[Hop, ...], drawn: _Drawing) -> str:
    """A sentence on a virtual server's mail: where it stops, what is not known, through which ISA server it leaves."""
    who, where = flow.sender.identity, _destination(point)
    if flow.verdict is Verdict.DELIVERS:
        through = " and ".join(dict.fromkeys(str(gate) for gate in map(_gate, followed) if gate))
        return f"Mail of {who} leaves{f' through {through}' if through else ''}."
    decided = {
        f"at {hop.step.gate or hop.step.actor}, {drawn.words(hop.cause)}": None
        for hop in followed
        if hop.cause.outcome is not Outcome.PERMITTED and hop.cause.outcome is point.decision.at(point.hour)
    }
    listed = " and ".join(decided)
    if flow.verdict is Verdict.UNKNOWN:
        return f"Whether mail of {who} to {where} leaves is not decided: not known {listed}."
    hours = spoken(point.decision.stopped)
    when = f"at {hours}" if hours == "every hour" else f"({hours})"
    return f"Mail of {who} to {where} stays in the queue {when}: it stops {listed}."
