"""A trace reads the decision at one destination and one hour: which hops it shows, and in which order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import estates
from exlint import mailflow, model, schema
from exlint.mailflow.decision import Outcome
from exlint.mailflow.reasons import stops
from exlint.mailflow.trace import hops, shown, witness

Data = dict[str, Any]


def flow(isa: Data, **virtual_server: Any) -> mailflow.Flow:
    """The flow of MAIL1/VS behind ISA1, which asks the ISA server for names."""
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "smtp_virtual_servers": [{"name": "VS", "external_dns_servers": ["10.0.0.1"], **virtual_server}],
    }
    allowed = {"name": "All", "action": "allow", "applies_to": "any_request"}
    base: Data = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "dns_listener": True,
        "packet_filtering": False,
        "protocol_rules": [allowed | {"protocols": "all"}],
        "site_and_content_rules": [allowed],
    }
    document = schema.check({"exlint": 1, "exchange": {"servers": [server]}, "isa": {"servers": [base | isa]}}, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return mailflow.judge(estate)[0]


def told(one: mailflow.Flow) -> list[tuple[str, str, str]]:
    """Actor, action and decision of each hop that is shown."""
    point = shown(one)
    return [(hop.step.actor.name, hop.step.action, hop.cause.outcome.value) for hop in hops(point.decision, point.hour)]


def test_mail_that_leaves_is_followed_to_the_internet() -> None:
    one = flow({})

    assert witness(one) is None
    assert told(one) == [
        ("MAIL1", "no connector, no smart host: delivers by DNS", "permitted"),
        ("MAIL1", "asks ISA1 (10.0.0.1)", "permitted"),
        ("ISA1", "asks DNS servers on the Internet", "permitted"),
        ("MAIL1", "connects to the Internet", "permitted"),
    ]


def test_a_trace_ends_where_mail_stops() -> None:
    one = flow({"dns_listener": False})

    assert told(one)[-1] == ("ISA1", "answers on its internal address", "stopped")
    assert len(told(one)) == 3


def test_the_first_hour_at_which_mail_stays_is_the_witness() -> None:
    rule = {
        "name": "Work",
        "action": "allow",
        "protocols": "all",
        "applies_to": "any_request",
        "schedule": "Work hours",
    }
    point = witness(flow({"protocol_rules": [rule]}))

    assert point is not None
    assert (point.destination.kind, point.hour) == ("internet", 0)


def test_a_destination_that_alone_stays_is_the_witness() -> None:
    deny = {"name": "Not there", "action": "deny", "applies_to": "any_request", "destinations": {"sets": ["D"]}}
    allowed = {"name": "All", "action": "allow", "applies_to": "any_request"}
    sets = [{"name": "D", "destinations": ["mail.example.com"]}]
    point = witness(flow({"destination_sets": sets, "site_and_content_rules": [allowed, deny]}))

    assert point is not None
    assert (point.destination.kind, point.destination.name) == ("host", "mail.example.com")


@pytest.mark.parametrize("listener", [True, False])
def test_of_several_resolvers_the_one_that_answers_is_shown_else_all_with_their_numbers(listener: bool) -> None:  # noqa: FBT001 - a case's value
    one = flow({"dns_listener": listener, "protocol_rules": []}, external_dns_servers=["198.51.100.53", "10.0.0.1"])
    point = shown(one)
    found = [(hop.alternatives, hop.step.action) for hop in hops(point.decision, point.hour)]

    if listener:
        assert found[1:3] == [((), "asks ISA1 (10.0.0.1)"), ((), "asks DNS servers on the Internet")]
    else:
        assert found[1:] == [
            ((1,), "asks 198.51.100.53"),
            ((2,), "asks ISA1 (10.0.0.1)"),
            ((2,), "answers on its internal address"),
        ]


@given(st.randoms(use_true_random=False))
def test_a_trace_agrees_with_the_decision_that_it_reads(source: Any) -> None:
    document = schema.check(estates.estate(source), 0)
    assert isinstance(document, schema.Document)
    estate = model.build([document])
    assert isinstance(estate, model.Estate)
    for one in mailflow.judge(estate):
        point = shown(one)
        outcomes = [hop.cause.outcome for hop in hops(point.decision, point.hour)]
        expected = point.decision.at(point.hour)
        assert outcomes, one.sender.identity
        if expected is Outcome.PERMITTED:
            assert set(outcomes) == {Outcome.PERMITTED}
        else:
            assert expected in outcomes


def asking(servers: list[Data]) -> mailflow.Flow:
    """The flow of a virtual server behind no ISA server that asks the first of these DNS servers."""
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.200.0.10",
        "behind": "none",
        "dns_servers": [servers[0]["address"]],
        "smtp_virtual_servers": [{"name": "VS"}],
    }
    forest = {"name": "c.local", "dns": {"servers": [one | {"behind": "none"} for one in servers]}}
    data = {"exlint": 1, "forest": forest, "exchange": {"servers": [server]}, "isa": {"servers": []}}
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return mailflow.judge(estate)[0]


def circle(count: int, *, root_hints: bool) -> mailflow.Flow:
    """The flow where DNS servers all ask each other."""
    names = [f"10.0.1.{number}" for number in range(1, count + 1)]
    return asking(
        [
            {"name": f"DC{one}", "address": one, "forwarders": sorted({*names} - {one}), "root_hints": root_hints}
            for one in names
        ]
    )


def test_a_hundred_dns_servers_that_all_ask_each_other_end_and_each_is_named() -> None:
    one = circle(100, root_hints=False)

    assert one.verdict.value == "queues"
    assert {str(reason.step.actor) for reason in stops(one.at_large)} == {f"DC10.0.1.{last}" for last in range(1, 101)}
    assert "stopped" in [decision for _, _, decision in told(one)]


def test_a_trace_leaves_a_circle_where_one_of_its_servers_does() -> None:
    one = circle(3, root_hints=True)
    actors = [actor for actor, _, _ in told(one)]

    assert one.verdict.value == "delivers"
    assert told(one)[-2:] == [
        (actors[-2], "asks the root servers", "permitted"),
        ("MAIL1", "connects to the Internet", "permitted"),
    ]
    assert len(actors) == len(set(actors)) + 2  # MAIL1 three times, each DNS server once at most


def test_a_long_chain_of_forwarders_is_followed_to_its_end() -> None:
    addresses = [f"10.{high}.{low}.1" for high in range(10) for low in range(200)]
    servers = [
        {"name": f"DC{index}", "address": one, "forwarders": addresses[index + 1 : index + 2], "root_hints": False}
        for index, one in enumerate(addresses)
    ]
    one = asking(servers)

    assert [str(reason.step.actor) for reason in stops(one.at_large)] == ["DC1999"]
    assert len(told(one)) == 2002
