"""Addresses as numbers, and sets of them, against sets of plain numbers in a small universe."""

from __future__ import annotations

import ipaddress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.model.addresses import (
    EVERY_ADDRESS,
    NOT_PUBLIC,
    AddressSet,
    Interval,
    dotted,
    interval,
    is_loopback,
    is_private,
    listed,
    number,
)

LAST = 2**32 - 1
SMALL = 40

numbers = st.integers(0, LAST)
small_intervals = st.tuples(st.integers(0, SMALL - 1), st.integers(0, 9)).map(
    lambda pair: (pair[0], min(sum(pair), SMALL - 1))
)
small_lists = st.lists(small_intervals, max_size=8)


def members(intervals: list[Interval] | tuple[Interval, ...]) -> set[int]:
    return {one for first, last in intervals for one in range(first, last + 1)}


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("0.0.0.0", 0),  # noqa: S104 - an address, nothing listens there
        ("0.0.0.1", 1),
        ("0.0.1.0", 256),
        ("1.2.3.4", 16909060),  # 1 * 16777216 + 2 * 65536 + 3 * 256 + 4
        ("255.255.255.255", 4294967295),
    ],
)
def test_an_address_is_its_four_bytes_the_first_most_significant(address: str, value: int) -> None:
    assert number(address) == value
    assert dotted(value) == address


@given(numbers)
def test_numbers_and_addresses_are_those_of_the_standard_library(value: int) -> None:
    address = str(ipaddress.IPv4Address(value))
    assert dotted(value) == address
    assert number(address) == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("10.0.0.5", "10.0.0.5", "10.0.0.5", id="one address"),
        pytest.param("10.0.0.0-10.0.0.255", "10.0.0.0", "10.0.0.255", id="range"),
        pytest.param("10.0.0.7-10.0.0.7", "10.0.0.7", "10.0.0.7", id="range of one"),
        pytest.param("10.0.0.0/24", "10.0.0.0", "10.0.0.255", id="block of 256"),
        pytest.param("172.16.0.0/12", "172.16.0.0", "172.31.255.255", id="block across bytes"),
        pytest.param("203.0.113.9/32", "203.0.113.9", "203.0.113.9", id="block of one"),
        pytest.param("0.0.0.0/0", "0.0.0.0", "255.255.255.255", id="block of all"),  # noqa: S104 - as above
        pytest.param("128.0.0.0/1", "128.0.0.0", "255.255.255.255", id="upper half"),
    ],
)
def test_what_a_text_covers(text: str, first: str, last: str) -> None:
    assert interval(text) == (int(ipaddress.IPv4Address(first)), int(ipaddress.IPv4Address(last)))


@given(numbers, st.integers(0, 32))
def test_a_block_is_the_network_of_the_standard_library_or_its_host_bits_are_named(value: int, length: int) -> None:
    written = f"{ipaddress.IPv4Address(value)}/{length}"
    network = ipaddress.IPv4Network(written, strict=False)

    if int(network.network_address) == value:
        assert interval(written) == (value, int(network.broadcast_address))
    else:
        with pytest.raises(ValueError) as refusal:
            interval(written)
        assert str(refusal.value) == f"the block {written} has host bits; expected {network}"


def test_a_range_that_runs_backwards_is_named_with_its_mirror() -> None:
    with pytest.raises(ValueError) as refusal:
        interval("10.0.0.9-10.0.0.1")
    assert str(refusal.value) == "the range 10.0.0.9-10.0.0.1 runs backwards; expected 10.0.0.1-10.0.0.9"


@pytest.mark.parametrize(
    ("first", "last"),
    [("10.0.0.0", "10.255.255.255"), ("172.16.0.0", "172.31.255.255"), ("192.168.0.0", "192.168.255.255")],
)
def test_the_three_blocks_of_rfc_1918_are_private_from_end_to_end(first: str, last: str) -> None:
    assert is_private(number(first))
    assert is_private(number(last))
    assert not is_private(number(first) - 1)
    assert not is_private(number(last) + 1)


