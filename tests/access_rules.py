"""Ordered lists of access rules as plain data, and who decides in them, request by request.

Written from semantics.md 5 and format.md alone, without anything of exlint: each request has a source, a target, a
protocol, an identity, a content and an hour, and every rule is asked about it from the top. Of the addresses, hosts,
hours and so on that every rule treats alike one is walked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network
from itertools import product
from random import Random
from typing import Any, NamedTuple

from estates import Data, Draw

KNOWN = {
    "smtp": [("tcp", 25, True)],
    "smtp server": [("tcp", 25, False)],
    "dns": [("udp", 53, True), ("tcp", 53, True)],
    "dns server": [("udp", 53, False), ("tcp", 53, False)],
    "http": [("tcp", 80, True)],
}
"""Protocols of the product's own: transport, port, and whether the request goes out."""

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WORK = {day: ["09-17"] for day in DAYS[:5]}
WEEKEND = {day: ["00-24"] for day in DAYS[5:]}
ALWAYS = {day: ["00-24"] for day in DAYS}
SIDES = ("from", "to", "protocols", "users", "content", "schedule")
LAST = 2**32 - 1


class Place(NamedTuple):
    """A source or a target: an address, a host by name, or neither, which is the Internet at large.

    Attributes:
        address: The address.
        name: A host's name.
        inside: Whether an address is inside, where no table says it.
        itself: Whether it is the ISA computer, whatever the address.
        path: What is asked of it, as a destination set writes it with the host.
        anywhere: Whether the host may be any.
    """

    address: int | None = None
    name: str = ""
    inside: bool = False
    itself: bool = False
    path: str = ""
    anywhere: bool = False


Point = tuple[Any, ...]
"""One request: its source, target, port, user, content and hour."""


class Walked(NamedTuple):
    """What the walk found; rules are numbers in the list.

    Attributes:
        never: Rules that match no request -> the first key that alone is why.
        shadowed: Rules that match requests and decide about none -> the rules that do.
        redundant: Rules for everybody that can be left out, the last first, whether or not other rules are that can be,
            too -> the rules that decide in their stead.
    """

    never: dict[int, str]
    shadowed: dict[int, set[int]]
    redundant: dict[int, set[int]]


