"""A second opinion on outgoing mail: brute force over plain data, hour by hour, destination by destination.

It knows nothing of exlint. It was written from the specification's sections alone, which the comments cite by their
numbers (`# 4.3` is sentence 3 of "What ISA 2000 lets through"), and it prefers a plain loop to a clever one. Data in is
the mapping that a YAML reader gives; it is taken to be valid, with every reference resolved.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network
from typing import Any, NamedTuple

PERMITTED, STOPPED, UNKNOWN = "P", "S", "U"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDRESSES = 2**32
LOOPBACK = "127.0.0.0/8"
WORK_HOURS = {day: ["09-17"] for day in DAYS[:5]}
WEEKENDS = {day: ["00-24"] for day in DAYS[5:]}
TWO_THOUSAND = ("exchange-2000", "exchange-2000-enterprise", "sbs-2000")

Declared = dict[str, Any]
Definition = tuple[str, int, str]

# The predefined protocols of ports 25 and 53: transport, port, direction.
MAIL: dict[str, list[Definition]] = {
    "smtp": [("tcp", 25, "outbound")],
    "smtp server": [("tcp", 25, "inbound")],
}
PREDEFINED_2000 = MAIL | {
    "dns query": [("udp", 53, "send_receive")],
    "dns zone transfer": [("tcp", 53, "outbound")],
    "dns query server": [("udp", 53, "receive_send")],
    "dns zone transfer server": [("tcp", 53, "inbound")],
}
PREDEFINED_2004 = MAIL | {
    "dns": [("udp", 53, "send_receive"), ("tcp", 53, "outbound")],
    "dns server": [("udp", 53, "receive_send"), ("tcp", 53, "inbound")],
}


class Answer(NamedTuple):
    """What the oracle says about one virtual server.

    `points` gives for each destination 168 characters, Monday 00 first: P(ermitted), S(topped) or U(nknown).
    """

    verdict: str
    points: dict[tuple[str, str], str]


class Target(NamedTuple):
    """Where a request goes: the Internet at large, a host by its name, or an address (as a number)."""

    kind: str
    name: str = ""
    address: int = -1


class Computer(NamedTuple):
    """A computer that sends: its addresses, the source first; `itself` adds those of its other roles.

    `stands` is `is` (the ISA computer itself), `behind`, `none` or `undecided`; `isa` is empty for the last two.
    """

    addresses: tuple[int, ...]
    itself: frozenset[int]
    client: str
    stands: str
    isa: Declared


class VirtualServer(NamedTuple):
    """An SMTP virtual server, its Exchange server, and the computer that both run on."""

    identity: str
    settings: Declared
    server: Declared
    computer: Computer


class Request(NamedTuple):
    """One connection or query that a computer wants to make at one hour."""

    sender: Computer
    target: Target
    transport: str
    port: int
    hour: int


class Destination(NamedTuple):
    """A point that is judged: its key in the answer, the mail domain, the receiving host."""

    key: tuple[str, str]
    domain: str
    target: Target


INTERNET = Target("internet")


def judge(document: Declared) -> dict[str, Answer]:
    """Judges each virtual server of a document; the keys are `SERVER/VIRTUAL SERVER`."""
    estate = Estate(document)
    destinations = list(_destinations(estate))
    answers = {}
    for virtual_server in estate.virtual_servers:
        points = {one.key: _week(estate, virtual_server, one) for one in destinations}
        answers[virtual_server.identity] = Answer(_verdict(points), points)
    return answers


def _verdict(points: dict[tuple[str, str], str]) -> str:
    """The first verdict that holds, worst first."""
    if set(points["internet", ""]) == {STOPPED}:
        return "queues"
    if any(STOPPED in week for week in points.values()):
        return "partial"
    if any(UNKNOWN in week for week in points.values()):
        return "unknown"
    return "delivers"


def _week(estate: Estate, virtual_server: VirtualServer, destination: Destination) -> str:
    """All 168 hours; hours at which the same schedules are active share one decision."""
    decided: dict[tuple[bool, ...], str] = {}
    for hour, active in enumerate(estate.active):
        if active not in decided:
            decided[active] = _mail(estate, virtual_server, destination, hour)
    return "".join(decided[active] for active in estate.active)


def _chain(*hops: str) -> str:
    """A stopped hop stops a chain; otherwise an unknown part makes the whole unknown."""
    if STOPPED in hops:
        return STOPPED
    return UNKNOWN if UNKNOWN in hops else PERMITTED


def _choice(ways: Iterable[str]) -> str:
    """One permitted chain permits a choice; a choice of nothing is stopped."""
    found = list(ways)
    if PERMITTED in found:
        return PERMITTED
    return UNKNOWN if UNKNOWN in found else STOPPED


# --- addresses and names ---


@functools.cache  # only the reading of a text is remembered
def _range(text: str) -> tuple[int, int] | None:
    """The first and last address of an address, block or range; None for a name, or for anything with a path."""
    if not re.fullmatch(r"[0-9.]+(/[0-9]+|-[0-9.]+)?", text):
        return None
    if "/" in text:
        block = IPv4Network(text)
        return int(block[0]), int(block[-1])
    first, _, last = text.partition("-")
    return int(IPv4Address(first)), int(IPv4Address(last or first))


def _number(text: str) -> int:
    return int(IPv4Address(text))


def _in_ranges(texts: Iterable[str], address: int) -> bool:
    for text in texts:
        found = _range(text)
        if found is not None and found[0] <= address <= found[1]:
            return True
    return False


def _is_loopback(address: int) -> bool:
    return _in_ranges([LOOPBACK], address)


def _is_private(address: int) -> bool:
    return _in_ranges(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], address)


def _listed(value: Any) -> list[str]:
    """The items of a value that is one text, a list, null or absent."""
    return [value] if isinstance(value, str) else list(value or [])


def _addresses(declared: Declared) -> tuple[int, ...]:
    return tuple(_number(text) for text in _listed(declared["address"]))


def _isa_addresses(isa: Declared, *keys: str) -> set[int]:
    return {_number(text) for key in keys for text in isa.get(key, [])}


def _matches_name(pattern: str, name: str) -> bool:
    """A wildcard stands alone or at the start; `*.example.com` does not hold `example.com`."""  # 4.6
    pattern = pattern.lower()
    return name.endswith(pattern[1:]) if pattern.startswith("*") else name == pattern


def _holds(entries: Iterable[str], target: Target) -> bool:
    """Whether one set holds a destination."""
    hosts = [entry for entry in entries if not _has_path(entry)]  # 4.6: an entry with a path matches HTTP only
    if "*" in hosts or _are_all_addresses(hosts):
        return True  # 4.6: these hold the Internet at large as well
    return any(_entry_holds(entry, target) for entry in hosts)


def _are_all_addresses(entries: Iterable[str]) -> bool:
    """Whether the ranges among the entries, laid end to end, leave no address out: one range may be cut in several."""
    following = 0
    for first, last in sorted(filter(None, map(_range, entries))):
        if first > following:
            return False
        following = max(following, last + 1)
    return following == ADDRESSES


def _entry_holds(entry: str, target: Target) -> bool:
    if target.kind == "address":
        return _in_ranges([entry], target.address)  # 4.6: a name and an address are not taken for one host
    return target.kind == "host" and _range(entry) is None and _matches_name(entry, target.name)


def _has_path(entry: str) -> bool:
    return "/" in entry and _range(entry) is None


# --- the estate ---


class Estate:
    """What a document declares, with each computer in its place."""

    def __init__(self, document: Declared) -> None:
        forest, exchange = document.get("forest", {}), document.get("exchange", {})
        dns = forest.get("dns", {})
        self.text = str(document).lower()
        self.forest: str = forest.get("name", "").lower()
        self.external_servers: list[str] | None = dns.get("external_servers")
        self.dns_servers: list[Declared] = dns.get("servers", [])
        self.exchange_servers: list[Declared] = exchange.get("servers", [])
        self.connectors: list[Declared] = exchange.get("connectors", [])
        self.isa_declared: bool = "servers" in document.get("isa", {})
        self.isa_servers: list[Declared] = document.get("isa", {}).get("servers", [])
        self.active = [_active_schedules(self, hour) for hour in range(168)]
        self.computers = {id(one): _computer(self, one) for one in [*self.dns_servers, *self.exchange_servers]}
        self.virtual_servers = list(_virtual_servers(self))


def _virtual_servers(estate: Estate) -> Iterator[VirtualServer]:
    for server in estate.exchange_servers:
        for settings in server["smtp_virtual_servers"]:
            identity = f"{server['name']}/{settings['name']}"
            yield VirtualServer(identity, settings, server, estate.computers[id(server)])


def _computer(estate: Estate, declared: Declared) -> Computer:
    """An Exchange or DNS server as a sender, where it stands."""
    addresses = _addresses(declared)
    itself = _itself(estate, addresses)
    client = declared.get("isa_client", "secure_nat")
    for isa in estate.isa_servers:
        if itself & _isa_addresses(isa, "internal_addresses", "external_addresses"):
            return Computer(addresses, itself, client, "is", isa)  # 3.1, whatever `behind` says
    return Computer(addresses, itself, client, *_stands(estate, declared, addresses))


def _isa_computer(estate: Estate, isa: Declared) -> Computer:
    """The ISA computer as the sender of its listener's queries."""
    addresses = tuple(_number(text) for text in isa["internal_addresses"])
    itself = _itself(estate, (*addresses, *_isa_addresses(isa, "external_addresses")))
    return Computer(addresses, itself, "secure_nat", "is", isa)


