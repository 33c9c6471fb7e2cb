"""Connectors alike, and a smart host that takes over: hour by hour what holds, where, and what a person is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison import built, judged
from exlint.mailflow import delivery
from exlint.mailflow.decision import Cause, Decision, Outcome, Party, Step, of_step
from exlint.mailflow.reasons import doubts
from exlint.mailflow.trace import hops
from sentences.small import connector, estate

P, U, S = Outcome.PERMITTED, Outcome.UNKNOWN, Outcome.STOPPED
HOURS = range(27)
"""So many that three parts may meet in every way."""

SENDER = built(estate()).virtual_servers[0]
CONNECTORS = built(
    estate(connectors=[connector("A", "SMTP:*;1", "MAIL1"), connector("B", "SMTP:*;1", "MAIL1")])
).connectors
DIRECTLY_FIRST = {"attempt_direct_delivery": True}


def decision(outcomes: list[Outcome]) -> Decision:
    """What is decided hour by hour; permitted at all others."""
    causes = [Cause(1 << hour, one, "so") for hour, one in enumerate(outcomes)]
    return of_step(Step(Party("MAIL1"), "connects", "tcp 25", ()), causes)


def told(whole: Decision, words: str) -> list[int]:
    """The hours at which these words are a reason for doubt."""
    hours = [reason.cause.hours for reason in doubts(whole) if words in reason.cause.by]
    return [hour for hour in range(168) if any(one >> hour & 1 for one in hours)]


decisions = st.lists(st.sampled_from(Outcome), min_size=len(HOURS), max_size=len(HOURS)).map(decision)


@given(st.lists(decisions, min_size=2, max_size=3))
def test_connectors_that_are_alike_must_agree_and_only_their_difference_is_told(ways: list[Decision]) -> None:
    found = delivery._tied(SENDER, ways, CONNECTORS)
    for hour in (*HOURS, 167):
        assert found.at(hour) is (ways[0].at(hour) if len({way.at(hour) for way in ways}) == 1 else U)
    assert [part.step.at for part in found.parts[-1:] if part.step] == [(*CONNECTORS[0].at, "name")]
    differing = [hour for hour in HOURS if {P, S} <= {way.at(hour) for way in ways}]
    assert told(found, "which of A and B a message takes") == differing


@given(decisions, decisions, decisions)
def test_the_smart_host_takes_over_where_names_are_stopped(
    names: Decision, connection: Decision, relay: Decision
) -> None:
    found = delivery._directly_first(SENDER, names, connection, relay)
    undocumented = []
    for hour in (*HOURS, 167):
        with_names = connection.at(hour)
        if with_names is not P and (with_names, relay.at(hour)) != (S, S):
            with_names = U
        expected = {
            P: with_names,
            S: relay.at(hour),
            U: with_names if with_names is relay.at(hour) else U,
        }[names.at(hour)]
        assert found.at(hour) is expected
        if (names.at(hour), connection.at(hour), expected) == (P, S, U):
            undocumented.append(hour)
    assert told(found, "is not documented") == undocumented


@pytest.mark.parametrize(
    ("vs", "way"),
    [
        ({}, "no connector, no smart host: delivers by DNS"),
        ({"smart_host": "[10.0.0.99]"}, "no connector: delivers to its smart host"),
        ({"smart_host": "[10.0.0.99]"} | DIRECTLY_FIRST, "no connector: delivers by DNS first, then to its smart host"),
    ],
)
def test_the_way_is_told_first_with_the_name_of_the_virtual_server_as_its_place(vs: Any, way: str) -> None:
    first = hops(judged(estate(vs=vs))[0].at_large, 0)[0]

    assert first.step.action == first.cause.by == way
    assert first.at == (*SENDER.at, "name")


def test_a_bridgehead_is_told_with_the_name_of_its_connector_as_its_place() -> None:
    first = hops(judged(estate(connectors=[connector("A", "SMTP:*;1", "MAIL1")]))[0].at_large, 0)[0]

    assert first.step.action == "sends for the connector A"
    assert first.at == (*CONNECTORS[0].at, "name")


def test_the_connection_is_told_with_whom_it_leads_to() -> None:
    sets = [{"name": "Partner", "destinations": ["mail.example.net"]}]
    flow = judged(estate(isa={"destination_sets": sets}))[0]

    assert hops(flow.at_large, 0)[-1].step.action == "connects to the Internet"
    assert {(one.name, hops(found, 0)[-1].step.action) for one, found in flow.others} == {
        ("mail.example.net", "connects to mail.example.net")
    }


def test_without_a_forest_no_smart_host_is_its_own() -> None:
    data = estate(
        mail={"dns_servers": ["10.0.0.1"]}, vs={"smart_host": "relay.example.net."}, isa={"dns_listener": False}
    )
    del data["forest"]

    assert judged(data)[0].verdict.value == "queues"
