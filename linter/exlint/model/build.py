"""The files of an estate to the estate: typed, with references resolved, or the faults that forbid it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from exlint.findings import Route
from exlint.model import consistency
from exlint.model.addresses import number
from exlint.model.estate import (
    AddressSpace,
    Connector,
    DnsServer,
    Estate,
    ExchangeServer,
    Forest,
    IsaServer,
    Standing,
    VirtualServer,
)
from exlint.model.firewall import isa_server
from exlint.model.standing import Ground, computers
from exlint.model.union import Union, unite
from exlint.schema import ABSENT, Absent, Document, Fault
from exlint.schema import exchange as shape


def build(documents: Sequence[Document]) -> Estate | tuple[Fault, ...]:
    """The estate that a document and its fragments declare.

    Args:
        documents: The document, then its fragments; a route begins with the index in this sequence.

    Returns:
        The estate; or, where references, names, addresses or ranges are wrong, every such fault (EXL012, 013, 020 to
        025), at least one.
    """
    union = unite(documents)
    faults = tuple(consistency.faults(documents, union))
    return faults or _estate(union)


def _estate(union: Union) -> Estate:
    isa_servers = tuple(isa_server(at, declared) for at, declared in union.isa_servers or ())
    place = _placing(union, isa_servers)
    servers = tuple(
        ExchangeServer(at, one.name, one, *place(_addresses(one.address), one.behind))
        for at, one in union.exchange_servers
    )
    virtual_servers = tuple(virtual for server in servers for virtual in _virtual_servers(server))
    by_identity = {one.identity.casefold(): one for one in virtual_servers} if union.connectors else {}
    return Estate(
        _forest(union),
        tuple(
            DnsServer(at, one.name, one, *place(_addresses(one.address), one.behind), _numbers(one.forwarders))
            for at, one in union.dns_servers
        ),
        servers,
        virtual_servers,
        tuple(_connector(at, declared, by_identity) for at, declared in union.connectors),
        isa_servers,
    )


def _placing(
    union: Union, isa_servers: Sequence[IsaServer]
) -> Callable[[tuple[int, ...], str | Absent], tuple[tuple[int, ...], Standing]]:
    """Gives the addresses of a declared server, and where it stands."""
    ground = Ground(isa_servers, declared=union.isa_servers is not None)
    groups = [_addresses(one.address) for _, one in union.exchange_servers]
    groups += [_addresses(one.address) for _, one in union.dns_servers]
    known = computers([*groups, *((*isa.internal, *isa.external) for isa in isa_servers)])

    def place(addresses: tuple[int, ...], behind: str | Absent) -> tuple[tuple[int, ...], Standing]:
        return addresses, ground.standing(addresses, known[addresses[0]], behind)

    return place


def _forest(union: Union) -> Forest:
    servers = None if union.external is None else tuple(number(text) for _, text in union.external)
    return Forest(union.forest_at, union.name or "forest", servers, union.external_at)


def _addresses(declared: str | tuple[str, ...]) -> tuple[int, ...]:
    return (number(declared),) if isinstance(declared, str) else tuple(map(number, declared))


def _numbers(declared: tuple[str, ...] | Absent) -> tuple[int, ...] | None:
    return None if declared is ABSENT else tuple(map(number, declared))


def _virtual_servers(server: ExchangeServer) -> list[VirtualServer]:
    return [
        VirtualServer(
            (*server.at, "smtp_virtual_servers", index),
            declared.name,
            declared,
            server,
            _numbers(declared.external_dns_servers),
            _hosts(declared.smart_host),
        )
        for index, declared in enumerate(server.declared.smtp_virtual_servers)
    ]


def _hosts(declared: str | tuple[str, ...] | Absent | None) -> tuple[str, ...]:
    return (declared,) if isinstance(declared, str) else declared or ()


def _connector(at: Route, declared: shape.Connector, by_identity: Mapping[str, VirtualServer]) -> Connector:
    return Connector(
        at,
        declared.name,
        declared,
        tuple(map(_address_space, declared.address_spaces or ())),
        declared.delivery == "dns",
        None if declared.smart_hosts is ABSENT else declared.smart_hosts,
        tuple(by_identity[name.casefold()] for name in declared.bridgeheads or ()),
    )


def _address_space(text: str) -> AddressSpace:
    kind, _, rest = text.partition(":")
    pattern, _, cost = rest.rpartition(";")
    return AddressSpace(kind.casefold(), pattern.casefold(), int(cost))
