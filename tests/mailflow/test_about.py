"""What a flow comes to for destinations that another flow cuts more finely."""

from __future__ import annotations

import json
from typing import Any

from comparison import built
from exlint.fixes.proof import worse
from exlint.mailflow import Flow, judge
from exlint.mailflow.what_if import about
from exlint.model.hours import ALWAYS


def flow(*remote: str) -> Flow:
    """The mail of a server on the ISA computer, with a filter to each of these addresses and one destination set."""
    filters = [
        {
            "name": address,
            "action": "allow",
            "transport": "tcp",
            "direction": "outbound",
            "remote_port": 25,
            "remote_computer": address,
        }
        for address in remote
    ]
    data: Any = {
        "exlint": 1,
        "exchange": {
            "servers": [
                {
                    "name": "MAIL1",
                    "edition": "exchange-2003-standard",
                    "address": "10.0.0.1",
                    "smtp_virtual_servers": [{"name": "V", "external_dns_servers": ["10.0.0.1"]}],
                }
            ]
        },
        "isa": {
            "servers": [
                {
                    "name": "ISA1",
                    "version": "isa-2000",
                    "internal_addresses": ["10.0.0.1"],
                    "local_address_table": ["10.0.0.0/24"],
                    "dns_listener": True,
                    "packet_filtering": True,
                    "packet_filters": [
                        {
                            "name": "DNS",
                            "action": "allow",
                            "transport": "udp",
                            "direction": "send_receive",
                            "remote_port": 53,
                        },
                        *filters,
                    ],
                    "destination_sets": [{"name": "D", "destinations": ["203.0.113.0-203.0.113.9", "host.example"]}],
                }
            ]
        },
    }
    (found,) = judge(built(json.loads(json.dumps(data))))
    return found


def test_a_longer_stretch_stands_for_every_part_of_it_and_nothing_for_what_lies_beside() -> None:
    whole, cut = flow(), flow("203.0.113.4")

    assert [one.name for one, _ in cut.others] == [
        "host.example",
        "203.0.113.0-203.0.113.3",
        "203.0.113.4",
        "203.0.113.5-203.0.113.9",
    ]
    parts = [one for one, _ in cut.decisions]
    assert [one is not None and one.stopped for one in about(cut, parts)] == [ALWAYS, ALWAYS, ALWAYS, 0, ALWAYS]
    assert [one is not None and one.stopped for one in about(whole, parts)] == [ALWAYS] * 5
    host, stretch = (one for one, _ in whole.others)
    assert stretch.host.address is not None
    beside = stretch._replace(name="203.0.113.10", host=stretch.host._replace(address=stretch.host.address + 10))
    assert list(about(cut, [beside, host._replace(name="other.example")])) == [None, None]


def test_a_stretch_reaches_from_its_first_address_to_its_last() -> None:
    whole = flow()
    _, (stretch, decision) = whole.others
    first = stretch.host.address
    assert first is not None

    def at(address: int) -> object:
        (found,) = about(whole, [stretch._replace(name=str(address), host=stretch.host._replace(address=address))])
        return found

    assert [at(first - 1), at(first), at(first + 9), at(first + 10)] == [None, decision, decision, None]


def test_a_part_of_a_stretch_that_is_stopped_now_is_worse() -> None:
    assert worse(flow("203.0.113.4"), flow())
    assert not worse(flow(), flow("203.0.113.4"))
    assert not worse(flow("203.0.113.4"), flow("203.0.113.4"))
