"""Which way mail to the Internet at large takes (semantics.md, section 1): connectors, smart hosts, DNS."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from exlint.findings import Route
from exlint.model.estate import Connector, Estate, IsaServer, VirtualServer


def holds(pattern: str, domain: str) -> bool:
    """Whether an address space takes a mail domain; `*.example.com` as domain is one under it that nothing names.

    An empty domain is one that nothing in the document names.
    """
    return domain.endswith(pattern[1:]) if pattern.startswith("*") else domain == pattern


def deciding_connectors(estate: Estate, domain: str = "") -> tuple[Connector, ...]:
    """The connectors that take mail for a domain: those with the most specific, then cheapest address space.

    Several where they are alike: which of them a message takes is not declared (KB 244986). Connectors without
    bridgeheads are passed over.

    Args:
        estate: The estate.
        domain: A mail domain in lower case; by default one that nothing names.
    """
    # Most specific: without a wildcard, then the longest.
    offers = [
        ((space.pattern.startswith("*"), -len(space.pattern), space.cost), connector)
        for connector in estate.connectors
        if connector.bridgeheads
        for space in connector.address_spaces
        if space.kind == "smtp" and holds(space.pattern, domain)
    ]
    best = min((rank for rank, _ in offers), default=None)
    found = {connector.at: connector for rank, connector in offers if rank == best}
    return tuple(found.values())


def domains(estate: Estate) -> tuple[str, ...]:
    """The mail domains that address spaces name, in lower case, without `*`, which holds every domain."""
    spaces = (space for connector in estate.connectors for space in connector.address_spaces)
    return tuple(dict.fromkeys(one.pattern for one in spaces if one.kind == "smtp" and one.pattern != "*"))


def sends_by_dns(sender: VirtualServer, connectors: Sequence[Connector]) -> bool:
    """Whether a virtual server itself sends mail to the Internet at large by DNS, with no smart host behind (1.5).

    Args:
        sender: The virtual server.
        connectors: Those that decide, from `deciding_connectors`. Of several one is enough: mail may take any of them.
    """
    return _sends_by_dns(sender, _heads(connectors))


def senders_by_dns(estate: Estate) -> tuple[VirtualServer, ...]:
    """The virtual servers that themselves send mail to the Internet at large by DNS, in the order of the document."""
    heads = _heads(deciding_connectors(estate))
    return tuple(sender for sender in estate.virtual_servers if _sends_by_dns(sender, heads))


def asks(isa: IsaServer, addresses: Collection[int] | None) -> bool:
    """Whether a list of DNS servers or forwarders holds an internal address of an ISA server, as KB 305394 wants it."""
    return addresses is not None and any(one in addresses for one in isa.internal)


def _heads(connectors: Sequence[Connector]) -> set[Route] | None:
    """The virtual servers that send by DNS for these connectors; None where no connector decides."""
    return {head.at for one in connectors if one.by_dns for head in one.bridgeheads} if connectors else None


def _sends_by_dns(sender: VirtualServer, heads: set[Route] | None) -> bool:
    return not sender.smart_hosts if heads is None else sender.at in heads


def dns_senders(estate: Estate) -> tuple[tuple[IsaServer, tuple[VirtualServer, ...]], ...]:
    """The ISA servers that stand between the Internet and a virtual server on the DNS route, each with those servers.

    A virtual server on the ISA computer itself counts; one whose place is undecided does not (semantics.md 3).
    """
    behind: dict[Route, tuple[IsaServer, list[VirtualServer]]] = {}
    for sender in senders_by_dns(estate):
        isa = sender.server.standing.isa
        if isa is not None:
            behind.setdefault(isa.at, (isa, []))[1].append(sender)
    return tuple((isa, tuple(senders)) for isa, senders in behind.values())
