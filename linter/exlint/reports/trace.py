"""`exlint trace` for a person: the verdict, the hops with their places, what the sender sees, what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exlint.mailflow import Flow, Verdict
from exlint.mailflow.decision import Decision, Outcome
from exlint.mailflow.destinations import Destination
from exlint.mailflow.reasons import missing, spoken
from exlint.mailflow.trace import witness
from exlint.mailflow.wording import some
from exlint.model.hours import ALWAYS, DAYS
from exlint.reports.columns import width
from exlint.reports.escape import visible
from exlint.reports.hops import COLUMNS, lines
from exlint.reports.notes import words, wrapped
from exlint.reports.style import Paint
from exlint.reports.summary import counted
from exlint.reports.traced import Traced

_STYLES = {Verdict.QUEUES: "error", Verdict.PARTIAL: "error", Verdict.UNKNOWN: "warning"}
_MARKS = {Outcome.PERMITTED: ".", Outcome.STOPPED: "#", Outcome.UNKNOWN: "?"}
_FINDINGS = 5  # as many as a person mends before looking again
_UNITS = (("day", 1440), ("hour", 60), ("minute", 1))  # in minutes


def text(traced: Iterable[Traced], paint: Paint) -> str:
    """The traces, one behind the other."""
    return "\n\n".join("\n".join(_lines(one, paint)) for one in traced) + "\n"


def _lines(one: Traced, paint: Paint) -> list[str]:
    week = _grid(one.point.decision) if one.flow.asked.hour is None else ()
    tail = [*_after(one), *week, *_others(one)]
    return [*_head(one, paint), "", *lines(one.hops, one.place, paint), "", *tail]


def _head(one: Traced, paint: Paint) -> list[str]:
    """Whose mail, where to, and the verdict at the right: below where there is no room beside."""
    # The first word is ours, so that no name can begin a line as a command to a CI runner.
    head = visible(f"mail: {one.flow.sender.identity} -> {_called(one.point.destination)}")
    verdict = f"{one.flow.verdict.value.upper()}{_when(one.flow)}"
    style = _STYLES.get(one.flow.verdict, "")
    room = COLUMNS - width(head) - width(verdict)
    if room >= len("  "):
        return [f"{head}{' ' * room}{_painted(verdict, style, paint)}"]
    below = wrapped(words(verdict), COLUMNS - 1)
    return [head, *(" " * max(COLUMNS - width(line), 1) + _painted(line, style, paint) for line in below)]


def _painted(what: str, style: str, paint: Paint) -> str:
    return paint(what, style) if style else what


def _called(destination: Destination) -> str:
    return "the Internet" if destination.kind == "internet" else destination.name


def _when(flow: Flow) -> str:
    """The hour that was asked about; else those at which mail to the destination that counts most stays."""
    if flow.asked.hour is not None:
        return f" {_at(flow.asked.hour)}"
    return f", {spoken(flow.at_large.stopped)}" if flow.at_large.stopped else ""


def _at(hour: int) -> str:
    return f"on {DAYS[hour // 24].capitalize()} at {hour % 24}"


def _after(one: Traced) -> list[str]:
    """What the sender sees and what to mend; or what is to be declared; or that mail leaves."""
    if one.flow.verdict is Verdict.UNKNOWN:
        keys = missing(*(decision for _, decision in one.flow.decisions))
        if not keys:
            return [" No key of the format can decide this; what is not known stands above."]
        return [" To decide it, declare:", *(line for key in keys for line in _wrapped(f"  - {key.key}", "     "))]
    if witness(one.flow) is None:
        return _wrapped(f" {_leaves(one.flow)}")
    return [*_wrapped(f" The sender sees: {_seen(one)}.", "   "), *_to_mend(one)]


def _leaves(flow: Flow) -> str:
    when = "at every hour" if flow.asked.hour is None else _at(flow.asked.hour)
    if flow.asked.to is None:
        return f"Mail leaves {when}, for every destination that the document tells apart."
    return f"Mail to {flow.asked.to.name} leaves {when}."


def _seen(one: Traced) -> str:
    """What semantics.md 6 says of a message that stays."""
    holders = one.waits.holders
    heads = some(dict.fromkeys(head.server.name for head in holders))
    elsewhere = "" if one.flow.sender in holders else f" of {heads}"
    at_times = one.flow.asked.hour is None and one.point.decision.stopped != ALWAYS
    event = "KB 305394 saw no event, other articles name event 4000 of SMTPSVC" if one.waits.for_a_name else "no event"
    waits = f"the message waits in the queue{elsewhere}{' at these hours' if at_times else ''}"
    delay = f"a delay notice after {_span(one.waits.delays)}, " if one.waits.delays else "no delay notice; "
    return f"{waits}; {event}; {delay}a non-delivery report only after {_span(one.waits.expirations)}"


def _span(times: tuple[int, ...]) -> str:
    """A time, or from the shortest to the longest of several."""
    first, last = _duration(times[0]), _duration(times[-1])
    return first if first == last else f"{first} to {last}"


def _duration(minutes: int) -> str:
    """Minutes in the largest unit that takes no fraction."""
    unit, size = next((unit, size) for unit, size in _UNITS if minutes % size == 0)
    return counted(minutes // size, unit)


def _to_mend(one: Traced) -> list[str]:
    found = one.findings
    if not found:
        return []
    named = [f"{finding.code} on {finding.object}" if finding.object else finding.code for finding in found[:_FINDINGS]]
    more = f"; and {len(found) - _FINDINGS} more" if len(found) > _FINDINGS else ""
    units = [*words(f"To mend: {'; '.join(named)}{more}"), f"(exlint explain {found[0].code})."]
    return _indented(units, " ", "   ")


def _wrapped(sentence: str, indent: str = " ") -> list[str]:
    blanks = " " * (len(sentence) - len(sentence.lstrip(" ")))
    return _indented(words(sentence.lstrip(" ")), blanks, indent)


def _indented(units: Iterable[str], blanks: str, indent: str) -> list[str]:
    first, *others = wrapped(units, COLUMNS - max(len(blanks), len(indent)))
    return [blanks + first, *(indent + line for line in others)]


def _grid(decision: Decision) -> Iterator[str]:
    """The week where its hours differ: days down, hours across."""
    if decision.stopped in (0, ALWAYS) and decision.unknown in (0, ALWAYS):
        return
    yield from ("", "            0     6     12    18      . leaves   # stays   ? not known")
    for index, day in enumerate(DAYS):
        yield f" {day.capitalize():<10} {''.join(_MARKS[decision.at(24 * index + hour)] for hour in range(24))}"


def _others(one: Traced) -> list[str]:
    """The destinations besides the Internet at large to which mail stays."""
    stopped = [(other, decision) for other, decision in one.flow.others if decision.stopped]
    if not stopped:
        return []
    also = " also" if one.flow.at_large.stopped else ""
    hour = one.flow.asked.hour
    named = [
        f"  - {other.name}{'' if hour is not None else f': {spoken(decision.stopped)}'}" for other, decision in stopped
    ]
    return ["", f" Mail stays{also} for:", *(line for name in named for line in _wrapped(name, "     "))]
