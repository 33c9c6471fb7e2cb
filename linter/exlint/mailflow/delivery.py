"""Whether a virtual server's mail leaves, hop by hop (semantics.md, section 1): the way, the names, the connection."""

from __future__ import annotations

import re

from exlint.findings import Route
from exlint.mailflow.decision import Cause, Decision, Missing, Outcome, Step, always, chain, choice, of_step
from exlint.mailflow.ground import Ground
from exlint.mailflow.resolution import resolve
from exlint.mailflow.route import deciding_connectors
from exlint.mailflow.targets import INTERNET, Target
from exlint.model.addresses import number
from exlint.model.estate import Connector, VirtualServer
from exlint.model.hours import ALWAYS
from exlint.schema import ABSENT, patterns

_ADDRESS = re.compile(patterns.ADDRESS)
PERMITTED, STOPPED, UNKNOWN = Outcome.PERMITTED, Outcome.STOPPED, Outcome.UNKNOWN


def deliver(sender: VirtualServer, ground: Ground, host: Target = INTERNET, domain: str = "") -> Decision:
    """What becomes of a virtual server's mail, at every hour.

    Args:
        sender: The virtual server.
        ground: The estate.
        host: The receiving host; by default the Internet at large.
        domain: The mail domain, in lower case; by default one that nothing names.
    """
    connectors = deciding_connectors(ground.estate, domain)
    if not connectors:
        return chain([_chosen(sender, _way(sender)), _alone(sender, ground, host)])
    ways = [_through(sender, connector, ground, host) for connector in connectors]
    return ways[0] if len(ways) == 1 else _tied(ways, connectors)


def _way(sender: VirtualServer) -> str:
    if not sender.smart_hosts:
        return "no connector, no smart host: delivers by DNS"
    if sender.declared.attempt_direct_delivery is True:
        return "no connector: delivers by DNS first, then to its smart host"
    return "no connector: delivers to its smart host"


def _chosen(sender: VirtualServer, words: str, at: Route | None = None) -> Decision:
    step = Step(sender.server.name, words, "", at or (*sender.at, "name"))
    return of_step(step, always(PERMITTED, words, step.at))


def _tied(ways: list[Decision], connectors: tuple[Connector, ...]) -> Decision:
    """Connectors alike in pattern and cost: unknown at the hours at which they differ (1.1)."""
    stopped, permitted = ALWAYS, ALWAYS
    for way in ways:
        stopped &= way.stopped
        permitted &= way.permitted
    names = " and ".join(connector.name for connector in connectors)
    step = Step(connectors[0].name, "is chosen, or another", "", (*connectors[0].at, "name"))
    words = f"which of {names} a message takes is not declared"
    open_ = of_step(step, (Cause(ALWAYS & ~(stopped | permitted), UNKNOWN, words, (*connectors[0].at, "name")),))
    return Decision(stopped, ALWAYS & ~(stopped | permitted), parts=(open_, *ways), is_choice=True)


def _through(sender: VirtualServer, connector: Connector, ground: Ground, host: Target) -> Decision:
    """A bridgehead sends; any other virtual server hands its mail to one, and one that sends is enough."""
    if any(sender.at == head.at for head in connector.bridgeheads):
        words = f"sends for the connector {connector.name}"
        return chain([_chosen(sender, words, (*connector.at, "name")), _by(sender, connector, ground, host)])
    handed = _chosen(sender, f"hands its mail to a bridgehead of {connector.name}", (*connector.at, "bridgeheads"))
    return chain([handed, choice([_by(head, connector, ground, host) for head in connector.bridgeheads])])


def _by(sender: VirtualServer, connector: Connector, ground: Ground, host: Target) -> Decision:
    if connector.by_dns:
        return _directly(sender, ground, host)
    if connector.smart_hosts:
        return _to_smart_hosts(sender, connector.smart_hosts, (*connector.at, "smart_hosts"), ground)
    step = Step(sender.server.name, "connects to a smart host", "", (*connector.at, "delivery"))
    missing = Missing(f"smart_hosts of {connector.name}", (*connector.at, "smart_hosts"))
    words = f"the smart hosts of {connector.name} are not declared"
    return of_step(step, always(UNKNOWN, words, None, missing))


