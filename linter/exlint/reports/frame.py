"""Draws frames: source lines with what is marked in them.

Places near each other in a file share a frame; any other begins a new one.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from exlint.reports.escape import visible
from exlint.reports.excerpt import excerpts
from exlint.reports.marks import CUT, Span, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exlint.findings import Finding, Lines, Place
    from exlint.reports.style import Paint

COLUMNS = 100
"""How wide a report is, where names allow."""

_NEAR = 5  # lines; with more between them, a frame of its own, which says its place, helps more than a gap


class Spot(NamedTuple):
    """A place to be marked; ordered as one reads."""

    place: Place
    mark: str
    label: str
    style: str


class Sheet(NamedTuple):
    """What all frames of one finding are drawn on."""

    lines: Lines
    gutter: int  # how many digits the line numbers take
    paint: Paint

    def beside(self, number: str, text: str = "") -> str:
        """Gives a row: a line number, or nothing, then the gutter, then the text."""
        edge = self.paint(f"{number:>{self.gutter}} |", "gutter")
        return f"{edge} {text}" if text else edge


def spots(finding: Finding) -> list[Spot]:
    """Gives the places of a finding, its own first."""
    first = Spot(finding.place, "^", _label(finding.label, finding.place), finding.severity.word)
    return [first, *(Spot(place, "-", _label(label, place), "related") for place, label in finding.related)]


def frames(marked: Iterable[Spot]) -> list[list[Spot]]:
    """Groups spots into frames, in the order of files and lines."""
    grouped: list[list[Spot]] = []
    for spot in sorted(marked):
        last = grouped[-1][-1].place if grouped else None
        if last and last.file == spot.place.file and spot.place.line - last.line <= _NEAR:
            grouped[-1].append(spot)
        else:
            grouped.append([spot])
    return grouped


def frame(marked: Sequence[Spot], sheet: Sheet) -> list[str]:
    """Draws one frame; no row at all where there is neither text nor label, as in a file that cannot be read."""
    if not any(spot.label or sheet.lines(spot.place.file, spot.place.line) for spot in marked):
        return []
    drawn: list[str] = []
    before = marked[0].place.line
    for number, group in groupby(marked, key=lambda spot: spot.place.line):
        drawn += _between(before, number, marked[0].place.file, sheet)
        drawn += _line(number, list(group), sheet)
        before = number
    return drawn


def _between(before: int, number: int, file: str, sheet: Sheet) -> list[str]:
    if number - before == 2:  # noqa: PLR2004 - one line lies between, which takes no more room than a gap
        return _source(before + 1, sheet.lines(file, before + 1), (), sheet)
    return [sheet.paint(CUT, "gutter")] if number - before > 1 else []


def _line(number: int, marked: Sequence[Spot], sheet: Sheet) -> list[str]:
    text = sheet.lines(marked[0].place.file, number)
    return _source(number, text, sorted(_span(spot, text) for spot in marked), sheet)


def _source(number: int, text: str, spans: Sequence[Span], sheet: Sheet) -> list[str]:
    room = COLUMNS - sheet.gutter - len(" | ")
    drawn: list[str] = []
    for excerpt in excerpts(text, spans, room):
        drawn.append(sheet.beside(str(number), excerpt.text))
        drawn += [sheet.beside("", row) for row in rows(excerpt.spans, room, sheet.paint)]
    return drawn


def _span(spot: Spot, text: str) -> Span:
    place = spot.place
    end = place.end_column - 1 if place.end_line == place.line else len(text)
    return Span(place.column - 1, end, spot.mark, spot.label, spot.style)


def _label(label: str, place: Place) -> str:
    # A place that ends before the first character of a line ends with the line above it.
    last = place.end_line - (place.end_column == 1)
    more = f"{CUT} to line {last}" if last > place.line else ""
    return " ".join(filter(None, (visible(label), more)))
