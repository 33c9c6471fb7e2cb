"""What differs between the objects of an estate and those of a later version of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from exlint.model.objects import Identity, Object, Objects, same
from exlint.schema import ABSENT


class Setting(NamedTuple):
    """A setting with another value; `ABSENT` where it is not written."""

    key: str
    old: Any
    new: Any


class Rank(NamedTuple):
    """Where something stands in an ordered list: its number, from 1, and the name before it; empty for the first."""

    number: int
    behind: str


class Change(NamedTuple):
    """What became of an object.

    Attributes:
        what: `added`, `removed`, or `changed`.
        object: The object: the new one, if there is one.
        settings: Those that differ; of an object that was added or removed, all.
        moved: Its ranks before and after, where it went to another one among those that are in both versions.
    """

    what: str
    object: Object
    settings: tuple[Setting, ...] = ()
    moved: tuple[Rank, Rank] | None = None


def compare(old: Objects, new: Objects) -> tuple[Change, ...]:
    """What changed: the objects of the new version in their order, then those that are gone."""
    moves = dict(_moves(old, new))
    found: list[Change] = []
    for identity, one in new.all.items():
        before = old.all.get(identity)
        settings = _settings(before, one)
        if before is None:
            found.append(Change("added", one, settings))
        elif settings or identity in moves:
            found.append(Change("changed", one, settings, moves.get(identity)))
    gone = (one for identity, one in old.all.items() if identity not in new.all)
    return (*found, *(Change("removed", one, _settings(one, None)) for one in gone))


def _settings(old: Object | None, new: Object | None) -> tuple[Setting, ...]:
    before, after = old.settings if old else {}, new.settings if new else {}
    pairs = ((key, before.get(key, ABSENT), after.get(key, ABSENT)) for key in {**before, **after})
    return tuple(Setting(*pair) for pair in pairs if not same(*pair))


def reordered(old: Objects, new: Objects) -> Iterator[tuple[Identity, list[Identity], list[Identity]]]:
    """The ordered lists in which what is in both versions has another order: the list, and both orders of that."""
    for name, members in new.lists.items():
        if members and new.all[members[0]].kind.ordered:
            now = [one for one in members if one in old.all]
            before = [one for one in old.lists.get(name, ()) if one in new.all]
            if now != before:
                yield name, before, now


def _moves(old: Objects, new: Objects) -> Iterator[tuple[Identity, tuple[Rank, Rank]]]:
    """The objects that moved: as few as explain the new order."""
    for name, before, now in reordered(old, new):
        rank = {one: number for number, one in enumerate(before)}
        stayed = set(_longest_rising([rank[one] for one in now]))
        for one in now:
            if rank[one] not in stayed:
                yield one, (_rank(one, old, name), _rank(one, new, name))


def _rank(one: Identity, found: Objects, name: Identity) -> Rank:
    members = found.lists[name]
    number = members.index(one)
    return Rank(number + 1, found.all[members[number - 1]].names[-1] if number else "")


def _longest_rising(numbers: Sequence[int]) -> Iterable[int]:
    """The longest part of distinct numbers that rises, by patience sorting."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        before[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    last = tops[-1] if tops else None
    while last is not None:
        yield last
        last = before[last]
