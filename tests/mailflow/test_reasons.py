"""Sets of hours in words and windows, against a table of the week hour by hour; and what stops or would decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison import built
from exlint import mailflow, model, schema
from exlint.findings import Route
from exlint.mailflow import delivery
from exlint.mailflow.decision import Cause, Decision, Missing, Outcome, Party, Step, Whole, chain, choice, of_step
from exlint.mailflow.reasons import (
    Reason,
    asked_first,
    doubts,
    longest_first,
    missing,
    spoken,
    stops,
    together,
    windows,
)
from exlint.model.hours import ALWAYS, DAYS, NEVER
from sentences.small import estate

P, U, S = Outcome.PERMITTED, Outcome.UNKNOWN, Outcome.STOPPED
A = Missing("A", ("servers", 0, "a"))
SENDER = built(estate()).virtual_servers[0]
WEEKS = st.integers(NEVER, ALWAYS)


@given(WEEKS)
def test_windows_hold_exactly_the_hours(hours: int) -> None:
    held = {
        24 * DAYS.index(day) + hour
        for day, parts in windows(hours).items()
        for part in parts
        for hour in range(int(part[:2]), int(part[3:]))
    }

    assert held == {hour for hour in range(168) if hours >> hour & 1}


@given(WEEKS)
def test_windows_of_a_day_neither_touch_nor_overlap(hours: int) -> None:
    for parts in windows(hours).values():
        ends = [int(part[3:]) for part in parts]
        starts = [int(part[:2]) for part in parts]
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_hours_are_spoken_with_like_days_together() -> None:
    workdays = sum((1 << 17) - (1 << 9) << 24 * day for day in range(5))

    assert spoken(ALWAYS) == "every hour"
    assert spoken(workdays) == "Mon, Tue, Wed, Thu, Fri 09-17"
    assert spoken(ALWAYS & ~workdays) == "Mon, Tue, Wed, Thu, Fri 00-09, 17-24; Sat, Sun 00-24"


def _flow(isa: dict[str, object]) -> mailflow.Flow:
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "dns_servers": ["10.0.0.1"],
        "smtp_virtual_servers": [{"name": "VS"}],
    }
    base = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
    }
    document = schema.check({"exlint": 1, "exchange": {"servers": [server]}, "isa": {"servers": [base | isa]}}, 0)
    assert isinstance(document, schema.Document)
    estate = model.build([document])
    assert isinstance(estate, model.Estate)
    return mailflow.judge(estate)[0]


def test_what_is_missing_is_named_once_and_in_the_order_asked() -> None:
    flow = _flow({})

    assert [one.key for one in missing(flow.at_large)] == [
        "dns_listener of ISA1",
        "packet_filtering of ISA1",
        "packet_filters of ISA1",
        "protocol_rules of ISA1",
        "site_and_content_rules of ISA1",
    ]
    assert all(reason.cause.missing for reason in doubts(flow.at_large))
    assert list(stops(flow.at_large)) == []


def test_what_several_decisions_have_in_common_is_told_once() -> None:
    undecided, stopped = _flow({}).at_large, _flow({"dns_listener": False}).at_large

    assert list(doubts(together([undecided, undecided]))) == list(doubts(undecided))
    assert list(stops(together([stopped, undecided, stopped]))) == list(stops(stopped))


def test_what_is_stopped_first_hides_what_comes_behind_it() -> None:
    flow = _flow({"dns_listener": False, "protocol_rules": []})

    assert [str(reason) for reason in stops(flow.at_large)] == ["nothing answers DNS on ISA1 (dns_listener: false)"]


def told(outcome: Outcome, by: str, *, transport: str = "tcp 25", gate: str = "", at: Route | None = None) -> Reason:
    step = Step(Party("MAIL1"), "connects", transport, ("vs", 0, "name"), gate=Party(gate) if gate else None)
    return Reason(step, Cause(ALWAYS, outcome, by, at))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (told(S, "denied", gate="ISA1"), "ISA1 stops it (MAIL1 connects over tcp 25): denied"),
        (told(U, "not declared", gate="ISA1"), "ISA1 may stop it (MAIL1 connects over tcp 25): not declared"),
        (told(P, "allowed", gate="ISA1"), "ISA1 lets through it (MAIL1 connects over tcp 25): allowed"),
        (told(S, "nobody answers"), "MAIL1 connects over tcp 25: nobody answers"),
        (told(S, "DC1 asks nobody else", transport=""), "DC1 asks nobody else"),
        (told(U, "not declared", transport=""), "MAIL1 connects: not declared"),
    ],
)
def test_a_reason_says_who_does_what_to_whom(reason: Reason, said: str) -> None:
    assert str(reason) == said


def test_the_setting_is_the_key_that_decides_else_that_of_the_step() -> None:
    assert told(S, "denied", gate="ISA1", at=("isa", 0, "protocol_rules", 3)).setting == "protocol_rules of ISA1"
    assert told(S, "denied").setting == "name of MAIL1"


def step(causes: list[Cause], action: str = "connects", transport: str = "tcp 25") -> Decision:
    return of_step(Step(Party("MAIL1"), action, transport, ()), causes)


HOURS = range(8)
steps = st.lists(st.sampled_from(Outcome), min_size=len(HOURS), max_size=len(HOURS)).map(
    lambda outcomes: step([Cause(1 << hour, one, "", missing=(A,)) for hour, one in enumerate(outcomes)])
)


def grown(parts: st.SearchStrategy[Decision]) -> st.SearchStrategy[Decision]:
    """Decisions made of others; a turn's names and connection are steps."""
    some = st.lists(parts, min_size=2, max_size=3)
    turns = st.builds(lambda *three: delivery._directly_first(SENDER, *three), steps, steps, parts)
    return st.one_of(some.map(chain), some.map(choice), turns)


