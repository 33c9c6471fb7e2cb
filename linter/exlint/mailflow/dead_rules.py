"""The rules of an ISA Server 2000 that no request can meet, or none that they are meant for, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.targets import INTERNET, in_set
from exlint.model.addresses import AddressSet
from exlint.model.estate import AppliesTo, Destinations, IsaServer, Protocol, ProtocolRule, SiteAndContentRule
from exlint.model.hours import NEVER
from exlint.schema.selections import ContentSelection

RuleOf2000 = ProtocolRule | SiteAndContentRule
MAIL_AND_DNS = {("tcp", 25): "SMTP", ("udp", 53): "DNS Query", ("tcp", 53): "DNS Zone Transfer"}
"""The transports and ports of mail and DNS -> the definition of ISA Server 2000 that carries what is sent there."""


class Why(Enum):
    """Why a rule is dead; of several reasons the first one counts."""

    INCOMING = "it names a definition for incoming traffic"
    ISA_COMPUTER = "it is for the ISA computer itself"
    NO_HOUR = "its schedule has no hour"
    NO_CLIENT = "it applies to nobody"
    OUTSIDE = "its clients are outside the local address table"
    NO_PROTOCOL = "it names no protocol of outgoing traffic"
    NO_DESTINATION = "it leads nowhere"
    NO_CONTENT = "it names no content group"


class Incoming(NamedTuple):
    """A definition for incoming traffic in a protocol rule, and its number in the rule's list."""

    number: int
    definition: Protocol


def enabled(isa: IsaServer) -> Iterator[RuleOf2000]:
    """The enabled rules of an ISA Server 2000, of both kinds; a later version has none."""
    for rules in (isa.protocol_rules, isa.site_and_content_rules):
        yield from (one for one in rules or () if one.enabled)


def dead(isa: IsaServer) -> dict[Route, Why]:
    """The enabled rules that decide about nothing, or about nothing that they are meant for, by place."""
    wrong, found = incoming(isa), {}
    own = AddressSet.of((one, one) for one in (*isa.internal, *isa.external))
    for rule in enabled(isa):
        why = Why.INCOMING if rule.at in wrong else _why(isa, rule, own)
        if why is not None:
            found[rule.at] = why
    return found


def incoming(isa: IsaServer) -> dict[Route, Incoming]:
    """The protocol rules that name a definition for incoming traffic where they seem to mean outgoing traffic.

    The definition is about mail, about DNS, or declared; the rule names none for what is sent there, and, if it
    allows, no other rule allows that.
    """
    rules = isa.protocol_rules or ()
    declared = {one.name.casefold() for one in isa.declared.protocol_definitions or ()}
    allowed: dict[tuple[str, int], bool] = {}  # whether some rule allows what is sent to a port

    def is_allowed(transport: str, port: int) -> bool:
        key = transport, port
        if key not in allowed:
            allowed[key] = any(one.allows and one.enabled and one.protocols.carry(*key) for one in rules)
        return allowed[key]

    found = {}
    for rule in rules:
        for one in rule.protocols.definitions if rule.enabled and not rule.protocols.all_but else ():
            key = one.transport, one.port
            if (
                (key in MAIL_AND_DNS or one.name.casefold() in declared)
                and not rule.protocols.carry(*key)
                and not (rule.allows and is_allowed(*key))
            ):
                found[rule.at] = Incoming(_number(rule, one), one)
                break
    return found


def _number(rule: ProtocolRule, definition: Protocol) -> int:
    names = rule.declared.protocols if isinstance(rule.declared.protocols, tuple) else ()
    return [name.casefold() for name in names].index(definition.name.casefold())


def _why(isa: IsaServer, rule: RuleOf2000, own: AddressSet) -> Why | None:
    clients = _clients(isa, rule, own)
    if clients is Why.ISA_COMPUTER:
        return clients
    if rule.hours == NEVER:
        return Why.NO_HOUR
    if clients is not None:
        return clients
    if isinstance(rule, ProtocolRule):
        carries = rule.protocols.all_but or any(one.outgoing for one in rule.protocols.definitions)
        return None if carries else Why.NO_PROTOCOL
    if _leads_nowhere(rule.destinations):
        return Why.NO_DESTINATION
    content = rule.declared.content
    return Why.NO_CONTENT if isinstance(content, ContentSelection) and not content.groups else None


def _clients(isa: IsaServer, rule: RuleOf2000, own: AddressSet) -> Why | None:
    """What is wrong with those whom a rule applies to."""
    to: AppliesTo = rule.applies_to
    if to.client_groups:
        return None
    addresses = to.addresses
    if not addresses.intervals:
        return Why.NO_CLIENT
    if rule.allows and not addresses.without(own).intervals:
        return Why.ISA_COMPUTER
    # An empty table leaves nobody inside, which is no matter of this rule.
    outside = isa.table is not None and isa.table.intervals and addresses.without(isa.table) == addresses
    return Why.OUTSIDE if outside else None


def _leads_nowhere(destinations: Destinations) -> bool:
    """Whether destination sets leave a rule no destination."""
    if destinations.scope == "all_except":
        return any(in_set(INTERNET, one.addresses, one.names, STANDARD) for one in destinations.sets)
    return destinations.scope == "sets" and not any(one.declared.destinations for one in destinations.sets)