def _itself(estate: Estate, addresses: Iterable[int]) -> frozenset[int]:
    """Every address of the computer that has these: servers that share an address are one computer."""
    declared = [set(_addresses(one)) for one in [*estate.dns_servers, *estate.exchange_servers]]
    declared += [_isa_addresses(isa, "internal_addresses", "external_addresses") for isa in estate.isa_servers]
    found = set(addresses)
    for _ in declared:
        for other in declared:
            found |= other if other & found else set()
    return frozenset(found)


def _stands(estate: Estate, declared: Declared, addresses: Iterable[int]) -> tuple[str, Declared]:
    """Where a computer stands that is no ISA computer."""
    behind = declared.get("behind")
    if behind is not None and behind.lower() == "none":
        return "none", {}  # 3.2
    if behind is not None:
        return "behind", _named(estate.isa_servers, behind)  # 3.2
    tables = [isa.get("local_address_table") for isa in estate.isa_servers]
    holding = [
        isa
        for isa, table in zip(estate.isa_servers, tables, strict=True)
        if table is not None and all(_in_ranges(table, address) for address in addresses)
    ]
    if len(holding) == 1:
        return "behind", holding[0]  # 3.2: the one ISA server whose table holds all its addresses
    if estate.isa_declared and not estate.isa_servers:
        return "none", {}  # 3.2: `isa: {servers: []}`
    if tables and not any(table is None or _sees(table, addresses) for table in tables):
        return "none", {}  # 3.2: each server has a table, the address is public and in none
    return "undecided", {}  # 3.2