def test_loopback_is_all_of_127() -> None:
    first, last = number("127.0.0.0"), number("127.255.255.255")
    assert [is_loopback(one) for one in (first - 1, first, last, last + 1)] == [False, True, True, False]


@given(small_lists)
def test_a_set_holds_what_its_intervals_hold(intervals: list[Interval]) -> None:
    made = AddressSet.of(intervals)
    assert {one for one in range(SMALL) if made.holds(one)} == members(intervals)


@given(small_lists)
def test_the_intervals_of_a_set_are_in_order_with_a_gap_between_two(intervals: list[Interval]) -> None:
    made = AddressSet.of(intervals).intervals
    assert all(first <= last for first, last in made)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(made))


@given(small_lists, small_lists)
def test_two_sets_are_equal_just_when_they_hold_the_same(one: list[Interval], other: list[Interval]) -> None:
    assert (AddressSet.of(one) == AddressSet.of(other)) == (members(one) == members(other))


@given(small_lists, small_lists)
def test_without_leaves_what_the_other_does_not_hold(one: list[Interval], other: list[Interval]) -> None:
    left = AddressSet.of(one).without(AddressSet.of(other))
    assert left == AddressSet.of([(number, number) for number in members(one) - members(other)])


@given(small_lists, small_lists)
def test_within_leaves_what_the_other_holds_too(one: list[Interval], other: list[Interval]) -> None:
    shared = AddressSet.of(one).within(AddressSet.of(other))
    assert shared == AddressSet.of([(number, number) for number in members(one) & members(other)])


@given(small_lists, small_lists)
def test_a_set_is_what_it_shares_with_another_and_what_it_does_not(one: list[Interval], other: list[Interval]) -> None:
    whole, cut = AddressSet.of(one), AddressSet.of(other)
    outside = whole.without(cut)
    shared = whole.within(cut)
    assert AddressSet.of([*outside.intervals, *shared.intervals]) == whole
    assert outside.without(cut) == outside
    assert shared.without(cut) == AddressSet(())


@pytest.mark.parametrize("address", [0, 1, LAST - 1, LAST])
def test_every_address_is_in_the_set_of_all(address: int) -> None:
    assert EVERY_ADDRESS.holds(address)
    assert not EVERY_ADDRESS.without(AddressSet.of([(address, address)])).holds(address)


@given(numbers)
def test_an_address_is_public_or_internal_or_the_computers_own(address: int) -> None:
    assert NOT_PUBLIC.holds(address) == (is_private(address) or is_loopback(address))


@pytest.mark.parametrize("edge", [edge for one in NOT_PUBLIC.intervals for edge in one])
def test_what_is_not_public_ends_where_the_internal_networks_end(edge: int) -> None:
    for address in (edge - 1, edge, edge + 1):
        assert NOT_PUBLIC.holds(address) == (is_private(address) or is_loopback(address))


def test_an_empty_set_holds_nothing() -> None:
    assert not any(AddressSet.of([]).holds(address) for address in (0, LAST))


@pytest.mark.parametrize(
    ("addresses", "words"),
    [
        pytest.param(None, "", id="not declared"),
        pytest.param([], "", id="none"),
        pytest.param([1], "0.0.0.1", id="one"),
        pytest.param([4, 3, 2, 1], "0.0.0.4, 0.0.0.3, 0.0.0.2, 0.0.0.1", id="four, in the order given"),
        pytest.param([1, 2, 3, 4, 5, 6], "0.0.0.1, 0.0.0.2, 0.0.0.3, 0.0.0.4 and 2 more", id="six"),
    ],
)
def test_a_sentence_names_four_addresses_and_counts_the_rest(addresses: list[int] | None, words: str) -> None:
    assert listed(addresses) == words
