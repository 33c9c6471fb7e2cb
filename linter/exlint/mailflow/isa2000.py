"""What ISA Server 2000 lets through (semantics.md, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow import packet_filters
from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.decision import Cause, Gates, Missing, Outcome, always
from exlint.mailflow.definitions import is_out_of_reach
from exlint.mailflow.request import Request
from exlint.mailflow.targets import in_set
from exlint.mailflow.wording import some
from exlint.model import consoles
from exlint.model.addresses import dotted
from exlint.model.estate import (
    AppliesTo,
    Destinations,
    IsaServer,
    ProtocolRule,
    SiteAndContentRule,
)
from exlint.model.hours import ALWAYS
from exlint.schema import ABSENT

STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED
_KINDS = {"protocol_rules": "protocol rule", "site_and_content_rules": "site and content rule"}


def for_client(isa: IsaServer, request: Request, assumed: Assumptions, known: Known) -> Gates:
    """What decides about a request of a client (4.1 to 4.8), for every hour, gate by gate.

    Args:
        isa: The ISA server.
        request: The request.
        assumed: How doubts are read.
        known: What was found out about rules, kept from call to call.
    """
    if isa.declared.mode == "cache":
        words = "it is in cache mode (mode: cache), which passes neither mail nor DNS"
        return (always(STOPPED, words, (*isa.at, "mode"), console=consoles.setup(isa)),)
    identity = _identity(isa, request, assumed)
    if identity is not None:
        return (identity,)
    return (
        _by_protocol(isa, request, assumed, known),
        _by_site(isa, request, assumed, known),
        packet_filters.for_client(isa, request),
    )


def _by_protocol(isa: IsaServer, request: Request, assumed: Assumptions, known: Known) -> tuple[Cause, ...]:
    """What protocol rules say, wherever the request is for."""
    if isa.protocol_rules is None:
        return _undeclared(isa, "protocol_rules")
    key = isa.at, request.transport, request.port, request.firewall_client
    if key not in known.carrying:
        known.carrying[key] = _protocol_rules(isa, isa.protocol_rules, request, assumed)
    whose = (*key, request.source)
    if whose not in known.by_protocol:
        carrying = known.carrying[key]
        applying = [one for one in carrying if _applies(one, request, assumed)]
        known.by_protocol[whose] = _decided(isa, "protocol_rules", applying, lambda: carrying, request)
    return known.by_protocol[whose]


def _by_site(isa: IsaServer, request: Request, assumed: Assumptions, known: Known) -> tuple[Cause, ...]:
    """What site and content rules say: first those that apply to who asks, then those of them that lead there."""
    rules = isa.site_and_content_rules
    if rules is None:
        return _undeclared(isa, "site_and_content_rules")
    whose = isa.at, request.source
    if whose not in known.applying:
        matches = ((one, _match(one)) for one in rules if one.enabled and one.any_content)
        applying = [(one, match) for one, match in matches if _applies(match, request, assumed)]
        known.applying[whose] = applying
    leading = [match for one, match in known.applying[whose] if _leads_to(one.destinations, request, assumed)]

    def carrying() -> list[_Match]:
        asked = (one for one in rules if one.enabled and one.any_content)
        return [_match(one) for one in asked if _leads_to(one.destinations, request, assumed)]

    return _decided(isa, "site_and_content_rules", leading, carrying, request)


def _identity(isa: IsaServer, request: Request, assumed: Assumptions) -> tuple[Cause, ...] | None:
    """A firewall client must say who it is as soon as some rule asks for users (4.3)."""
    if not request.firewall_client or not assumed.services_cannot_authenticate:
        return None
    rules: list[ProtocolRule | SiteAndContentRule] = [*(isa.protocol_rules or ()), *(isa.site_and_content_rules or ())]
    asking = next((one for one in rules if one.enabled and one.applies_to.client_groups is not None), None)
    if asking is None:
        return None
    words = (
        f"{asking.name} is for client groups, so a firewall client must say who it is; the system account cannot"
        f" ({_groups(asking.applies_to)}; isa_client: firewall_client)"
    )
    return always(STOPPED, words, asking.at, console=_applies_to_page(isa, asking.at, asking.name))


def _groups(applies_to: AppliesTo) -> str:
    return f"client_groups: {some(applies_to.client_groups)}"


def _sets(applies_to: AppliesTo) -> str:
    left_out = applies_to.except_client_sets
    sets = f"client_sets: {some(one.name for one in applies_to.client_sets)}"
    return f"{sets}; except_client_sets: {some(one.name for one in left_out)}" if left_out else sets


def _applies_to_page(isa: IsaServer, at: Route, name: str) -> str:
    return consoles.isa_section(isa, str(at[-2]), name, "Properties", "Applies To")


class _Match(NamedTuple):
    """A rule that carries the request, if it applies to the one who asks."""

    at: Route
    name: str
    allows: bool
    hours: int
    applies_to: AppliesTo
    schedule: str


class Known:
    """What was found out about the rules of ISA servers, by what it depends on."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self.carrying: dict[tuple[object, ...], list[_Match]] = {}  # by the protocol
        self.by_protocol: dict[tuple[object, ...], tuple[Cause, ...]] = {}  # by the protocol and who asks
        self.applying: dict[tuple[object, ...], list[tuple[SiteAndContentRule, _Match]]] = {}  # by who asks


