"""Which way mail to the Internet at large takes (semantics.md, section 1): connectors, smart hosts, DNS."""

from __future__ import annotations

from collections.abc import Sequence

from exlint.findings import Route
from exlint.model.estate import Connector, Estate, IsaServer, VirtualServer


def deciding_connectors(estate: Estate) -> tuple[Connector, ...]:
    """The connectors that take mail for a domain that nothing names: the cheapest that take every domain.

    Several where they cost the same: which of them a message takes is not declared (KB 244986). Connectors without
    bridgeheads are passed over.
    """
    offers = [(_cost(connector), connector) for connector in estate.connectors if connector.bridgeheads]
    cheapest = min((cost for cost, _ in offers if cost is not None), default=None)
    return tuple(connector for cost, connector in offers if cost is not None and cost == cheapest)


def _cost(connector: Connector) -> int | None:
    """The cost at which a connector takes mail for every domain, if it does."""
    spaces = connector.address_spaces
    return min((one.cost for one in spaces if one.kind == "smtp" and one.pattern == "*"), default=None)


def sends_by_dns(sender: VirtualServer, connectors: Sequence[Connector]) -> bool:
    """Whether a virtual server itself sends mail to the Internet at large by DNS, with no smart host behind (1.5).

    Args:
        sender: The virtual server.
        connectors: Those that decide, from `deciding_connectors`. Of several one is enough: mail may take any of them.
    """
    return _sends_by_dns(sender, _heads(connectors))


def _heads(connectors: Sequence[Connector]) -> set[Route] | None:
    """The virtual servers that send by DNS for these connectors; None where no connector decides."""
    return {head.at for one in connectors if one.by_dns for head in one.bridgeheads} if connectors else None


def _sends_by_dns(sender: VirtualServer, heads: set[Route] | None) -> bool:
    return not sender.smart_hosts if heads is None else sender.at in heads


def dns_senders(estate: Estate) -> tuple[tuple[IsaServer, tuple[VirtualServer, ...]], ...]:
    """The ISA servers that stand between the Internet and a virtual server on the DNS route, each with those servers.

    A virtual server on the ISA computer itself counts; one whose place is undecided does not (semantics.md 3).
    """
    heads = _heads(deciding_connectors(estate))
    behind: dict[Route, tuple[IsaServer, list[VirtualServer]]] = {}
    for sender in estate.virtual_servers:
        isa = sender.server.standing.isa
        if isa is not None and _sends_by_dns(sender, heads):
            behind.setdefault(isa.at, (isa, []))[1].append(sender)
    return tuple((isa, tuple(senders)) for isa, senders in behind.values())
