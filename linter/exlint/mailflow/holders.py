"""Which rules hold which atoms of a side: sets of rules as numbers, a bit a rule, so that few steps tell many apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate, chain
from operator import or_, xor


class Side:
    """One side of the regions of some rules: who holds its atoms."""

    def __init__(self, values: Sequence[int]) -> None:
        turns: dict[int, int] = {}  # atom -> the rules that begin or cease to hold there
        for index, value in enumerate(values):
            for edge in _edges(value):
                turns[edge] = turns.get(edge, 0) ^ 1 << index
        edges = sorted(turns)
        self._numbers = {edge: number for number, edge in enumerate(edges)}
        self._holding = list(accumulate((turns[edge] for edge in edges), xor))
        self._parting: dict[int, tuple[int, ...]] = {}
        self._meeting: dict[int, int] = {}

    def parting(self, value: int) -> tuple[int, ...]:
        """The rules that hold an atom, for each of one rule's atoms; the same rules once."""
        if value not in self._parting:
            edges = [self._numbers[edge] for edge in _edges(value)]
            stretches = (self._holding[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
            self._parting[value] = tuple(sorted(set(chain.from_iterable(stretches)), key=_many_and_which))
        return self._parting[value]

    def meeting(self, value: int) -> int:
        """The rules that hold some of one rule's atoms."""
        if value not in self._meeting:
            self._meeting[value] = reduce(or_, self.parting(value), 0)
        return self._meeting[value]


def fewest(parting: Iterable[int], others: int) -> int:
    """Those of other rules that hold an atom: the one that the fewest of them hold."""
    best = others
    for one in parting:
        held = one & others
        if held.bit_count() < best.bit_count():
            best = held
            if not held:
                break
    return best


def _many_and_which(rules: int) -> tuple[int, int]:
    return rules.bit_count(), rules


def _edges(value: int) -> Iterator[int]:
    """Where the bits of a number turn, from the lowest: to 1, to 0 and so on."""
    return bits(value ^ value << 1)


def bits(value: int) -> Iterator[int]:
    """The numbers of the bits that are 1, from the lowest."""
    while value:
        lowest = value & -value
        yield lowest.bit_length() - 1
        value ^= lowest
