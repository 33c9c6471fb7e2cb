"""What ISA Server 2004 and 2006 let through (semantics.md, section 5): networks, then ordered rules."""

from __future__ import annotations

from collections.abc import Sequence

from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.decision import Cause, Missing, Outcome, always, both
from exlint.mailflow.isa2000 import Request
from exlint.mailflow.targets import Target, in_set
from exlint.model.estate import AccessRule, End, IsaServer
from exlint.model.hours import ALWAYS

STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED


def for_client(isa: IsaServer, request: Request, assumed: Assumptions) -> tuple[Cause, ...]:
    """What decides about a request of a client, for every hour."""
    source = Target(request.source)
    return both(_related(isa, source, request.target), _ordered(isa, isa.access_rules, source, request, assumed))


def for_itself(isa: IsaServer, request: Request, assumed: Assumptions) -> tuple[Cause, ...]:
    """What decides about a request of the ISA computer: system policy first; Local Host needs no network rule."""
    source = Target(isa.internal[0])
    if isa.system_rules is None:
        missing = Missing(f"system_rules of {isa.name}", (*isa.at, "system_rules"))
        return always(UNKNOWN, "its system policy is not declared", None, missing)
    first = _walk(isa, isa.system_rules, source, request, assumed)
    decided = sum(cause.hours for cause in first)
    rest = _ordered(isa, isa.access_rules, source, request, assumed)
    return (*first, *(cause._replace(hours=cause.hours & ~decided) for cause in rest if cause.hours & ~decided))


def _related(isa: IsaServer, source: Target, target: Target) -> tuple[Cause, ...]:
    """A network rule must relate the two networks."""
    if isa.network_rules is None:
        missing = Missing(f"network_rules of {isa.name}", (*isa.at, "network_rules"))
        return always(UNKNOWN, "its network rules are not declared", None, missing)
    for rule in isa.network_rules:
        there = _any_network(isa, rule.from_, source) and _any_network(isa, rule.to, target)
        back = _any_network(isa, rule.from_, target) and _any_network(isa, rule.to, source)
        if there or (back and rule.declared.relation == "route"):
            return always(PERMITTED, f"the network rule {rule.name} relates the networks", rule.at)
    return always(STOPPED, f"no network rule leads from here to {target}", (*isa.at, "network_rules"))


def _ordered(
    isa: IsaServer, rules: Sequence[AccessRule] | None, source: Target, request: Request, assumed: Assumptions
) -> tuple[Cause, ...]:
    """The first access rule that matches decides; none: stopped."""
    if rules is None:
        missing = Missing(f"access_rules of {isa.name}", (*isa.at, "access_rules"))
        return always(UNKNOWN, "its access rules are not declared", None, missing)
    causes = _walk(isa, rules, source, request, assumed)
    left = ALWAYS & ~sum(cause.hours for cause in causes)
    if not left:
        return causes
    return (
        *causes,
        Cause(left, STOPPED, f"no access rule allows {request} to {request.target}", (*isa.at, "access_rules")),
    )


def _walk(
    isa: IsaServer, rules: Sequence[AccessRule], source: Target, request: Request, assumed: Assumptions
) -> tuple[Cause, ...]:
    """Top-down, each hour's first rule that matches; hours that none matches are left out."""
    causes, left = [], ALWAYS
    for rule in rules:
        hours = rule.hours & left
        if hours and rule.enabled and _matches(isa, rule, source, request, assumed):
            causes.append(_decides(rule, hours))
            left &= ~hours
    return tuple(causes)


def _decides(rule: AccessRule, hours: int) -> Cause:
    if not rule.for_everybody:
        words = f"the access rule {rule.name} asks for users, and services run as the system account"
        return Cause(hours, STOPPED, words, rule.at)
    if rule.allows:
        return Cause(hours, PERMITTED, f"the access rule {rule.name} allows it", rule.at)
    return Cause(hours, STOPPED, f"the access rule {rule.name} denies it", rule.at)


def _matches(isa: IsaServer, rule: AccessRule, source: Target, request: Request, assumed: Assumptions) -> bool:
    if not rule.any_content or not rule.protocols.carry(request.transport, request.port):
        return False
    if rule.protocols.all_but and request.port not in (25, 53) and not assumed.all_protocols_need_no_definition:
        return False
    return any(_holds(isa, one, source, assumed) for one in rule.from_) and any(
        _holds(isa, one, request.target, assumed) for one in rule.to
    )


def _holds(isa: IsaServer, end: End, target: Target, assumed: Assumptions) -> bool:
    if end.network or end.declared_network:
        return _in_network(isa, end, target)
    return in_set(target, end.addresses, end.names, assumed)


def _any_network(isa: IsaServer, ends: Sequence[End], target: Target) -> bool:
    return any(_in_network(isa, end, target) for end in ends)


def _in_network(isa: IsaServer, end: End, target: Target) -> bool:
    """External is what no network holds; the Internet at large and a host by name are there."""
    if end.declared_network:
        return target.address is not None and end.addresses.holds(target.address)
    if end.network == "all networks":
        return True
    home = _home(isa, target)
    return end.network == home


def _home(isa: IsaServer, target: Target) -> str:
    """The network of the product's own that a target is in; empty for one that only a declared network holds."""
    address = target.address
    if address is None:
        return "external"
    if address in isa.internal or address in isa.external:
        return "local host"
    if isa.table is not None and isa.table.holds(address):
        return "internal"
    return "" if any(one.addresses.holds(address) for one in isa.networks.values()) else "external"
