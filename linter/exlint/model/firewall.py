"""A declared ISA server as the model knows it: its elements by name, its rules with their references resolved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exlint.findings import Route
from exlint.model import hours, predefined
from exlint.model.addresses import AddressSet, interval, number
from exlint.model.estate import (
    AppliesTo,
    ClientSet,
    IsaServer,
    Protocol,
    ProtocolRule,
    Protocols,
    SiteAndContentRule,
)
from exlint.schema import ABSENT, Absent
from exlint.schema import isa as shape
from exlint.schema.policy import ProtocolRule as DeclaredProtocolRule
from exlint.schema.policy import SiteAndContentRule as DeclaredSiteRule
from exlint.schema.selections import AllExcept
from exlint.schema.selections import AppliesTo as DeclaredAppliesTo
from exlint.schema.selections import Protocols as DeclaredProtocols

_EVERYBODY = AppliesTo(any_request=True)
_EVERYTHING = Protocols((), all_but=True)


class Elements(NamedTuple):
    """What the rules of an ISA server refer to, by casefolded name; a declaration wins over the product's own."""

    client_sets: Mapping[str, ClientSet]
    protocols: Mapping[str, tuple[Protocol, ...]]
    schedules: Mapping[str, int]

    def protocol(self, name: str, *, is_2000: bool) -> tuple[Protocol, ...]:
        """The definitions that a name stands for."""
        key = name.casefold()
        return self.protocols.get(key) or predefined.PROTOCOLS[is_2000][key]

    def hours(self, schedule: str | Absent) -> int:
        """The hours of a schedule; all of them where none is written."""
        if schedule is ABSENT:
            return hours.ALWAYS
        key = schedule.casefold()
        return self.schedules[key] if key in self.schedules else predefined.SCHEDULES[key]


def isa_server(at: Route, declared: shape.IsaServer) -> IsaServer:
    """The ISA server that a declaration describes; its references lead somewhere, as `consistency` has seen."""
    elements = _elements(at, declared)
    is_2000 = declared.version == "isa-2000"
    table = declared.local_address_table
    rules = declared.protocol_rules if is_2000 else ABSENT
    site_rules = declared.site_and_content_rules if is_2000 else ABSENT
    return IsaServer(
        at,
        declared.name,
        declared,
        tuple(map(number, declared.internal_addresses)),
        tuple(map(number, declared.external_addresses or ())),
        AddressSet.of(map(interval, table)) if table is not ABSENT else None,
        is_2000,
        elements.client_sets,
        tuple(_protocol_rule((*at, "protocol_rules", index), rule, elements) for index, rule in enumerate(rules))
        if rules is not ABSENT
        else None,
        tuple(_site_rule((*at, "site_and_content_rules", index), one, elements) for index, one in enumerate(site_rules))
        if site_rules is not ABSENT
        else None,
    )


def _elements(at: Route, declared: shape.IsaServer) -> Elements:
    client_sets = {}
    for index, one in enumerate(declared.client_sets or ()):
        addresses = AddressSet.of(map(interval, one.addresses))
        client_sets[one.name.casefold()] = ClientSet((*at, "client_sets", index), one.name, one, addresses)
    protocols = {
        one.name.casefold(): (Protocol(one.name, one.transport, one.port, one.direction),)
        for one in declared.protocol_definitions or ()
    }
    schedules = {one.name.casefold(): hours.of_week(one.hours) for one in declared.schedules or ()}
    return Elements(client_sets, protocols, schedules)


def _protocol_rule(at: Route, declared: DeclaredProtocolRule, elements: Elements) -> ProtocolRule:
    return ProtocolRule(
        at,
        declared.name,
        declared,
        declared.action == "allow",
        declared.enabled is not False,
        _protocols(declared.protocols, elements),
        elements.hours(declared.schedule),
        _applies_to(declared.applies_to, elements),
    )


def _site_rule(at: Route, declared: DeclaredSiteRule, elements: Elements) -> SiteAndContentRule:
    return SiteAndContentRule(
        at,
        declared.name,
        declared,
        declared.action == "allow",
        declared.enabled is not False,
        elements.hours(declared.schedule),
        _applies_to(declared.applies_to, elements),
    )


def _protocols(declared: DeclaredProtocols, elements: Elements) -> Protocols:
    if isinstance(declared, str):
        return _EVERYTHING
    all_but = isinstance(declared, AllExcept)
    written = declared.all_except if isinstance(declared, AllExcept) else declared
    definitions = [one for name in written for one in elements.protocol(name, is_2000=True)]
    return Protocols(tuple(definitions), all_but=all_but)


def _applies_to(declared: str | DeclaredAppliesTo, elements: Elements) -> AppliesTo:
    if isinstance(declared, str):
        return _EVERYBODY
    return AppliesTo(
        any_request=False,
        client_sets=tuple(elements.client_sets[name.casefold()] for name in declared.client_sets or ()),
        except_client_sets=tuple(elements.client_sets[name.casefold()] for name in declared.except_client_sets or ()),
        client_groups=declared.client_groups or () if declared.client_groups is not ABSENT else None,
    )
