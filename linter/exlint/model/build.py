"""The files of an estate to the estate: typed, with references resolved, or the faults that forbid it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    VirtualServer,
)
from exlint.model.firewall import isa_server
from exlint.model.standing import Ground
from exlint.model.union import Union, unite
from exlint.schema import ABSENT, Absent, Document, Fault
from exlint.schema import exchange as shape
from exlint.schema.forest import DnsServer as DeclaredDnsServer


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
    ground = Ground(isa_servers, declared=union.isa_servers is not None)
    virtual_servers: list[VirtualServer] = []
    servers = []
    for at, declared in union.exchange_servers:
        server = _exchange_server(at, declared, ground)
        servers.append(server)
        virtual_servers += _virtual_servers(server)
    by_identity = {one.identity.casefold(): one for one in virtual_servers} if union.connectors else {}
    return Estate(
        _forest(union),
        tuple(_dns_server(at, declared, ground) for at, declared in union.dns_servers),
        tuple(servers),
        tuple(virtual_servers),
        tuple(_connector(at, declared, by_identity) for at, declared in union.connectors),
        isa_servers,
    )


def _forest(union: Union) -> Forest:
    servers = None if union.external is None else tuple(number(text) for _, text in union.external)
    return Forest(union.forest_at, union.name or "forest", servers, union.external_at)


def _addresses(declared: str | tuple[str, ...]) -> tuple[int, ...]:
    return (number(declared),) if isinstance(declared, str) else tuple(map(number, declared))


def _numbers(declared: tuple[str, ...] | Absent) -> tuple[int, ...] | None:
    return None if declared is ABSENT else tuple(map(number, declared))


def _dns_server(at: Route, declared: DeclaredDnsServer, ground: Ground) -> DnsServer:
    addresses = _addresses(declared.address)
    standing = ground.standing(addresses, declared.behind)
    return DnsServer(at, declared.name, declared, addresses, standing, _numbers(declared.forwarders))


def _exchange_server(at: Route, declared: shape.ExchangeServer, ground: Ground) -> ExchangeServer:
    addresses = _addresses(declared.address)
    return ExchangeServer(at, declared.name, declared, addresses, ground.standing(addresses, declared.behind))


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
