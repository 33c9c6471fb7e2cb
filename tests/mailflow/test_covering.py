"""What covers a region, against what is left of it; and how long the worst of it takes."""

from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.findings import Route
from exlint.mailflow.covering import Cover
from exlint.mailflow.regions import Region, left

SIDES = (4, 3, 2)
regions = st.tuples(*(st.integers(0, (1 << bits) - 1) for bits in SIDES))
rules = st.lists(st.lists(regions, max_size=2), max_size=6)


def by_place(rules: list[list[Region]]) -> dict[Route, list[Region]]:
    return {("rule", number): one for number, one in enumerate(rules)}


@given(st.lists(regions, max_size=2), rules, st.sets(st.integers(0, 5)))
def test_rules_cover_a_region_where_nothing_is_left_of_it(
    wholes: list[Region], some: list[list[Region]], without: set[int]
) -> None:
    gone = {("rule", number) for number in without}
    staying = {at: parts for at, parts in by_place(some).items() if at not in gone}

    found = Cover(by_place(some)).of(wholes, gone)

    covered = not left(wholes, [part for parts in staying.values() for part in parts])
    assert bool(found) is (covered and any(map(all, wholes)))
    assert set(found) <= set(staying)
    assert not found or not left(wholes, [part for at in found for part in staying[at]])


def test_one_rule_that_covers_all_is_preferred_to_several() -> None:
    halves: list[list[Region]] = [[(0b0011, 1)], [(0b1100, 1)], [(0b1111, 1)]]
    assert Cover(by_place(halves)).of([(0b1111, 1)]) == (("rule", 2),)


def test_of_rules_that_leave_equally_much_over_the_first_is_taken() -> None:
    assert Cover(by_place([[(0b01,)], [(0b01,)], [(0b10,)]])).of([(0b11,)]) == (("rule", 0), ("rule", 2))


def test_a_rule_that_leaves_something_over_at_every_side_is_taken_where_no_other_one_holds() -> None:
    quarters: list[list[Region]] = [[(0b01, 0b01)], [(0b10, 0b11)], [(0b01, 0b10)]]
    assert set(Cover(by_place(quarters)).of([(0b11, 0b11)])) == set(by_place(quarters))


def test_a_rule_that_shares_one_side_only_holds_nothing() -> None:
    some: list[list[Region]] = [[(1, 0b100)], [(0b11, 0b001)], [(0b11, 0b010)], [(2, 0b100)]]  # found by its first side
    assert Cover(by_place(some)).of([(1, 0b011)]) == (("rule", 1), ("rule", 2))


def test_a_region_that_holds_no_request_needs_no_rule() -> None:
    assert Cover(by_place([[(1, 1)]])).of([(1, 0), (1, 1), (0, 1)]) == (("rule", 0),)


def test_rules_whose_sides_are_all_broad_cover_as_well() -> None:
    many = (1 << 65) - 1
    assert Cover(by_place([[(many, many)], [(many << 1, 1)]])).of([(many, many)]) == (("rule", 0),)


def test_so_many_pieces_are_followed_for_a_rule_and_so_many_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    bits: list[list[Region]] = [[(1 << number,)] for number in range(10)]  # each piece of a region costs one round
    one, two, three, four = ((1 << number) - 1 for number in range(1, 5))
    for name, value in (("MOST", 4), ("_IN_ALL", 6), ("_AT_LEAST", 2)):
        monkeypatch.setattr(f"exlint.mailflow.covering.{name}", value)
    cover = Cover(by_place(bits))

    assert cover.of([(four,)]) == ()  # and one more to see that nothing is left
    cover = Cover(by_place(bits))
    assert len(cover.of([(three,)])) == 3
    assert len(cover.of([(two,)])) == 2  # for these three are left, which is just enough
    assert len(cover.of([(one,)])) == 1  # and now no more than two each time
    assert cover.of([(two,)]) == ()


def test_regions_that_overlap_in_countless_pieces_are_given_up_in_time() -> None:
    source = Random(1)
    whole = ((1 << 60) - 1,) * 5
    broad = [[tuple(source.getrandbits(60) | source.getrandbits(60) for _ in range(5))] for _ in range(1000)]
    cover = Cover(by_place([*broad, [(1, 1, 1, 1, 1)]]))

    begun = time.process_time()

    for _ in range(100):  # far more than are followed in all
        assert cover.of([whole]) == ()
    assert cover.of([(1, 1, 1, 1, 1)], {("rule", number) for number in range(1000)}) == (("rule", 1000),)
    assert time.process_time() - begun < 20
