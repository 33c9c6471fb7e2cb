"""The destinations that a document tells apart (semantics.md 1.4): mail domains, hosts by name, hosts by address."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from exlint.mailflow.ground import Ground
from exlint.mailflow.route import domains
from exlint.mailflow.targets import INTERNET, Target
from exlint.model.addresses import LOOPBACK, AddressSet, Interval, dotted
from exlint.model.estate import DnsServer, Estate, ExchangeServer


class Destination(NamedTuple):
    """Mail to one class of destinations; all of a class are decided alike.

    Attributes:
        kind: internet, domain, host or address.
        name: The domain, the host, or the address or range, as written; `internet`.
        host: The receiving host.
        domain: The mail domain; empty for one that nothing names.
    """

    kind: str
    name: str
    host: Target = INTERNET
    domain: str = ""


AT_LARGE = Destination("internet", "internet")


def destinations(ground: Ground) -> tuple[Destination, ...]:
    """The Internet at large first, then everything that the document names."""
    named = (Destination("domain", one, domain=one) for one in domains(ground.estate))
    return (AT_LARGE, *named, *_hosts(ground))


def _hosts(ground: Ground) -> Iterable[Destination]:
    sets = [one for isa in ground.estate.isa_servers for one in isa.destination_sets.values()]
    names = dict.fromkeys(name for one in sets for name in one.names if name != "*")
    yield from (Destination("host", name, Target(name=name)) for name in names)
    named = AddressSet.of(part for one in sets for part in one.addresses.intervals)
    for first, last in _cut(named, ground):
        text = dotted(first) if first == last else f"{dotted(first)}-{dotted(last)}"
        yield Destination("address", text, Target(first))


def _cut(named: AddressSet, ground: Ground) -> Iterable[Interval]:
    """The addresses that destination sets name, outside all networks, in stretches that every set treats alike."""
    edges = sorted(_edges(ground.estate))
    for first, last in named.intervals:
        cuts = [first, *(edge for edge in edges if first < edge <= last), last + 1]
        for start, end in pairwise(cuts):
            if not ground.is_inside_any(start):
                yield start, end - 1


def _edges(estate: Estate) -> set[int]:
    """Where some set, table, address or filter of the estate begins, or has just ended."""
    sets: list[AddressSet] = []
    for isa in estate.isa_servers:
        sets += [one.addresses for one in isa.destination_sets.values()]
        sets += [one.addresses for one in isa.client_sets.values()]
        sets += [one.addresses for one in isa.networks.values()]
        sets += [one.addresses for one in isa.packet_filters or () if one.addresses is not None]
        sets += [isa.table] if isa.table is not None else []
    computers: list[ExchangeServer | DnsServer] = [*estate.exchange_servers, *estate.dns_servers]
    singles = {address for one in computers for address in one.addresses}
    singles |= {address for isa in estate.isa_servers for address in (*isa.internal, *isa.external)}
    # A computer reaches itself whatever a set says, so a stretch must not run across the addresses that mean itself.
    intervals = [LOOPBACK, *(part for one in sets for part in one.intervals), *((one, one) for one in singles)]
    return {edge for first, last in intervals for edge in (first, last + 1)}
