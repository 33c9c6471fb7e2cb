"""`exlint trace`: the verdict and the hops, as text for a person and as JSON, version 1, for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from exlint.findings import Place, Route
from exlint.mailflow import Flow, Verdict
from exlint.mailflow.decision import Decision, Outcome
from exlint.mailflow.destinations import Destination
from exlint.mailflow.reasons import missing, spoken, stops, windows
from exlint.mailflow.trace import Hop, Point, hops, shown, witness
from exlint.model.hours import ALWAYS, DAYS
from exlint.reports.escape import visible
from exlint.reports.notes import words, wrapped

COLUMNS = 100
_VERBS = {
    Outcome.STOPPED: "stops it",
    Outcome.UNKNOWN: "is not known to let it through",
    Outcome.PERMITTED: "lets it through",
}


class Traced(NamedTuple):
    """A flow with all that a trace shows.

    Attributes:
        flow: The flow.
        point: The destination and hour that are shown.
        place: Gives the place of a route.
        assumptions: The names of the assumptions that the verdict depends on.
        hour: The hour that was asked about, 0 to 167; None for all.
        is_narrow: Whether a destination or an hour was asked about.
    """

    flow: Flow
    point: Point
    place: Callable[[Route], Place]
    assumptions: tuple[str, ...] = ()
    hour: int | None = None
    is_narrow: bool = False

    @property
    def stays(self) -> bool:
        """Whether mail stays, as far as was asked."""
        if not self.is_narrow:
            return self.flow.verdict in (Verdict.QUEUES, Verdict.PARTIAL)
        hours = ALWAYS if self.hour is None else 1 << self.hour
        return bool(self.point.decision.stopped & hours)

    @classmethod
    def of(cls, flow: Flow, place: Callable[[Route], Place], assumptions: tuple[str, ...]) -> Traced:
        """A flow at the point that tells most."""
        return cls(flow, shown(flow), place, assumptions)

    def narrowed(self, destination: Destination, decision: Decision, hour: int | None) -> Traced:
        """The same flow at a destination that was asked about, or an hour, or both."""
        first = decision.stopped or decision.unknown
        seen = hour if hour is not None else max((first & -first).bit_length() - 1, 0)
        return self._replace(point=Point(destination, decision, seen), hour=hour, is_narrow=True)


def text(traced: Iterable[Traced]) -> str:
    """The traces for a person, one behind the other."""
    return "\n\n".join("\n".join(_lines(one)) for one in traced) + "\n"


def _lines(one: Traced) -> list[str]:
    flow = one.flow
    destination = "the Internet" if one.point.destination.kind == "internet" else one.point.destination.name
    verdict = _narrowly(one) if one.is_narrow else f"{flow.verdict.value.upper()}{_when(flow)}"
    # The first word is ours, so that no name can begin a line as a command to a CI runner.
    head = visible(f"mail: {flow.sender.identity} -> {destination}")
    lines = [f"{head}{verdict:>{max(COLUMNS - len(head), len(verdict) + 2)}}", ""]
    for number, hop in enumerate(hops(one.point.decision, one.point.hour), 1):
        lines += _hop(number, hop, one.place)
    if one.is_narrow:
        return [*lines, *_grid(one.point.decision)] if one.hour is None else lines
    return [*lines, "", *_after(one), *_grid(flow.at_large), *_others(flow)]


def _narrowly(one: Traced) -> str:
    """The outcome of what was asked about."""
    said = {Outcome.STOPPED: "STAYS", Outcome.UNKNOWN: "NOT KNOWN", Outcome.PERMITTED: "LEAVES"}
    outcome = said[one.point.decision.at(one.point.hour)]
    if one.hour is not None:
        return f"{outcome} on {DAYS[one.hour // 24]} at {one.hour % 24}"
    stopped = one.point.decision.stopped
    return f"{outcome}, {spoken(stopped)}" if stopped else f"{outcome}, every hour"


def _when(flow: Flow) -> str:
    stopped = flow.at_large.stopped
    return f", {spoken(stopped)}" if stopped else ""


def _hop(number: int, hop: Hop, place: Callable[[Route], Place]) -> list[str]:
    label = f"{number}{f' ({_numbers(hop)})' if hop.alternatives else ''}"
    what = f"{hop.step.action}{f', {hop.step.transport}' if hop.step.transport else ''}"
    lines = _line(label, hop.step.actor.name, what, place(hop.step.at))
    if hop.step.gate and (hop.cause.at or hop.cause.outcome is not Outcome.PERMITTED):
        lines += _line("-", hop.step.gate.name, f"{_VERBS[hop.cause.outcome]}: {hop.cause.by}", place(hop.at))
    elif hop.cause.outcome is not Outcome.PERMITTED:
        lines += _line("-", "", hop.cause.by, place(hop.at))
    return lines


def _numbers(hop: Hop) -> str:
    return ".".join(map(str, hop.alternatives))


def _line(label: str, actor: str, what: str, place: Place) -> list[str]:
    where = visible(f"{place.file}:{place.line}")
    indent = f" {label:<6} {visible(actor)}{'  ' if actor else ''}"
    first, *others = wrapped(words(what), COLUMNS - len(indent) - len(where) - 2)
    line = indent + first
    return [line + " " * max(COLUMNS - len(line) - len(where), 2) + where, *(" " * len(indent) + one for one in others)]


def _after(one: Traced) -> list[str]:
    """What the sender sees, or what is to be declared."""
    flow = one.flow
    if flow.verdict is Verdict.UNKNOWN:
        keys = missing(flow.at_large, *(decision for _, decision in flow.others))
        if not keys:
            return [" No key of the format can decide this; what is not known stands above."]
        return [" To decide it, declare:", *(f"   {visible(key.key)}" for key in keys)]
    if witness(flow) is None:
        return [" Mail leaves at every hour, for every destination that the document tells apart."]
    return [
        " The sender sees: the message waits in the queue; KB 305394 saw no event, other articles name event 4000",
        " of SMTPSVC where a name is not found; a delay notice and a non-delivery report come only at their time-outs.",
    ]


def _grid(decision: Decision) -> list[str]:
    """The week where its hours differ: days down, hours across."""
    if decision.stopped in (0, ALWAYS) and decision.unknown in (0, ALWAYS):
        return []
    marks = {Outcome.PERMITTED: ".", Outcome.STOPPED: "#", Outcome.UNKNOWN: "?"}
    rows = ["".join(marks[decision.at(24 * day + hour)] for hour in range(24)) for day in range(7)]
    head = ["", "            0     6     12    18      . leaves   # stays   ? not known"]
    return [*head, *(f" {day:<10} {row}" for day, row in zip(DAYS, rows, strict=True))]


def _others(flow: Flow) -> list[str]:
    stopped = [(one, decision) for one, decision in flow.others if decision.stopped]
    if not stopped:
        return []
    return [
        "",
        " Mail stays also for:",
        *(f"   - {visible(one.name)}: {spoken(decision.stopped)}" for one, decision in stopped),
    ]


def data(traced: Sequence[Traced], not_judged: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The traces for a program, as interface.md's JSON of `exlint trace`."""
    return {"version": 1, "flows": [_flow(one) for one in traced], "not_judged": list(not_judged)}