class Walk:
    """The rules of one list of an ISA server, `itself` being further addresses of its computer."""

    def __init__(self, server: Data, section: str, itself: Sequence[str] = ()) -> None:
        """Takes what a document says about the server."""
        self.server = server
        self.rules: list[Data] = server.get(section, [])
        self.itself = [int(IPv4Address(one)) for one in itself]
        self.own = _addresses([*server["internal_addresses"], *server.get("external_addresses", [])])
        table = server.get("local_address_table")
        self.table = None if table is None else _addresses(table)
        self.client_sets = _by_name(server, "client_sets", "addresses")
        self.destination_sets = _by_name(server, "destination_sets", "destinations")
        self.networks = {name: _addresses(one) for name, one in _by_name(server, "networks", "addresses").items()}

    def found(self) -> Walked:
        """What every request together says about the rules."""
        points = self.points()
        meeting = [[self._holding(side, one) for one in points[side]] for side in SIDES]
        on = [index for index, rule in enumerate(self.rules) if rule.get("enabled", True)]
        requests = [
            [index for index in on if all(index in one for one in sides)]
            for sides in product(*([*{frozenset(one) for one in side}] for side in meeting))
        ]
        order = ("schedule", "from", "to", "protocols", "content")
        never = {
            index: next(key for key in order if not any(index in one for one in meeting[SIDES.index(key)]))
            for index in on
            if not any(index in one for one in requests)
        }
        deciding = {index: {one[0] for one in requests if index in one} for index in on}
        shadowed = {index: by for index, by in deciding.items() if by and index not in by}
        redundant: dict[int, set[int]] = {}
        for index in reversed(on):
            gone = {*never, *shadowed, *redundant}
            if index not in gone and self._everybody(index):
                own = [one for one in requests if _until(one, gone)[-1:] == [index]]
                after = [_until(one[one.index(index) + 1 :], gone) for one in own]
                if all(one and one[-1] not in gone and all(self._as(index, each) for each in one) for one in after):
                    redundant[index] = {one[-1] for one in after}
        return Walked(never, shadowed, redundant)

    def decided_before(self, index: int, port: tuple[str, int]) -> bool:
        """Whether rules before one decide about all that it is for, over a port that need not be among its own."""
        earlier = {one for one in range(index) if self.rules[one].get("enabled", True)}
        points = {
            side: [one for one in its if index in self._holding(side, one)] for side, its in self.points().items()
        }
        points["protocols"] = [port]
        meeting = ({frozenset(self._holding(side, one)) for one in its} for side, its in points.items())
        return all(frozenset.intersection(*sides) & earlier for sides in product(*meeting))

    def decides(self, request: Point, gone: Collection[int] = ()) -> int | None:
        """The first enabled rule that matches a request, where some are left out."""
        for index, rule in enumerate(self.rules):
            if (
                rule.get("enabled", True)
                and index not in gone
                and all(self.holds(rule, side, one) for side, one in zip(SIDES, request, strict=True))
            ):
                return index
        return None

    def outcome(self, request: Point, gone: Collection[int] = ()) -> str:
        """What becomes of a request, where some rules are left out; empty where no rule decides."""
        index = self.decides(request, gone)
        if index is None:
            return ""
        nobody = request[SIDES.index("users")] is None and not self._everybody(index)
        return "deny" if nobody else str(self.rules[index]["action"])

    def _holding(self, side: str, one: Any) -> set[int]:
        return {index for index, rule in enumerate(self.rules) if self.holds(rule, side, one)}

    def _everybody(self, index: int) -> bool:
        return bool(self.rules[index].get("users", "all_users") == "all_users")

    def _as(self, index: int, other: int) -> bool:
        """Whether another rule decides for everybody, and as this one does."""
        return self._everybody(other) and bool(self.rules[index]["action"] == self.rules[other]["action"])

    def points(self) -> dict[str, list[Any]]:
        """For each side everything that a request can be there; of what nothing can tell apart, one."""
        addresses = self._edges()
        homes = [False] if self.table is not None else [False, True]
        places = [Place(address, inside=inside) for address in addresses for inside in homes]
        return {
            "from": places + [Place(address, itself=True) for address in self.itself],
            "to": [*places, Place(), *self._hosts(homes)],
            "protocols": [*self._ports(), ("tcp", 25), ("udp", 53), ("tcp", 53), ("tcp", 9999)],
            "users": [None, "nobody knows", *self._named("users")],
            "content": [None, "no group", *(name for name in self._named("content"))],
            "schedule": [(day, hour) for day in DAYS for hour in range(24)],
        }

    def holds(self, rule: Data, side: str, one: Any) -> bool:
        """Whether a rule is about something, at one side."""
        holds: dict[str, Callable[[Data, Any], bool]] = {
            "from": lambda rule, one: any(self._within(name, one) for name in rule["from"]),
            "to": lambda rule, one: any(self._within(name, one) for name in rule["to"]),
            "protocols": self._carries,
            "users": _decides_about,
            "content": _has,
            "schedule": self._applies,
        }
        return holds[side](rule, one)

    def _within(self, name: str, one: Place) -> bool:
        key = name.casefold()
        if key in self.networks:
            return not self._is_itself(one) and one.address is not None and one.address in self.networks[key]
        if key in ("all networks", "local host", "internal", "external"):
            return key == "all networks" or (not one.anywhere and key == self._home(one))
        if key in self.client_sets:
            held = _addresses(self.client_sets[key])
            return held.are_all() or (one.address is not None and one.address in held)
        entries = self.destination_sets[key]
        if one.path and one.path in {entry.casefold() for entry in entries}:
            return True
        return self._listed(entries, one)

    def _listed(self, entries: Sequence[str], one: Place) -> bool:
        held = _addresses(entry for entry in entries if _is_address(entry))
        if "*" in entries or held.are_all():
            return True
        if one.address is not None:
            return one.address in held
        names = [entry.casefold() for entry in entries if "/" not in entry and not _is_address(entry)]
        return any(
            one.name == entry or (entry[0] == "*" and one.name.endswith(entry[1:])) for entry in names if one.name
        )

    def _is_itself(self, one: Place) -> bool:
        return one.itself or (one.address is not None and one.address in self.own)

    def _home(self, one: Place) -> str:
        if self._is_itself(one):
            return "local host"
        if one.address is None:
            return "external"
        if one.inside if self.table is None else one.address in self.table:
            return "internal"
        return "declared" if any(one.address in held for held in self.networks.values()) else "external"

    def _carries(self, rule: Data, port: tuple[str, int]) -> bool:
        protocols = rule["protocols"]
        if protocols == "all":
            return True
        if isinstance(protocols, dict):
            return port not in [one[:2] for name in protocols["all_except"] for one in self._protocol(name)]
        return (*port, True) in [one for name in protocols for one in self._protocol(name)]

    def _protocol(self, name: str) -> list[tuple[str, int, bool]]:
        for one in self.server.get("protocol_definitions", []):
            if one["name"].casefold() == name.casefold():
                return [(one["transport"], one["port"], one["direction"] in ("outbound", "send_receive"))]
        return KNOWN[name.casefold()]

    def _applies(self, rule: Data, hour: tuple[str, int]) -> bool:
        name = rule.get("schedule", "always").casefold()
        schedules = {"always": ALWAYS, "work hours": WORK, "weekends": WEEKEND}
        schedules |= {one["name"].casefold(): one["hours"] for one in self.server.get("schedules", [])}
        return any(int(text[:2]) <= hour[1] < int(text[3:]) for text in schedules[name].get(hour[0], []))

    def _edges(self) -> list[int]:
        """An address of each stretch that sets and networks can tell apart."""
        sets = [self.own, _addresses([]) if self.table is None else self.table, *self.networks.values()]
        sets += [_addresses(one) for one in self.client_sets.values()]
        sets += [_addresses(filter(_is_address, one)) for one in self.destination_sets.values()]
        return sorted(
            {0, *(edge for one in sets for first, last in one.parts for edge in (first, last + 1))} - {LAST + 1}
        )

    def _hosts(self, homes: list[bool]) -> list[Place]:
        used = {name.casefold() for rule in self.rules if rule.get("enabled", True) for name in rule["to"]}
        entries = [
            entry.casefold() for name in self.destination_sets if name in used for entry in self.destination_sets[name]
        ]
        names = [entry for entry in entries if not _is_address(entry)]
        hosts = {name.partition("/")[0] for name in names} - {"*"}
        found = [Place(name=_some_host(host)) for host in hosts if not _is_address(host)]
        for path in {name for name in names if "/" in name}:
            host = path.partition("/")[0]
            if host == "*":
                found.append(Place(path=path, anywhere=True))
            elif _is_address(host):
                found += [Place(int(IPv4Address(host)), path=path, inside=inside) for inside in homes]
            else:
                found.append(Place(name=_some_host(host), path=path))
        return found

    def _ports(self) -> list[tuple[str, int]]:
        named = [rule["protocols"] for rule in self.rules if rule["protocols"] != "all"]
        names = [name for one in named for name in (one["all_except"] if isinstance(one, dict) else one)]
        return [one[:2] for name in names for one in self._protocol(name)]

    def _named(self, key: str) -> list[str]:
        values = [rule[key] for rule in self.rules if not isinstance(rule.get(key, ""), str)]
        return [name.casefold() for one in values for name in (one["groups"] if isinstance(one, dict) else one)]


