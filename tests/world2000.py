"""Random ISA Servers 2000 as plain data, in a small world where every single request can be asked about.

The world is asked rule by rule, without the model: a few addresses, hosts, protocols, users and hours, at least one of
each kind that the random rules tell apart.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, product
from random import Random
from typing import Any, NamedTuple

from estates import Draw

Data = dict[str, Any]
Point = tuple[Any, ...]
KINDS = ("protocol_rules", "site_and_content_rules")

HOURS = [("monday", 0), ("monday", 1), ("monday", 2), ("tuesday", 0)]
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SCHEDULES: dict[str, dict[str, list[str]]] = {
    "Empty": {},
    "Early": {"monday": ["00-02"]},
    "Second": {"monday": ["01-02"]},
    "Late": {"monday": ["01-24"], **{day: ["00-24"] for day in WEEK[1:]}},
    "But Monday": {day: ["00-24"] for day in WEEK[1:]},
}
GROUPS = ["Staff", "STAFF", "Admins"]
USERS = [None, frozenset[str](), *map(frozenset, (["staff"], ["admins"], ["staff", "admins"]))]

CLIENTS = [
    "10.0.0.0",
    "10.0.0.1",
    "10.0.0.2",
    "10.0.0.4",
    "10.0.0.6",
    "10.0.0.12",
    "192.0.2.7",
    "192.0.2.200",
    "8.8.8.8",
    "9.9.9.9",
]
CLIENT_SETS = {
    "Nobody": [],
    "Computer": ["10.0.0.1", "192.0.2.200"],
    "Low": ["10.0.0.0-10.0.0.3"],
    "Middle": ["10.0.0.2-10.0.0.5"],
    "High": ["10.0.0.4-10.0.0.255"],
    "Far": ["192.0.2.0/24", "8.0.0.0/8"],
    "All": ["0.0.0.0/0"],
}
TABLES = [None, None, [], ["10.0.0.0/28"], ["10.0.0.0/28"], ["10.0.0.0/28"], ["10.0.0.4-10.0.0.7", "8.8.8.8"]]
OWN = ["10.0.0.1", "192.0.2.200"]

PROTOCOLS = {
    "SMTP": ("tcp", 25, "outbound"),
    "SMTP Server": ("tcp", 25, "inbound"),
    "DNS Query": ("udp", 53, "send_receive"),
    "DNS Query Server": ("udp", 53, "receive_send"),
    "DNS Zone Transfer": ("tcp", 53, "outbound"),
    "POP3 Server": ("tcp", 110, "inbound"),
    "HTTP": ("tcp", 80, "outbound"),
    "Odd": ("tcp", 2525, "outbound"),
    "Odd In": ("tcp", 2525, "inbound"),
    "Own": ("udp", 99, "send"),
}
DECLARED = ["Odd", "Odd In", "Own"]
PORTS = [("tcp", 25), ("udp", 53), ("tcp", 53), ("tcp", 110), ("tcp", 80), ("tcp", 2525), ("udp", 99), ("tcp", 1)]

CONTENT = ["Text", "Audio"]
TYPES = [None, frozenset[str](), *map(frozenset, (["Text"], ["Audio"], ["Text", "Audio"]))]
ENTRIES = [
    "*",
    "*.example.com",
    "*.b.example.com",
    "*ple.com",
    "a.example.com",
    "Example.com",
    "x.org",
    "x.org/Path",
    "x.org/path",
    "a.example.com/path",
    "192.0.2.3/path",
    "*.example.com/path",
    "192.0.2.3",
    "192.0.2.0-192.0.2.5",
    "192.0.2.4/30",
    "10.0.0.0/29",
    "0.0.0.0/0",
    "0.0.0.0-127.255.255.255",
    "128.0.0.0/1",
]
HOSTS = [
    *((name, "") for name in ("q.net", "q.example.com", "q.b.example.com", "qple.com", "a.example.com", "example.com")),
    *(("x.org", path) for path in ("", "/path")),
    ("a.example.com", "/path"),
    ("q.example.com", "/path"),
    *(("192.0.2.3", path) for path in ("", "/path")),
    *(
        (address, "")
        for address in (
            "192.0.2.1",
            "192.0.2.4",
            "192.0.2.7",
            "10.0.0.2",
            "10.0.0.6",
            "10.0.0.12",
            "8.8.8.8",
            "200.0.0.1",
        )
    ),
]


class World(NamedTuple):
    """An ISA server as data, and the requests that it may meet."""

    isa: Data

    @property
    def table(self) -> list[str] | None:
        """Its local address table; None where it is not declared."""
        table: list[str] | None = self.isa.get("local_address_table")
        return table

    def held(self, kind: str, rule: Data) -> set[Point]:
        """Every request that a rule holds: of each part of a request the values that the rule says yes to."""
        clients = [one for one in CLIENTS if not self.table or any(_in(one, part) for part in self.table)]
        if kind == "protocol_rules":
            whats: list[Any] = [one for one in PORTS if self.port(rule["protocols"], one)]
        else:
            whats = [one for one in product(HOSTS, TYPES) if self._site(rule, *one[0], one[1])]
        whos = [one for one in product(clients, USERS) if self.client(rule["applies_to"], *one)]
        hours = [one for one in HOURS if self._hour(rule.get("schedule", "always"), one)]
        return set(product(whats, whos, hours))

    def is_clear(self, rule: Data) -> bool:
        """Whether what the rule holds can be said at all; nothing is said of a path under a wildcard."""
        where = rule.get("destinations", "all")
        if isinstance(where, str):
            return where == "all" or self.table is not None
        paths = [one for name in chain(*where.values()) for one in self._destinations(name) if _has_path(one)]
        return not any("all_except" in where or one.startswith("*") for one in paths)

    @staticmethod
    def _hour(schedule: str, hour: tuple[str, int]) -> bool:
        windows = ["00-24"] if schedule == "always" else SCHEDULES[schedule].get(hour[0], [])
        return any(int(one[:2]) <= hour[1] < int(one[3:]) for one in windows)

    @staticmethod
    def client(who: Any, client: str, user: frozenset[str] | None) -> bool:
        """Whether a rule applies to a client."""
        if who == "any_request":
            return True
        if any(name.lower() in (user or ()) for name in who.get("client_groups", [])):
            return True
        return _among(client, who.get("client_sets", [])) and not _among(client, who.get("except_client_sets", []))

    @staticmethod
    def port(chosen: Any, port: tuple[str, int]) -> bool:
        """Whether a protocol rule's choice carries what is sent to a port."""
        if chosen == "all":
            return True
        if isinstance(chosen, list):
            return any(PROTOCOLS[name] in {(*port, "outbound"), (*port, "send_receive")} for name in chosen)
        return all(PROTOCOLS[name][:2] != port for name in chosen["all_except"])

    def _site(self, rule: Data, host: str, path: str, types: frozenset[str] | None) -> bool:
        content, where = rule.get("content", "all"), rule.get("destinations", "all")
        if path and types is None:
            return False  # no path without HTTP
        if content != "all" and not set(content["groups"]) & (types or set()):
            return False
        if isinstance(where, str):
            inside = _is_address(host) and any(_in(host, part) for part in self.table or [])
            return where == "all" or (where == "internal") is inside
        some = any(_leads(self._destinations(name), host, path) for name in chain(*where.values()))
        return some is ("sets" in where)

    def _destinations(self, name: str) -> list[str]:
        found: list[str] = next(one for one in self.isa["destination_sets"] if one["name"] == name)["destinations"]
        return found


