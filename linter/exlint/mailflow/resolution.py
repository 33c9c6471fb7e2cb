"""How a computer finds a host on the Internet (semantics.md, section 2): whom it asks, and whom those ask.

DNS servers may ask each other in a circle. What each comes to is the least fixed point: nothing is answered until a
question leads out of the circle. This is polynomial, where following every chain is not.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.decision import (
    THE_INTERNET,
    Decision,
    Missing,
    Outcome,
    Party,
    Step,
    always,
    chain,
    choice,
    of_step,
)
from exlint.mailflow.ground import Computer, Ground, Resolver
from exlint.mailflow.targets import INTERNET, Target
from exlint.model import consoles
from exlint.model.addresses import dotted, is_loopback, listed, number
from exlint.model.estate import DnsServer, IsaServer, VirtualServer
from exlint.model.hours import ALWAYS, NEVER
from exlint.model.systems import WINDOWS_2000, operating_system
from exlint.schema import ABSENT

STOPPED, UNKNOWN = Outcome.STOPPED, Outcome.UNKNOWN
_DNS = 53
_UDP = f"udp {_DNS}"
Server = DnsServer | IsaServer
"""What answers a question: a DNS server, or an ISA server's listener."""


class Question(NamedTuple):
    """A question to an address: who asks, over what, because of which setting."""

    asker: Computer
    address: int
    transport: str
    at: Route


class Link(NamedTuple):
    """A question to a declared server, and whether it arrives there."""

    put: Decision
    to: Server


Option = Decision | Link


class Asking(NamedTuple):
    """What a server does with a question: `first` must hold, then one of its options is enough."""

    first: tuple[Decision, ...]
    options: tuple[Option, ...]


def resolve(sender: VirtualServer, ground: Ground) -> Decision:
    """Whether a virtual server finds receiving hosts by DNS."""
    if sender.at not in ground.resolved:
        ground.resolved[sender.at] = _resolve(sender, ground)
    return ground.resolved[sender.at]


def _resolve(sender: VirtualServer, ground: Ground) -> Decision:
    asked = questions(sender, ground)
    if not asked:
        server = sender.server
        missing = Missing(f"dns_servers of {server.name}", (*server.at, "dns_servers"))
        computer = ground.computer(server)
        step = Step(computer.party, "asks a DNS server", "", (*sender.at, "name"))
        unasked = always(UNKNOWN, "which DNS servers it asks is not declared", None, missing)
        return of_step(step, (*unasked, *ground.unplaced(computer)))
    return choice([one.decision for one in asked_by(sender, ground) if one.decision is not None])


def asked_by(sender: VirtualServer, ground: Ground) -> tuple[Resolver, ...]:
    """Whom a virtual server asks: its external DNS servers, else those of its computer's network adapter."""
    if sender.at not in ground.asked:
        ground.asked[sender.at] = resolvers(questions(sender, ground), ground)
    return ground.asked[sender.at]


def resolvers(asked: Iterable[Question], ground: Ground) -> tuple[Resolver, ...]:
    """Each server that is asked, and what comes of it."""
    found = []
    for question in asked:
        options = [answered(option, ground) for option in ask(question, ground)]
        found.append(Resolver(question.at, question.address, options[0] if options else None))
    return tuple(found)


def questions(sender: VirtualServer, ground: Ground) -> tuple[Question, ...]:
    """What a virtual server asks, one server after the other (2.1): its external DNS servers, else the adapter's."""
    server = sender.server
    if sender.external_dns_servers:
        at: Route = (*sender.at, "external_dns_servers")
        addresses = sender.external_dns_servers
    else:
        at = (*server.at, "dns_servers")
        addresses = tuple(map(number, server.declared.dns_servers or ()))
    computer, over = ground.computer(server), transport(sender, ground)
    return tuple(Question(computer, one, over, (*at, index)) for index, one in enumerate(addresses))


def transport(sender: VirtualServer, ground: Ground) -> str:
    """The transport that must pass (2.7): the operating system decides, unless the metabase says otherwise."""
    declared = sender.declared.dns_transport
    if declared is not ABSENT:
        return "tcp" if declared == "tcp" else "udp"
    old = operating_system(sender.server) == WINDOWS_2000
    return "tcp" if old and ground.assumed.windows_2000_asks_by_tcp_only else "udp"


def ask(question: Question, ground: Ground) -> Iterator[Option]:
    """What a question leads to; nothing where it leads back to who asks (2.6).

    A DNS server that asks an address of its own means what else answers there: the listener.
    """
    asker = question.asker
    places = sorted(asker.itself) if is_loopback(question.address) else [question.address]
    answering: list[Server | None] = [
        next((server[place] for place in places if place in server), None)
        for server in (ground.dns_servers, ground.listeners)
    ]
    declared = [one for one in answering if one is not None]
    to = next((one for one in declared if one.at != asker.at), None)
    if to is not None:
        whom = f"{to.name} ({dotted(question.address)})"
        yield Link(_sent(question, whom, Party(to.name, to.at), Target(question.address), ground), to)
    elif not declared:
        yield _elsewhere(question, places[0], ground)