def _sees(table: Iterable[str], addresses: Iterable[int]) -> bool:
    """Whether one of the addresses is private or in the table."""
    return any(_is_private(address) or _in_ranges(table, address) for address in addresses)


def _named(items: Iterable[Declared], name: str) -> Declared:
    return next(item for item in items if item["name"].lower() == name.lower())


def _inside(estate: Estate, isa: Declared, address: int) -> bool:
    """Whether an address is inside, as an ISA server sees it."""
    if "local_address_table" in isa:
        return _in_ranges(isa["local_address_table"], address)  # 3.5; `[]`: nobody
    if address in _isa_addresses(isa, "internal_addresses"):
        return True  # 3.5: with none declared, its internal addresses ...
    behind = [one for one in estate.computers.values() if one.stands == "behind" and one.isa is isa]
    return any(address in one.addresses for one in behind)  # 3.5: ... and the computers behind it


# --- schedules ---


def _active_schedules(estate: Estate, hour: int) -> tuple[bool, ...]:
    """Which of the schedules that rules name are active: hours alike in this are alike in everything."""
    rules = ("protocol_rules", "site_and_content_rules", "system_rules", "access_rules")
    found = []
    for isa in estate.isa_servers:
        names = {rule.get("schedule", "always").lower() for kind in rules for rule in isa.get(kind, [])}
        found += [_is_active(isa, name, hour) for name in sorted(names)]
    return tuple(found)


