"""Where a message that cannot leave waits, and when its sender hears of it (semantics.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exlint.mailflow.reasons import stops
from exlint.mailflow.route import deciding_connectors
from exlint.mailflow.trace import Point
from exlint.model.estate import Connector, Estate, VirtualServer
from exlint.schema import ABSENT

_DELAY, _EXPIRATION = 720, 2880  # minutes: the values of the Delivery tab where nothing else is set


class Waiting(NamedTuple):
    """What becomes of a message that stays.

    Attributes:
        holders: The virtual servers in whose queues it may wait.
        for_a_name: Whether it waits because a name is not found.
    """

    holders: tuple[VirtualServer, ...]
    for_a_name: bool

    @property
    def delays(self) -> tuple[int, ...]:
        """After how many minutes a delay notice comes; none where a message expires before."""
        times = {_times(one) for one in self.holders}
        return tuple(sorted({delay for delay, expiration in times if delay < expiration}))

    @property
    def expirations(self) -> tuple[int, ...]:
        """After how many minutes a non-delivery report comes."""
        return tuple(sorted({_times(one)[1] for one in self.holders}))


def waiting(sender: VirtualServer, point: Point, estate: Estate) -> Waiting:
    """Where a message of a virtual server waits that stays at this destination and hour."""
    connectors = deciding_connectors(estate, point.destination.domain)
    found = stops(point.decision, 1 << point.hour)
    for_a_name = any(not reason.step.action.startswith("connects to ") for reason in found)
    return Waiting(tuple(_holders(sender, connectors)), for_a_name)


def _holders(sender: VirtualServer, connectors: Sequence[Connector]) -> Iterable[VirtualServer]:
    """The bridgeheads, to which the mail is handed over unfiltered; the sender where it is one, or where none is."""
    if not connectors:
        return [sender]
    heads = [
        [sender] if any(sender.at == one.at for one in each.bridgeheads) else each.bridgeheads for each in connectors
    ]
    return {one.at: one for some in heads for one in some}.values()


def _times(holder: VirtualServer) -> tuple[int, int]:
    retry = holder.declared.retry
    if retry is ABSENT:
        return _DELAY, _EXPIRATION
    delay = _DELAY if retry.delay_notification is ABSENT else retry.delay_notification
    return delay, _EXPIRATION if retry.expiration is ABSENT else retry.expiration