def _until(rules: list[int], gone: Collection[int]) -> list[int]:
    """Rules up to the first that stays, with those that may be left out before it."""
    stays = next((number for number, rule in enumerate(rules) if rule not in gone), len(rules))
    return rules[: stays + 1]


def _decides_about(rule: Data, user: str | None) -> bool:
    """A rule that asks for users denies what nobody sends, whatever its action."""
    users = rule.get("users", "all_users")
    return isinstance(users, str) or user is None or user in [name.casefold() for name in users]


def _has(rule: Data, group: str | None) -> bool:
    content = rule.get("content", "all")
    return content == "all" or group in [name.casefold() for name in content["groups"]]


def _by_name(server: Data, section: str, key: str) -> dict[str, list[str]]:
    return {one["name"].casefold(): one[key] for one in server.get(section, [])}


def _some_host(host: str) -> str:
    """A host of that name, or one that a wildcard means and nothing else names."""
    return host.replace("*", "nothing-else-names-me-")


def _is_address(text: str) -> bool:
    return all(part.isdigit() for part in text.replace("-", ".").replace("/", ".").split("."))


class _Addresses:
    """Some addresses, as ranges that may overlap."""

    def __init__(self, parts: list[tuple[int, int]]) -> None:
        self.parts = parts

    def __contains__(self, address: int) -> bool:
        return any(first <= address <= last for first, last in self.parts)

    def are_all(self) -> bool:
        """Whether no address is missing."""
        behind = 0
        for first, last in sorted(self.parts):
            behind = max(behind, last + 1) if first <= behind else behind
        return behind == LAST + 1


