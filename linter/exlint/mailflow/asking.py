"""Whom a computer asks for names of the Internet, one by one, and what comes of each: what `resolution` puts together.

That one server of a list is enough decides a verdict; which of them are stopped, and in what order, is for rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.decision import Cause, Decision, Outcome
from exlint.mailflow.ground import Ground
from exlint.mailflow.reasons import Reason, stops
from exlint.mailflow.resolution import Question, answered, ask, forwarders, questions, root_hints
from exlint.mailflow.targets import Target
from exlint.model.addresses import dotted
from exlint.model.estate import DnsServer, ExchangeServer, VirtualServer
from exlint.model.hours import ALWAYS

_DNS = 53


class Resolver(NamedTuple):
    """One server that a computer asks, in the order of the list, and what comes of asking it.

    Attributes:
        at: The item of the list; of the forest's list, and of root hints, the key.
        address: None for the root servers.
        decision: None where the question leads back to who asks, so that the item is passed over (semantics.md 2.6).
    """

    at: Route
    address: int | None
    decision: Decision | None

    def __str__(self) -> str:
        """As a sentence names it."""
        return "the root servers" if self.address is None else dotted(self.address)


def asked_by(sender: VirtualServer, ground: Ground) -> tuple[Resolver, ...]:
    """Whom a virtual server asks: its external DNS servers, else those of its computer's network adapter."""
    return _each(questions(sender, ground), ground)


def forwarded_to(server: DnsServer, ground: Ground) -> tuple[Resolver, ...]:
    """Whom a DNS server asks: its forwarders, its own or else the forest's, then the root servers."""
    if is_cut_off(server):
        return ()
    hints = root_hints(server, ground.computer(server), ground)
    last = [Resolver((*server.at, "root_hints"), None, decision) for decision in hints]
    return (*_each(forwarders(server, ground) or (), ground), *last)


def is_cut_off(server: DnsServer) -> bool:
    """Whether a DNS server asks nobody else, whatever is declared: a root zone, or recursion disabled (2.3)."""
    return server.declared.root_zone is True or server.declared.recursion is False


class StoppedFirst(NamedTuple):
    """A server that is asked in vain before another one answers: what stops it, and the hours at which that is so."""

    first: Resolver
    answering: Resolver
    reason: Reason
    hours: int


def stopped_first(asked: Sequence[Resolver]) -> StoppedFirst | None:
    """The first server of a list, where it is stopped at hours at which a later one answers."""
    counting = [(one, one.decision) for one in asked if one.decision is not None]
    for other, decision in counting[1:]:
        first, of_first = counting[0]
        hours = of_first.stopped & decision.permitted
        if hours:
            return StoppedFirst(first, other, next(stops(of_first, hours)), hours)
    return None


class UdpOnly(NamedTuple):
    """A server that answers over UDP, and what stops TCP to it."""

    whom: Resolver
    cause: Cause


def udp_only(server: ExchangeServer | DnsServer, asked: Sequence[Resolver], ground: Ground) -> UdpOnly | None:
    """The first server that a computer's questions over UDP are answered by while TCP does not reach it.

    Each hour's answer comes from the first server that is not stopped; where that is not known, nothing is found.
    """
    computer, left = ground.computer(server), ALWAYS
    for one in asked:
        if one.decision is not None:
            hours = one.decision.permitted & left
            for cause in ground.reach(computer, Target(one.address), "tcp", _DNS) if hours else ():
                if cause.outcome is Outcome.STOPPED and cause.hours & hours:
                    return UdpOnly(one, cause._replace(hours=cause.hours & hours))
            left &= one.decision.stopped
    return None


def _each(asked: Iterable[Question], ground: Ground) -> tuple[Resolver, ...]:
    found = []
    for question in asked:
        options = [answered(option, ground) for option in ask(question, ground)]
        found.append(Resolver(question.at, question.address, options[0] if options else None))
    return tuple(found)