def _value(address: str) -> list[int]:
    return [int(part) for part in address.split(".")]


def _is_address(host: str) -> bool:
    return host.replace(".", "").isdigit()


def _has_path(entry: str) -> bool:
    host, slash, rest = entry.partition("/")
    return bool(slash) and not (_is_address(host) and rest.isdigit())


@cache
def _in(address: str, part: str) -> bool:
    if "-" in part:
        first, last = part.split("-")
        return _value(first) <= _value(address) <= _value(last)
    base, _, length = part.partition("/")
    bits = ["".join(f"{one:08b}" for one in _value(text))[: int(length or 32)] for text in (base, address)]
    return bits[0] == bits[1]


def _among(client: str, names: list[str]) -> bool:
    return any(_in(client, part) for name in names for part in CLIENT_SETS[name])


def _leads(entries: list[str], host: str, path: str) -> bool:
    if {"*", "0.0.0.0/0"} & set(entries) or {"0.0.0.0-127.255.255.255", "128.0.0.0/1"} <= set(entries):
        return True
    return any(_leads_there(one.lower(), host, path) for one in entries)


def _leads_there(entry: str, host: str, path: str) -> bool:
    if _has_path(entry):
        its, slash, rest = entry.partition("/")
        return slash + rest == path and _leads_there(its, host, "")
    if _is_address(entry.partition("/")[0].partition("-")[0]):
        return _is_address(host) and _in(host, entry)
    return not _is_address(host) and (host.endswith(entry[1:]) if entry[0] == "*" else host == entry)


def isa_server(source: Random) -> Data:
    """A random ISA server; most of its rules are broad, so that they meet."""
    draw = Draw(source)
    table = draw.one(TABLES)
    isa: Data = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": OWN[:1],
        "external_addresses": OWN[1:],
        "client_sets": [{"name": name, "addresses": addresses} for name, addresses in CLIENT_SETS.items()],
        "schedules": [{"name": name, "hours": hours} for name, hours in SCHEDULES.items()],
        "destination_sets": [{"name": f"D{n}", "destinations": draw.some(ENTRIES, 0, 3)} for n in range(4)],
        "protocol_definitions": [
            {"name": name, "transport": PROTOCOLS[name][0], "port": PROTOCOLS[name][1], "direction": PROTOCOLS[name][2]}
            for name in DECLARED
        ],
    }
    if table is not None:
        isa["local_address_table"] = table
    for kind in KINDS:
        isa[kind] = [_rule(draw, kind, f"R{n}") for n in draw.count(6, 1)]
    return isa


def _rule(draw: Draw, kind: str, name: str) -> Data:
    rule = draw.keys(
        {"name": name, "action": draw.one(["allow", "allow", "deny"]), "applies_to": _applies_to(draw)},
        enabled=(0.2, lambda: draw.chance(0.6)),
        schedule=(0.3, lambda: draw.one(["always", *SCHEDULES])),
    )
    if kind == "protocol_rules":
        names = draw.some(list(PROTOCOLS), 0, 4)
        return rule | {"protocols": draw.one(["all", {"all_except": names}, names, names])}
    return draw.keys(
        rule,
        destinations=(0.6, lambda: _destinations(draw)),
        content=(0.3, lambda: draw.one(["all", {"groups": draw.some(CONTENT)}])),
    )


def _destinations(draw: Draw) -> Any:
    names = draw.some(["D0", "D1", "D2", "D3"])
    return draw.one(["all", "internal", "external", {"sets": names}, {"sets": names}, {"all_except": names}])


def _applies_to(draw: Draw) -> Any:
    if draw.chance(0.4):
        return "any_request"
    sets = list(CLIENT_SETS)
    found = draw.keys(
        {},
        client_sets=(0.8, lambda: draw.some(sets)),
        except_client_sets=(0.2, lambda: draw.some(sets, 1)),
        client_groups=(0.2, lambda: draw.some(GROUPS)),
    )
    return found or {"client_sets": []}