def at_an_hour(one: Decision, hour: int, outcome: Outcome) -> set[int]:
    """The steps by which a decision has an outcome at an hour, walked from above."""
    if one.at(hour) is not outcome:
        return set()
    if one.step is not None:
        return {id(one.step)}
    parts = list(one.parts)
    if one.whole is Whole.TURN:
        names, connection = parts[0].parts
        parts[:1] = [names] if names.at(hour) is S else [names, connection]
    if one.whole is Whole.CHAIN and outcome is S:
        parts = [next(part for part in parts if part.at(hour) is S)]
    return {found for part in parts for found in at_an_hour(part, hour, outcome)}


@given(st.recursive(steps, grown, max_leaves=5))
def test_reasons_are_those_of_each_hour_and_told_once(whole: Decision) -> None:
    for outcome, reasons in ((S, list(stops(whole))), (U, list(doubts(whole)))):
        assert all(reason.cause.hours for reason in reasons)
        found = [(id(one.step), hour) for one in reasons for hour in HOURS if one.cause.hours >> hour & 1]
        assert len(found) == len(set(found))
        assert set(found) == {(step, hour) for hour in HOURS for step in at_an_hour(whole, hour, outcome)}


def test_what_stops_longest_is_told_first_and_of_equal_ones_what_is_asked_first() -> None:
    causes = [Cause(hours, S, by) for hours, by in ((0b1, "a"), (0b110, "b"), (0b1000, "c"), (0b110000, "d"))]

    assert [reason.cause.by for reason in longest_first(step(causes))] == ["b", "d", "a", "c"]


def test_where_too_many_ways_are_to_be_followed_all_keys_are_named() -> None:
    keys = [Missing(str(number), ("servers", number, "x")) for number in range(30)]
    ways = [step([Cause(ALWAYS, U, "", missing=(key,))]) for key in keys]

    assert missing(choice(ways)) == tuple(keys)


def asking(whom: str, outcome: Outcome = P, transport: str = "udp 53") -> Decision:
    return step([Cause(ALWAYS, outcome, "")], f"asks {whom}", transport)


@pytest.mark.parametrize(
    ("whole", "whom"),
    [
        (asking("DC1"), "DC1"),
        (asking("DC1", transport="tcp 53"), "DC1"),
        (asking("DC1", transport="tcp 25"), ""),
        (chain([asking("way", transport=""), chain([asking("DC1"), asking("DC2")])]), "DC1"),
        (choice([asking("DC1", S), asking("DC2")]), "DC2"),
        (choice([asking("DC1"), asking("DC2")]), "DC1"),
        (choice([asking("relay", transport="tcp 25"), asking("DC2")]), ""),  # the first permitted way asks nobody
        (chain([asking("DC1", S), asking("DC2")]), "DC1"),
        (chain([asking("way", transport=""), asking("relay", transport="tcp 25")]), ""),
    ],
)
def test_the_first_question_is_the_one_on_the_permitted_way(whole: Decision, whom: str) -> None:
    assert asked_first(whole) == whom