def _flow(one: Traced) -> dict[str, Any]:
    flow, found = one.flow, witness(one.flow)
    decisions = [flow.at_large, *(decision for _, decision in flow.others)]
    return {
        "file": one.place((*flow.sender.at, "name")).file,
        "virtual_server": flow.sender.identity,
        "verdict": flow.verdict.value,
        "witness": None if found is None else {"destination": _name(found.destination), "hour": _hour(found.hour)},
        "windows": windows(flow.at_large.stopped),
        "destinations": [
            {"destination": other.name, "kind": other.kind, "windows": windows(decision.stopped)}
            for other, decision in flow.others
            if decision.stopped
        ],
        "hops": [_hop_data(hop, one) for hop in hops(one.point.decision, one.point.hour)],
        "reasons": _reasons(decisions, one),
        "missing": [{"key": key.key, **one.place(key.at)._asdict()} for key in missing(*decisions)],
        "assumptions": list(one.assumptions),
    }


def _name(destination: Destination) -> str:
    return "internet" if destination.kind == "internet" else destination.name


def _hour(hour: int) -> str:
    return f"{DAYS[hour // 24]} {hour % 24}"


def _hop_data(hop: Hop, one: Traced) -> dict[str, Any]:
    return {
        "actor": hop.step.actor.name,
        "action": hop.step.action,
        "transport": hop.step.transport,
        "decision": hop.cause.outcome.value,
        "by": hop.cause.by,
        "alternative": hop.alternatives[-1] if hop.alternatives else 0,
        "alternatives": list(hop.alternatives),
        **one.place(hop.at)._asdict(),
    }


def _reasons(decisions: Iterable[Decision], one: Traced) -> list[dict[str, Any]]:
    """Every setting that stops mail, once, with its hours."""
    hours: dict[tuple[str, Route], int] = {}
    for decision in decisions:
        for reason in stops(decision):
            key = reason.cause.by, reason.cause.at or reason.step.at
            hours[key] = hours.get(key, 0) | reason.cause.hours
    return [{"by": by, "windows": windows(found), **one.place(at)._asdict()} for (by, at), found in hours.items()]
