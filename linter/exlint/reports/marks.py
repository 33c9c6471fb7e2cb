"""Draws the rows below a source line: the marks under its spans, and their labels, none over another.

The rightmost label stands behind the marks; the others hang below, each at the end of a line of `|`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from exlint.reports.columns import width
from exlint.reports.notes import words, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exlint.reports.style import Paint

LEAD = 20
"""Columns of a long line that are kept in front of its first mark, at least."""

_LEAST = 28
"""Columns that a label has below its marks, at least, though it then reaches beyond the line."""

CUT = "..."
"""What stands for the rest of a long line."""


class Span(NamedTuple):
    """A part of one line, 0-based, end exclusive; ordered as one reads, and of equal parts the primary one is last."""

    start: int
    end: int
    mark: str  # "^" for the primary one, "-" for a related one
    label: str
    style: str


class _Ink(NamedTuple):
    """A text at a column, in a style."""

    column: int
    text: str
    style: str


def reach(spans: Sequence[Span], room: int) -> int:
    """Counts the columns that marks and labels take up, from the line's start; 0 without spans."""
    beside = _beside(spans, room)
    ends = [_behind(span) if span is beside else max(span.end, span.start + width(span.label)) for span in spans]
    return max(ends, default=0)


def rows(spans: Sequence[Span], room: int, paint: Paint) -> list[str]:
    """Draws the rows for the spans, given in order and in columns, on a line that has `room` columns."""
    beside = _beside(spans, room)
    first = _marks(spans)
    if beside and beside.label:
        first.append(_Ink(beside.end + 1, beside.label, beside.style))
    hanging = [span for span in spans if span is not beside and span.label]
    drawn = [first, *_hung(hanging, room)] if spans else []
    return [_row(inks, paint) for inks in drawn]


def _beside(spans: Sequence[Span], room: int) -> Span | None:
    """Chooses the span whose label stands behind the marks: the last, if none ends after it and there is room."""
    if not spans or spans[-1].end < max(span.end for span in spans):
        return None
    needed, first = _behind(spans[-1]), spans[0].start
    return spans[-1] if needed <= room or needed - first <= room - LEAD - 2 * len(CUT) else None


def _behind(span: Span) -> int:
    return span.end + (1 + width(span.label) if span.label else 0)


def _marks(spans: Iterable[Span]) -> list[_Ink]:
    under: dict[int, tuple[str, str]] = {}
    for span in sorted(spans, key=lambda span: span.mark):  # "-" before "^": the primary span is never covered
        under.update(dict.fromkeys(range(span.start, span.end), (span.mark, span.style)))
    # Columns that follow each other have the same distance to their rank, so each run is one group.
    runs = groupby(enumerate(sorted(under)), key=lambda item: (item[1] - item[0], under[item[1]]))
    return [_run([column for _, column in group], *ink) for (_, ink), group in runs]


def _run(columns: Sequence[int], mark: str, style: str) -> _Ink:
    return _Ink(columns[0], mark * len(columns), style)


def _hung(spans: Sequence[Span], room: int) -> list[list[_Ink]]:
    drawn = [_lines(spans)] if spans else []
    for index in reversed(range(len(spans))):
        span = spans[index]
        left = [other for other in spans[:index] if other.start < span.start]
        lines = wrapped(words(span.label), max(room - span.start, _LEAST))
        drawn += ([*_lines(left), _Ink(span.start, line, span.style)] for line in lines)
    return drawn


def _lines(spans: Iterable[Span]) -> list[_Ink]:
    return list({span.start: _Ink(span.start, "|", span.style) for span in spans}.values())


def _row(inks: Iterable[_Ink], paint: Paint) -> str:
    text, column = "", 0
    for ink in inks:
        text += " " * (ink.column - column) + paint(ink.text, ink.style)
        column = ink.column + width(ink.text)
    return text
