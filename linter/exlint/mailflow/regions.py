"""Regions of requests: what of some rules' requests others leave over, exactly.

A region is a product of sets, one for each side that a rule has: clients, protocols, destinations, hours and so on.
Each set is a set of bits, each bit an *atom*: requests that all rules in question treat alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Region = tuple[int, ...]
"""A product of sets, each a set of bits; empty where one side is 0."""

MOST = 4096
"""So many pieces are followed; beyond that what is left counts as left, so that no few rules can take for ever."""


def left(wholes: Iterable[Region], parts: Iterable[Region]) -> list[Region]:
    """What of some regions is in none of the parts; disjoint where the wholes are."""
    remaining = [one for one in wholes if all(one)]
    for part in parts:
        if len(remaining) > MOST:
            break
        remaining = [piece for one in remaining for piece in _outside(one, part)]
    return remaining


def meet(one: Region, other: Region) -> bool:
    """Whether two regions have a request in common."""
    return all(mine & its for mine, its in zip(one, other, strict=True))


def _outside(one: Region, part: Region) -> Iterator[Region]:
    """What of a region is outside a part, in disjoint pieces: cut at one side after the other."""
    common = tuple(mine & other for mine, other in zip(one, part, strict=True))
    if not all(common):
        yield one
        return
    for side, (mine, other) in enumerate(zip(one, part, strict=True)):
        if mine & ~other:
            yield (*common[:side], mine & ~other, *one[side + 1 :])
