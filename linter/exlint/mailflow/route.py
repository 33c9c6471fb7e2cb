"""Which way mail to the Internet at large takes (semantics.md, section 1): connectors, smart hosts, DNS."""

from __future__ import annotations

from exlint.model.estate import Connector, Estate, IsaServer, VirtualServer


def deciding_connectors(estate: Estate) -> tuple[Connector, ...]:
    """The connectors that take mail for a domain that nothing names: the cheapest that take every domain.

    Several where they cost the same: which of them a message takes is not declared (KB 244986). Connectors without
    bridgeheads are passed over.
    """
    offers = [
        (space.cost, connector)
        for connector in estate.connectors
        if connector.bridgeheads
        for space in connector.address_spaces
        if space.kind == "smtp" and space.pattern.endswith("*")
    ]
    cheapest = min((cost for cost, _ in offers), default=0)
    return tuple(connector for cost, connector in offers if cost == cheapest)


def sends_by_dns(sender: VirtualServer, connectors: tuple[Connector, ...]) -> bool:
    """Whether a virtual server itself sends mail to the Internet at large by DNS, with no smart host behind (1.5).

    Args:
        sender: The virtual server.
        connectors: Those that decide, from `deciding_connectors`. Of several one is enough: mail may take any of them.
    """
    if not connectors:
        return not sender.smart_hosts
    return any(one.by_dns and any(sender.at == head.at for head in one.bridgeheads) for one in connectors)


def dns_senders(estate: Estate) -> tuple[tuple[IsaServer, tuple[VirtualServer, ...]], ...]:
    """The ISA servers that stand between the Internet and a virtual server on the DNS route, each with those servers.

    A virtual server on the ISA computer itself counts; one whose place is undecided does not (semantics.md 3).
    """
    connectors = deciding_connectors(estate)
    behind: dict[tuple[str | int, ...], tuple[IsaServer, list[VirtualServer]]] = {}
    for sender in estate.virtual_servers:
        isa = sender.server.standing.isa
        if isa is not None and sends_by_dns(sender, connectors):
            behind.setdefault(isa.at, (isa, []))[1].append(sender)
    return tuple((isa, tuple(senders)) for isa, senders in behind.values())
