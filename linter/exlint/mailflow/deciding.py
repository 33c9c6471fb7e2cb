"""Which of the keys that are not declared decide: those in a smallest set that would let mail through, or stop it.

A key counts as one that lets through whatever it decides about, or that stops it; a list of rules, for each port on its
own. So a key that matters only where another one is half as good is not named before that one is declared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from exlint.mailflow.decision import Cause, Decision, Missing, Step, Whole
from exlint.model.hours import ALWAYS

Literal = tuple[Missing, str, bool]
"""A key, the port that it is asked about (none where it has one answer for all), and whether it lets mail through."""

Terms = frozenset[frozenset[Literal]]
"""Sets of which one is enough, none within another; no set: it cannot be; an empty set: it is so already."""

_TRUE: Terms = frozenset([frozenset()])
_FALSE: Terms = frozenset()
_BY_PORT = {"protocol_rules", "access_rules", "system_rules", "packet_filters"}
_MOST_TERMS, _MOST_STEPS, _DEEPEST = 24, 20_000, 100


class _TooManyError(Exception):
    """More ways than are worth following."""


def deciding(decisions: Sequence[Decision]) -> frozenset[Missing] | None:
    """The keys that decide about mail to all destinations; None where there are too many ways to follow."""
    search = _Search()
    try:
        passing = _all(search.passing(one, ALWAYS) for one in decisions)
        stopping = _any(search.stopping(one, ALWAYS) for one in decisions)
    except _TooManyError:
        return None
    return frozenset(key for term in (*passing, *stopping) for key, _, _ in term)


class _Search:
    """What is found out once about parts that many ways lead to."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, bool], Terms] = {}
        self._within: set[int] = set()  # servers may ask each other in a circle: one that is asked again says nothing
        self._cuts = 0
        self._steps = 0

    def passing(self, one: Decision, hours: int) -> Terms:
        """What lets mail through at all of the hours."""
        if hours & one.stopped:
            return _FALSE
        return self._found(one, hours & one.unknown, wanted=True)

    def stopping(self, one: Decision, hours: int) -> Terms:
        """What stops mail at one of the hours."""
        if hours & one.stopped:
            return _TRUE
        return self._found(one, hours & one.unknown, wanted=False)

    def _found(self, one: Decision, hours: int, *, wanted: bool) -> Terms:
        if not hours:
            return _TRUE if wanted else _FALSE
        key = id(one), hours, wanted
        if key in self._known:
            return self._known[key]
        if id(one) in self._within:
            self._cuts += 1
            return _FALSE if wanted else _TRUE
        self._steps += 1
        if self._steps > _MOST_STEPS or len(self._within) > _DEEPEST:
            raise _TooManyError
        cuts = self._cuts
        self._within.add(id(one))
        found = self._worked_out(one, hours, wanted=wanted)
        self._within.remove(id(one))
        if self._cuts == cuts:
            self._known[key] = found
        return found

    def _worked_out(self, one: Decision, hours: int, *, wanted: bool) -> Terms:
        if one.step is not None:
            return _by_keys(one.step, one.causes, hours, wanted=wanted)
        if one.whole is Whole.CHAIN:
            if wanted:
                return _all(self.passing(part, hours) for part in one.parts)
            return _any(self.stopping(part, hours) for part in one.parts)
        parts = one.parts[0].parts if one.whole is Whole.TURN else one.parts
        alike = _alike(hours, [*parts, *one.parts])
        return (_all if wanted else _any)(self._chosen(one, some, wanted=wanted) for some in alike)

    def _chosen(self, one: Decision, hours: int, *, wanted: bool) -> Terms:
        """Of a choice, at hours at which its parts are alike."""
        if one.whole is Whole.TURN:
            return self._turned(one, hours, wanted=wanted)
        if one.whole is Whole.TIE:
            ways = one.parts[:-1]
            return _all(self.passing(way, hours) if wanted else self.stopping(way, hours) for way in ways)
        if wanted:
            return _any(self.passing(part, hours) for part in one.parts)
        return _all(self.stopping(part, hours) for part in one.parts)

    def _turned(self, one: Decision, hours: int, *, wanted: bool) -> Terms:
        """DNS first, then the smart host: it takes over for sure only where no name is found."""
        resolved, connected = one.parts[0].parts
        relayed = one.parts[1]
        unresolved, behind = self.stopping(resolved, hours), self.passing(relayed, hours)
        if not wanted:
            failed = _any([unresolved, self.stopping(connected, hours)])
            return _all([failed, self.stopping(relayed, hours)])
        direct = self.passing(connected, hours)
        found = self.passing(resolved, hours)
        return _any([_all([found, direct]), _all([unresolved, behind]), _all([direct, behind])])


def _by_keys(step: Step, causes: Iterable[Cause], hours: int, *, wanted: bool) -> Terms:
    """Of a step: all causes at hours that are not known must let it pass, one is enough to stop it."""
    port = step.transport.rpartition(" ")[2]
    terms = [
        frozenset([frozenset((key, port if key.at[-1] in _BY_PORT else "", wanted) for key in cause.missing)])
        if cause.missing
        else _FALSE
        for cause in causes
        if cause.hours & hours
    ]
    return (_all if wanted else _any)(terms)


def _alike(hours: int, parts: Iterable[Decision]) -> set[int]:
    """The hours in sets within which each part is decided alike; a set without an hour asks for nothing."""
    found = {hours}
    for part in parts:
        for mask in (part.stopped, part.unknown):
            found = {some for one in found for some in (one & mask, one & ~mask)}
    return found


def _any(terms: Iterable[Terms]) -> Terms:
    return _least({term for several in terms for term in several})


def _all(terms: Iterable[Terms]) -> Terms:
    # Many destinations are alike in what they need.
    return reduce(_both, dict.fromkeys(terms), _TRUE)


def _both(some: Terms, others: Terms) -> Terms:
    return _least({one | other for one in some for other in others if not _contradict(one, other)})


def _contradict(one: frozenset[Literal], other: frozenset[Literal]) -> bool:
    return any((key, port, not wanted) in other for key, port, wanted in one)


def _least(terms: set[frozenset[Literal]]) -> Terms:
    """The terms within which no other one is."""
    found: list[frozenset[Literal]] = []
    for term in sorted(terms, key=len):
        if not any(map(term.issuperset, found)):
            found.append(term)
    if len(found) > _MOST_TERMS:
        raise _TooManyError
    return frozenset(found)
