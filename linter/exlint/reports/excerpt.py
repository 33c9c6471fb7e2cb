"""Shows a source line: safe for a terminal, cut around its marks where it is long, with its spans in columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from exlint.reports.columns import width
from exlint.reports.escape import pieces
from exlint.reports.marks import CUT, LEAD, Span, reach

if TYPE_CHECKING:
    from collections.abc import Sequence


class Excerpt(NamedTuple):
    """The shown part of a line.

    Attributes:
        text: What is shown.
        spans: The spans in columns of the text.
        hides: Whether a span begins behind what is shown.
    """

    text: str
    spans: tuple[Span, ...]
    hides: bool


class _Part(NamedTuple):
    """A part of a line that holds all that can be shown of it.

    Attributes:
        pieces: What is shown for each character.
        stops: The column at which each piece begins, and the column behind the last one.
        before: Whether the line has more in front of the part.
        behind: Whether the line has more behind it.
    """

    pieces: list[str]
    stops: list[int]
    before: bool
    behind: bool


def excerpts(line: str, spans: Sequence[Span], room: int) -> list[Excerpt]:
    """Gives one excerpt with all the spans, or, where they lie too far apart for that, one for each.

    Args:
        line: The line as it is written.
        spans: In order, in characters of the line.
        room: How many columns an excerpt may take.
    """
    if not spans or spans[-1].start - spans[0].start <= room:
        together = _excerpt(line, spans, room)
        if not together.hides:
            return [together]
    return [_excerpt(line, (span,), room) for span in spans]


def _excerpt(line: str, spans: Sequence[Span], room: int) -> Excerpt:
    start = max(0, spans[0].start - room) if spans else 0
    part = _part(line, start, (spans[-1].start if spans else 0) + room)
    placed = [_placed(span, start, part.stops) for span in spans]
    first = _first(part, placed, room)
    lead = CUT if part.before or first else ""
    shift = len(lead) - part.stops[first]
    last = _last(part, room - shift)
    tail = CUT if part.behind or last < len(part.pieces) else ""
    edge = part.stops[last] + shift
    hides = bool(tail) and any(span.start + shift >= edge for span in placed)
    shown = tuple(_shifted(span, shift, edge) for span in placed)
    return Excerpt(lead + "".join(part.pieces[first:last]) + tail, shown, hides)


def _part(line: str, start: int, end: int) -> _Part:
    # A tab is one column wide, so that marks stay aligned whatever a terminal's tab stops are.
    shown = pieces(line[start:end].replace("\t", " "))
    return _Part(shown, [0, *accumulate(map(width, shown))], start > 0, end < len(line))


def _placed(span: Span, start: int, stops: Sequence[int]) -> Span:
    """Gives the span in columns of the part; at least one column wide, so that an empty span has a mark."""
    column, behind = (stops[min(at - start, len(stops) - 1)] for at in (span.start, span.end))
    return span._replace(start=column, end=max(behind, column + 1))


def _first(part: _Part, spans: Sequence[Span], room: int) -> int:
    """Chooses the first piece to show: the part's first if marks and labels then fit, else one close before them."""
    needed = reach(spans, room)
    if needed <= room - len(CUT):
        return 0
    # Where the line ends soon, its end needs less room, and more of it shows in front of the marks.
    cut = min(spans[0].start - LEAD, max(needed, part.stops[-1]) + len(CUT) - room)
    # To cut no more than what stands for it would gain nothing: so a line stays whole that just fits.
    return bisect_left(part.stops, cut) if cut > len(CUT) else 0


def _last(part: _Part, end: int) -> int:
    """Chooses the piece before which to stop, so that the rest, or what stands for it, ends by the column `end`."""
    if not part.behind and part.stops[-1] <= end:
        return len(part.pieces)
    return bisect_right(part.stops, end - len(CUT)) - 1


def _shifted(span: Span, shift: int, edge: int) -> Span:
    start = span.start + shift
    return span._replace(start=start, end=max(start + 1, min(span.end + shift, edge)))
