"""One message followed hop by hop: what a decision was made of, read at one destination and one hour."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.decision import Cause, Decision, Outcome, Step
from exlint.mailflow.destinations import Destination
from exlint.mailflow.verdict import Flow


class Hop(NamedTuple):
    """One step of a message, and what is decided about it.

    Attributes:
        step: Who does what, over what.
        cause: What decides.
        alternatives: The numbers of the bridgehead, smart host, resolver or forwarder that the hop belongs to, the
            outermost choice first; empty where there was none.
    """

    step: Step
    cause: Cause
    alternatives: tuple[int, ...] = ()

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
    for destination, decision in flow.decisions:
        if decision.stopped:
            return Point(destination, decision, _first(decision.stopped))
    return None


def shown(flow: Flow) -> Point:
    """The point that a trace shows: the witness; else one that is not known; else mail to the Internet at large.

    What was asked about is all that there is: no other destination and no other hour is shown.
    """
    found = witness(flow)
    if found is not None:
        return found
    for destination, decision in flow.decisions:
        if decision.unknown:
            return Point(destination, decision, _first(decision.unknown))
    return Point(flow.asked.main, flow.at_large, _first(flow.asked.hours))


def hops(decision: Decision, hour: int) -> tuple[Hop, ...]:
    """The hops at one hour, in the order asked, up to the one that stops.

    Of a choice the first permitted part is shown; where there is none, every part with its number. What several parts
    lead to is told once.
    """
    found: list[Hop] = []
    told: set[int] = set()
    waiting: list[tuple[Decision, tuple[int, ...]]] = [(decision, ())]
    while waiting:
        one, alternatives = waiting.pop()
        if id(one) in told:
            continue
        told.add(id(one))
        if one.step is None:
            following = _following(one, hour, told)
            chosen = len(following) > 1 and one.is_choice
            numbered = enumerate(following, 1)
            waiting += reversed([(part, _within(alternatives, part, n if chosen else 0)) for n, part in numbered])
        else:
            found += (Hop(one.step, cause, alternatives) for cause in one.causes if cause.hours >> hour & 1)
    return tuple(found)


def numbered(found: Iterable[Hop]) -> Iterator[tuple[int, tuple[Hop, ...]]]:
    """The hops under the numbers that a person sees: a step that several things decide about has one."""
    steps = groupby(found, key=lambda hop: (hop.step, hop.alternatives))
    return ((number, tuple(same)) for number, (_, same) in enumerate(steps, 1))


def _within(alternatives: tuple[int, ...], part: Decision, number: int) -> tuple[int, ...]:
    """The numbers of a part; a remark about the choice itself, which sends nothing, has none of its own."""
    is_remark = part.step is not None and not part.step.transport
    return (*alternatives, number) if number and not is_remark else alternatives


def _following(one: Decision, hour: int, told: Collection[int]) -> list[Decision]:
    """The parts that are shown of a decision that is made of some."""
    if one.is_choice:
        if one.at(hour) is not Outcome.PERMITTED:
            return list(one.parts)
        permitted = [part for part in one.parts if part.at(hour) is Outcome.PERMITTED]
        return [next((part for part in permitted if _leads_out(part, hour, told)), permitted[0])]
    stops = next((index for index, part in enumerate(one.parts) if part.at(hour) is Outcome.STOPPED), len(one.parts))
    return list(one.parts[: stops + 1])


def _leads_out(part: Decision, hour: int, told: Collection[int]) -> bool:
    """Whether a permitted part comes to an end without what was told before: servers may ask each other in a circle."""
    waiting, seen = [part], set(told)
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        # Of a chain one part at most is more than a step.
        following = [inner for inner in one.parts if inner.step is None or one.is_choice]
        if not following:
            return True
        waiting += (inner for inner in following if inner.at(hour) is Outcome.PERMITTED)
    return False


def _first(hours: int) -> int:
    """The first hour of a set that is not empty."""
    return (hours & -hours).bit_length() - 1