def _match(rule: ProtocolRule | SiteAndContentRule) -> _Match:
    schedule = "always" if rule.declared.schedule is ABSENT else rule.declared.schedule
    return _Match(rule.at, rule.name, rule.allows, rule.hours, rule.applies_to, schedule)


def _protocol_rules(
    isa: IsaServer, rules: Sequence[ProtocolRule], request: Request, assumed: Assumptions
) -> list[_Match]:
    undefined = is_out_of_reach(isa, request.transport, request.port, assumed, firewall_client=request.firewall_client)
    return [
        _match(one)
        for one in rules
        if one.enabled
        and one.protocols.carry(request.transport, request.port)
        and not (undefined and one.protocols.all_but)
    ]


def _leads_to(destinations: Destinations, request: Request, assumed: Assumptions) -> bool:
    if destinations.scope in ("all", "internal", "external"):
        return destinations.scope == "all" or (destinations.scope == "internal") is request.inside
    held = any(in_set(request.target, one.addresses, one.names, assumed) for one in destinations.sets)
    return held is (destinations.scope == "sets")


def _undeclared(isa: IsaServer, section: str) -> tuple[Cause, ...]:
    missing = Missing(f"{section} of {isa.name}", (*isa.at, section))
    return always(UNKNOWN, f"its {_KINDS[section]}s are not declared", None, missing)


def _decided(
    isa: IsaServer, section: str, applying: Sequence[_Match], carrying: Callable[[], list[_Match]], request: Request
) -> tuple[Cause, ...]:
    """Rules are unordered: deny wins, and nothing is allowed that no rule allows (4.2).

    Args:
        isa: The ISA server.
        section: The section of the rules.
        applying: The rules that carry the request and apply to who asks.
        carrying: Gives all rules that carry it, to say why none allows it.
        request: The request.
    """
    kind = _KINDS[section]
    causes, left, allowed = [], ALWAYS, 0
    for one in applying:
        if not one.allows and one.hours & left:
            console = consoles.isa_section(isa, section, one.name, "Properties")
            words = f"the {kind} {one.name} denies it (action: deny)"
            causes.append(Cause(one.hours & left, STOPPED, words, one.at, console=console))
            left &= ~one.hours
    for one in applying:
        if one.allows and one.hours & left & ~allowed:
            causes.append(Cause(one.hours & left & ~allowed, PERMITTED, f"the {kind} {one.name} allows it", one.at))
            allowed |= one.hours
    if left & ~allowed:
        causes.append(_nothing(isa, section, kind, carrying(), request)._replace(hours=left & ~allowed))
    return tuple(causes)


def _applies(match: _Match, request: Request, assumed: Assumptions) -> bool:
    if match.applies_to.meets(request.source):
        return True
    if match.applies_to.client_groups is None:
        return False
    return not (assumed.groups_never_hold_services if match.allows else assumed.deny_for_groups_spares_services)


def _nothing(isa: IsaServer, section: str, kind: str, matches: Sequence[_Match], request: Request) -> Cause:
    """Why no rule allows a request, with the rule that comes nearest."""
    allowing = [one for one in matches if one.allows]
    here = next((one for one in allowing if one.applies_to.meets(request.source)), None)
    near = next((one for one in allowing if one.applies_to.client_groups is not None), None)
    said = f"no {kind} allows {request}"
    if here is not None:
        # It applies, so only its schedule is in the way.
        console = consoles.isa_section(isa, section, here.name, "Properties", "Schedule")
        words = f"{said} at this hour: {here.name} applies at other hours only (schedule: {here.schedule})"
        return Cause(0, STOPPED, words, here.at, console=console)
    if near is not None:
        words = (
            f"{said}: {near.name} is for client groups, and services run as the system account, which is in none"
            f" ({_groups(near.applies_to)})"
        )
        return Cause(0, STOPPED, words, near.at, console=_applies_to_page(isa, near.at, near.name))
    if allowing:
        other = allowing[0]
        words = (
            f"{said} from {dotted(request.source)}: {other.name} is for other client sets ({_sets(other.applies_to)})"
        )
        return Cause(0, STOPPED, words, other.at, console=_applies_to_page(isa, other.at, other.name))
    rules = isa.site_and_content_rules if section == "site_and_content_rules" else isa.protocol_rules
    what = f"{said} to {request.target}" if section == "site_and_content_rules" else said
    words = f"{what} ({len(rules or ())} in {section})"
    return Cause(0, STOPPED, words, (*isa.at, section), console=consoles.isa_section(isa, section))
