"""Whom a computer asks for names of the Internet, one by one, and what comes of each: what `resolution` puts together.

That one server of a list is enough decides a verdict; which of them are stopped, and in what order, is for rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exlint.mailflow.decision import Cause, Outcome
from exlint.mailflow.ground import Ground, Resolver
from exlint.mailflow.reasons import Reason, stops
from exlint.mailflow.resolution import forwarders, resolvers, root_hints
from exlint.mailflow.targets import Target
from exlint.model.estate import DnsServer, ExchangeServer
from exlint.model.hours import ALWAYS

_DNS = 53


def forwarded_to(server: DnsServer, ground: Ground) -> tuple[Resolver, ...]:
    """Whom a DNS server asks: its forwarders, its own or else the forest's, then the root servers."""
    if server.at not in ground.asked:
        ground.asked[server.at] = _forwarded_to(server, ground)
    return ground.asked[server.at]


def _forwarded_to(server: DnsServer, ground: Ground) -> tuple[Resolver, ...]:
    if is_cut_off(server):
        return ()
    hints = root_hints(server, ground.computer(server), ground)
    last = [Resolver((*server.at, "root_hints"), None, decision) for decision in hints]
    return (*resolvers(forwarders(server, ground) or (), ground), *last)


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