def _sent(question: Question, whom: str, party: Party, target: Target, ground: Ground) -> Decision:
    asker = question.asker
    step = Step(asker.party, f"asks {whom}", f"{question.transport} {_DNS}", question.at, party, asker.gate)
    return of_step(step, ground.reach(asker, target, question.transport, _DNS))


def _elsewhere(question: Question, address: int, ground: Ground) -> Decision:
    """An address that is no declared DNS server's and no ISA server's (2.5)."""
    whom = dotted(address)
    if not ground.is_unclear(question.asker, address):
        return _sent(question, whom, Party(whom), Target(address), ground)
    step = Step(question.asker.party, f"asks {whom}", f"{question.transport} {_DNS}", question.at, Party(whom))
    missing = Missing(f"a DNS server with the address {whom} in servers of forest, dns", ground.dns_at)
    unclear = always(UNKNOWN, f"what answers DNS at {whom} is not declared", question.at, missing)
    # Whoever declares it must also know whether the question arrives there.
    way = ground.reach(question.asker, Target(address), question.transport, _DNS)
    return of_step(step, (*unclear, *(cause for cause in way if cause.outcome is UNKNOWN)))


def answered(option: Option, ground: Ground) -> Decision:
    """The whole of an option: the question, and what the server that it reaches comes to."""
    if isinstance(option, Decision):
        return option
    if option.to.at not in ground.answers:
        ground.answers.update(_worked_out(option.to, ground))
    return chain([option.put, ground.answers[option.to.at]])


def options(server: Server, ground: Ground) -> tuple[Option, ...]:
    """What a server may do with a question: one of these is enough."""
    return (_asked_on(server, ground) if isinstance(server, DnsServer) else _listened(server, ground)).options


def _worked_out(server: Server, ground: Ground) -> dict[Route, Decision]:
    """What this server, and every server that it leads to, comes to."""
    asking = _led_to(server, ground)
    values = _least(asking, ground)
    # Servers that ask each other in a circle are parts of each other, so each is made before its parts are.
    parts: dict[Route, list[Decision]] = {at: [] for at in asking}
    answers = {at: Decision(*values[at], parts=parts[at]) for at in asking}
    known = ChainMap(answers, ground.answers)
    for at, one in asking.items():
        options = [
            chain([option.put, known[option.to.at]]) if isinstance(option, Link) else option for option in one.options
        ]
        parts[at] += [*one.first, choice(options)]
    return answers


def _led_to(server: Server, ground: Ground) -> dict[Route, Asking]:
    """What every server does that questions to this one lead to, as far as it is not known."""
    found: dict[Route, Asking] = {}
    servers: dict[Route, Server] = {}
    waiting = [server]
    while waiting:
        one = waiting.pop()
        if one.at in found or one.at in ground.answers:
            continue
        servers[one.at] = one
        found[one.at] = asked = _asked_on(one, ground) if isinstance(one, DnsServer) else _listened(one, ground)
        waiting += (option.to for option in asked.options if isinstance(option, Link))
    for at in _going_round(found):
        found[at] = found[at]._replace(options=(*found[at].options, _nothing_left(servers[at])))
    return found


def _going_round(asking: dict[Route, Asking]) -> set[Route]:
    """The servers from which every question leads only to others of them, so that nothing of theirs ends a chain."""
    found = dict(asking)
    changes = True
    while changes:
        changes = False
        for at in reversed(asking):
            if at in found and not all(isinstance(one, Link) and one.to.at in found for one in found[at].options):
                del found[at]
                changes = True
    return set(found)


def _least(asking: dict[Route, Asking], ground: Ground) -> dict[Route, tuple[int, int]]:
    """The stopped and the unknown hours of each server: from all stopped up, until nothing changes any more."""
    values = dict.fromkeys(asking, (ALWAYS, NEVER))
    for one in asking.values():
        for option in one.options:
            if isinstance(option, Link) and option.to.at not in asking:
                answer = ground.answers[option.to.at]
                values[option.to.at] = answer.stopped, answer.unknown
    changes = True
    while changes:
        changes = False
        for at in reversed(asking):
            value = _value(asking[at], values)
            changes |= value != values[at]
            values[at] = value
    return {at: values[at] for at in asking}


def _value(asking: Asking, values: dict[Route, tuple[int, int]]) -> tuple[int, int]:
    stopped, permitted = ALWAYS, NEVER
    for option in asking.options:
        if isinstance(option, Link):
            behind = values[option.to.at]
            stops, doubts = option.put.stopped | behind[0], option.put.unknown | behind[1]
        else:
            stops, doubts = option.stopped, option.unknown
        stopped &= stops
        permitted |= ALWAYS & ~(stops | doubts)
    for one in asking.first:
        stopped |= one.stopped
        permitted &= one.permitted
    return stopped, ALWAYS & ~(stopped | permitted)


