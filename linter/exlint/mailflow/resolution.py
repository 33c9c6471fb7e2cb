"""How a computer finds a host on the Internet (semantics.md, section 2): whom it asks, and whom those ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.decision import Decision, Missing, Outcome, Step, always, chain, choice, of_step
from exlint.mailflow.ground import Computer, Ground
from exlint.mailflow.targets import INTERNET, Target
from exlint.model.addresses import dotted, is_loopback, number
from exlint.model.estate import DnsServer, IsaServer, VirtualServer
from exlint.schema import ABSENT

STOPPED, UNKNOWN = Outcome.STOPPED, Outcome.UNKNOWN
_DNS = 53
Asked = frozenset[Route]
"""The computers that were asked within one chain, by their places."""


class Question(NamedTuple):
    """A question to an address: who asks, over what, because of which setting."""

    asker: Computer
    address: int
    transport: str
    at: Route


def resolve(sender: VirtualServer, ground: Ground) -> Decision:
    """Whether a virtual server finds receiving hosts by DNS."""
    server = sender.server
    computer = ground.computer(server)
    if sender.external_dns_servers:
        at: Route = (*sender.at, "external_dns_servers")
        addresses = sender.external_dns_servers
    else:
        at = (*server.at, "dns_servers")
        addresses = tuple(map(number, server.declared.dns_servers or ()))
    if not addresses:
        missing = Missing(f"dns_servers of {server.name}", at)
        step = Step(server.name, "asks a DNS server", "", (*sender.at, "name"))
        return of_step(step, always(UNKNOWN, "which DNS servers it asks is not declared", None, missing))
    transport = _transport(sender, ground)
    options = [
        option
        for index, address in enumerate(addresses)
        for option in _ask(Question(computer, address, transport, (*at, index)), frozenset(), ground)
    ]
    return choice(options)


def _transport(sender: VirtualServer, ground: Ground) -> str:
    """The transport that must pass (2.7): the operating system decides, unless the metabase says otherwise."""
    declared = sender.declared.dns_transport
    if declared is not ABSENT:
        return "tcp" if declared == "tcp" else "udp"
    system = sender.server.declared.operating_system
    if system is ABSENT:
        old = sender.server.declared.edition in ("exchange-2000", "exchange-2000-enterprise", "sbs-2000")
    else:
        old = system == "windows-2000"
    return "tcp" if old and ground.assumed.windows_2000_asks_by_tcp_only else "udp"


def _ask(question: Question, asked: Asked, ground: Ground) -> list[Decision]:
    """The chain that begins with a question; none where who answers was asked before in this chain (2.6)."""
    places = sorted(question.asker.itself) if is_loopback(question.address) else [question.address]
    server = next((ground.dns_servers[one] for one in places if one in ground.dns_servers), None)
    if server is not None and server.at not in asked:
        return [chain([_put(question, server.name, ground), _forwarded(server, asked | {server.at}, ground)])]
    isa = next((ground.listeners[one] for one in places if one in ground.listeners), None)
    if isa is not None:
        if isa.at in asked:
            return []
        return [chain([_put(question, isa.name, ground), _listened(isa, asked | {isa.at}, ground)])]
    return [] if server is not None else [_elsewhere(question, places[0], ground)]


def _put(question: Question, name: str, ground: Ground) -> Decision:
    """Whether a question reaches a declared computer."""
    whom = f"{name} ({dotted(question.address)})"
    return _sent(question, whom, Target(question.address), ground)


def _sent(question: Question, whom: str, target: Target, ground: Ground) -> Decision:
    asker, isa = question.asker, question.asker.standing.isa
    step = Step(asker.name, f"asks {whom}", f"{question.transport} {_DNS}", question.at, isa.name if isa else "")
    return of_step(step, ground.reach(asker, target, question.transport, _DNS))


def _elsewhere(question: Question, address: int, ground: Ground) -> Decision:
    """An address that is no declared DNS server's and no ISA server's (2.5)."""
    whom = dotted(address)
    if not ground.is_unclear(question.asker, address):
        return _sent(question, whom, Target(address), ground)
    step = Step(question.asker.name, f"asks {whom}", f"{question.transport} {_DNS}", question.at)
    missing = Missing(f"a DNS server with the address {whom} in servers of forest, dns", ground.dns_at)
    return of_step(step, always(UNKNOWN, f"what answers DNS at {whom} is not declared", question.at, missing))


def _forwarded(server: DnsServer, asked: Asked, ground: Ground) -> Decision:
    """What a DNS server does with a question, once for each set of servers that were asked before."""
    key = server.at, asked
    if key not in ground.answers:
        ground.answers[key] = _asked_on(server, asked, ground)
    return ground.answers[key]


def _asked_on(server: DnsServer, asked: Asked, ground: Ground) -> Decision:
    """What a DNS server does with a question (2.3): its forwarders, then root hints."""
    declared, computer = server.declared, ground.computer(server)
    if declared.root_zone is True or declared.recursion is False:
        key, words = (
            ("root_zone", "hosts the zone .") if declared.root_zone is True else ("recursion", "does not ask on")
        )
        step = Step(server.name, "looks for an answer", "", (*server.at, key))
        return of_step(step, always(STOPPED, f"{server.name} {words}", (*server.at, key)))
    options = [*_forwarders(server, computer, asked, ground), *_root_hints(server, computer, ground)]
    if options:
        return choice(options)
    step = Step(server.name, "looks for an answer", "", (*server.at, "name"))
    words = f"{server.name} has neither a forwarder that can be asked nor root hints"
    return of_step(step, always(STOPPED, words, (*server.at, "name")))


def _forwarders(server: DnsServer, computer: Computer, asked: Asked, ground: Ground) -> Iterable[Decision]:
    forest = ground.estate.forest
    if server.forwarders is not None:
        places = [(address, (*server.at, "forwarders", index)) for index, address in enumerate(server.forwarders)]
    elif forest.external_servers is not None:
        places = [(address, forest.external_at) for address in forest.external_servers]
    else:
        missing = Missing(f"forwarders of {server.name}", (*server.at, "forwarders"))
        step = Step(server.name, "asks its forwarders", f"udp {_DNS}", (*server.at, "name"))
        yield of_step(step, always(UNKNOWN, f"the forwarders of {server.name} are not declared", None, missing))
        return
    for address, at in places:
        yield from _ask(Question(computer, address, "udp", at), asked, ground)


def _root_hints(server: DnsServer, computer: Computer, ground: Ground) -> Iterable[Decision]:
    declared = server.declared.root_hints
    if declared is False:
        return
    at = (*server.at, "root_hints")
    asking = _sent(Question(computer, 0, "udp", at), "the root servers", INTERNET, ground)
    if declared is True:
        yield asking
        return
    step = Step(server.name, "uses root hints", "", (*server.at, "name"))
    words = f"whether {server.name} uses root hints is not declared"
    yield chain([of_step(step, always(UNKNOWN, words, None, Missing(f"root_hints of {server.name}", at))), asking])


def _listened(isa: IsaServer, asked: Asked, ground: Ground) -> Decision:
    """What answers on an ISA computer, and whom it asks (2.4): over UDP, whatever it was asked over."""
    declared = isa.declared.dns_listener
    at: Route = (*isa.at, "dns_listener")
    step = Step(isa.name, "answers on its internal address", "", at)
    if declared is False:
        return of_step(step, always(STOPPED, f"nothing answers DNS on {isa.name}", at))
    asking = _asks_on(isa, asked, ground)
    if declared is True:
        return asking
    words = f"whether DNS is answered on {isa.name} is not declared"
    return chain([of_step(step, always(UNKNOWN, words, None, Missing(f"dns_listener of {isa.name}", at))), asking])


def _asks_on(isa: IsaServer, asked: Asked, ground: Ground) -> Decision:
    """Whom the listener asks: its forwarders, or the Internet at large where none are written."""
    computer, declared = ground.listener(isa), isa.declared.dns_forwarders
    at: Route = (*isa.at, "dns_forwarders")
    if declared is ABSENT:
        return _sent(Question(computer, 0, "udp", at), "DNS servers on the Internet", INTERNET, ground)
    options = [
        option
        for index, address in enumerate(map(number, declared))
        for option in _ask(Question(computer, address, "udp", (*at, index)), asked, ground)
    ]
    if options:
        return choice(options)
    step = Step(isa.name, "looks for an answer", "", at)
    return of_step(step, always(STOPPED, f"{isa.name} has no forwarder that can be asked", at))
