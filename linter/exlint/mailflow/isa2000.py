"""What ISA Server 2000 lets through (semantics.md, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.decision import Cause, Missing, Outcome, always, both
from exlint.mailflow.definitions import is_out_of_reach
from exlint.mailflow.targets import Target, in_set
from exlint.mailflow.wording import some
from exlint.model import consoles
from exlint.model.addresses import AddressSet, dotted
from exlint.model.estate import (
    AppliesTo,
    Destinations,
    IsaServer,
    PacketFilter,
    ProtocolRule,
    SiteAndContentRule,
)
from exlint.model.hours import ALWAYS
from exlint.schema import ABSENT

STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED
_SENDS: dict[str, tuple[str, ...]] = {
    "tcp": ("outbound", "both"),
    "any": ("outbound", "both"),
    "udp": ("send_receive", "both"),
}
_BLOCKS: dict[str, tuple[str, ...]] = {**_SENDS, "udp": ("send_receive", "both", "send", "receive")}


class Request(NamedTuple):
    """A request that an ISA server decides about.

    Attributes:
        source: The address that it comes from.
        target: What it is for.
        transport: tcp or udp.
        port: The port at the far end.
        home: What is inside, for the ISA server.
        firewall_client: Whether the computer runs the Firewall Client, so that it is asked who it is.
    """

    source: int
    target: Target
    transport: str
    port: int
    home: AddressSet
    firewall_client: bool = False

    @property
    def inside(self) -> bool:
        """Whether the target is inside; rules for external destinations leave it out."""
        return self.target.address is not None and self.home.holds(self.target.address)

    def __str__(self) -> str:
        """As a rule's answer names it."""
        return f"{self.transport} {self.port}"


Rules = Sequence[ProtocolRule] | Sequence[SiteAndContentRule]


def for_client(isa: IsaServer, request: Request, assumed: Assumptions, known: Known) -> tuple[Cause, ...]:
    """What decides about a request of a client (4.1 to 4.8), for every hour.

    Args:
        isa: The ISA server.
        request: The request.
        assumed: How doubts are read.
        known: The rules that carry a request, kept from call to call: they depend on no address of who asks.
    """
    if isa.declared.mode == "cache":
        words = "it is in cache mode (mode: cache), which passes neither mail nor DNS"
        return always(STOPPED, words, (*isa.at, "mode"), console=consoles.setup(isa))
    identity = _identity(isa, request, assumed)
    if identity is not None:
        return identity
    by_protocol = isa.at, request.transport, request.port, request.firewall_client
    by_site = isa.at, request.target
    if by_protocol not in known:
        known[by_protocol] = _protocol_rules(isa, request, assumed)
    if by_site not in known:
        known[by_site] = _site_rules(isa, request, assumed)
    return both(
        _rules(isa, "protocol_rules", known[by_protocol], request, assumed),
        _rules(isa, "site_and_content_rules", known[by_site], request, assumed),
        _block_filters(isa, request),
    )


def for_itself(isa: IsaServer, request: Request, assumed: Assumptions) -> tuple[Cause, ...]:
    """What decides about a request of the ISA computer itself (4.9): packet filters only."""
    if isa.declared.mode == "cache":
        return always(UNKNOWN, "what its computer itself may send in cache mode is not documented", (*isa.at, "mode"))
    filtering = isa.declared.packet_filtering
    if filtering is False:
        words, at = "packet filtering is off (packet_filtering: false)", (*isa.at, "packet_filtering")
        if assumed.unfiltered_computer_is_open:
            return always(PERMITTED, words, at)
        return always(STOPPED, words, at, console=consoles.packet_filtering(isa))
    missing = [
        Missing(f"{key} of {isa.name}", (*isa.at, key))
        for key, absent in (("packet_filtering", filtering is ABSENT), ("packet_filters", isa.packet_filters is None))
        if absent
    ]
    if missing:
        return always(UNKNOWN, "its packet filters are not declared", None, *missing)
    met = [one for one in isa.packet_filters or () if one.enabled and _meets(one, request)]
    blocking = next((one for one in met if not one.allows and _directed(one, _BLOCKS)), None)
    if blocking is not None:
        return _blocked(isa, blocking)
    allowing = next((one for one in met if one.allows and _directed(one, _SENDS)), None)
    if allowing is not None:
        return always(PERMITTED, f"the packet filter {allowing.name} allows it", allowing.at)
    words = f"no packet filter allows {request} to {request.target} ({len(isa.packet_filters or ())} in packet_filters)"
    return always(STOPPED, words, (*isa.at, "packet_filters"), console=consoles.isa_section(isa, "packet_filters"))


