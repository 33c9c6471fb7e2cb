"""An estate with something changed, and whether its mail goes as before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from exlint.findings import Route
from exlint.mailflow.verdict import Flow, Verdict
from exlint.model.estate import DnsServer, Estate, ExchangeServer, IsaServer

_Server = TypeVar("_Server", ExchangeServer, DnsServer)
_SECTIONS = ("protocol_rules", "site_and_content_rules", "network_rules", "system_rules", "access_rules")


def without(estate: Estate, rule: Route) -> Estate:
    """The estate without one rule of an ISA server, whatever its kind; the servers behind it know the new one.

    Args:
        estate: The estate.
        rule: The rule's place; the others keep theirs.

    Raises:
        KeyError: No ISA server of the estate has such a rule.
    """
    old = next((isa for isa in estate.isa_servers if rule[:-2] == isa.at), None)
    if old is None:
        raise KeyError(rule)
    return _with(estate, old, _reduced(old, rule))


def same_mail(flows: Sequence[Flow], others: Sequence[Flow]) -> bool:
    """Whether two lists of flows agree: in the verdicts, and in what is stopped and unknown for every destination.

    The destinations that are told apart do not depend on rules, so the flows of an estate and of one with another rule
    more or less are alike in them.
    """
    return all(one == other for one, other in zip_longest(map(_came_to, flows), map(_came_to, others)))


_Hours = tuple[int, int]


def _came_to(flow: Flow) -> tuple[Route, Verdict, _Hours, tuple[tuple[object, _Hours], ...]]:
    """What a flow comes to, without the reasons."""
    others = tuple((where, (one.stopped, one.unknown)) for where, one in flow.others)
    return flow.sender.at, flow.verdict, (flow.at_large.stopped, flow.at_large.unknown), others


def _reduced(isa: IsaServer, rule: Route) -> IsaServer:
    section = str(rule[-2])
    rules = getattr(isa, section) if section in _SECTIONS else None
    kept = tuple(one for one in rules or () if one.at != rule)
    if len(kept) == len(rules or ()):
        raise KeyError(rule)
    changed: dict[str, Any] = {section: kept}
    return isa._replace(**changed)


def _with(estate: Estate, old: IsaServer, new: IsaServer) -> Estate:
    """The estate with one ISA server in another one's stead, wherever a part holds it."""
    servers = {one.at: one for one in _moved(estate.exchange_servers, old, new)}
    senders = {one.at: one._replace(server=servers[one.server.at]) for one in estate.virtual_servers}
    return estate._replace(
        dns_servers=tuple(_moved(estate.dns_servers, old, new)),
        exchange_servers=tuple(servers.values()),
        virtual_servers=tuple(senders.values()),
        connectors=tuple(
            one._replace(bridgeheads=tuple(senders[head.at] for head in one.bridgeheads)) for one in estate.connectors
        ),
        isa_servers=tuple(new if one is old else one for one in estate.isa_servers),
    )


def _moved(servers: Sequence[_Server], old: IsaServer, new: IsaServer) -> Iterator[_Server]:
    for one in servers:
        here = one.standing.isa is old
        yield one._replace(standing=one.standing._replace(isa=new)) if here else one
