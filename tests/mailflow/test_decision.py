"""Decisions and gates put together, against what holds at each hour by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.mailflow.decision import Cause, Decision, Gates, Outcome, Party, Step, always, both, chain, choice, of_step
from exlint.model.hours import ALWAYS

P, U, S = Outcome.PERMITTED, Outcome.UNKNOWN, Outcome.STOPPED
HOURS = range(6)
STEP = Step(Party("MAIL1"), "connects", "tcp 25", ())


def decision(outcomes: list[Outcome]) -> Decision:
    """What is decided hour by hour; permitted at all others."""
    return of_step(STEP, [Cause(1 << hour, one, "so") for hour, one in enumerate(outcomes)])


decisions = st.lists(st.sampled_from(Outcome), min_size=len(HOURS), max_size=len(HOURS)).map(decision)


@given(st.lists(decisions, min_size=2, max_size=4))
def test_the_worst_part_decides_a_chain_and_the_best_one_a_choice(parts: list[Decision]) -> None:
    for hour in (*HOURS, 167):
        held = [part.at(hour) for part in parts]
        assert chain(parts).at(hour) is next(one for one in (S, U, P) if one in held)
        assert choice(parts).at(hour) is next(one for one in (P, U, S) if one in held)


@given(decisions, st.integers(0, ALWAYS))
def test_at_hours_that_are_not_asked_about_mail_is_permitted(one: Decision, hours: int) -> None:
    for hour in HOURS:
        assert one.within(hours).at(hour) is (one.at(hour) if hours >> hour & 1 else P)


def test_a_cause_without_an_hour_is_no_cause_of_a_step() -> None:
    kept = Cause(ALWAYS, S, "denied")
    assert of_step(STEP, [Cause(0, U, "not declared"), kept]).causes == (kept,)


@st.composite
def gate(draw: st.DrawFn, name: str) -> tuple[Cause, ...]:
    """What decides at each hour, three causes at most; some of it is written nowhere."""
    owners = draw(st.lists(st.integers(0, 2), min_size=len(HOURS), max_size=len(HOURS)))
    causes = [
        Cause(0, draw(st.sampled_from(Outcome)), f"{name}{number}", draw(st.sampled_from([None, (name, number)])))
        for number in range(3)
    ]
    hours = [sum(1 << hour for hour in HOURS if owners[hour] == number) for number in range(3)]
    hours[0] |= ALWAYS & ~((1 << len(HOURS)) - 1)
    return tuple(cause._replace(hours=its) for cause, its in zip(causes, hours, strict=True))


@given(st.tuples(gate("A"), gate("B"), gate("C")))
def test_gates_in_a_row_say_hour_by_hour_who_decides(gates: Gates) -> None:
    found = both(*gates)
    for hour in (*HOURS, 167):
        held = [cause for one in gates for cause in one if cause.hours >> hour & 1]
        stops, doubts, placed = (
            [cause for cause in held if cause.outcome is S],
            [cause for cause in held if cause.outcome is U],
            [cause for cause in held if cause.at],
        )
        allowed = [(P, ", ".join(one.by for one in placed) or held[0].by, placed[0].at if placed else None)]
        expected = [(one.outcome, one.by, one.at) for one in stops[:1] or doubts] or allowed
        assert [(one.outcome, one.by, one.at) for one in found if one.hours >> hour & 1] == expected


@pytest.mark.parametrize("outcome", Outcome)
def test_one_cause_at_every_hour_decides_every_hour(outcome: Outcome) -> None:
    assert {of_step(STEP, always(outcome, "so")).at(hour) for hour in range(168)} == {outcome}


@pytest.mark.parametrize(
    ("by", "brief"),
    [
        ("the protocol rule All allows it", "the protocol rule All allows it"),
        ("no rule allows it (protocol_rules: none)", "no rule allows it (protocol_rules: none)"),
        ("nothing answers: it is off", "nothing answers"),
    ],
)
def test_a_label_leaves_out_the_reason_behind_a_colon_outside_brackets(by: str, brief: str) -> None:
    assert always(P, by)[0].brief == brief
