"""Why a decision is as it is: what stops mail, what would have to be declared, at which hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exlint.mailflow.deciding import deciding
from exlint.mailflow.decision import Cause, Decision, Missing, Outcome, Step, Whole
from exlint.model.hours import ALWAYS, DAYS, NEVER


class Reason(NamedTuple):
    """A step, and what decides about it at some hours."""

    step: Step
    cause: Cause

    @property
    def setting(self) -> str:
        """The key that decides, and whose it is: `protocol_rules of ISA1`."""
        keys = [part for part in self.cause.at or self.step.at if isinstance(part, str)]
        return f"{keys[-1]} of {self.step.gate or self.step.actor}"

    def __str__(self) -> str:
        """Who stops or permits what, and why, in a sentence."""
        step, verb = self.step, {"stopped": "stops", "permitted": "lets through", "unknown": "may stop"}
        what = f"{step.actor} {step.action}{f' over {step.transport}' if step.transport else ''}"
        if not step.transport and self.cause.outcome is Outcome.STOPPED:
            return self.cause.by  # it names the server, and the step says no more than that it fails
        if not step.gate:
            return f"{what}: {self.cause.by}"
        return f"{step.gate} {verb[self.cause.outcome.value]} it ({what}): {self.cause.by}"


def stops(decision: Decision, hours: int = ALWAYS) -> Iterator[Reason]:
    """What stops mail at some of the hours, in the order asked.

    Of a chain the first part that stops counts, at each hour; of a choice every part, since each of them would do.
    """
    return _reasons(decision, hours, Outcome.STOPPED)


def longest_first(decision: Decision) -> list[Reason]:
    """What stops mail, by the number of hours at which it does; of equal ones the one that is asked first."""
    return sorted(stops(decision), key=lambda reason: reason.cause.hours.bit_count(), reverse=True)


def doubts(decision: Decision, hours: int = ALWAYS) -> Iterator[Reason]:
    """What keeps mail undecided at some of the hours, in the order asked: every part that is not known counts."""
    return _reasons(decision, hours, Outcome.UNKNOWN)


def _reasons(decision: Decision, hours: int, outcome: Outcome) -> Iterator[Reason]:
    """Walks parts that grow together again, in a circle even: each is told once for the same hour."""
    stopping = outcome is Outcome.STOPPED
    told: dict[int, int] = {}
    waiting = [(decision, hours)]
    while waiting:
        one, left = waiting.pop()
        left &= (one.stopped if stopping else one.unknown) & ~told.get(id(one), NEVER)
        if not left:
            continue
        told[id(one)] = told.get(id(one), NEVER) | left
        if one.step is not None:
            for cause in one.causes:
                if cause.hours & left:
                    yield Reason(one.step, cause._replace(hours=cause.hours & left))
        following: list[tuple[Decision, int]] = []
        for part in one.parts:
            if one.whole is Whole.TURN and part is one.parts[0]:
                # What is stopped behind a name that may not be found stops nothing yet.
                resolved, connected = part.parts
                following += [(resolved, left), (connected, left & ~resolved.stopped)]
                continue
            following.append((part, left))
            if not one.is_choice:
                left &= ~part.stopped
        waiting += reversed(following)


def together(decisions: Iterable[Decision]) -> Decision:
    """The decisions as parts of one, so that what stops several or keeps them undecided is walked once."""
    parts = tuple(decisions)
    stopped, unknown = NEVER, NEVER
    for part in parts:
        stopped |= part.stopped
        unknown |= part.unknown
    return Decision(stopped, unknown, parts=parts, whole=Whole.CHOICE)


def missing(*decisions: Decision) -> tuple[Missing, ...]:
    """The keys that would decide what is unknown, each once, in the order asked; none where no key can decide."""
    keys = (key for reason in doubts(together(decisions)) for key in reason.cause.missing)
    found = dict.fromkeys(keys)
    decide = deciding(decisions) if found else None
    return tuple(key for key in found if decide is None or key in decide)


def windows(hours: int) -> dict[str, list[str]]:
    """A set of hours as windows of each day: `{"monday": ["18-24"]}`; days without an hour are left out."""
    found: dict[str, list[str]] = {}
    for index, day in enumerate(DAYS):
        bits = hours >> 24 * index & (1 << 24) - 1
        for window in re.finditer("1+", f"{bits:024b}"[::-1]):
            found.setdefault(day, []).append(f"{window.start():02}-{window.end():02}")
    return found


def spoken(hours: int) -> str:
    """A set of hours in words: `every hour`, or its windows, days that are alike together."""
    if hours == ALWAYS:
        return "every hour"
    days: dict[str, list[str]] = {}
    for day, parts in windows(hours).items():
        days.setdefault(", ".join(parts), []).append(day.capitalize()[:3])
    return "; ".join(f"{', '.join(names)} {parts}" for parts, names in days.items())


def asked_first(decision: Decision) -> str:
    """Whom the sender asks for names, where mail is permitted: the first question on the permitted way."""
    if decision.step is not None:
        return decision.step.action.removeprefix("asks ") if decision.step.transport.endswith(" 53") else ""
    for part in decision.parts:
        if not decision.is_choice or part.permitted:
            found = asked_first(part)
            if found or decision.is_choice:
                return found
    return ""
