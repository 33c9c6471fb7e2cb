"""Decisions over the hours of a week, three-valued, and how they are put together.

An hour is permitted, stopped or unknown. A decision holds the stopped and the unknown hours as sets of bits (see
`model.hours`); all others are permitted. It keeps what it was made of, so that a trace can be read off it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from exlint.findings import Route
from exlint.model.hours import ALWAYS, NEVER


class Outcome(Enum):
    """What becomes of mail at one hour."""

    PERMITTED = "permitted"
    UNKNOWN = "unknown"
    STOPPED = "stopped"


class Whole(Enum):
    """What the parts of a decision make together."""

    CHAIN = "all must be permitted"
    CHOICE = "one permitted is enough"
    TIE = "all but the last must agree, which says so"
    TURN = "a chain of two, and another way behind its first; the last says what is not documented"


class Missing(NamedTuple):
    """A key that would decide, where it is to be written, and whose it is."""

    key: str
    at: Route


class Cause(NamedTuple):
    """What decides at some hours.

    Attributes:
        hours: The hours.
        outcome: What it decides.
        by: The rule or the setting, in words.
        at: Its place; none where nothing is written.
        missing: For an unknown outcome, the keys that would decide.
        console: For a stopped outcome, where an administrator changes it, in the menus of the products.
    """

    hours: int
    outcome: Outcome
    by: str
    at: Route | None = None
    missing: tuple[Missing, ...] = ()
    console: str = ""

    @property
    def brief(self) -> str:
        """What it decides, as a label has it: without the reason that follows a colon outside brackets."""
        before = self.by.partition(" (")[0]
        return before.partition(": ")[0] if ": " in before else self.by


Gates = tuple[tuple[Cause, ...], ...]
"""One gate, or several in a row, each with causes for every hour."""


class Party(NamedTuple):
    """An end of a step: a declared computer by its place, or something on the Internet by its name alone."""

    name: str
    at: Route | None = None

    def __str__(self) -> str:
        """Its name."""
        return self.name


THE_INTERNET = Party("the Internet")
"""Hosts on the Internet that nothing in the document names."""


class Step(NamedTuple):
    """One thing that a computer does: a question, a connection, a choice of the way.

    Attributes:
        actor: The computer.
        action: What it does, as `asks DC1 (10.0.0.5)`.
        transport: As `udp 53`; empty where nothing is sent.
        at: The setting that makes it do so.
        target: Whom it asks or connects to; None where nothing is sent.
        gate: The ISA server that decides about it; None where nothing stands in between.
    """

    actor: Party
    action: str
    transport: str
    at: Route
    target: Party | None = None
    gate: Party | None = None


class Decision(NamedTuple):
    """What is decided, at every hour, about a step or about several.

    Attributes:
        stopped: The hours at which mail is stopped.
        unknown: The hours at which it is not known.
        step: The step, of a decision about one.
        causes: What decides about the step; together they cover every hour.
        parts: The decisions that this one is made of; where servers ask each other in a circle, so do these.
        whole: What they make together.
    """

    stopped: int
    unknown: int
    step: Step | None = None
    causes: tuple[Cause, ...] = ()
    parts: Sequence[Decision] = ()
    whole: Whole = Whole.CHAIN

    @property
    def is_choice(self) -> bool:
        """Whether one permitted part may be enough; otherwise all must be."""
        return self.whole is not Whole.CHAIN

    @property
    def permitted(self) -> int:
        """The hours at which mail goes on."""
        return ALWAYS & ~(self.stopped | self.unknown)

    def at(self, hour: int) -> Outcome:
        """What is decided at one hour, 0 to 167."""
        if self.stopped >> hour & 1:
            return Outcome.STOPPED
        return Outcome.UNKNOWN if self.unknown >> hour & 1 else Outcome.PERMITTED

    def within(self, hours: int) -> Decision:
        """The same, asked about these hours only: at all others it counts as permitted."""
        if hours == ALWAYS:
            return self
        return self._replace(stopped=self.stopped & hours, unknown=self.unknown & hours)


def of_step(step: Step, causes: Iterable[Cause]) -> Decision:
    """The decision about one step; hours that no cause covers count as permitted without one."""
    kept = tuple(cause for cause in causes if cause.hours)
    return Decision(hours_of(kept, Outcome.STOPPED), hours_of(kept, Outcome.UNKNOWN), step, kept)


def chain(parts: Sequence[Decision]) -> Decision:
    """All parts must be permitted: a stopped one stops, otherwise an unknown one makes the whole unknown."""
    stopped, unknown = NEVER, NEVER
    for part in parts:
        stopped |= part.stopped
        unknown |= part.unknown
    return Decision(stopped, unknown & ~stopped, parts=tuple(parts))


def choice(parts: Sequence[Decision]) -> Decision:
    """One permitted part is enough; otherwise an unknown one makes the whole unknown. At least one part."""
    if len(parts) == 1:
        return parts[0]
    stopped, permitted = ALWAYS, NEVER
    for part in parts:
        stopped &= part.stopped
        permitted |= part.permitted
    return Decision(stopped, ALWAYS & ~(stopped | permitted), parts=tuple(parts), whole=Whole.CHOICE)


def always(
    outcome: Outcome, by: str, at: Route | None = None, *missing: Missing, console: str = ""
) -> tuple[Cause, ...]:
    """One cause at every hour."""
    return (Cause(ALWAYS, outcome, by, at, missing, console),)


def both(*groups: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """Gates in a row: what stops first counts, then what is unknown.

    Where all permit, the causes are told together: each gate's rule lets mail through.
    """
    causes = [cause for group in groups for cause in group]
    found: list[Cause] = []
    left = ALWAYS
    for cause in causes:
        if cause.outcome is Outcome.STOPPED:
            found.append(cause._replace(hours=cause.hours & left))
            left &= ~cause.hours
    # Unknown keys of all gates decide together, so none of them hides another's.
    found += [cause._replace(hours=cause.hours & left) for cause in causes if cause.outcome is Outcome.UNKNOWN]
    left &= ~hours_of(found, Outcome.UNKNOWN)
    return (*found, *_together(groups, left))


def _together(groups: Sequence[tuple[Cause, ...]], hours: int) -> list[Cause]:
    """What permits in a row of gates at hours at which all of them do; what is written nowhere is not worth a word."""
    first, *others = groups
    found = [cause._replace(hours=cause.hours & hours) for cause in first]
    for group in others:
        found = [_with(one, cause, shared) for one in found for cause in group if (shared := one.hours & cause.hours)]
    return found


def _with(one: Cause, other: Cause, hours: int) -> Cause:
    if other.at is None:
        return one._replace(hours=hours)
    by = f"{one.by}, {other.by}" if one.at else other.by
    return one._replace(hours=hours, by=by, at=one.at or other.at)


def hours_of(causes: Iterable[Cause], outcome: Outcome) -> int:
    """The hours at which some of these causes have an outcome."""
    hours = NEVER
    for cause in causes:
        if cause.outcome is outcome:
            hours |= cause.hours
    return hours