def _blocked(isa: IsaServer, one: PacketFilter) -> tuple[Cause, ...]:
    console = consoles.isa_section(isa, "packet_filters", one.name, "Properties")
    return always(STOPPED, f"the packet filter {one.name} blocks it (action: block)", one.at, console=console)


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


Known = dict[tuple[object, ...], list[_Match] | None]
"""The rules that carry requests, by the ISA server and by transport, port and kind of client, or by the target."""


def _match(rule: ProtocolRule | SiteAndContentRule) -> _Match:
    schedule = "always" if rule.declared.schedule is ABSENT else rule.declared.schedule
    return _Match(rule.at, rule.name, rule.allows, rule.hours, rule.applies_to, schedule)


def _protocol_rules(isa: IsaServer, request: Request, assumed: Assumptions) -> list[_Match] | None:
    if isa.protocol_rules is None:
        return None
    undefined = is_out_of_reach(isa, request.transport, request.port, assumed, firewall_client=request.firewall_client)
    return [
        _match(one)
        for one in isa.protocol_rules
        if one.enabled
        and one.protocols.carry(request.transport, request.port)
        and not (undefined and one.protocols.all_but)
    ]


def _site_rules(isa: IsaServer, request: Request, assumed: Assumptions) -> list[_Match] | None:
    if isa.site_and_content_rules is None:
        return None
    return [
        _match(one)
        for one in isa.site_and_content_rules
        if one.enabled and one.any_content and _leads_to(one.destinations, request, assumed)
    ]


def _leads_to(destinations: Destinations, request: Request, assumed: Assumptions) -> bool:
    if destinations.scope in ("all", "internal", "external"):
        return destinations.scope == "all" or (destinations.scope == "internal") is request.inside
    held = any(in_set(request.target, one.addresses, one.names, assumed) for one in destinations.sets)
    return held is (destinations.scope == "sets")


def _rules(
    isa: IsaServer, section: str, matches: list[_Match] | None, request: Request, assumed: Assumptions
) -> tuple[Cause, ...]:
    """Rules are unordered: deny wins, and nothing is allowed that no rule allows (4.2)."""
    kind = "protocol rule" if section == "protocol_rules" else "site and content rule"
    if matches is None:
        missing = Missing(f"{section} of {isa.name}", (*isa.at, section))
        return always(UNKNOWN, f"its {kind}s are not declared", None, missing)
    causes, left, allowed = [], ALWAYS, 0
    applying = [one for one in matches if _applies(one, request, assumed)]
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
        causes.append(_nothing(isa, section, kind, matches, request)._replace(hours=left & ~allowed))
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


def _block_filters(isa: IsaServer, request: Request) -> tuple[Cause, ...]:
    """Only block filters concern the traffic of clients (4.8)."""
    filtering = isa.declared.packet_filtering
    for one in isa.packet_filters or ():
        if (
            one.enabled
            and not one.allows
            and filtering is not False
            and _meets(one, request)
            and _directed(one, _BLOCKS)
        ):
            if filtering is ABSENT:
                missing = Missing(f"packet_filtering of {isa.name}", (*isa.at, "packet_filtering"))
                return always(UNKNOWN, f"whether the packet filter {one.name} counts is not declared", one.at, missing)
            return _blocked(isa, one)
    return always(PERMITTED, "no packet filter blocks it")


def _meets(one: PacketFilter, request: Request) -> bool:
    declared = one.declared
    if declared.transport not in ("any", request.transport):
        return False
    if declared.remote_port not in (ABSENT, "all", request.port) or declared.local_port not in (
        ABSENT,
        "all",
        "dynamic",
    ):
        return False
    return one.addresses is None or (request.target.address is not None and one.addresses.holds(request.target.address))


def _directed(one: PacketFilter, table: dict[str, tuple[str, ...]]) -> bool:
    return one.declared.direction in table[str(one.declared.transport)]
