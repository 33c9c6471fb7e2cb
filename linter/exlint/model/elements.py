"""The policy elements of an ISA server by name: what its rules refer to. A declaration wins over the product's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from exlint.findings import Route
from exlint.model import hours, predefined
from exlint.model.addresses import AddressSet, interval
from exlint.model.estate import ClientSet, DestinationSet, End, IsaServer, Protocol
from exlint.schema import ABSENT, Absent, patterns
from exlint.schema import isa as shape

_ADDRESSES = re.compile(patterns.ADDRESSES)


class Elements(NamedTuple):
    """What the rules of an ISA server refer to, by casefolded name."""

    is_2000: bool
    client_sets: Mapping[str, ClientSet]
    destination_sets: Mapping[str, DestinationSet]
    networks: Mapping[str, End]
    protocols: Mapping[str, tuple[Protocol, ...]]
    schedules: Mapping[str, int]

    def protocol(self, name: str) -> tuple[Protocol, ...]:
        """The definitions that a name stands for."""
        key = name.casefold()
        return self.protocols.get(key) or predefined.PROTOCOLS[self.is_2000][key]

    def hours(self, schedule: str | Absent) -> int:
        """The hours of a schedule; all of them where none is written."""
        if schedule is ABSENT:
            return hours.ALWAYS
        key = schedule.casefold()
        return self.schedules[key] if key in self.schedules else predefined.SCHEDULES[key]

    def end(self, name: str) -> End:
        """What a name means in `from` or `to`: a network, else a client set, else a destination set."""
        key = name.casefold()
        if key in self.networks:
            return self.networks[key]
        if key in predefined.NETWORKS:
            return End(predefined.NETWORKS[key], network=key)
        if key in self.client_sets:
            return End(self.client_sets[key].name, addresses=self.client_sets[key].addresses)
        one = self.destination_sets[key]
        return End(one.name, addresses=one.addresses, names=one.names, paths=one.paths)


def ends(isa: IsaServer) -> tuple[str, ...]:
    """Every name that may stand in `from` or `to` of an ISA server's rules, in the order in which it is looked up."""
    declared = (isa.networks, isa.client_sets, isa.destination_sets)
    networks, sets, destinations = ([one.name for one in its.values()] for its in declared)
    return (*networks, *predefined.NETWORKS.values(), *sets, *destinations)


def elements(at: Route, declared: shape.IsaServer) -> Elements:
    """The elements that an ISA server declares."""
    client_sets = (
        ClientSet((*at, "client_sets", index), one.name, one, AddressSet.of(map(interval, one.addresses)))
        for index, one in enumerate(declared.client_sets or ())
    )
    networks = (
        End(one.name, addresses=AddressSet.of(map(interval, one.addresses)), declared_network=True)
        for one in declared.networks or ()
    )
    return Elements(
        declared.version == "isa-2000",
        {one.name.casefold(): one for one in client_sets},
        {one.name.casefold(): one for one in _destination_sets(at, declared)},
        {one.name.casefold(): one for one in networks},
        {
            one.name.casefold(): (Protocol(one.name, one.transport, one.port, one.direction),)
            for one in declared.protocol_definitions or ()
        },
        {one.name.casefold(): hours.of_week(one.hours) for one in declared.schedules or ()},
    )


def _destination_sets(at: Route, declared: shape.IsaServer) -> list[DestinationSet]:
    found = []
    for index, one in enumerate(declared.destination_sets or ()):
        addresses = [text for text in one.destinations if _ADDRESSES.search(text)]
        others = [text.casefold() for text in one.destinations if not _ADDRESSES.search(text)]
        names, paths = (tuple(text for text in others if ("/" in text) is path) for path in (False, True))
        here = (*at, "destination_sets", index)
        found.append(DestinationSet(here, one.name, one, AddressSet.of(map(interval, addresses)), names, paths))
    return found
