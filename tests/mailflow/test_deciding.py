"""Which keys decide, against all that could be declared: each key left open, for the mail or against it.

A tree of decisions is worked out hour by hour from what is written. A smallest set of answers that lets mail through at
every hour, or stops it at one, is looked for among all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exlint.mailflow.deciding import deciding
from exlint.mailflow.decision import Cause, Decision, Missing, Outcome, Party, Step, Whole, chain, choice
from exlint.model.hours import ALWAYS

HOURS = 3
"""So many hours of the week are looked at; at the others mail is permitted."""
ALL_HOURS = (1 << HOURS) - 1

A, B, C = (Missing(name, ("servers", 0, name)) for name in "ABC")
RULES = Missing("R", ("servers", 0, "protocol_rules"))  # they may let one port out, and not another
Answers = Mapping[tuple[Missing, str], bool]


class Leaf(NamedTuple):
    """A step: the hours at which it is stopped, and what may stop it: at which hours, by which keys."""

    stopped: int = 0
    doubts: tuple[tuple[int, tuple[Missing, ...]], ...] = ()
    port: str = "25"


class Group(NamedTuple):
    """Several together; of a turn three: the names, the connection, the smart host."""

    whole: Whole
    parts: tuple[Leaf | Group, ...]


Tree = Leaf | Group
STUCK = Leaf(doubts=((ALL_HOURS, ()),))
"""What no key can decide."""


def asked(key: Missing, port: str) -> tuple[Missing, str]:
    """What is answered: a list of rules for each port on its own."""
    return key, port if key is RULES else ""


def state(tree: Tree, hour: int, answers: Answers) -> str:
    """P, S or U: permitted, stopped, or not known."""
    if isinstance(tree, Leaf):
        return "S" if tree.stopped >> hour & 1 else _doubted(tree, hour, answers)
    parts = [state(part, hour, answers) for part in tree.parts]
    if tree.whole is Whole.TURN:
        names, connection, relay = parts
        told = {"P": [_turned(connection, relay)], "S": [relay], "U": [_turned(connection, relay), relay]}[names]
        return told[0] if len(set(told)) == 1 else "U"
    if tree.whole is Whole.TIE:
        return parts[0] if len(set(parts)) == 1 else "U"
    return next(one for one in ("SUP" if tree.whole is Whole.CHAIN else "PUS") if one in parts)


def _doubted(leaf: Leaf, hour: int, answers: Answers) -> str:
    found = "P"
    for hours, keys in leaf.doubts:
        if hours >> hour & 1:
            said = {answers.get(asked(key, leaf.port)) for key in keys} or {None}
            if said == {False}:
                return "S"
            found = found if said == {True} else "U"
    return found


def _turned(connection: str, relay: str) -> str:
    """Where names are found: the smart host may take over, or not, where the connection is stopped."""
    return "P" if connection == "P" else "S" if connection == relay == "S" else "U"


def built(tree: Tree) -> Decision:
    """The decision that the engine would make."""
    states = [state(tree, hour, {}) for hour in range(HOURS)]
    stopped, unknown = (sum(1 << hour for hour, one in enumerate(states) if one == letter) for letter in "SU")
    if isinstance(tree, Leaf):
        return _step(stopped, unknown, tree)
    parts = [built(part) for part in tree.parts]
    if tree.whole is Whole.TURN:
        parts = [chain(parts[:2]), parts[2], _step(0, parts[0].permitted & parts[1].stopped & unknown, STUCK)]
    if tree.whole is Whole.TIE:
        differing = sum(
            1 << hour for hour in range(HOURS) if {one.at(hour).value for one in parts} >= {"permitted", "stopped"}
        )
        parts.append(_step(0, differing, STUCK))
    return Decision(stopped, unknown, parts=parts, whole=tree.whole)


def _step(stopped: int, unknown: int, leaf: Leaf) -> Decision:
    doubts = [Cause(hours & unknown, Outcome.UNKNOWN, "", missing=keys) for hours, keys in leaf.doubts]
    rest = [
        Cause(stopped, Outcome.STOPPED, "stopped"),
        Cause(ALWAYS & ~(stopped | unknown), Outcome.PERMITTED, "permitted"),
    ]
    step = Step(Party("MAIL1"), "connects", f"tcp {leaf.port}", ())
    return Decision(stopped, unknown, step, (*doubts, *rest))


def leaves(tree: Tree) -> Iterator[Leaf]:
    if isinstance(tree, Leaf):
        yield tree
    else:
        for part in tree.parts:
            yield from leaves(part)


def leaf(*missing: Missing, hours: int = ALL_HOURS, port: str = "25") -> Leaf:
    """What keys decide together, at every hour or at some; without a key none can."""
    return Leaf(0, ((hours, missing),), port)


def turn(*parts: Leaf) -> Group:
    """By the names and the connection, else by the smart host."""
    return Group(Whole.TURN, parts)


def circle(one: Missing, other: Missing) -> list[Decision]:
    """Two servers, each of which asks some server of its own, or the other one."""
    ways = [built(leaf(one))], [built(leaf(other))]
    both = [Decision(0, ALL_HOURS, parts=parts, whole=Whole.CHOICE) for parts in ways]
    for parts, another in zip(ways, reversed(both), strict=True):
        parts.append(another)
    return both


def named(*decisions: Decision) -> str:
    """The names of the keys that decide."""
    return ", ".join(sorted(key.key for key in deciding(decisions) or ()))


def expected(trees: Sequence[Tree]) -> frozenset[Missing]:
    """The keys in a smallest set of answers by which mail is let through, or is stopped."""
    doubts = [(leaf, keys) for tree in trees for leaf in leaves(tree) for _, keys in leaf.doubts]
    keys_ = sorted({asked(key, leaf.port) for leaf, keys in doubts for key in keys})
    smallest: dict[str, list[frozenset[tuple[tuple[Missing, str], bool]]]] = {"P": [], "S": []}
    all_answers = [
        {one: bool(said) for one, said in zip(keys_, some, strict=True) if said is not None}
        for some in product((None, True, False), repeat=len(keys_))
    ]
    for answers in sorted(all_answers, key=len):
        states = {state(tree, hour, answers) for tree in trees for hour in range(HOURS)}
        verdict = "S" if "S" in states else "U" if "U" in states else "P"
        if verdict != "U" and not any(less <= set(answers.items()) for less in smallest[verdict]):
            smallest[verdict].append(frozenset(answers.items()))
    return frozenset(key for several in smallest.values() for term in several for (key, _), _ in term)


NAMED: dict[str, tuple[Tree, str]] = {
    "names that would have to be found and not to be found": (turn(leaf(A), STUCK, leaf(A)), ""),
    "of two keys only one would have to do both": (turn(leaf(A, B), STUCK, leaf(A)), ""),
    "names that are not found, and a smart host": (turn(leaf(A), STUCK, leaf(B)), "A, B"),
    "a key beside what no key opens": (Group(Whole.CHAIN, (leaf(A), STUCK)), ""),
    "rules that let out mail, but no names": (turn(leaf(RULES, port="53"), STUCK, leaf(RULES)), "R"),
    "one key for two ports": (turn(leaf(A, port="53"), STUCK, leaf(A)), ""),
    "names at one hour, and a connection at another that no key decides": (
        turn(leaf(A, hours=0b10), leaf(hours=0b01), leaf(C)),
        "",
    ),
    "two ways, one of which is open at an hour": (
        Group(Whole.CHOICE, (Leaf(doubts=((0b01, (A,)), (0b10, (B,)))), leaf(C, hours=0b10))),
        "B, C",
    ),
}
"""What might let mail through -> the keys by which it would."""


@pytest.mark.parametrize("case", NAMED)
def test_the_keys_that_would_let_mail_through_are_named(case: str) -> None:
    tree, names = NAMED[case]
    passing = built(Group(Whole.CHOICE, (STUCK, tree)))  # since no key can stop it, only what lets mail through counts

    assert named(passing) == names


def test_one_that_is_asked_again_in_a_circle_says_nothing() -> None:
    assert named(circle(A, B)[0]) == "A, B"


def test_what_was_found_within_a_circle_does_not_count_outside_it() -> None:
    assert named(choice([built(STUCK), chain(circle(A, B))])) == "A, B"


def test_four_and_twenty_ways_are_followed_and_no_more() -> None:
    ways = [built(leaf(Missing(str(number), ("servers", number, "x")))) for number in range(25)]

    assert len(deciding([choice(ways[:24])]) or ()) == 24
    assert deciding([choice(ways)]) is None


def test_a_hundred_decisions_within_one_are_followed_and_no_more() -> None:
    nested = [built(leaf(A))]
    for _ in range(101):
        nested.append(Decision(0, nested[-1].unknown, parts=nested[-1:]))

    assert deciding([nested[100]]) == frozenset([A])
    assert deciding([nested[101]]) is None


def test_no_more_steps_are_followed_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exlint.mailflow.deciding._MOST_STEPS", 2)

    assert deciding([built(leaf(A))]) == frozenset([A])  # one step for what lets it through, one for what stops it
    assert deciding([built(leaf(A)), built(leaf(B))]) is None


keys = st.sampled_from([(A,), (B,), (C,), (RULES,), (A, B), ()])
ports = st.sampled_from(["25", "53"])
hours = st.integers(0, ALL_HOURS)
doubts = st.tuples(st.integers(1, ALL_HOURS), keys)
simple = st.builds(Leaf, hours.map(lambda one: one & one >> 1), st.lists(doubts, max_size=1).map(tuple), ports)
steps = st.builds(Leaf, st.just(0), st.lists(doubts, max_size=3).map(tuple), ports)
of_any = st.sampled_from([Whole.CHOICE, Whole.TIE])


def several(parts: st.SearchStrategy[Tree], wholes: st.SearchStrategy[Whole]) -> st.SearchStrategy[Tree]:
    """Groups of any kind, of these parts."""
    turns = st.builds(Group, st.just(Whole.TURN), st.tuples(parts, parts, parts))
    return st.one_of(turns, st.builds(Group, wholes, st.lists(parts, min_size=2, max_size=3).map(tuple)))


over_hours = st.one_of(simple, steps, several(simple, of_any))
at_one_hour = st.recursive(
    simple.map(
        lambda one: Leaf(-(one.stopped & 1) & ALL_HOURS, tuple((ALL_HOURS, keys) for _, keys in one.doubts), one.port)
    ),
    lambda parts: several(parts, st.sampled_from([Whole.CHAIN, Whole.CHOICE, Whole.TIE])),
    max_leaves=6,
)


@settings(max_examples=400)
@given(st.lists(over_hours, min_size=1, max_size=2))
def test_the_keys_of_the_smallest_sets_decide_hour_by_hour(trees: list[Tree]) -> None:
    assert deciding([built(tree) for tree in trees]) == expected(trees)


@settings(max_examples=400)
@given(st.lists(at_one_hour, min_size=1, max_size=2))
def test_the_keys_of_the_smallest_sets_decide_at_any_depth(trees: list[Tree]) -> None:
    assert deciding([built(tree) for tree in trees]) == expected(trees)
