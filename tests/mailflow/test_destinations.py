"""The destinations that a document tells apart, where some set, table, address or filter cuts a range."""

from __future__ import annotations

from typing import Any

import pytest

from comparison import built
from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.destinations import destinations
from exlint.mailflow.ground import Ground
from sentences.small import estate

NET = {"name": "Net", "destinations": ["192.0.2.0-192.0.2.9"]}
FILTER = {"name": "F", "action": "block", "transport": "tcp", "direction": "outbound", "remote_port": 25}

CUTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, ["192.0.2.0-192.0.2.9"]),
    "a set that begins with its last address": (
        {"destination_sets": [NET, {"name": "Last", "destinations": ["192.0.2.9-192.0.2.20"]}]},
        ["192.0.2.0-192.0.2.8", "192.0.2.9", "192.0.2.10-192.0.2.20"],
    ),
    "a set that begins with its first address": (
        {"destination_sets": [NET, {"name": "First", "destinations": ["192.0.2.0"]}]},
        ["192.0.2.0", "192.0.2.1-192.0.2.9"],
    ),
    "a client set": (
        {"client_sets": [{"name": "C", "addresses": ["192.0.2.4-192.0.2.5"]}]},
        ["192.0.2.0-192.0.2.3", "192.0.2.4-192.0.2.5", "192.0.2.6-192.0.2.9"],
    ),
    "a client set at its last address": (
        {"client_sets": [{"name": "C", "addresses": ["192.0.2.9-192.0.2.30"]}]},
        ["192.0.2.0-192.0.2.8", "192.0.2.9"],
    ),
    "a packet filter": (
        {"packet_filters": [FILTER | {"remote_computer": "192.0.2.7"}]},
        ["192.0.2.0-192.0.2.6", "192.0.2.7", "192.0.2.8-192.0.2.9"],
    ),
    "an address of the ISA server": (
        {"external_addresses": ["192.0.2.1"]},
        ["192.0.2.0", "192.0.2.1", "192.0.2.2-192.0.2.9"],
    ),
    "a table, which holds what is inside": (
        {"local_address_table": ["10.0.0.0/24", "192.0.2.0-192.0.2.3"]},
        ["192.0.2.4-192.0.2.9"],
    ),
}


@pytest.mark.parametrize("what", CUTS)
def test_a_range_is_cut_where_something_begins_or_ends(what: str) -> None:
    keys, expected = CUTS[what]
    found = destinations(Ground(built(estate(isa={"destination_sets": [NET]} | keys)), STANDARD))

    assert [one.name for one in found if one.kind == "address"] == expected
