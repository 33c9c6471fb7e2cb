"""What networks and sets of ISA Server 2004 hold, against a walk that asks each of them about each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import access_rules
from access_rules import Walk
from comparison import built
from estates import Data
from exlint.mailflow.isa2004_places import places

COMPUTERS = ["10.0.0.7", "192.0.2.9", "203.0.113.9", "10.0.0.1"]
"""Addresses that requests of the ISA computer may come from besides its declared ones."""

Together = set[frozenset[str]]
"""Which names hold a place together: of all places, without those that nothing holds."""


def by_atoms(held: Mapping[str, int]) -> Together:
    """What atoms say; the bit above them all stands for those without an end."""
    width = max(atoms.bit_length() for atoms in held.values())
    found = {frozenset(name for name, atoms in held.items() if atoms >> bit & 1) for bit in range(width + 1)}
    return found - {frozenset()}


def by_walking(walk: Walk, side: str, names: Iterable[str]) -> Together:
    """What asking about every place says."""
    some = list(names)
    rules: dict[str, Data] = {name: {side: [name]} for name in some}
    found = {frozenset(name for name in some if walk.holds(rules[name], side, one)) for one in walk.points()[side]}
    return found - {frozenset()}


def told(server: Data, itself: list[str]) -> dict[str, tuple[Together, Together]]:
    """What atoms and the walk say, of sources and of targets."""
    (isa,) = built({"exlint": 1, "isa": {"servers": [server]}}).isa_servers
    rules = [rule for rule in isa.access_rules or () if rule.enabled]
    used = {
        "from": {end.name for rule in rules for end in rule.from_},
        "to": {end.name for rule in rules for end in rule.to},
    }
    walk = Walk(server, "access_rules", itself)
    held = dict(zip(used, places(isa, rules, [int(IPv4Address(one)) for one in itself]), strict=True))
    return {
        side: (by_atoms({name: held[side][name] for name in names}), by_walking(walk, side, names))
        for side, names in used.items()
        if names
    }


def isa(side: str, *names: str, **keys: Any) -> Data:
    """An ISA server with a rule from, or to, each of some networks and sets."""
    rule = {"action": "allow", "protocols": ["SMTP"], "from": ["Internal"], "to": ["Internal"]}
    rules = [rule | {"name": f"R{number}", side: [name]} for number, name in enumerate(names)]
    server = {"name": "ISA1", "version": "isa-2006", "internal_addresses": ["10.0.0.1"]}
    return server | {"access_rules": rules} | keys


@settings(max_examples=400)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(COMPUTERS), unique=True))
def test_names_hold_together_exactly_the_places_that_the_walk_says(seed: int, itself: list[str]) -> None:
    for atoms, walked in told(access_rules.server(Random(seed)), itself).values():
        assert atoms == walked


def test_the_lowest_address_is_one_of_its_own_where_a_set_begins_behind_it() -> None:
    server = isa("from", "External", "S1", client_sets=[{"name": "S1", "addresses": ["0.0.0.1-255.255.255.255"]}])

    atoms, walked = told(server, [])["from"]

    assert atoms == walked == {frozenset(["External"]), frozenset(["S1"]), frozenset(["External", "S1"])}


@pytest.mark.parametrize("name", ["S1", "N1"])
def test_a_destination_set_that_bears_the_name_of_something_else_is_not_meant(name: str) -> None:
    server = isa(
        "to",
        name,
        "D1",
        networks=[{"name": "N1", "addresses": ["10.0.0.9"]}],
        client_sets=[{"name": "S1", "addresses": ["10.0.0.9"]}],
        destination_sets=[{"name": one, "destinations": ["x.org/a"]} for one in (name, "D1")],
    )

    assert told(server, [])["to"][0] == {frozenset([name]), frozenset(["D1"])}


def test_nothing_is_held_by_a_set_of_all_hosts_and_not_by_all_networks() -> None:
    every = [{"name": "D1", "destinations": ["*", "x.org/a"]}]

    assert told(isa("to", "D1", "All Networks", destination_sets=every), [])["to"][0] == {
        frozenset(["D1", "All Networks"])
    }
