"""What ISA Server 2004 and 2006 let through (semantics.md, section 5): networks, then ordered rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.decision import Cause, Gates, Missing, Outcome, always
from exlint.mailflow.definitions import is_out_of_reach
from exlint.mailflow.request import Request
from exlint.mailflow.targets import Target, in_set
from exlint.mailflow.wording import some
from exlint.model import consoles
from exlint.model.addresses import AddressSet
from exlint.model.estate import AccessRule, End, IsaServer
from exlint.model.hours import ALWAYS

_LOCAL_HOST = "local host"
STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED


Known = dict[tuple[object, ...], list[AccessRule]]
"""The rules of a list that carry a request and are for who asks, kept from call to call."""


class _View(NamedTuple):
    """How an ISA server sees a request: itself, what is inside, where the request comes from."""

    isa: IsaServer
    home: AddressSet
    source: Target
    request: Request
    assumed: Assumptions
    known: Known
    is_itself: bool = False  # the source is the ISA computer

    @property
    def has_identity(self) -> bool:
        """Whether the request says who it is: only where services can authenticate (3.7 read the other way)."""
        return self.request.firewall_client and not self.is_itself and not self.assumed.services_cannot_authenticate

    @property
    def is_undefined(self) -> bool:
        """Whether rules for all protocols leave the request out, as they might that of a SecureNAT client (U2)."""
        request = self.request
        exempt = request.firewall_client or self.is_itself
        return is_out_of_reach(self.isa, request.transport, request.port, self.assumed, firewall_client=exempt)


def for_client(isa: IsaServer, request: Request, assumed: Assumptions, known: Known) -> Gates:
    """What decides about a request of a client, for every hour, gate by gate."""
    view = _View(isa, request.home, Target(request.source), request, assumed, known)
    return _related(view), _ordered(view)


def for_itself(isa: IsaServer, request: Request, assumed: Assumptions, known: Known) -> tuple[Cause, ...]:
    """What decides about a request of the ISA computer: system policy first; Local Host needs no network rule."""
    if isa.system_rules is None:
        missing = Missing(f"system_rules of {isa.name}", (*isa.at, "system_rules"))
        return always(UNKNOWN, "its system policy is not declared", None, missing)
    view = _View(isa, request.home, Target(request.source), request, assumed, known, is_itself=True)
    first = _walk(view, "system_rules", isa.system_rules)
    left = ALWAYS & ~sum(cause.hours for cause in first)
    rest = _ordered(view) if left else ()
    return (*first, *(cause._replace(hours=cause.hours & left) for cause in rest if cause.hours & left))


def _related(view: _View) -> tuple[Cause, ...]:
    """A network rule must relate the two networks, unless one of them is Local Host."""
    isa, source, target = view.isa, view.source, view.request.target
    if _LOCAL_HOST in (_home(view, source), _home(view, target)):
        return always(PERMITTED, "the ISA computer itself needs no network rule")
    if isa.network_rules is None:
        missing = Missing(f"network_rules of {isa.name}", (*isa.at, "network_rules"))
        return always(UNKNOWN, "its network rules are not declared", None, missing)
    for rule in isa.network_rules:
        there = _in_any(view, rule.from_, source) and _in_any(view, rule.to, target)
        back = _in_any(view, rule.from_, target) and _in_any(view, rule.to, source)
        if there or (back and rule.declared.relation == "route"):
            return always(PERMITTED, f"the network rule {rule.name} relates the networks", rule.at)
    seen = f"{len(isa.network_rules)} in network_rules"
    words = f"no network rule relates the network of {source} and that of {target} ({seen})"
    return always(STOPPED, words, (*isa.at, "network_rules"), console=consoles.isa_section(isa, "network_rules"))


def _ordered(view: _View) -> tuple[Cause, ...]:
    """The first access rule that matches decides; none: stopped."""
    isa, request = view.isa, view.request
    if isa.access_rules is None:
        missing = Missing(f"access_rules of {isa.name}", (*isa.at, "access_rules"))
        return always(UNKNOWN, "its access rules are not declared", None, missing)
    causes = _walk(view, "access_rules", isa.access_rules)
    left = ALWAYS & ~sum(cause.hours for cause in causes)
    if not left:
        return causes
    words = (
        f"no access rule allows {request} from {view.source} to {request.target}: the Default rule denies it"
        f" ({len(isa.access_rules)} in access_rules)"
    )
    console = consoles.isa_section(isa, "access_rules")
    return (*causes, Cause(left, STOPPED, words, (*isa.at, "access_rules"), console=console))


def _walk(view: _View, section: str, rules: Sequence[AccessRule]) -> tuple[Cause, ...]:
    """Top-down, each hour's first rule that matches; hours that none matches are left out."""
    request = view.request
    key = view.isa.at, section, request.transport, request.port, request.source, request.firewall_client, view.is_itself
    if key not in view.known:
        view.known[key] = [rule for rule in rules if rule.enabled and _is_for(view, rule)]
    causes, left = [], ALWAYS
    for rule in view.known[key]:
        hours = rule.hours & left
        if hours and any(_holds(view, end, request.target) for end in rule.to):
            causes.append(_decides(view, rule, hours))
            left &= ~hours
    return tuple(causes)


def _decides(view: _View, rule: AccessRule, hours: int) -> Cause:
    isa, named = view.isa, f"the {'system policy' if 'system_rules' in rule.at else 'access'} rule {rule.name}"
    if not rule.for_everybody and not view.has_identity:
        words = f"{named} asks for users (users: {_users(rule)}), and services run as the system account"
        return Cause(hours, STOPPED, words, rule.at, console=consoles.access_rule(isa, rule, "Users"))
    if rule.allows:
        return Cause(hours, PERMITTED, f"{named} allows it", rule.at)
    console = consoles.access_rule(isa, rule, "Action")
    return Cause(hours, STOPPED, f"{named} denies it (action: deny)", rule.at, console=console)


def _users(rule: AccessRule) -> str:
    users = rule.declared.users
    return users if isinstance(users, str) else some(users or ())


def _is_for(view: _View, rule: AccessRule) -> bool:
    """Whether a rule matches in everything but the target."""
    request = view.request
    if not rule.any_content or not rule.protocols.carry(request.transport, request.port):
        return False
    if rule.protocols.all_but and view.is_undefined:
        return False
    if view.has_identity and not rule.for_everybody and rule.declared.users != "all_authenticated":
        return False
    return any(_holds(view, end, view.source) for end in rule.from_)


def _holds(view: _View, end: End, target: Target) -> bool:
    if end.network or end.declared_network:
        return _in_network(view, end, target)
    return in_set(target, end.addresses, end.names, view.assumed)


def _in_any(view: _View, ends: Sequence[End], target: Target) -> bool:
    return any(_in_network(view, end, target) for end in ends)


def _in_network(view: _View, end: End, target: Target) -> bool:
    home = _LOCAL_HOST if view.is_itself and target is view.source else _home(view, target)
    if end.declared_network:
        return home != _LOCAL_HOST and target.address is not None and end.addresses.holds(target.address)
    return end.network in ("all networks", home)


def _home(view: _View, target: Target) -> str:
    """The network of the product's own that a target is in; empty where only a declared network holds it.

    External is what no network holds; the Internet at large and a host by name are there.
    """
    address, isa = target.address, view.isa
    if address is None:
        return "external"
    if address in isa.internal or address in isa.external:
        return _LOCAL_HOST
    if view.home.holds(address):
        return "internal"
    return "" if any(one.addresses.holds(address) for one in isa.networks.values()) else "external"
