"""The hops of a trace in columns: a number, who acts, what it does or what decides, and the place of that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from exlint.findings import Place, Route
from exlint.mailflow.decision import Outcome
from exlint.mailflow.trace import Hop, numbered
from exlint.reports.columns import width
from exlint.reports.escape import visible
from exlint.reports.marks import CUT
from exlint.reports.notes import menus, words, wrapped
from exlint.reports.style import Paint

COLUMNS = 100
_CHOICES = 6  # of which the numbers are shown, so that there is room for words beside them
_ACTOR = 16  # a longer name stands out of its column
_ROOM = 28  # columns of text beside a place; with less, the place has a line of its own
VERBS = {
    Outcome.STOPPED: "stops it",
    Outcome.UNKNOWN: "is not known to let it through",
    Outcome.PERMITTED: "lets it through",
}
"""What an ISA server does with a request."""

_ENDS = {Outcome.STOPPED: "mail stops here: ", Outcome.UNKNOWN: "", Outcome.PERMITTED: ""}
_STYLES = {Outcome.STOPPED: "error", Outcome.UNKNOWN: "warning"}
_CONSOLE = "console  "


class _Row(NamedTuple):
    """What stands in the columns; `what` in units that no line is broken in, `style` empty for plain."""

    label: str
    actor: str
    what: list[str]
    place: Place
    style: str = ""
    console: str = ""


def lines(hops: Sequence[Hop], place: Callable[[Route], Place], paint: Paint) -> list[str]:
    """The lines of a flow's hops; whom each line is about stands in one column."""
    rows = [row for number, same in numbered(hops) for row in _rows(number, same, place)]
    labels = max((len(row.label) for row in rows), default=0)
    actors = min(max((width(visible(row.actor)) for row in rows), default=0), _ACTOR)
    return [line for row in rows for line in _line(row, labels, actors, paint)]


def _rows(number: int, same: Sequence[Hop], place: Callable[[Route], Place]) -> Iterable[_Row]:
    """What a computer does; then what decides about it."""
    step = same[0].step
    what = [*words(f"{step.action},"), step.transport] if step.transport else words(step.action)
    yield _Row(label(number, same[0]), step.actor.name, what, place(step.at))
    for hop in same:
        yield from _decided(hop, place)


def _decided(hop: Hop, place: Callable[[Route], Place]) -> Iterable[_Row]:
    """What decides about a step, where that is worth a line."""
    step, cause = hop.step, hop.cause
    style = _STYLES.get(cause.outcome, "")
    if step.gate and (cause.at or style):
        said = words(f"{VERBS[cause.outcome]}: {cause.by}")
        yield _Row("-", step.gate.name, said, place(hop.at), style, cause.console)
    elif style:
        yield _Row("-", "", words(f"{_ENDS[cause.outcome]}{cause.by}"), place(hop.at), style, cause.console)


def label(number: int, hop: Hop) -> str:
    """The number of the hop, and those of the choices that it lies in, the outermost first; of many, the innermost."""
    if not hop.alternatives:
        return str(number)
    cut = CUT if len(hop.alternatives) > _CHOICES else ""
    return f"{number} ({cut}{'.'.join(map(str, hop.alternatives[-_CHOICES:]))})"


def _line(row: _Row, labels: int, actors: int, paint: Paint) -> list[str]:
    name = visible(row.actor)
    # The label comes first, so that no name can begin a line as a command to a CI runner.
    head = f" {row.label:<{labels}}  {name}{' ' * max(actors - width(name), 0)}  "
    indent = " " * (1 + labels + 2 + actors + 2)
    body = _placed(head, indent, row, paint)
    return [*body, *_console(row.console, indent)]


def _placed(head: str, indent: str, row: _Row, paint: Paint) -> list[str]:
    """The words, with the place at the right end of the first line, or below where the place is long."""
    where = visible(f"{row.place.file}:{row.place.line}")
    beside = COLUMNS - width(head) - width(where) - 2
    room = beside if beside >= _ROOM else COLUMNS - width(head)
    first, *others = wrapped(row.what, room)
    painted = [paint(line, row.style) if row.style else line for line in (first, *others)]
    blanks = " " * max(COLUMNS - width(head) - width(first) - width(where), 2)
    if beside >= _ROOM:
        return [head + painted[0] + blanks + where, *(indent + line for line in painted[1:])]
    return [head + painted[0], *(indent + line for line in painted[1:]), f"{indent}--> {where}"]


def _console(path: str, indent: str) -> list[str]:
    if not path:
        return []
    first, *others = wrapped(menus(path), COLUMNS - len(indent) - len(_CONSOLE))
    return [indent + _CONSOLE + first, *(indent + " " * len(_CONSOLE) + line for line in others)]
