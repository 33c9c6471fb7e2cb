"""The heights of a layered drawing: in which order the slots of a column stand, where, and where edges meet them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_APART = 26.0
_SWEEPS = 6


@dataclass(eq=False)
class End:
    """Where an edge meets a slot: the room that it needs above and below, and its slot at the other end."""

    edge: int
    other: Slot
    above: float
    below: float
    level: float = 0.0
    y: float = 0.0


@dataclass(eq=False)
class Slot:
    """A node in its column, or what an edge takes of a column that it passes (`node` is None)."""

    column: int
    node: int | None = None
    height: float = 0.0
    centre: float = 0.0
    left: list[End] = field(default_factory=list)
    right: list[End] = field(default_factory=list)


def _wanted(slot: Slot, ends: Iterable[End]) -> float:
    """The height at which these of its edges would run level; its own where there is none."""
    others = [end.other.centre for end in ends if end.other is not slot]
    return sum(others) / len(others) if others else slot.centre


def stack(columns: Sequence[list[Slot]]) -> float:
    """Orders and places the slots of all columns, so that edges are short and cross little; gives the whole height."""
    for column in columns:
        _place(column, [0.0] * len(column))
    # First the order: from left to right as what lies to the left wants it, then back, and again (Sugiyama's sweeps).
    for _ in range(_SWEEPS):
        for column in columns[1:]:
            _sort(column, [_wanted(slot, slot.left) for slot in column])
        for column in columns[-2::-1]:
            _sort(column, [_wanted(slot, slot.right) for slot in column])
    # Then the heights, in this order.
    for _ in range(_SWEEPS):
        for column in (*columns, *columns[-2::-1]):
            _place(column, [_wanted(slot, (*slot.left, *slot.right)) for slot in column])
    slots = [slot for column in columns for slot in column]
    top = min(slot.centre - slot.height / 2 for slot in slots)
    for slot in slots:
        slot.centre -= top
    for slot in slots:
        _spread(slot, slot.left)
        _spread(slot, slot.right)
    return max(slot.centre + slot.height / 2 for slot in slots)


def room(ends: Iterable[End]) -> float:
    """The height that the ends of a side take."""
    return sum(end.above + end.below for end in ends)


def _sort(column: list[Slot], wanted: Sequence[float]) -> None:
    order = sorted(zip(wanted, range(len(column)), column, strict=True))
    column[:] = [slot for _, _, slot in order]
    _place(column, [height for height, _, _ in order])


def _place(column: Sequence[Slot], wanted: Sequence[float]) -> None:
    """Puts slots as near as can be to where they are wanted, in their order and apart (pool adjacent violators)."""
    offsets = [0.0]
    for one, following in pairwise(column):
        offsets.append(offsets[-1] + (one.height + following.height) / 2 + _APART)
    pools: list[tuple[float, int]] = []
    for height, offset in zip(wanted, offsets, strict=False):
        total, count = height - offset, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            before = pools.pop()
            total, count = total + before[0], count + before[1]
        pools.append((total, count))
    starts = [total / count for total, count in pools for _ in range(count)]
    for slot, start, offset in zip(column, starts, offsets, strict=False):
        slot.centre = start + offset


def _spread(slot: Slot, ends: list[End]) -> None:
    """Gives each end of a side its height, in the order in which the edges come."""
    ends.sort(key=lambda end: (end.other.centre, end.edge))
    y = slot.centre - room(ends) / 2
    for end in ends:
        end.y = y + end.above
        y += end.above + end.below
    # As far as there is room, the edges and not their labels lie about the middle: more of them run level.
    free = (slot.height - room(ends)) / 2
    aside = slot.centre - sum(end.y for end in ends) / max(len(ends), 1)
    for end in ends:
        end.y += min(max(aside, -free), free)
