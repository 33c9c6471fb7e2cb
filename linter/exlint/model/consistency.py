"""What a schema cannot say: references, unique names and addresses, ranges (EXL012, 013, 020 to 023, 025)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from exlint.findings import Clue, Problem, Route
from exlint.model import addresses, hours, names, references
from exlint.model.union import Union, conflicts
from exlint.schema import ABSENT, Document, Fault, patterns
from exlint.schema.isa import IsaServer

_ADDRESSES = re.compile(patterns.ADDRESSES)
_ISA_LISTS = {
    "client_sets": "client set",
    "destination_sets": "destination set",
    "schedules": "schedule",
    "content_groups": "content group",
    "protocol_definitions": "protocol definition",
    "protocol_rules": "protocol rule",
    "site_and_content_rules": "site and content rule",
    "packet_filters": "packet filter",
    "networks": "network",
    "network_rules": "network rule",
    "system_rules": "system policy rule",
    "access_rules": "access rule",
}
"""Sections whose items have names -> what an item is called."""


def faults(documents: Sequence[Document], union: Union) -> Iterator[Fault]:
    """Everything that keeps the files of an estate, each of the right shape, from being an estate."""
    isa_servers = union.isa_servers or []
    yield from conflicts(documents)
    yield from names.duplicates("DNS server", union.dns_servers)
    yield from names.duplicates("Exchange server", union.exchange_servers)
    yield from names.duplicates("SMTP connector", union.connectors)
    yield from names.duplicates("ISA server", isa_servers)
    yield from _shared_addresses("DNS server", union.dns_servers, ("address",))
    yield from _shared_addresses("Exchange server", union.exchange_servers, ("address",))
    yield from _shared_addresses("ISA server", isa_servers, ("internal_addresses", "external_addresses"))
    for at, server in union.exchange_servers:
        yield from _virtual_servers(at, server)
    for at, isa in isa_servers:
        yield from _isa_server(at, isa)
    yield from names.undefined(references.unresolved(union))


class _Owner(NamedTuple):
    item: Route
    name: str
    address: Route


def _shared_addresses(kind: str, items: Iterable[tuple[Route, Any]], keys: tuple[str, ...]) -> Iterator[Fault]:
    first: dict[str, _Owner] = {}
    for at, item in items:
        for key in keys:
            value = getattr(item, key) or ()
            for position, address in enumerate((value,) if isinstance(value, str) else value):
                here = (*at, key) if isinstance(value, str) else (*at, key, position)
                owner = first.setdefault(address, _Owner(at, item.name, here))
                if owner.item != at:
                    yield Fault("EXL022", _shared(kind, address, _Owner(at, item.name, here), owner))


def _shared(kind: str, address: str, owner: _Owner, first: _Owner) -> Problem:
    return Problem(
        owner.address,
        f"{address} is the address of the {kind}s {first.name} and {owner.name}; an address belongs to one {kind}",
        label="again here",
        related=(Clue(first.address, f"address of {first.name}"),),
        mend="give each its own address",
    )


def _virtual_servers(at: Route, server: Any) -> Iterator[Fault]:
    items = [((*at, "smtp_virtual_servers", index), one) for index, one in enumerate(server.smtp_virtual_servers)]
    yield from names.duplicates("SMTP virtual server", items)
    for here, one in items:
        for key in ("relay", "connection_control"):
            control = getattr(one, key)
            if control is not ABSENT:
                owner = f"{key} of {one.name} on {server.name}"
                yield from _ranges((*here, key, "list"), owner, control.list or ())


def _isa_server(at: Route, server: IsaServer) -> Iterator[Fault]:
    for section, kind in _ISA_LISTS.items():
        items = getattr(server, section)
        if items:
            yield from names.duplicates(kind, [((*at, section, index), item) for index, item in enumerate(items)])
    yield from _ranges(
        (*at, "local_address_table"), f"local_address_table of {server.name}", server.local_address_table or ()
    )
    for section in ("client_sets", "networks"):
        for index, item in enumerate(getattr(server, section) or ()):
            yield from _ranges((*at, section, index, "addresses"), f"{item.name} on {server.name}", item.addresses)
    for index, one in enumerate(server.destination_sets or ()):
        plain = [(position, text) for position, text in enumerate(one.destinations) if _ADDRESSES.search(text)]
        here = (*at, "destination_sets", index, "destinations")
        yield from _each(here, f"{one.name} on {server.name}", plain, addresses.interval)
    for index, packet_filter in enumerate(server.packet_filters or ()):
        computer = packet_filter.remote_computer
        if computer and computer != "all":
            here = (*at, "packet_filters", index, "remote_computer")
            yield from _value(
                here, f"remote_computer of {packet_filter.name} on {server.name}", computer, addresses.interval
            )
    yield from _windows(at, server)


def _windows(at: Route, server: IsaServer) -> Iterator[Fault]:
    for index, schedule in enumerate(server.schedules or ()):
        for day in hours.DAYS:
            windows = list(enumerate(getattr(schedule.hours, day) or ()))
            here = (*at, "schedules", index, "hours", day)
            yield from _each(here, f"{day} of the schedule {schedule.name} on {server.name}", windows, hours.window)


def _ranges(at: Route, owner: str, texts: Iterable[str]) -> Iterator[Fault]:
    return _each(at, owner, enumerate(texts), addresses.interval)


def _each(at: Route, owner: str, texts: Iterable[tuple[int, str]], reads: Callable[[str], object]) -> Iterator[Fault]:
    for position, text in texts:
        if "-" in text or "/" in text:
            yield from _value((*at, position), owner, text, reads)


def _value(at: Route, owner: str, text: str, reads: Callable[[str], object]) -> Iterator[Fault]:
    try:
        reads(text)
    except ValueError as error:
        code = "EXL013" if "/" in text else "EXL023"
        yield Fault(code, Problem(at, f"{owner}: {error}", label="here"))
