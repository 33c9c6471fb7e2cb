"""A trace reads the decision at one destination and one hour: which hops it shows, and in which order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import estates
from exlint import mailflow, model, schema
from exlint.mailflow import trace
from exlint.mailflow.decision import Cause, Decision, Outcome, Party, Step, chain, choice, of_step
from exlint.mailflow.reasons import stops
from exlint.mailflow.trace import Hop, hops, numbered, shown, witness
from exlint.model.hours import ALWAYS

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

    assert told(one)[-1] == ("ISA1", "is to answer on its internal address", "stopped")
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
            ((2,), "is to answer on its internal address"),
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


def organization(connectors: list[Data], isa: Data | None = None) -> mailflow.Flow:
    """The flow of MAIL1/VS, which hands its mail to bridgeheads that each ask two DNS servers."""

    def server(name: str, address: str, **virtual_server: Any) -> Data:
        virtual = {"name": "VS", **virtual_server}
        keys: Data = {"edition": "exchange-2003-standard", "smtp_virtual_servers": [virtual]}
        return {"name": name, "address": address, "dns_servers": ["198.51.100.53", "198.51.100.54"], **keys}

    servers = [server("MAIL1", "10.0.0.10"), server("HUB1", "10.0.0.11"), server("HUB2", "10.0.0.12")]
    base: Data = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "protocol_rules": [],
        "site_and_content_rules": [],
    }
    data = {
        "exlint": 1,
        "exchange": {"servers": servers, "connectors": connectors},
        "isa": {"servers": [base | (isa or {})]},
    }
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return mailflow.judge(estate)[0]


def connector(name: str, *heads: str) -> Data:
    return {"name": name, "delivery": "dns", "address_spaces": ["SMTP:*;1"], "bridgeheads": list(heads)}


def test_choices_within_choices_are_numbered_from_the_outermost_in() -> None:
    point = shown(organization([connector("C", "HUB1/VS", "HUB2/VS")]))
    found = [(hop.alternatives, hop.step.actor.name) for hop in hops(point.decision, point.hour)]

    assert found == [
        ((1,), "MAIL1"),
        ((1, 1), "HUB1"),
        ((1, 2), "HUB1"),
        ((2,), "MAIL1"),
        ((2, 1), "HUB2"),
        ((2, 2), "HUB2"),
    ]


def test_of_two_connectors_alike_that_both_let_mail_out_the_first_is_shown() -> None:
    everything = {"action": "allow", "applies_to": "any_request"}
    rules = {
        "protocol_rules": [everything | {"name": "P", "protocols": "all"}],
        "site_and_content_rules": [everything | {"name": "S"}],
    }
    one = organization([connector("First", "HUB1/VS"), connector("Second", "HUB2/VS")], rules)
    point = shown(one)
    found = hops(point.decision, point.hour)

    assert one.verdict.value == "delivers"
    assert [hop.step.action for hop in found] == [
        "hands its mail to HUB1, a bridgehead of First",
        "asks 198.51.100.53",
        "connects to the Internet",
    ]
    assert {hop.alternatives for hop in found} == {()}


def test_where_several_gates_permit_all_their_rules_are_named() -> None:
    point = shown(flow({}))
    *_, last = hops(point.decision, point.hour)

    assert last.cause.by == "the protocol rule All allows it, the site and content rule All allows it"


def test_rules_that_permit_at_different_hours_are_named_at_theirs() -> None:
    everything = {"action": "allow", "applies_to": "any_request"}
    by_day = everything | {"name": "Day", "protocols": "all", "schedule": "Work hours"}
    one = flow({"protocol_rules": [by_day, everything | {"name": "Ever", "protocols": "all"}]})

    def said(hour: int) -> str:
        return hops(one.at_large, hour)[-1].cause.by

    assert (said(9), said(8)) == (
        "the protocol rule Day allows it, the site and content rule All allows it",
        "the protocol rule Ever allows it, the site and content rule All allows it",
    )


@given(st.randoms(use_true_random=False), st.integers(0, 167))
def test_a_narrowed_flow_is_the_whole_one_at_that_point(source: Any, hour: int) -> None:
    document = schema.check(estates.estate(source), 0)
    assert isinstance(document, schema.Document)
    estate = model.build([document])
    assert isinstance(estate, model.Estate)
    for whole in mailflow.judge(estate):
        at_hour = {flow.sender.at: flow for flow in mailflow.judge(estate, asked=mailflow.Asked(hour=hour))}
        narrow = at_hour[whole.sender.at]
        assert [to for to, _ in narrow.decisions] == [to for to, _ in whole.decisions]
        assert [one.at(hour) for _, one in narrow.decisions] == [one.at(hour) for _, one in whole.decisions]
        assert shown(narrow).hour == hour
        for to, decision in whole.decisions:
            asked = mailflow.Asked(to)
            (only,) = (one for one in mailflow.judge(estate, asked=asked) if one.sender.at == whole.sender.at)
            assert (only.at_large.stopped, only.at_large.unknown) == (decision.stopped, decision.unknown)
            assert (only.others, shown(only).destination) == ((), to)


def step(outcome: Outcome, action: str = "asks", transport: str = "udp 53") -> Decision:
    """A step that is decided alike at every hour."""
    return of_step(Step(Party("MAIL1"), action, transport, ("step",)), [Cause(ALWAYS, outcome, "")])


def test_a_hop_is_at_what_decides_else_at_what_makes_the_step() -> None:
    made = Step(Party("MAIL1"), "asks", "udp 53", ("step",))

    assert Hop(made, Cause(ALWAYS, Outcome.STOPPED, "", ("rule",))).at == ("rule",)
    assert Hop(made, Cause(ALWAYS, Outcome.STOPPED, "", None)).at == ("step",)


def test_a_remark_about_a_choice_has_no_number_of_its_own() -> None:
    asked = [step(Outcome.STOPPED, name) for name in ("asks A", "asks B")]
    whole = choice([*asked, step(Outcome.STOPPED, "asks nobody else", transport="")])

    assert [(hop.alternatives, hop.step.action) for hop in hops(whole, 0)] == [
        ((1,), "asks A"),
        ((2,), "asks B"),
        ((), "asks nobody else"),
    ]


def test_hops_are_numbered_from_one_and_those_of_one_step_share_a_number() -> None:
    two = of_step(Step(Party("A"), "asks", "udp 53", ()), [Cause(ALWAYS, Outcome.PERMITTED, by) for by in ("x", "y")])
    found = hops(chain([two, step(Outcome.PERMITTED)]), 0)

    assert [(number, len(same)) for number, same in numbered(found)] == [(1, 2), (2, 1)]


def test_only_what_is_permitted_and_was_not_told_leads_out_of_a_circle() -> None:
    told_before, stopped, new = step(Outcome.PERMITTED), step(Outcome.STOPPED), step(Outcome.PERMITTED)
    told = {id(told_before)}

    assert not trace._leads_out(choice([told_before]), 0, told)
    assert not trace._leads_out(choice([stopped, told_before]), 0, told)
    assert trace._leads_out(choice([told_before, new]), 0, told)
    assert trace._leads_out(chain([told_before, choice([new, stopped])]), 0, told)
