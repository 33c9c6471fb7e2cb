"""Where everything of a picture lies: columns from left to right, in each its nodes one below the other.

An edge leaves and enters at places of its own, and where it passes a column it has a place of its own there, too: so no
edge runs through a node. What is written on an edge stands where the edge still runs level, before it bends: so no two
labels overlap, and no other edge crosses one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from exlint.mailflow.decision import Outcome
from exlint.reports.fitting import fitted, width
from exlint.reports.picture import Edge, Node, Picture
from exlint.reports.stacking import End, Slot, room, stack

SIZE, NAME_SIZE, LINE, PADDING = 13.0, 15.0, 18.0, 14.0
BADGE, ABOVE = 22.0, 24.0
_WRITING, _ROLES = 200.0, 280.0  # the widths at which texts are broken
_ARRIVING, _PASSING, _BELOW = 13.0, 13.0, 15.0
_GAP, _CROSS, _ARROW = 8.0, 30.0, 24.0
_LEAST_BEND, _MOST_BEND, _BULGE = 70.0, 280.0, 30.0


class Written(NamedTuple):
    """A text of a node, in lines."""

    lines: tuple[str, ...]
    outcome: Outcome = Outcome.PERMITTED
    is_name: bool = False


class Box(NamedTuple):
    """A node with its place."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    texts: tuple[Written, ...]


class Turn(NamedTuple):
    """A stretch of an edge from column to column: level from x0 to x1 at y, bent to x2, level to x3 at `to`.

    A stretch that comes back to its own column reaches `bulge` beyond x1.
    """

    x0: float
    x1: float
    x2: float
    x3: float
    y: float
    to: float
    bulge: float = 0.0


class Label(NamedTuple):
    """What is written on an edge: its numbers in a badge on the line, the transport above, words below."""

    badge: float
    words: tuple[str, ...]
    width: float


class Wire(NamedTuple):
    """An edge with its place; its label begins at x."""

    edge: Edge
    turns: tuple[Turn, ...]
    label: Label
    x: float


class Layout(NamedTuple):
    """A picture with its places, from the upper left corner (0, 0)."""

    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    headings: tuple[tuple[float, str], ...]
    width: float
    height: float


class _Gap(NamedTuple):
    """What lies right of a column: where edges run level, where they bend, where they run level again."""

    start: float
    bend: float
    level: float
    end: float


def layout(picture: Picture) -> Layout:
    """Finds a place for everything."""
    kinds = sorted({node.kind for node in picture.nodes})
    texts = [_texts(node) for node in picture.nodes]
    labels = [_label(edge) for edge in picture.edges]
    nodes = [Slot(kinds.index(node.kind), index) for index, node in enumerate(picture.nodes)]
    ways = [_way(nodes[edge.start], nodes[edge.end]) for edge in picture.edges]
    stretches = [list(_meet(index, way, labels[index])) for index, way in enumerate(ways)]
    for slot, written in zip(nodes, texts, strict=True):
        slot.height = max(room(slot.left), room(slot.right), _height(written)) + PADDING
    columns: list[list[Slot]] = [[] for _ in kinds]
    for slot in (*nodes, *(slot for way in ways for slot in way[1:-1])):
        columns[slot.column].append(slot)
    height = stack(columns)
    widths = [
        _widest([texts[slot.node] for slot in column if slot.node is not None], kind.title)
        for column, kind in zip(columns, kinds, strict=True)
    ]
    gaps = _gaps(columns, widths)
    lefts = [0.0, *(gap.end for gap in gaps)]
    boxes = tuple(
        Box(node, lefts[slot.column], slot.centre - slot.height / 2, widths[slot.column], slot.height, written)
        for node, slot, written in zip(picture.nodes, nodes, texts, strict=True)
    )
    wires = tuple(
        _wire(edge, way, ends, label, gaps)
        for edge, way, ends, label in zip(picture.edges, ways, stretches, labels, strict=True)
    )
    headings = tuple((left + wide / 2, kind.title) for left, wide, kind in zip(lefts, widths, kinds, strict=False))
    return Layout(boxes, wires, headings, gaps[-1].end, height)


