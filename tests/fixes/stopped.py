"""Random estates whose mail stops, mostly at what a plan can mend: small, so that every combination can be tried."""

from __future__ import annotations

from random import Random
from typing import Any

from estates import Draw

Data = dict[str, Any]

ISP, OTHER_ISP = "198.51.100.53", "8.8.8.8"
_RESOLVERS = [ISP, OTHER_ISP, "10.0.0.1", "10.0.0.5", "10.0.0.6"]
_SETS = [
    {"name": "Mail servers", "addresses": ["10.0.0.10"]},
    {"name": "Both", "addresses": ["10.0.0.10", "10.0.0.5"]},
    {"name": "Other", "addresses": ["10.0.0.200"]},
]
_DESTINATIONS = [{"name": "Bad", "destinations": ["*.spam.example", "198.51.100.0-198.51.100.63"]}]


def stopped(source: Random) -> Data:
    """A random estate behind one ISA server: an Exchange server or two, a DNS server or two, few rules."""
    draw = Draw(source)
    return {
        "exlint": 1,
        "forest": draw.keys(
            {"name": "contoso.local"},
            dns=(
                1,
                lambda: draw.keys(
                    {"servers": [_dns_server(draw, number) for number in draw.count(2, 1)]},
                    external_servers=(0.6, lambda: draw.some(_RESOLVERS, 1)),
                ),
            ),
        ),
        "exchange": {"servers": [_exchange_server(draw, number) for number in draw.count(2, 1)]},
        "isa": {"servers": [_isa_server(draw)]},
    }


def _dns_server(draw: Draw, number: int) -> Data:
    return draw.keys(
        {"name": f"DC{number}", "address": f"10.0.0.{5 + number}", "root_hints": draw.chance(0.3)},
        forwarders=(0.6, lambda: draw.some(_RESOLVERS, 0, 2)),
    )


def _exchange_server(draw: Draw, number: int) -> Data:
    sender = draw.keys(
        {"name": "Default"},
        external_dns_servers=(0.6, lambda: draw.some(_RESOLVERS, 1, 2)),
        smart_host=(0.15, lambda: draw.one(["[192.0.2.9]", "relay.x.org"])),
        tcp_port=(0.15, lambda: 2525),
    )
    return {
        "name": f"MAIL{number}",
        "edition": draw.one(["exchange-2000", "exchange-2003-standard"]),
        "address": draw.one(["10.0.0.10", "10.0.0.10", "10.0.0.1"]) if not number else "10.0.0.11",
        "dns_servers": draw.some(_RESOLVERS, 1),
        "smtp_virtual_servers": [sender],
    }


def _isa_server(draw: Draw) -> Data:
    version = draw.one(["isa-2000", "isa-2000", "isa-2004"])
    server = draw.keys(
        {
            "name": "ISA1",
            "version": version,
            "internal_addresses": ["10.0.0.1"],
            "local_address_table": ["10.0.0.0/24"],
            "packet_filtering": True,
            "client_sets": _SETS[: draw.one([0, 1, 2, 3])],
            "destination_sets": _DESTINATIONS,
        },
        dns_listener=(0.85, lambda: draw.chance(0.8)),
        dns_forwarders=(0.7, lambda: draw.some([ISP, OTHER_ISP, "10.0.0.5"], 1)),
        protocol_definitions=(
            0.3,
            lambda: [{"name": "Odd", "port": 2525, "transport": "tcp", "direction": "outbound"}],
        ),
    )
    names = [one["name"] for one in server["client_sets"]]
    return server | (_rules_2000(draw, names) if version == "isa-2000" else _rules_2004(draw, names))


def _whom(draw: Draw, names: list[str]) -> Any:
    return draw.one(
        ["any_request", {"client_groups": ["Staff"]}, {"client_sets": names[-1:]} if names else "any_request"]
    )


def _rules_2000(draw: Draw, names: list[str]) -> Data:
    carried: list[Any] = ["all", ["SMTP"], ["DNS Query"], ["DNS Query", "DNS Zone Transfer"], ["HTTP"]]

    def rule(name: str) -> Data:
        own = {"name": name, "action": "allow" if draw.chance(0.9) else "deny", "applies_to": _whom(draw, names)}
        return draw.keys(own, schedule=(0.2, lambda: "Work hours"))

    def packet_filter(name: str) -> Data:
        action = "allow" if draw.chance(0.9) else "block"
        own = {"name": name, "action": action, "transport": "udp", "direction": "send_receive", "remote_port": 53}
        return draw.keys(own, remote_computer=(0.4, lambda: OTHER_ISP))

    return {
        "protocol_rules": [rule(f"P{number}") | {"protocols": draw.one(carried)} for number in draw.count(2)],
        "site_and_content_rules": [
            draw.keys(rule(f"C{number}"), destinations=(0.2, lambda: {"sets": ["Bad"]})) for number in draw.count(2)
        ],
        "packet_filters": [packet_filter(f"F{number}") for number in draw.count(1)],
    }


def _rules_2004(draw: Draw, names: list[str]) -> Data:
    def rule(name: str) -> Data:
        ends = {
            "from": [draw.one(["Internal", "All Networks", *names])],
            "to": [draw.one(["External", "External", "All Networks", "Bad"])],
        }
        own = {"name": name, "action": "allow" if draw.chance(0.6) else "deny", **ends}
        own["protocols"] = draw.one(["all", ["SMTP"], ["DNS"], ["HTTP"]])
        return draw.keys(own, schedule=(0.2, lambda: "Work hours"), users=(0.2, lambda: "all_authenticated"))

    return {
        "network_rules": [{"name": "N", "from": ["Internal"], "to": ["External"], "relation": "nat"}],
        "system_rules": [],
        "access_rules": [rule(f"A{number}") for number in draw.count(3)],
    }
