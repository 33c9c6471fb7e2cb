"""Regions against points: what is left of some regions, against every single request of a small space."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.mailflow.regions import MOST, Region, left, meet

SIDES = (4, 3, 2)
regions = st.tuples(*(st.integers(0, (1 << bits) - 1) for bits in SIDES))
Points = set[tuple[int, ...]]


def points(some: Iterable[Region]) -> Points:
    """Every single request of some regions, as the numbers of its atoms."""
    found: Points = set()
    for one in some:
        found |= set(product(*([bit for bit in range(8) if side >> bit & 1] for side in one)))
    return found


@given(st.lists(regions, max_size=3), st.lists(regions, max_size=5))
def test_what_is_left_is_every_request_of_the_wholes_that_no_part_holds(
    wholes: list[Region], parts: list[Region]
) -> None:
    assert points(left(wholes, parts)) == points(wholes) - points(parts)


@given(regions, st.lists(regions, max_size=5))
def test_the_pieces_that_are_left_of_one_region_are_disjoint(whole: Region, parts: list[Region]) -> None:
    pieces = left([whole], parts)

    assert sum(len(points([piece])) for piece in pieces) == len(points(pieces))
    assert all(points([piece]) for piece in pieces)


def test_of_a_region_without_a_request_nothing_is_left() -> None:
    assert left([(0, 1), (1, 1)], []) == [(1, 1)]


@given(regions, regions)
def test_regions_meet_where_they_have_a_request_in_common(one: Region, other: Region) -> None:
    assert meet(one, other) is bool(points([one]) & points([other]))


def test_too_many_pieces_are_not_followed_but_count_as_left() -> None:
    source = Random(1)
    whole = ((1 << 60) - 1,) * 4
    parts = [tuple(source.getrandbits(60) for _ in range(4)) for _ in range(40)]

    pieces = left([whole], parts)

    assert MOST < len(pieces) < 5 * MOST  # a cut makes at most one piece a side, and keeps none


def test_pieces_are_followed_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [(1, 1), (2, 3)]  # the first one leaves two pieces, the second takes one of them away

    monkeypatch.setattr("exlint.mailflow.regions.MOST", 2)
    assert left([(3, 3)], parts) == [(1, 2)]
    monkeypatch.setattr("exlint.mailflow.regions.MOST", 1)
    assert points(left([(3, 3)], parts)) == {(0, 1), (1, 0), (1, 1)}
