"""Random small estates as plain data: valid documents whose parts collide on purpose.

Few addresses and names serve as resolver, DNS server, ISA server, smart host, Exchange server and host on the Internet;
every key that a verdict depends on is there or not. About half of the estates are mended, so that every verdict occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any

Data = dict[str, Any]

INSIDE = ["10.0.0.1", "10.0.0.5", "10.0.0.6", "10.0.0.10", "10.0.0.11", "10.1.0.1", "10.1.0.5", "10.1.0.10"]
PUBLIC = ["198.51.100.53", "203.0.113.2", "192.0.2.9", "192.0.2.20", "8.8.8.8"]
ADDRESSES = [*INSIDE, "192.168.7.7", *PUBLIC]
SETS = ["10.0.0.0/24", "10.1.0.0/24", "10.0.0.5", "10.0.0.5-10.0.0.10", "192.0.2.0/24", "192.0.2.8/30", "0.0.0.0/0"]
HOSTS = ["*.example.com", "example.com", "mail.example.com", "*", "*.b.example.com", "x.org", "example.com/path"]
HALVES = ["0.0.0.0/1", "128.0.0.0/1"]
SMART = ["relay.x.org", "relay", "mail.contoso.local", "[10.0.0.6]", "10.0.0.6", "[192.0.2.9]", "a.example.com"]
SPACES = ["SMTP:*;1", "SMTP:*;2", "smtp:*.example.com;1", "SMTP:example.com;1", "SMTP:*.b.example.com;5", "X400:*;1"]
MENDED = [
    "all",
    "all",
    ["SMTP", "DNS Query"],
    ["SMTP", "DNS Zone Transfer"],
    ["SMTP", "DNS Query", "DNS Zone Transfer"],
]
CLIENTS = ["secure_nat", "firewall_client", "web_proxy"]
DIRECTIONS = {True: ["receive", "send", "both", "send_receive", "receive_send"], False: ["inbound", "outbound", "both"]}


class Draw:
    """A source of choices; the same random source gives the same estate."""

    def __init__(self, source: Random) -> None:
        """Takes the random source."""
        self._source = source

    def chance(self, share: float = 0.5) -> bool:
        """True in this share of the cases."""
        return self._source.random() < share

    def one(self, items: Sequence[Any]) -> Any:
        """One of the items."""
        return items[self._source.randrange(len(items))]

    def some(self, items: Sequence[Any], least: int = 0, most: int = 2) -> list[Any]:
        """Some of the items, each once."""
        return list(dict.fromkeys(self.one(items) for _ in range(self._source.randint(least, most))))

    def count(self, most: int, least: int = 0) -> range:
        """A range of some length."""
        return range(self._source.randint(least, most))

    def keys(self, target: Data, **values: tuple[float, Callable[[], Any]]) -> Data:
        """Puts each key with its share of the cases; a trailing underscore of a name is dropped."""
        for key, (share, value) in values.items():
            if self.chance(share):
                target[key.rstrip("_")] = value()
        return target


def estate(source: Random) -> Data:
    """A random estate."""
    draw = Draw(source)
    mended = draw.one([0, 0.5, 1, 1])
    isa_servers = [_isa_server(draw, index, mended) for index in range(draw.one([0, 1, 1, 1, 2]))]
    names = [server["name"] for server in isa_servers]
    data: Data = {"exlint": 1}
    draw.keys(data, isa=(0.95, lambda: {"servers": isa_servers}))
    names = names if "isa" in data else []
    draw.keys(data, forest=(0.9, lambda: _forest(draw, names)))
    data["exchange"] = _exchange(draw, names)
    return data


def _forest(draw: Draw, names: list[str]) -> Data:
    dns: Data = {}
    draw.keys(dns, external_servers=(0.6, lambda: draw.some(ADDRESSES)))
    used = draw.some(ADDRESSES, 0, 3)
    servers = [_dns_server(draw, f"DC{index}", address, names) for index, address in enumerate(used)]
    if servers:
        dns["servers"] = servers
    return {"name": draw.one(["contoso.local", "example.com"]), "dns": dns}


def _dns_server(draw: Draw, name: str, address: str, names: list[str]) -> Data:
    return draw.keys(
        {"name": name, "address": address},
        forwarders=(0.5, lambda: draw.some([*ADDRESSES, "127.0.0.1"], 0, 3)),
        root_hints=(0.7, draw.chance),
        recursion=(0.2, lambda: draw.chance(0.85)),
        root_zone=(0.2, lambda: draw.chance(0.2)),
        behind=(0.3, lambda: draw.one([*names, "none"])),
        isa_client=(0.25, lambda: draw.one(CLIENTS)),
    )


def _exchange(draw: Draw, names: list[str]) -> Data:
    used = draw.some([*INSIDE, "203.0.113.2", "192.0.2.9"], 1, 3)
    first, *others = [_exchange_server(draw, f"EX{index}", address, names) for index, address in enumerate(used)]
    if others and draw.chance(0.3):
        first["address"] = [first["address"], others.pop()["address"]]
    servers = [first, *others]
    exchange: Data = {"servers": servers}
    heads = [f"{one['name']}/{virtual['name']}" for one in servers for virtual in one["smtp_virtual_servers"]]
    draw.keys(exchange, connectors=(0.4, lambda: [_connector(draw, f"C{index}", heads) for index in draw.count(3, 1)]))
    return exchange


def _exchange_server(draw: Draw, name: str, address: str, names: list[str]) -> Data:
    edition = draw.one(["exchange-2000", "exchange-2003-standard", "sbs-2003-premium"])
    return draw.keys(
        {
            "name": name,
            "edition": edition,
            "address": address,
            "smtp_virtual_servers": [_virtual_server(draw, f"VS{index}") for index in draw.count(2, 1)],
        },
        operating_system=(0.2, lambda: draw.one(["windows-2000", "windows-server-2003"])),
        dns_servers=(0.7, lambda: draw.some([*ADDRESSES, "127.0.0.1"])),
        behind=(0.35, lambda: draw.one([*names, "none"])),
        isa_client=(0.25, lambda: draw.one(CLIENTS)),
    )


def _virtual_server(draw: Draw, name: str) -> Data:
    return draw.keys(
        {"name": name},
        external_dns_servers=(0.5, lambda: draw.some([*ADDRESSES, "127.0.0.1"])),
        smart_host=(0.3, lambda: draw.one([None, draw.one(SMART), draw.some(SMART, 1)])),
        attempt_direct_delivery=(0.4, lambda: draw.chance(0.6)),
        dns_transport=(0.2, lambda: draw.one(["tcp", "udp", "udp_then_tcp"])),
        tcp_port=(0.15, lambda: draw.one([25, 2525])),
    )


def _connector(draw: Draw, name: str, heads: list[str]) -> Data:
    return draw.keys(
        {"name": name, "address_spaces": draw.some(SPACES), "delivery": draw.one(["dns", "smart_host"])},
        bridgeheads=(0.85, lambda: draw.some(heads)),
        smart_hosts=(0.6, lambda: draw.some(SMART)),
    )


def _isa_server(draw: Draw, index: int, mended: float) -> Data:
    net, version = f"10.{index}.0.", draw.one(["isa-2000", "isa-2000", "isa-2004", "isa-2006"])
    internal = [net + "1", *([net + "2"] if draw.chance(0.2) else [])]
    tables = [[net + "0/24"], [net + "0/24"], [], ["10.0.0.0/8"], [f"{net}0-{net}8"], [net + "0/24", "192.168.7.0/24"]]
    server = draw.keys(
        {"name": f"ISA{index}", "version": version, "internal_addresses": internal},
        external_addresses=(0.4, lambda: [draw.one(["203.0.113.2", "203.0.113.3"]) if not index else "203.0.113.9"]),
        mode=(0.15, lambda: draw.one(["firewall", "integrated", "cache"])),
        local_address_table=(0.8, lambda: draw.one(tables)),
        dns_listener=(0.75, lambda: draw.chance(0.8)),
        dns_forwarders=(0.5, lambda: draw.some(ADDRESSES)),
        packet_filtering=(0.7, lambda: draw.chance(0.7)),
        schedules=(0.4, lambda: [{"name": "T1", "hours": {"monday": [draw.one(["00-24", "08-18", "23-24"])]}}]),
        client_sets=(0.7, lambda: [{"name": f"S{n}", "addresses": draw.some(SETS)} for n in draw.count(3)]),
        destination_sets=(0.5, lambda: [{"name": f"D{n}", "destinations": _hosts(draw)} for n in draw.count(3)]),
        protocol_definitions=(0.2, lambda: [_definition(draw)]),
    )
    server.update(_rules_2000(draw, server, mended) if version == "isa-2000" else _rules_2004(draw, server, mended))
    return server


def _hosts(draw: Draw) -> list[str]:
    found = draw.some([*HOSTS, "192.0.2.0/24", "192.0.2.9", "192.0.2.5-192.0.2.30", "0.0.0.0/0"], 0, 3)
    return [*found, *draw.one([[], HALVES, HALVES[:1]])] if draw.chance(0.15) else found


def _definition(draw: Draw) -> Data:
    direction = draw.one(["outbound", "inbound"])
    return {"name": "Odd", "port": draw.one([25, 53, 2525]), "transport": "tcp", "direction": direction}


def _names(server: Data, section: str) -> list[str]:
    return [one["name"] for one in server.get(section, [])]


def _rule(draw: Draw, server: Data, name: str) -> Data:
    """What protocol rules, site and content rules and access rules have in common."""
    schedules = ["always", "Work hours", "Weekends", *_names(server, "schedules")]
    return draw.keys(
        {"name": name, "action": "allow" if draw.chance(0.8) else "deny"},
        enabled=(0.3, lambda: draw.chance(0.8)),
        schedule=(0.25, lambda: draw.one(schedules)),
    )


def _protocols(draw: Draw, names: Iterable[str], server: Data) -> Any:
    if draw.chance(0.45):
        return "all"
    chosen = draw.some([*names, *_names(server, "protocol_definitions")], 1, 4)
    return chosen if draw.chance(0.8) else {"all_except": chosen}


def _applies_to(draw: Draw, server: Data) -> Any:
    sets = _names(server, "client_sets")
    if draw.chance(0.55):
        return "any_request"
    found = draw.keys({}, client_groups=(0.35, lambda: draw.one([["G"], ["G"], []])))
    if sets:
        draw.keys(
            found, client_sets=(0.8, lambda: draw.some(sets)), except_client_sets=(0.2, lambda: draw.some(sets, 1))
        )
    return found or "any_request"


def _rules_2000(draw: Draw, server: Data, mended: float) -> Data:
    known = ["SMTP", "DNS Query", "DNS Zone Transfer", "DNS Query Server", "SMTP Server", "HTTP"]
    sets = _names(server, "destination_sets")
    scopes: list[Any] = ["all", "internal", "external"]

    def protocol_rule(name: str) -> Data:
        parts = {"protocols": _protocols(draw, known, server), "applies_to": _applies_to(draw, server)}
        return _rule(draw, server, name) | parts

    def site_rule(name: str) -> Data:
        chosen = [{"sets": draw.some(sets, 1)}, {"all_except": draw.some(sets, 1)}] if sets else []
        return draw.keys(
            _rule(draw, server, name) | {"applies_to": _applies_to(draw, server)},
            destinations=(0.5, lambda: draw.one([*scopes, *chosen])),
            content=(0.2, lambda: draw.one(["all", {"groups": ["Text"]}])),
        )

    allowed = {"name": "M", "action": "allow", "applies_to": "any_request"}
    return draw.keys(
        {},
        protocol_rules=(0.9, lambda: _list(draw, protocol_rule, 4, allowed | {"protocols": draw.one(MENDED)}, mended)),
        site_and_content_rules=(0.9, lambda: _list(draw, site_rule, 3, allowed, mended)),
        packet_filters=(0.75, lambda: [_packet_filter(draw, f"F{n}") for n in draw.count(4)]),
    )


def _list(draw: Draw, make: Callable[[str], Data], most: int, last: Data, share: float) -> list[Data]:
    """Some rules and, with this share, one that mends them all."""
    return [*(make(f"R{n}") for n in draw.count(most)), *([last] if draw.chance(share) else [])]


def _packet_filter(draw: Draw, name: str) -> Data:
    transport = draw.one(["tcp", "udp", "udp", "any", "icmp", 6, 17])
    action, direction = draw.one(["allow", "allow", "allow", "block"]), draw.one(DIRECTIONS[transport == "udp"])
    return draw.keys(
        {"name": name, "action": action, "transport": transport, "direction": direction},
        remote_port=(0.6, lambda: draw.one(["all", "dynamic", 53, 25, 53])),
        local_port=(0.45, lambda: draw.one(["all", "dynamic", 53, 53])),
        remote_computer=(0.25, lambda: draw.one(["all", "198.51.100.53", "192.0.2.0/24", "0.0.0.0/0", "10.0.0.5"])),
        enabled=(0.2, lambda: draw.chance(0.8)),
    )


def _rules_2004(draw: Draw, server: Data, mended: float) -> Data:
    networks: list[Data] = [{"name": "N1", "addresses": draw.some(SETS, 1)}] if draw.chance(0.3) else []
    known = ["Internal", "External", "Local Host", "All Networks", *(one["name"] for one in networks)]
    sources = [*known, *_names(server, "client_sets")]
    targets = [*sources, *_names(server, "destination_sets")]

    def network_rule(name: str) -> Data:
        ends = {"from": draw.some(known, 1), "to": draw.some(known, 1)}
        return {"name": name, **ends, "relation": draw.one(["nat", "route"])}

    def access_rule(name: str) -> Data:
        ends = {"from": draw.some(sources, 1), "to": draw.some(targets, 1)}
        parts = {"protocols": _protocols(draw, ["SMTP", "DNS", "DNS Server", "HTTP"], server), **ends}
        return draw.keys(
            _rule(draw, server, name) | parts,
            users=(0.2, lambda: draw.one(["all_users", "all_authenticated", ["x"]])),
            content=(0.1, lambda: draw.one(["all", {"groups": ["Text"]}])),
        )

    ends = {"from": ["All Networks"], "to": ["All Networks"]}
    related = {"name": "M", "from": ["Internal"], "to": ["External"], "relation": "nat"}
    allowed = {"name": "M", "action": "allow", "protocols": "all", **ends}
    return draw.keys(
        {"networks": networks} if networks else {},
        network_rules=(0.85, lambda: _list(draw, network_rule, 2, related, mended)),
        system_rules=(0.6, lambda: [access_rule(f"Y{n}") for n in draw.count(2)]),
        access_rules=(0.9, lambda: _list(draw, access_rule, 4, allowed, mended)),
    )
