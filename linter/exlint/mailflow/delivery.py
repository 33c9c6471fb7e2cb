"""Whether a virtual server's mail leaves, hop by hop (semantics.md, section 1): the way, the names, the connection."""

from __future__ import annotations

import re

from exlint.findings import Route
from exlint.mailflow.decision import (
    Cause,
    Decision,
    Missing,
    Outcome,
    Party,
    Step,
    Whole,
    always,
    chain,
    choice,
    of_step,
)
from exlint.mailflow.ground import Ground
from exlint.mailflow.resolution import resolve
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
    connectors = ground.connectors(domain)
    if not connectors:
        return chain([_chosen(sender, _way(sender), (*sender.at, "name")), _alone(sender, ground, host)])
    ways = [_through(sender, connector, ground, host) for connector in connectors]
    return ways[0] if len(ways) == 1 else _tied(sender, ways, connectors)


def _way(sender: VirtualServer) -> str:
    if not sender.smart_hosts:
        return "no connector, no smart host: delivers by DNS"
    if sender.declared.attempt_direct_delivery is True:
        return "no connector: delivers by DNS first, then to its smart host"
    return "no connector: delivers to its smart host"


def _chosen(sender: VirtualServer, words: str, at: Route) -> Decision:
    return of_step(Step(_party(sender), words, "", at), always(PERMITTED, words, at))


def _party(sender: VirtualServer) -> Party:
    return Party(sender.server.name, sender.server.at)


def _tied(sender: VirtualServer, ways: list[Decision], connectors: tuple[Connector, ...]) -> Decision:
    """Connectors alike in pattern and cost: unknown at the hours at which they differ (1.1)."""
    every, some = chain(ways), choice(ways)
    unknown, differing = ALWAYS & ~(some.stopped | every.permitted), every.stopped & some.permitted
    names = " and ".join(connector.name for connector in connectors)
    step = Step(_party(sender), f"takes one of the connectors {names}", "", (*connectors[0].at, "name"))
    words = f"which of {names} a message takes is not declared"
    taking = of_step(step, (Cause(differing, UNKNOWN, words, step.at),))
    return Decision(some.stopped, unknown, parts=(*ways, taking), whole=Whole.TIE)


def _through(sender: VirtualServer, connector: Connector, ground: Ground, host: Target) -> Decision:
    """A bridgehead sends; any other virtual server hands its mail to one, and one that sends is enough."""
    if any(sender.at == head.at for head in connector.bridgeheads):
        words = f"sends for the connector {connector.name}"
        return chain([_chosen(sender, words, (*connector.at, "name")), _by(sender, connector, ground, host)])
    return choice([_headed(sender, head, connector, ground, host) for head in connector.bridgeheads])


def _headed(sender: VirtualServer, head: VirtualServer, connector: Connector, ground: Ground, host: Target) -> Decision:
    """One bridgehead that a virtual server hands its mail to, inside the organization: unfiltered."""
    words = f"hands its mail to {head.server.name}, a bridgehead of {connector.name}"
    step = Step(_party(sender), words, "", (*connector.at, "bridgeheads"), _party(head))
    return chain([of_step(step, always(PERMITTED, words, step.at)), _by(head, connector, ground, host)])


def _by(sender: VirtualServer, connector: Connector, ground: Ground, host: Target) -> Decision:
    """What a bridgehead does, told once: many servers hand their mail to it."""
    key = sender.at, connector.at, host
    if key not in ground.sent:
        ground.sent[key] = _sent(sender, connector, ground, host)
    return ground.sent[key]


def _sent(sender: VirtualServer, connector: Connector, ground: Ground, host: Target) -> Decision:
    if connector.by_dns:
        return _directly(sender, ground, host)
    if connector.smart_hosts:
        return _to_smart_hosts(sender, connector.smart_hosts, (*connector.at, "smart_hosts"), ground)
    step = Step(_party(sender), "connects to a smart host", "", (*connector.at, "delivery"))
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
    step = Step(_party(sender), "turns to its smart host where DNS fails", "", (*sender.at, "attempt_direct_delivery"))
    words = "whether the smart host takes over when only the connection is stopped is not documented"
    # Whatever is declared still: it may come to the case that is not documented.
    undocumented = resolved.permitted & connected.stopped & unknown
    turning = of_step(step, (Cause(undocumented, UNKNOWN, words, step.at),))
    return Decision(stopped, unknown, parts=(chain([resolved, connected]), relayed, turning), whole=Whole.TURN)


def _to_smart_hosts(sender: VirtualServer, hosts: tuple[str, ...], at: Route, ground: Ground) -> Decision:
    return choice([_to_smart_host(sender, host, at, ground) for host in hosts])


def _to_smart_host(sender: VirtualServer, host: str, at: Route, ground: Ground) -> Decision:
    """One smart host (1.3): an address, a host of the forest's own, or any other name."""
    plain = host.strip().removeprefix("[").removesuffix("]")
    step = _connecting(sender, f"its smart host {host}", Party(host), at)
    isa = sender.server.standing.isa
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
    step = _connecting(sender, str(host), Party(str(host)), (*sender.at, "name"))
    return of_step(step, ground.reach(ground.computer(sender.server), host, "tcp", _port(sender)))


def _connecting(sender: VirtualServer, whom: str, party: Party, at: Route) -> Step:
    isa = sender.server.standing.isa
    gate = Party(isa.name, isa.at) if isa else None
    return Step(_party(sender), f"connects to {whom}", f"tcp {_port(sender)}", at, party, gate)
