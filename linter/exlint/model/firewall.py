"""A declared ISA server as the model knows it: its rules with their references resolved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from exlint.findings import Route
from exlint.model.addresses import AddressSet, interval, number
from exlint.model.elements import Elements, elements
from exlint.model.estate import (
    AccessRule,
    AppliesTo,
    Destinations,
    IsaServer,
    NetworkRule,
    PacketFilter,
    ProtocolRule,
    Protocols,
    SiteAndContentRule,
)
from exlint.schema import ABSENT, Absent, policy
from exlint.schema import isa as shape
from exlint.schema.selections import AllExcept, DestinationSelection
from exlint.schema.selections import AppliesTo as DeclaredAppliesTo
from exlint.schema.selections import Protocols as DeclaredProtocols

_EVERYBODY = AppliesTo(any_request=True)
_EVERYTHING = Protocols((), all_but=True)
_EVERYWHERE = Destinations("all")
Declared = TypeVar("Declared")
Built = TypeVar("Built")


def isa_server(at: Route, declared: shape.IsaServer) -> IsaServer:
    """The ISA server that a declaration describes; its references lead somewhere, as `consistency` has seen."""
    known = elements(at, declared)
    table = declared.local_address_table

    def each(
        section: str,
        items: tuple[Declared, ...] | Absent,
        make: Callable[[Route, Declared, Elements], Built],
        *,
        of_2000: bool,
    ) -> tuple[Built, ...] | None:
        """The rules of a section; none where it is not written, or belongs to another version."""
        if items is ABSENT or of_2000 is not known.is_2000:
            return None
        return tuple(make((*at, section, index), item, known) for index, item in enumerate(items))

    return IsaServer(
        at,
        declared.name,
        declared,
        tuple(map(number, declared.internal_addresses)),
        tuple(map(number, declared.external_addresses or ())),
        AddressSet.of(map(interval, table)) if table is not ABSENT else None,
        known.is_2000,
        known.client_sets,
        known.destination_sets,
        known.networks,
        each("protocol_rules", declared.protocol_rules, _protocol_rule, of_2000=True),
        each("site_and_content_rules", declared.site_and_content_rules, _site_rule, of_2000=True),
        each("packet_filters", declared.packet_filters, _packet_filter, of_2000=True),
        each("network_rules", declared.network_rules, _network_rule, of_2000=False),
        each("system_rules", declared.system_rules, _access_rule, of_2000=False),
        each("access_rules", declared.access_rules, _access_rule, of_2000=False),
    )


def _protocol_rule(at: Route, declared: policy.ProtocolRule, known: Elements) -> ProtocolRule:
    return ProtocolRule(
        at,
        declared.name,
        declared,
        declared.action == "allow",
        declared.enabled is not False,
        _protocols(declared.protocols, known),
        known.hours(declared.schedule),
        _applies_to(declared.applies_to, known),
    )


def _site_rule(at: Route, declared: policy.SiteAndContentRule, known: Elements) -> SiteAndContentRule:
    return SiteAndContentRule(
        at,
        declared.name,
        declared,
        declared.action == "allow",
        declared.enabled is not False,
        known.hours(declared.schedule),
        _applies_to(declared.applies_to, known),
        _destinations(declared.destinations, known),
    )


def _packet_filter(at: Route, declared: policy.PacketFilter, _: Elements) -> PacketFilter:
    computer = declared.remote_computer
    return PacketFilter(
        at,
        declared.name,
        declared,
        declared.action == "allow",
        declared.enabled is not False,
        None if computer is ABSENT or computer == "all" else AddressSet.of([interval(computer)]),
    )


def _network_rule(at: Route, declared: policy.NetworkRule, known: Elements) -> NetworkRule:
    from_, to = tuple(map(known.end, declared.from_)), tuple(map(known.end, declared.to))
    return NetworkRule(at, declared.name, declared, from_, to)


def _access_rule(at: Route, declared: policy.AccessRule, known: Elements) -> AccessRule:
    return AccessRule(
        at,
        declared.name,
        declared,
        declared.action == "allow",
        declared.enabled is not False,
        _protocols(declared.protocols, known),
        known.hours(declared.schedule),
        tuple(map(known.end, declared.from_)),
        tuple(map(known.end, declared.to)),
    )


def _protocols(declared: DeclaredProtocols, known: Elements) -> Protocols:
    if isinstance(declared, str):
        return _EVERYTHING
    all_but = isinstance(declared, AllExcept)
    written = declared.all_except if isinstance(declared, AllExcept) else declared
    return Protocols(tuple(one for name in written for one in known.protocol(name)), all_but=all_but)


def _applies_to(declared: str | DeclaredAppliesTo, known: Elements) -> AppliesTo:
    if isinstance(declared, str):
        return _EVERYBODY
    return AppliesTo(
        any_request=False,
        client_sets=tuple(known.client_sets[name.casefold()] for name in declared.client_sets or ()),
        except_client_sets=tuple(known.client_sets[name.casefold()] for name in declared.except_client_sets or ()),
        client_groups=declared.client_groups or () if declared.client_groups is not ABSENT else None,
    )


def _destinations(declared: str | DestinationSelection | Absent, known: Elements) -> Destinations:
    if not isinstance(declared, DestinationSelection):
        return Destinations(declared) if isinstance(declared, str) else _EVERYWHERE
    scope, names = ("sets", declared.sets) if declared.sets is not ABSENT else ("all_except", declared.all_except)
    return Destinations(scope, tuple(known.destination_sets[name.casefold()] for name in names or ()))