def _asked_on(server: DnsServer, ground: Ground) -> Asking:
    """What a DNS server does with a question (2.3): its forwarders, then root hints."""
    declared, computer = server.declared, ground.computer(server)
    if declared.root_zone is True:
        words, console = "hosts the zone . (root_zone: true), so it asks nobody else", consoles.dns_zones(server)
        return Asking((), (_refusing(server, computer, "root_zone", words, console),))
    if declared.recursion is False:
        console = consoles.dns_server(server, "Advanced", "Disable recursion")
        return Asking((), (_refusing(server, computer, "recursion", "asks nobody else (recursion: false)", console),))
    options = (*_forwarders(server, computer, ground), *root_hints(server, computer, ground))
    return Asking((), options or (_nothing_left(server),))


def _refusing(server: DnsServer, computer: Computer, key: str, words: str, console: str) -> Decision:
    at: Route = (*server.at, key)
    step = Step(computer.party, "looks for an answer", "", at)
    return of_step(step, always(STOPPED, f"{server.name} {words}", at, console=console))


def _nothing_left(server: Server) -> Decision:
    """A server whose questions lead nowhere but back."""
    step = Step(Party(server.name, server.at), "looks for an answer", "", (*server.at, "name"))
    if isinstance(server, DnsServer):
        seen = listed(server.forwarders) or "none"
        words = f"{server.name} has no root hints and no forwarder that leads on (forwarders: {seen})"
        console = consoles.dns_server(server, "Forwarders")
        return of_step(step, always(STOPPED, words, (*server.at, "forwarders"), console=console))
    forwarders = server.declared.dns_forwarders
    seen = "none" if forwarders is ABSENT else ", ".join(forwarders) or "none"
    words = f"{server.name} has no forwarder that leads on (dns_forwarders: {seen})"
    console = consoles.dns_service(server, "Properties", "Forwarders")
    return of_step(step, always(STOPPED, words, (*server.at, "dns_forwarders"), console=console))


def _forwarders(server: DnsServer, computer: Computer, ground: Ground) -> Iterator[Option]:
    asked = forwarders(server, ground)
    if asked is None:
        missing = Missing(f"forwarders of {server.name}", (*server.at, "forwarders"))
        step = Step(computer.party, "asks its forwarders", _UDP, (*server.at, "name"))
        unasked = always(UNKNOWN, f"the forwarders of {server.name} are not declared", None, missing)
        yield of_step(step, (*unasked, *ground.unplaced(computer)))
        return
    for question in asked:
        yield from ask(question, ground)


def forwarders(server: DnsServer, ground: Ground) -> tuple[Question, ...] | None:
    """What a DNS server asks its forwarders (2.3), its own or else the forest's; None where neither are declared."""
    computer, forest = ground.computer(server), ground.estate.forest
    if server.forwarders is not None:
        own: Route = (*server.at, "forwarders")
        return tuple(Question(computer, one, "udp", (*own, index)) for index, one in enumerate(server.forwarders))
    if forest.external_servers is None:
        return None
    return tuple(Question(computer, one, "udp", forest.external_at) for one in forest.external_servers)


def root_hints(server: DnsServer, computer: Computer, ground: Ground) -> Iterator[Decision]:
    """What becomes of a question to the root servers; nothing where a DNS server asks none."""
    declared = server.declared.root_hints
    if declared is False:
        return
    at: Route = (*server.at, "root_hints")
    asking = _sent(Question(computer, 0, "udp", at), "the root servers", THE_INTERNET, INTERNET, ground)
    if declared is True:
        yield asking
        return
    step = Step(computer.party, "uses root hints", "", (*server.at, "name"))
    words = f"whether {server.name} uses root hints is not declared"
    yield chain([of_step(step, always(UNKNOWN, words, None, Missing(f"root_hints of {server.name}", at))), asking])


def _listened(isa: IsaServer, ground: Ground) -> Asking:
    """What answers on an ISA computer, and whom it asks (2.4): over UDP, whatever it was asked over."""
    declared = isa.declared.dns_listener
    at: Route = (*isa.at, "dns_listener")
    step = Step(Party(isa.name, isa.at), "is to answer on its internal address", "", at)
    if declared is False:
        words = f"nothing answers DNS on {isa.name} (dns_listener: false)"
        return Asking((), (of_step(step, always(STOPPED, words, at, console=consoles.dns_service(isa))),))
    options = tuple(_asks_on(isa, ground)) or (_nothing_left(isa),)
    if declared is True:
        return Asking((), options)
    words = f"whether DNS is answered on {isa.name} is not declared"
    return Asking((of_step(step, always(UNKNOWN, words, None, Missing(f"dns_listener of {isa.name}", at))),), options)


def _asks_on(isa: IsaServer, ground: Ground) -> Iterator[Option]:
    """Whom the listener asks: its forwarders, or the Internet at large where none are written."""
    computer, declared = ground.listener(isa), isa.declared.dns_forwarders
    at: Route = (*isa.at, "dns_forwarders")
    if declared is ABSENT:
        question = Question(computer, 0, "udp", at)
        yield _sent(question, "DNS servers on the Internet", THE_INTERNET, INTERNET, ground)
        return
    for index, address in enumerate(map(number, declared)):
        yield from ask(Question(computer, address, "udp", (*at, index)), ground)
