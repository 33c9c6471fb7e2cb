"""The rules of an ISA Server 2000 as regions of requests, to be held against one another.

The sides are protocols, or destinations and contents; then the clients' addresses, who they are, and hours. A side's
atoms are what all rules of the kind treat alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from exlint.findings import Route
from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.regions import Region
from exlint.mailflow.targets import INTERNET, Names, in_set
from exlint.model.addresses import EVERY_ADDRESS, AddressSet, number
from exlint.model.estate import AppliesTo, DestinationSet, IsaServer, ProtocolRule, Protocols, SiteAndContentRule
from exlint.schema import patterns
from exlint.schema.selections import ContentSelection

_ADDRESS = re.compile(patterns.ADDRESS)
MAIL_AND_DNS = (("tcp", 25), ("udp", 53), ("tcp", 53))
"""The transports and ports of mail and of DNS."""


def of_protocol_rules(isa: IsaServer, rules: Sequence[ProtocolRule]) -> dict[Route, list[Region]]:
    """The regions of protocol rules, by place; a rule for client groups and for client sets has two."""
    clients, protocols = _Clients(isa, [one.applies_to for one in rules]), _Protocols(one.protocols for one in rules)
    return {
        one.at: [(protocols.of(one.protocols), *who, one.hours) for who in clients.of(one.applies_to)] for one in rules
    }


def of_site_rules(isa: IsaServer, rules: Sequence[SiteAndContentRule]) -> dict[Route, list[Region]]:
    """The regions of site and content rules, by place.

    Left out are rules whose destinations are not known, or not known well enough to be held against others: internal
    or external ones of an ISA server without a local address table, and what paths leave over of a host.
    """
    clients, contents = _Clients(isa, [one.applies_to for one in rules]), _Contents(rules)
    destinations = _Destinations(isa, rules)
    return {
        one.at: [(destinations.of(one), contents.of(one), *who, one.hours) for who in clients.of(one.applies_to)]
        for one in rules
        if destinations.knows(one)
    }


class _Stretches:
    """The addresses, cut where some set begins or ends."""

    def __init__(self, sets: Iterable[AddressSet]) -> None:
        self.starts = sorted({edge for one in sets for first, last in one.intervals for edge in (first, last + 1)})

    def of(self, addresses: AddressSet) -> int:
        atoms = 0
        for first, last in addresses.intervals:
            atoms |= _bits(bisect_left(self.starts, first), bisect_left(self.starts, last + 1))
        return atoms


class _Clients:
    """The clients of an ISA server: those inside its local address table, where one is declared."""

    def __init__(self, isa: IsaServer, rules: Sequence[AppliesTo]) -> None:
        # From outside the table no request is a client's; an empty table leaves nobody, which is another matter.
        self._inside = isa.table if isa.table is not None and isa.table.intervals else EVERY_ADDRESS
        sets = {one.at: one.addresses for rule in rules for one in (*rule.client_sets, *rule.except_client_sets)}
        self._stretches = _Stretches([self._inside, *sets.values()])
        self._everywhere = self._stretches.of(self._inside)
        names = dict.fromkeys(name.casefold() for rule in rules for name in rule.client_groups or ())
        self._groups = {
            name: 2 << index for index, name in enumerate(names)
        }  # the lowest bit is a client without a name
        self._everybody = _bits(0, 1 + len(names))

    def of(self, applies_to: AppliesTo) -> Iterator[tuple[int, int]]:
        """The addresses and identities that a rule applies to."""
        if applies_to.any_request or applies_to.client_sets:
            yield self._stretches.of(applies_to.addresses) & self._everywhere, self._everybody
        if applies_to.client_groups:
            yield self._everywhere, _union(self._groups[name.casefold()] for name in applies_to.client_groups)


class _Protocols:
    """Each transport and port that a definition of some rule describes; the lowest bit is every other one."""

    def __init__(self, rules: Iterable[Protocols]) -> None:
        described = (one for rule in rules for one in rule.definitions)
        named = dict.fromkeys([*MAIL_AND_DNS, *((one.transport, one.port) for one in described)])
        self._named = {one: 2 << index for index, one in enumerate(named)}
        self._all = _bits(0, 1 + len(named))

    def of(self, protocols: Protocols) -> int:
        described = {(one.transport, one.port) for one in protocols.definitions}
        carried = _union(self._named[one] for one in described if protocols.carry(*one))
        others = self._all & ~_union(map(self._named.__getitem__, described))
        return carried | others if protocols.all_but else carried


class _Contents:
    """Each content group that some rule names; the lowest bit is everything that is in none of them."""

    def __init__(self, rules: Iterable[SiteAndContentRule]) -> None:
        names = dict.fromkeys(name for rule in rules for name in _groups(rule))
        self._groups = {name: 2 << index for index, name in enumerate(names)}
        self._all = _bits(0, 1 + len(names))

    def of(self, rule: SiteAndContentRule) -> int:
        return self._all if rule.any_content else _union(map(self._groups.__getitem__, _groups(rule)))


class _Destinations:
    """The Internet at large (the lowest bit), each host that some set names, each path, and the addresses in stretches.

    A host or a path of its own is one that no other name is taken for (semantics.md 4.6).
    """

    def __init__(self, isa: IsaServer, rules: Iterable[SiteAndContentRule]) -> None:
        sets = {one.at: one for rule in rules for one in rule.destinations.sets}.values()
        self._knows_inside = isa.table is not None
        table = AddressSet(()) if isa.table is None else isa.table
        self._stretches = _Stretches([*(one.addresses for one in sets), table])
        paths = {path: path.partition("/")[0] for one in sets for path in one.paths}
        by_address = {host for host in paths.values() if _ADDRESS.search(host)}
        names = [*(name for one in sets for name in one.names), *paths.values()]
        self._numbers = {one: 2 << index for index, one in enumerate(dict.fromkeys([*names, *paths]))}
        self._above = 1 + len(self._numbers)
        self._all = _bits(0, self._above + len(self._stretches.starts))
        hosts = {name: self._numbers[name] for name in names} | dict.fromkeys(by_address, 0)
        for path, host in paths.items():
            hosts[host] |= self._numbers[path]
        self._by_address = [(number(host), hosts.pop(host)) for host in sorted(by_address)]
        self._names = Names(hosts, (name for one in sets for name in one.names))
        self._held = {one.at: self._set(one) for one in sets}
        self._inside = self._addresses(table)

    def knows(self, rule: SiteAndContentRule) -> bool:
        """Whether it is known what a rule's destinations hold of the others'."""
        scope, sets = rule.destinations
        if scope in ("internal", "external"):
            return self._knows_inside
        return not any(path.startswith("*") or scope == "all_except" for one in sets for path in one.paths)

    def of(self, rule: SiteAndContentRule) -> int:
        scope, sets = rule.destinations
        of_sets = _union(self._held[one.at] for one in sets)
        held = self._inside if scope in ("internal", "external") else of_sets
        return held if scope in ("sets", "internal") else self._all & ~held

    def _set(self, one: DestinationSet) -> int:
        if in_set(INTERNET, one.addresses, one.names, STANDARD):
            return self._all
        paths = _union(map(self._numbers.__getitem__, one.paths))
        return paths | self._names.held(one.names) | self._addresses(one.addresses)

    def _addresses(self, addresses: AddressSet) -> int:
        hosts = _union(bits for address, bits in self._by_address if addresses.holds(address))
        return self._stretches.of(addresses) << self._above | hosts


def _groups(rule: SiteAndContentRule) -> tuple[str, ...]:
    content = rule.declared.content
    return tuple(name.casefold() for name in content.groups) if isinstance(content, ContentSelection) else ()


def _bits(first: int, last: int) -> int:
    """The bits from one to, without, another."""
    return (1 << last) - (1 << first)


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)