def _alone(sender: VirtualServer, ground: Ground, host: Target) -> Decision:
    """Without a connector: the virtual server's own smart host, if any, else DNS (1.2)."""
    at: Route = (*sender.at, "smart_host")
    if not sender.smart_hosts:
        return _directly(sender, ground, host)
    relayed = _to_smart_hosts(sender, sender.smart_hosts, at, ground)
    if sender.declared.attempt_direct_delivery is not True:
        return relayed
    return _directly_first(sender, resolve(sender, ground), _connect(sender, host, ground), relayed)


def _directly(sender: VirtualServer, ground: Ground, host: Target) -> Decision:
    return chain([resolve(sender, ground), _connect(sender, host, ground)])


def _directly_first(sender: VirtualServer, resolved: Decision, connected: Decision, relayed: Decision) -> Decision:
    """DNS first; the smart host takes over where names are not resolved (1.2).

    Whether it does where only the connection is stopped is not documented. What is unknown is followed both ways.
    """
    # With names resolved: permitted with the connection; stopped only if the connection and the smart host are.
    good, bad = connected.permitted, connected.stopped & relayed.stopped
    may_resolve, may_fail = ALWAYS & ~resolved.stopped, ALWAYS & ~resolved.permitted
    permitted = (~may_resolve | good) & (~may_fail | relayed.permitted) & ALWAYS
    stopped = (~may_resolve | bad) & (~may_fail | relayed.stopped) & ALWAYS
    unknown = ALWAYS & ~(permitted | stopped)
    step = Step(
        sender.server.name, "turns to its smart host where DNS fails", "", (*sender.at, "attempt_direct_delivery")
    )
    words = "whether the smart host takes over when only the connection is stopped is not documented"
    turning = of_step(step, (Cause(unknown, UNKNOWN, words, step.at),))
    return Decision(stopped, unknown, parts=(chain([resolved, connected]), relayed, turning), is_choice=True)


def _to_smart_hosts(sender: VirtualServer, hosts: tuple[str, ...], at: Route, ground: Ground) -> Decision:
    return choice([_to_smart_host(sender, host, at, ground) for host in hosts])


def _to_smart_host(sender: VirtualServer, host: str, at: Route, ground: Ground) -> Decision:
    """One smart host (1.3): an address, a host of the forest's own, or any other name."""
    plain = host.strip().removeprefix("[").removesuffix("]")
    isa = sender.server.standing.isa
    step = Step(
        sender.server.name, f"connects to its smart host {host}", f"tcp {_port(sender)}", at, isa.name if isa else ""
    )
    if _ADDRESS.search(plain):
        address = number(plain)
        if isa is not None and ground.is_inside(isa, address):
            return of_step(step, always(PERMITTED, "it is inside", at))
        return of_step(step, ground.reach(ground.computer(sender.server), Target(address), "tcp", _port(sender)))
    forest = ground.forest_name
    if forest and plain.casefold().endswith("." + forest):
        return of_step(step, always(PERMITTED, f"it is a host of {forest}", at))
    return chain(
        [
            resolve(sender, ground),
            of_step(step, ground.reach(ground.computer(sender.server), INTERNET, "tcp", _port(sender))),
        ]
    )


def _port(sender: VirtualServer) -> int:
    port = sender.declared.tcp_port
    return 25 if port is ABSENT else port


def _connect(sender: VirtualServer, host: Target, ground: Ground) -> Decision:
    isa = sender.server.standing.isa
    step = Step(
        sender.server.name, f"connects to {host}", f"tcp {_port(sender)}", (*sender.at, "name"), isa.name if isa else ""
    )
    return of_step(step, ground.reach(ground.computer(sender.server), host, "tcp", _port(sender)))
