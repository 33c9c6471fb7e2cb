"""One message followed hop by hop: what a decision was made of, read at one destination and one hour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.decision import Cause, Decision, Outcome, Step
from exlint.mailflow.destinations import AT_LARGE, Destination
from exlint.mailflow.verdict import Flow


class Hop(NamedTuple):
    """One step of a message, and what is decided about it.

    Attributes:
        step: Who does what, over what.
        cause: What decides.
        alternative: The number of the resolver, bridgehead or smart host that the hop belongs to; 0 for no choice.
    """

    step: Step
    cause: Cause
    alternative: int = 0

    @property
    def at(self) -> Route:
        """The place of what decides; where nothing is written, of the setting that makes the step."""
        return self.cause.at or self.step.at


class Point(NamedTuple):
    """A destination and an hour, 0 to 167."""

    destination: Destination
    decision: Decision
    hour: int


def witness(flow: Flow) -> Point | None:
    """One point where mail stays, of the Internet at large if it can be, at its first hour; None if mail leaves."""
    for destination, decision in ((AT_LARGE, flow.at_large), *flow.others):
        if decision.stopped:
            return Point(destination, decision, _first(decision.stopped))
    return None


def shown(flow: Flow) -> Point:
    """The point that a trace shows: the witness; else mail to the Internet at large, at an hour that is undecided."""
    found = witness(flow)
    if found is not None:
        return found
    return Point(AT_LARGE, flow.at_large, _first(flow.at_large.unknown))


def hops(decision: Decision, hour: int) -> tuple[Hop, ...]:
    """The hops at one hour, in the order asked, up to the one that stops.

    Of a choice the first permitted part is shown; where there is none, every part with its number.
    """
    return tuple(_hops(decision, hour, 0, set()))


def _hops(decision: Decision, hour: int, alternative: int, seen: set[int]) -> Iterator[Hop]:
    """Walks a tree whose branches grow together again: what several alternatives lead to is told once."""
    if id(decision) in seen:
        return
    seen.add(id(decision))
    if decision.step is not None:
        cause = next((one for one in decision.causes if one.hours >> hour & 1), None)
        if cause is not None:
            yield Hop(decision.step, cause, alternative)
    elif not decision.is_choice:
        for part in decision.parts:
            yield from _hops(part, hour, alternative, seen)
            if part.at(hour) is Outcome.STOPPED:
                return
    else:
        permitted = next((part for part in decision.parts if part.at(hour) is Outcome.PERMITTED), None)
        if permitted is not None and decision.at(hour) is Outcome.PERMITTED:
            yield from _hops(permitted, hour, alternative, seen)
            return
        for number, part in enumerate(decision.parts, 1):
            yield from _hops(part, hour, number, seen)


def _first(hours: int) -> int:
    """The first hour of a set; 0 of an empty one."""
    return max((hours & -hours).bit_length() - 1, 0)