def _texts(node: Node) -> tuple[Written, ...]:
    """What is written on a node, each text in lines."""
    named, *rest = node.lines
    remarks = len(node.remarks)
    outcomes = [Outcome.PERMITTED] * (len(rest) - remarks) + [one.outcome for one in node.remarks]
    written = (Written(fitted(text, _ROLES, SIZE, bold=True), one) for text, one in zip(rest, outcomes, strict=True))
    return (Written(fitted(named, _WRITING, NAME_SIZE, bold=True), is_name=True), *written)


def _height(texts: Sequence[Written]) -> float:
    return LINE * sum(len(one.lines) for one in texts)


def _widest(texts: Sequence[Sequence[Written]], heading: str) -> float:
    lines = [(line, NAME_SIZE if one.is_name else SIZE) for of in texts for one in of for line in one.lines]
    return max(width(heading, SIZE), *(width(line, size, bold=True) + 2 * PADDING for line, size in lines))


def _label(edge: Edge) -> Label:
    badge = max(BADGE, width(edge.remark.counted, SIZE, bold=True) + 12)
    words = fitted(edge.remark.said, _WRITING, SIZE, bold=True) if edge.remark.said else ()
    written = max(badge + _GAP / 2 + width(edge.transport, SIZE), *(width(one, SIZE, bold=True) for one in words), 0.0)
    cross = _CROSS if edge.remark.outcome is Outcome.STOPPED else 0.0
    return Label(badge, words, written + 2 * _GAP + cross)


def _way(start: Slot, end: Slot) -> list[Slot]:
    """The slots that an edge touches: its ends and, in the columns between, places made for it."""
    step = 1 if end.column > start.column else -1
    between = [Slot(column, height=2 * _PASSING) for column in range(start.column + step, end.column, step)]
    return [start, *(between if start.column != end.column else ()), end]


def _meet(edge: int, way: Sequence[Slot], label: Label) -> Iterator[tuple[End, End]]:
    """Adds the two ends of each stretch of an edge to its slots; only the first one has the label."""
    for index, (one, following) in enumerate(pairwise(way)):
        if index == 0:
            leaving = End(edge, following, ABOVE, max(_BELOW, 10 + LINE * len(label.words)), label.width)
        else:
            leaving = End(edge, following, _PASSING, _PASSING)
        is_last = index == len(way) - 2
        arriving = End(edge, one, _ARRIVING, _ARRIVING, _ARROW if is_last else 0.0)
        (one.right if following.column >= one.column else one.left).append(leaving)
        (following.right if one.column >= following.column else following.left).append(arriving)
        yield leaving, arriving


def _gaps(columns: Sequence[Sequence[Slot]], widths: Sequence[float]) -> list[_Gap]:
    """The room right of each column; the last has some only where an edge comes back to it."""
    gaps: list[_Gap] = []
    for index, column in enumerate(columns):
        here = [end for slot in column for end in slot.right]
        there = [end for slot in columns[index + 1] for end in slot.left] if index + 1 < len(columns) else []
        start = (gaps[-1].end if gaps else 0.0) + widths[index]
        steepest = max((abs(end.other.centre - slot.centre) for slot in column for end in slot.right), default=0.0)
        bend = min(max(_LEAST_BEND, steepest / 5), _MOST_BEND) if here or there or index + 1 < len(columns) else 0.0
        level = start + max((end.level for end in here), default=0.0)
        back = max((end.level for end in there), default=0.0)
        gaps.append(_Gap(start, level, level + bend, level + bend + back))
    return gaps


def _wire(edge: Edge, way: Sequence[Slot], ends: Sequence[tuple[End, End]], label: Label, gaps: Sequence[_Gap]) -> Wire:
    turns = []
    for (one, following), (leaving, arriving) in zip(pairwise(way), ends, strict=True):
        gap = gaps[min(one.column, following.column)]
        xs = (gap.start, gap.bend, gap.level, gap.end)
        if one.column == following.column:
            turns.append(Turn(gap.start, gap.bend, gap.bend, gap.start, leaving.y, arriving.y, _BULGE))
        else:
            turns.append(Turn(*(xs if one.column < following.column else xs[::-1]), leaving.y, arriving.y))
    first = turns[0]
    return Wire(edge, tuple(turns), label, first.x0 if first.x1 > first.x0 else first.x0 - label.width)