def _addresses(texts: Iterable[str]) -> _Addresses:
    parts = []
    for text in texts:
        if "/" in text:
            block = IPv4Network(text)
            parts.append((int(block[0]), int(block[-1])))
        else:
            first, _, last = text.partition("-")
            parts.append((int(IPv4Address(first)), int(IPv4Address(last or first))))
    return _Addresses(parts)


NAMES = ["*.example.com", "mail.example.com", "example.com", "*.b.example.com", "x.org", "*"]
PATHS = ["mail.example.com/a", "*.example.com/a", "192.0.2.9/a", "10.0.0.5/a", "*/a", "X.org/B"]
ADDRESSES = ["10.0.0.0/24", "10.0.0.5", "10.0.0.1-10.0.0.5", "192.0.2.0/24", "192.0.2.9", "203.0.113.2", "0.0.0.0/0"]
HALVES = ["0.0.0.0-127.255.255.255", "128.0.0.0-255.255.255.255"]


def server(source: Random) -> Data:
    """A random ISA Server 2006 whose rules meet in many ways."""
    draw = Draw(source)
    tables: list[list[str]] = [["10.0.0.0/24"], ["10.0.0.0/8"], [], ["10.0.0.0-10.0.0.8"]]
    texts = [*ADDRESSES, *HALVES] if draw.chance() else ADDRESSES[:4]
    one = draw.keys(
        {"name": "ISA1", "version": "isa-2006", "internal_addresses": ["10.0.0.1"]},
        external_addresses=(0.3, lambda: ["203.0.113.2"]),
        local_address_table=(0.8, lambda: draw.one(tables)),
        networks=(0.3, lambda: [{"name": "N1", "addresses": draw.some(texts, 1)}]),
        client_sets=(0.8, lambda: [{"name": f"S{n}", "addresses": _few(draw, texts)} for n in draw.count(3, 1)]),
        destination_sets=(
            0.6,
            lambda: [{"name": f"D{n}", "destinations": _entries(draw, texts)} for n in draw.count(3, 1)],
        ),
        schedules=(0.4, lambda: [{"name": "T1", "hours": draw.one([{}, {"monday": ["08-18"]}, WORK, ALWAYS])}]),
        protocol_definitions=(0.3, lambda: [_definition(draw)]),
    )
    one["access_rules"] = [_rule(draw, one, f"R{index}") for index in draw.count(6, 1)]
    one["system_rules"] = [_rule(draw, one, f"Y{index}") for index in draw.count(3, 0)]
    return one


def _entries(draw: Draw, texts: Sequence[str]) -> list[str]:
    few = [NAMES[:4], PATHS, [*NAMES, *PATHS], texts]
    return _few(draw, [*draw.one(few), *draw.one(few)])


def _few(draw: Draw, items: Sequence[str]) -> list[str]:
    """Some of the items, seldom none."""
    return draw.some(items, 0 if draw.chance(0.05) else 1, 3)


def _definition(draw: Draw) -> Data:
    port, direction = draw.one([25, 53, 2525]), draw.one(["outbound", "inbound"])
    return {"name": draw.one(["Odd", "SMTP"]), "port": port, "transport": "tcp", "direction": direction}


def _rule(draw: Draw, one: Data, name: str) -> Data:
    named = {
        key: [each["name"] for each in one.get(key, [])] for key in ("networks", "client_sets", "destination_sets")
    }
    networks = ["Internal", "External", "Local Host", "All Networks", "Internal", "External", "all networks"]
    sources = [*networks, *named["networks"], *2 * named["client_sets"]]
    targets = [*sources, *2 * named["destination_sets"]]
    protocols = [
        "SMTP",
        "DNS",
        "HTTP",
        "SMTP",
        "DNS",
        "SMTP Server",
        *(each["name"] for each in one.get("protocol_definitions", [])),
    ]
    chosen = _few(draw, protocols)
    schedules = ["Work hours", "Weekends", "always", *(each["name"] for each in one.get("schedules", []))]
    return draw.keys(
        {
            "name": name,
            "action": "allow" if draw.chance(0.7) else "deny",
            "protocols": draw.one(["all", chosen, chosen, {"all_except": chosen}]),
            "from": _few(draw, sources),
            "to": _few(draw, targets),
        },
        enabled=(0.2, draw.chance),
        users=(0.25, lambda: draw.one(["all_users", "all_authenticated", ["a"], ["A", "b"], []])),
        content=(0.15, lambda: draw.one(["all", *({"groups": few} for few in (["Text"], ["text", "Images"], []))])),
        schedule=(0.3, lambda: draw.one(schedules)),
    )