def _is_active(isa: Declared, name: str, hour: int) -> bool:
    if name.lower() == "always":
        return True
    hours = {"work hours": WORK_HOURS, "weekends": WEEKENDS}
    hours |= {one["name"].lower(): one["hours"] for one in isa.get("schedules", [])}
    windows = hours[name.lower()].get(DAYS[hour // 24], [])
    return any(int(window[:2]) <= hour % 24 < int(window[3:]) for window in windows)


# --- destinations ---


def _destinations(estate: Estate) -> Iterator[Destination]:
    """Every point that the document tells apart."""  # 1.4
    fresh = _fresh(estate)
    at_large = f"{fresh}.{fresh}"
    yield Destination(("internet", ""), at_large, INTERNET)
    for pattern in sorted({pattern for _, pattern, _ in _address_spaces(estate)} - {"*"}):
        yield Destination(("domain", pattern), pattern.replace("*", fresh), INTERNET)  # 1.4: with hosts at large
    for name in sorted(_named_hosts(estate)):
        host = Target("host", name=name.replace("*", fresh))
        yield Destination(("host", name), at_large, host)  # 1.4: by the route for the Internet at large
    for address in sorted(_named_addresses(estate)):
        yield Destination(("address", str(IPv4Address(address))), at_large, Target("address", address=address))


def _fresh(estate: Estate) -> str:
    """A label that occurs nowhere in the document."""
    labels = (f"nobody{number or ''}" for number in itertools.count())
    return next(label for label in labels if label not in estate.text)


def _entries(estate: Estate) -> list[str]:
    """The entries of every destination set that are hosts: those without a path."""
    sets = [one for isa in estate.isa_servers for one in isa.get("destination_sets", [])]
    return [entry for one in sets for entry in one["destinations"] if not _has_path(entry)]


def _named_hosts(estate: Estate) -> set[str]:
    return {entry.lower() for entry in _entries(estate) if entry != "*" and _range(entry) is None}


def _named_addresses(estate: Estate) -> set[int]:
    """On both sides of every border between addresses, what lies in an entry and outside the local address tables."""
    entries = [entry for entry in _entries(estate) if _range(entry) is not None]
    borders = [_range(text) for text in [*entries, *_told_apart(estate)]]
    edges = {edge for first, last in filter(None, borders) for edge in (first - 1, first, last, last + 1)}
    return {
        edge
        for edge in edges
        if _in_ranges(entries, edge) and not any(_inside(estate, isa, edge) for isa in estate.isa_servers)
    }


def _told_apart(estate: Estate) -> Iterator[str]:
    """What else tells the addresses of one entry apart."""
    yield LOOPBACK  # 2.2
    computers = [*estate.dns_servers, *estate.exchange_servers]
    yield from (str(IPv4Address(address)) for one in computers for address in _addresses(one))
    for isa in estate.isa_servers:
        yield from (*isa["internal_addresses"], *isa.get("external_addresses", []))
        yield from isa.get("local_address_table", [])
        if isa["version"] == "isa-2000":
            yield from (one.get("remote_computer", "all") for one in isa.get("packet_filters", []))
        else:
            for one in [*isa.get("client_sets", []), *isa.get("networks", [])]:
                yield from one["addresses"]


# --- 1. the route ---


def _address_spaces(estate: Estate) -> Iterator[tuple[Declared, str, int]]:
    """Each SMTP address space: connector, pattern, cost."""
    for connector in estate.connectors:
        for text in connector.get("address_spaces", []):
            kind, _, rest = text.partition(":")
            pattern, _, cost = rest.rpartition(";")
            if kind.lower() == "smtp":
                yield connector, pattern.lower(), int(cost)


def _mail(estate: Estate, virtual_server: VirtualServer, destination: Destination, hour: int) -> str:
    """Whether mail of a virtual server leaves for a destination at one hour."""
    connectors = _connectors(estate, destination.domain)
    if not connectors:
        return _without_connector(estate, virtual_server, destination.target, hour)  # 1.2
    decisions = {_through(estate, one, virtual_server, destination.target, hour) for one in connectors}
    return decisions.pop() if len(decisions) == 1 else UNKNOWN  # 1.1: alike in pattern and cost


def _connectors(estate: Estate, domain: str) -> list[Declared]:
    """The connectors that decide for a mail domain: none, one, or several that are alike."""
    holding = [
        ((not pattern.startswith("*"), len(pattern), -cost), connector)
        for connector, pattern, cost in _address_spaces(estate)
        if connector.get("bridgeheads") and _matches_name(pattern, domain)  # 1.1: without bridgeheads passed over
    ]
    best = max((rank for rank, _ in holding), default=None)  # 1.1: the most specific, then cheapest
    return [connector for rank, connector in holding if rank == best]


def _through(estate: Estate, connector: Declared, virtual_server: VirtualServer, target: Target, hour: int) -> str:
    """Mail that a connector decides: a bridgehead sends, any other virtual server hands it to a bridgehead."""
    named = {name.lower() for name in connector["bridgeheads"]}
    bridgeheads = [one for one in estate.virtual_servers if one.identity.lower() in named]
    if virtual_server in bridgeheads:
        bridgeheads = [virtual_server]  # 1.1: a bridgehead sends
    return _choice(_sent(estate, connector, one, target, hour) for one in bridgeheads)  # 1.1: one is enough


def _sent(estate: Estate, connector: Declared, bridgehead: VirtualServer, target: Target, hour: int) -> str:
    if connector["delivery"] == "dns":
        return _by_dns(estate, bridgehead, target, hour)  # 1.1: no smart host behind
    hosts = connector.get("smart_hosts")
    if not hosts:
        return UNKNOWN  # 1.1: `smart_host` without `smart_hosts`
    return _smart_hosts(estate, bridgehead, hosts, hour)


def _without_connector(estate: Estate, virtual_server: VirtualServer, target: Target, hour: int) -> str:
    hosts = _listed(virtual_server.settings.get("smart_host"))
    if not hosts:
        return _by_dns(estate, virtual_server, target, hour)  # 1.2: else DNS
    smart = _smart_hosts(estate, virtual_server, hosts, hour)
    if not virtual_server.settings.get("attempt_direct_delivery", False):
        return smart  # 1.2: the smart host, if any
    resolution = _resolution(estate, virtual_server, hour)
    return _direct_first(resolution, _connection(estate, virtual_server, target, hour), smart)


def _direct_first(resolution: str, connection: str, smart: str) -> str:
    """DNS first, the smart host behind it; here, and only here, every completion of what is unknown is tried."""
    known = (PERMITTED, STOPPED)
    each = [known if part == UNKNOWN else (part,) for part in (resolution, connection, smart)]
    results = {_completed(*parts) for parts in itertools.product(*each)}
    return results.pop() if len(results) == 1 else UNKNOWN


def _completed(resolution: str, connection: str, smart: str) -> str:
    if resolution == STOPPED:
        return smart  # 1.2: the smart host takes over when name resolution is stopped
    if connection == PERMITTED:
        return PERMITTED
    return STOPPED if smart == STOPPED else UNKNOWN  # 1.2: not documented, unless the smart host is stopped too


def _by_dns(estate: Estate, virtual_server: VirtualServer, target: Target, hour: int) -> str:
    return _chain(_resolution(estate, virtual_server, hour), _connection(estate, virtual_server, target, hour))


def _connection(estate: Estate, virtual_server: VirtualServer, target: Target, hour: int) -> str:
    port = virtual_server.settings.get("tcp_port", 25)
    return _passes(estate, Request(virtual_server.computer, target, "tcp", port, hour))


def _smart_hosts(estate: Estate, virtual_server: VirtualServer, hosts: Iterable[str], hour: int) -> str:
    return _choice(_smart_host(estate, virtual_server, host, hour) for host in hosts)  # 1.3: one is enough


def _smart_host(estate: Estate, virtual_server: VirtualServer, host: str, hour: int) -> str:
    bare = host.strip("[]")
    if _range(bare) is None:
        if estate.forest and bare.lower().endswith("." + estate.forest):
            return PERMITTED  # 1.3: named under the forest's own domain
        return _by_dns(estate, virtual_server, INTERNET, hour)  # 1.3: any other name
    address = _number(bare)  # 1.3: with brackets or without
    if virtual_server.computer.isa and _inside(estate, virtual_server.computer.isa, address):
        return PERMITTED  # 1.3: inside the sender's local address table
    return _connection(estate, virtual_server, Target("address", address=address), hour)  # 1.3: any other address


# --- 2. name resolution ---


def _resolution(estate: Estate, virtual_server: VirtualServer, hour: int) -> str:
    resolvers = virtual_server.settings.get("external_dns_servers") or virtual_server.server.get("dns_servers")
    if not resolvers:
        return UNKNOWN  # 2.1: none of either
    transport = _transport(virtual_server)
    asker = virtual_server.computer
    # 2.1: one whose whole chain is permitted is enough
    return _choice(_asked(estate, asker, text, transport, hour, ()) for text in resolvers)


def _transport(virtual_server: VirtualServer) -> str:
    """What must pass when SMTP asks."""
    declared = virtual_server.settings.get("dns_transport")
    if declared is not None:
        return "tcp" if declared == "tcp" else "udp"  # 2.7: `dns_transport` overrides
    default = "windows-2000" if virtual_server.server["edition"] in TWO_THOUSAND else "windows-server-2003"  # 6
    system = virtual_server.server.get("operating_system", default)
    return "tcp" if system == "windows-2000" else "udp"  # 2.7: the operating system decides


def _asked(  # noqa: PLR0913, PLR0917 - one question, with its past
    estate: Estate, asker: Computer, text: str, transport: str, hour: int, past: tuple[str, ...]
) -> str:
    """Whether the one who asks this address for a name of the Internet gets an answer.

    `past` holds the DNS servers and listeners that were asked before within this chain; the last of them asks now.
    """
    address = _number(text)
    own = _is_loopback(address) or address in asker.itself
    places = asker.itself if _is_loopback(address) else {address}  # 2.2: the asking computer itself
    hop = _passes(estate, Request(asker, Target("address", address=address), transport, 53, hour))
    dns_server = next((one for one in estate.dns_servers if places & set(_addresses(one))), None)
    isa = next((one for one in estate.isa_servers if places & _isa_addresses(one, "internal_addresses")), None)
    if dns_server is not None and past[-1:] != (dns := f"dns {dns_server['name']}",):
        if dns in past:
            return STOPPED  # 2.6: passed over
        return _chain(hop, _dns_server_answers(estate, dns_server, hour, (*past, dns)))  # 2.3
    # 2.6: for a DNS server that is led back to itself, its address may still be a listener
    if isa is not None and (listener := f"isa {isa['name']}") not in past:
        return _chain(hop, _listener_answers(estate, isa, hour, (*past, listener)))  # 2.4
    if dns_server is not None or isa is not None:
        return STOPPED  # 2.6: passed over
    if own or _is_near(estate, asker, address):
        return UNKNOWN  # 2.5
    return hop  # 2.5: a DNS server on the Internet, reached as traffic of the asker


def _is_near(estate: Estate, asker: Computer, address: int) -> bool:
    """Whether an address is one of which nobody knows whether it answers."""
    if any(address in _addresses(one) for one in estate.exchange_servers):
        return True  # 2.5: another Exchange server's too
    if "local_address_table" in asker.isa:
        return _in_ranges(asker.isa["local_address_table"], address)  # 2.5: inside the asker's local address table
    return _is_private(address)  # 2.5: no table: private by RFC 1918


def _dns_server_answers(estate: Estate, declared: Declared, hour: int, past: tuple[str, ...]) -> str:
    if declared.get("root_zone", False) or not declared.get("recursion", True):
        return STOPPED  # 2.3: both make forwarders and root hints unavailable
    computer = estate.computers[id(declared)]
    forwarders = declared.get("forwarders", estate.external_servers)  # 2.3: its own, else the forest's
    if forwarders is None:
        ways = [UNKNOWN]  # 2.3: neither declared
    else:
        ways = [_asked(estate, computer, text, "udp", hour, past) for text in forwarders]  # 2.7: its own go over UDP
    has_root_hints = {None: UNKNOWN, True: PERMITTED, False: STOPPED}[declared.get("root_hints")]  # 6
    root_servers = _passes(estate, Request(computer, INTERNET, "udp", 53, hour))  # 2.3
    return _choice([*ways, _chain(has_root_hints, root_servers)])


def _listener_answers(estate: Estate, isa: Declared, hour: int, past: tuple[str, ...]) -> str:
    listens = {None: UNKNOWN, True: PERMITTED, False: STOPPED}[isa.get("dns_listener")]  # 2.4
    computer = _isa_computer(estate, isa)  # 2.4: traffic of the ISA computer
    forwarders = isa.get("dns_forwarders")
    if forwarders is None:
        onward = _passes(estate, Request(computer, INTERNET, "udp", 53, hour))  # 2.4: the Internet at large
    else:
        onward = _choice(_asked(estate, computer, text, "udp", hour, past) for text in forwarders)  # 2.4
    return _chain(listens, onward)


# --- 3. who stands where ---


def _passes(estate: Estate, request: Request) -> str:
    """Whether a request gets from its sender to its target."""
    sender, address = request.sender, request.target.address
    if _is_loopback(address) or address in sender.itself:
        return PERMITTED  # 2.2: a computer always reaches itself
    if sender.stands == "undecided":
        return UNKNOWN  # 3.2: what crosses is unknown
    if address in _isa_addresses(sender.isa, "internal_addresses"):
        return PERMITTED  # 3.4: its own ISA server's internal address always
    own = PERMITTED if sender.stands == "none" else _isa_passes(estate, request)  # 3.3
    if own != STOPPED and _enters_another_table(estate, request):
        return UNKNOWN  # 3.4: publishing is not declared
    return own  # 3.4: otherwise only the sender's ISA server is asked


def _enters_another_table(estate: Estate, request: Request) -> bool:
    """Whether the request comes from outside into another ISA server's local address table."""
    sender, address = request.sender, request.target.address
    if sender.isa and _inside(estate, sender.isa, address):
        return False  # 3.4: unless the sender's own table holds it too
    others = [isa for isa in estate.isa_servers if isa is not sender.isa]
    return any(_inside(estate, isa, address) and not _inside(estate, isa, sender.addresses[0]) for isa in others)


def _isa_passes(estate: Estate, request: Request) -> str:
    if request.sender.isa["version"] == "isa-2000":
        return _isa_2000_passes(estate, request)
    return _isa_2004_passes(estate, request)


# --- 4. what ISA 2000 lets through ---


def _isa_2000_passes(estate: Estate, request: Request) -> str:
    sender, isa = request.sender, request.sender.isa
    from_inside = _inside(estate, isa, sender.addresses[0])  # 3.4: the first is the source
    if from_inside and _inside(estate, isa, request.target.address):
        return PERMITTED  # 4.1: both ends inside, whatever else is said
    if sender.stands == "behind" and not from_inside:
        return STOPPED  # 4.1: taken for an external computer
    if isa.get("mode") == "cache":
        return UNKNOWN if sender.stands == "is" else STOPPED  # 4.1
    if sender.stands == "is":
        return _own_traffic(isa, request)  # 4.9: rules do not apply
    if sender.client == "firewall_client" and _asks_who(isa):
        return STOPPED  # 4.3: a firewall client must authenticate, which the system account cannot
    protocol = _rules_allow(isa.get("protocol_rules"), functools.partial(_protocol_rule_matches, request))
    site = _rules_allow(isa.get("site_and_content_rules"), functools.partial(_site_rule_matches, estate, request))
    return _chain(protocol, site, _not_blocked(isa, request))  # 4.2


def _asks_who(isa: Declared) -> bool:
    """Whether any enabled rule of either kind and either action applies to client groups, an empty list of them too."""
    # 4.3: it is the rule's method that makes ISA Server ask, not who is in the groups
    rules = [*isa.get("protocol_rules", []), *isa.get("site_and_content_rules", [])]
    scopes = [rule["applies_to"] for rule in rules if rule.get("enabled", True)]
    return any(isinstance(scope, dict) and "client_groups" in scope for scope in scopes)


def _rules_allow(rules: list[Declared] | None, matches: Any) -> str:
    if rules is None:
        return UNKNOWN  # 4.2: an absent rule list
    actions = {rule["action"] for rule in rules if rule.get("enabled", True) and matches(rule)}
    return PERMITTED if actions == {"allow"} else STOPPED  # 4.2: deny wins; no matching allow: stopped


def _protocol_rule_matches(request: Request, rule: Declared) -> bool:
    isa = request.sender.isa
    if not _is_active(isa, rule.get("schedule", "always"), request.hour):
        return False
    return _applies(isa, rule["applies_to"], request.sender.addresses[0]) and _carries(isa, rule["protocols"], request)


def _site_rule_matches(estate: Estate, request: Request, rule: Declared) -> bool:
    isa = request.sender.isa
    if not _is_active(isa, rule.get("schedule", "always"), request.hour):
        return False
    if rule.get("content", "all") != "all":
        return False  # 4.7: content groups restrict HTTP only
    if not _applies(isa, rule["applies_to"], request.sender.addresses[0]):
        return False
    return _is_destination(estate, isa, rule.get("destinations", "all"), request.target)


def _applies(isa: Declared, scope: Any, source: int) -> bool:
    """Whether a rule applies to a service of the computer at this address; the system account is in no group."""
    if scope == "any_request":
        return True  # 4.4
    # 4.3: a rule only for client groups never matches; 4.4: exceptions alone match nobody
    wanted = _set_addresses(isa, scope.get("client_sets", []))
    excepted = _set_addresses(isa, scope.get("except_client_sets", []))
    return _in_ranges(wanted, source) and not _in_ranges(excepted, source)  # 4.4


def _set_addresses(isa: Declared, names: Iterable[str]) -> list[str]:
    return [text for name in names for text in _named(isa["client_sets"], name)["addresses"]]


def _carries(isa: Declared, protocols: Any, request: Request) -> bool:
    """Whether the protocols of a rule hold the request."""
    if protocols == "all":
        return True  # 4.5: ports without a definition too
    asked = request.transport, request.port
    if isinstance(protocols, dict):
        excepted = [one for name in protocols["all_except"] for one in _definitions(isa, name)]
        return asked not in [one[:2] for one in excepted]  # 4.5: every port that an excepted definition describes
    listed = [one for name in protocols for one in _definitions(isa, name)]
    return any((*asked, direction) in listed for direction in ("outbound", "send_receive"))  # 4.5: outgoing


def _definitions(isa: Declared, name: str) -> list[Definition]:
    """What a protocol's name stands for; a declaration replaces the product's own."""
    predefined = PREDEFINED_2000 if isa["version"] == "isa-2000" else PREDEFINED_2004
    declared = [one for one in isa.get("protocol_definitions", []) if one["name"].lower() == name.lower()]
    if declared:
        return [(one["transport"], one["port"], one["direction"]) for one in declared]
    return predefined.get(name.lower(), [])  # the others are of other ports


def _is_destination(estate: Estate, isa: Declared, destinations: Any, target: Target) -> bool:
    """Whether the destinations of a site and content rule hold the target."""  # 4.6
    if destinations == "all":
        return True
    if isinstance(destinations, str):
        return _inside(estate, isa, target.address) == (destinations == "internal")
    if "sets" in destinations:
        return _in_sets(isa, destinations["sets"], target)
    return not _in_sets(isa, destinations["all_except"], target)


def _in_sets(isa: Declared, names: Iterable[str], target: Target) -> bool:
    return any(_holds(_named(isa["destination_sets"], name)["destinations"], target) for name in names)


def _meets(filter_: Declared, request: Request) -> bool:
    """Whether an enabled packet filter meets a request, whatever its direction."""  # 4.8
    if not filter_.get("enabled", True) or filter_["transport"] not in {request.transport, "any"}:
        return False
    if filter_.get("remote_port", "all") not in {"all", request.port}:
        return False
    if filter_.get("local_port", "all") not in {"all", "dynamic"}:
        return False
    remote = filter_.get("remote_computer", "all")
    return remote == "all" or _in_ranges([remote], request.target.address)  # 4.8: the Internet at large only by `all`


def _filters_that(isa: Declared, action: str, request: Request) -> bool:
    """Whether some filter of this action holds the request, in the directions in which that action works."""  # 4.8
    for filter_ in isa.get("packet_filters", []):
        directions = {"outbound", "both"}
        if filter_["transport"] == "udp":
            directions = {"send_receive", "both"} | ({"send", "receive"} if action == "block" else set())
        if filter_["action"] == action and filter_["direction"] in directions and _meets(filter_, request):
            return True
    return False


def _not_blocked(isa: Declared, request: Request) -> str:
    """What the packet filters say to client traffic."""
    if isa.get("packet_filtering") is False or not _filters_that(isa, "block", request):
        return PERMITTED  # 4.8: an absent list blocks nothing; without packet filtering block filters are void
    return STOPPED if isa.get("packet_filtering") else UNKNOWN  # 4.8: `packet_filtering` absent


def _own_traffic(isa: Declared, request: Request) -> str:
    """What the packet filters say to the ISA computer's own traffic."""
    if isa.get("packet_filtering") is False:
        return PERMITTED  # 4.9
    if "packet_filtering" not in isa or "packet_filters" not in isa:
        return UNKNOWN  # 4.9: absent, or the list absent
    allowed = _filters_that(isa, "allow", request) and not _filters_that(isa, "block", request)
    return PERMITTED if allowed else STOPPED  # 4.9: some allow filter and no block filter


# --- 5. what ISA 2004 and 2006 let through ---


def _isa_2004_passes(estate: Estate, request: Request) -> str:
    sender, isa = request.sender, request.sender.isa
    ends = (sender.addresses[0], request.target.address)
    if sender.stands == "behind" and all(_inside(estate, isa, end) for end in ends):
        return PERMITTED  # 4.1 with 5: inside = the Internal network
    return _chain(_related(estate, request), _policy(estate, request))


def _related(estate: Estate, request: Request) -> str:
    """Whether a network rule relates the two networks."""
    isa = request.sender.isa
    if request.sender.stands == "is":
        return PERMITTED  # 5: Local Host needs none
    source = _networks(estate, isa, Target("address", address=request.sender.addresses[0]))
    target = _networks(estate, isa, request.target)
    if "local host" in target:
        return PERMITTED  # 5: Local Host needs none
    if "network_rules" not in isa:
        return UNKNOWN  # 5: an absent list
    related = any(_relates(rule, source, target) for rule in isa["network_rules"])
    return PERMITTED if related else STOPPED  # 5: none: stopped


def _relates(rule: Declared, source: set[str], target: set[str]) -> bool:
    begin, end = ({name.lower() for name in rule[side]} for side in ("from", "to"))
    if begin & source and end & target:
        return True  # 5: `nat`: from -> to
    return rule["relation"] == "route" and bool(begin & target and end & source)  # 5: `route`: both ways


def _networks(estate: Estate, isa: Declared, target: Target) -> set[str]:
    """The names, in lower case, of the networks that hold an address or a destination."""
    if target.address in _isa_addresses(isa, "internal_addresses", "external_addresses"):
        return {"local host", "all networks"}  # 5: the ISA computer is the network Local Host
    declared = {one["name"].lower() for one in isa.get("networks", []) if _in_ranges(one["addresses"], target.address)}
    if _inside(estate, isa, target.address):
        declared.add("internal")  # 5: the Internal network = `local_address_table`
    return (declared or {"external"}) | {"all networks"}  # External is what no network holds


def _policy(estate: Estate, request: Request) -> str:
    """Top-down, the first match decides."""  # 5
    isa = request.sender.isa
    lists = ["system_rules", "access_rules"] if request.sender.stands == "is" else ["access_rules"]
    for kind in lists:
        if kind not in isa:
            return UNKNOWN  # 5: an absent list, unless an earlier one decides
        for rule in isa[kind]:
            if _access_rule_matches(estate, request, rule):
                return _decision(rule)
    return STOPPED  # 5: no match


def _decision(rule: Declared) -> str:
    """What a rule says that matches."""
    if rule.get("users", "all_users") != "all_users":
        return STOPPED  # 5: denies a request without identity, whatever its action
    return PERMITTED if rule["action"] == "allow" else STOPPED


def _access_rule_matches(estate: Estate, request: Request, rule: Declared) -> bool:
    """Whether a rule matches in everything but `users`."""
    isa = request.sender.isa
    if not rule.get("enabled", True) or not _is_active(isa, rule.get("schedule", "always"), request.hour):
        return False
    if rule.get("content", "all") != "all":
        return False  # 5: limited to content
    if not _carries(isa, rule["protocols"], request):
        return False
    return _from(estate, request, rule) and _to(estate, request, rule)


def _from(estate: Estate, request: Request, rule: Declared) -> bool:
    sender, isa = request.sender, request.sender.isa
    names = {name.lower() for name in rule["from"]}
    source = Target("address", address=sender.addresses[0])
    networks = {"local host", "all networks"} if sender.stands == "is" else _networks(estate, isa, source)
    sets = [one for one in isa.get("client_sets", []) if one["name"].lower() in names]
    return bool(names & networks) or any(_holds(one["addresses"], source) for one in sets)


def _to(estate: Estate, request: Request, rule: Declared) -> bool:
    isa = request.sender.isa
    names = {name.lower() for name in rule["to"]}
    client_sets = [one["addresses"] for one in isa.get("client_sets", []) if one["name"].lower() in names]
    sets = [one["destinations"] for one in isa.get("destination_sets", []) if one["name"].lower() in names]
    networks = _networks(estate, isa, request.target)
    return bool(names & networks) or any(_holds(entries, request.target) for entries in [*client_sets, *sets])
