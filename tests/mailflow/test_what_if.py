"""An estate without a rule against the same document written without that rule."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import estates
from exlint import model, schema
from exlint.findings import Route
from exlint.mailflow import Flow, judge, what_if
from exlint.mailflow.mail import Mail
from exlint.mailflow.what_if import Trial, same_mail, wanted, without
from exlint.model import Estate
from exlint.rules import rule

RULE = rule("EXL309")
SECTIONS = ["protocol_rules", "site_and_content_rules", "network_rules", "system_rules", "access_rules"]


def built(data: dict[str, Any]) -> Estate:
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, Estate), estate
    return estate


def rules(data: dict[str, Any]) -> list[tuple[int, str, int]]:
    """Each rule of a document: its ISA server, its section and its number."""
    servers = data.get("isa", {}).get("servers", [])
    return [
        (number, section, index)
        for number, server in enumerate(servers)
        for section in SECTIONS
        for index in range(len(server.get(section, [])))
    ]


@given(st.integers(0, 10**9))
def test_an_estate_without_a_rule_is_judged_as_the_document_that_does_not_have_it(seed: int) -> None:
    data = estates.estate(Random(seed))
    estate = built(data)

    for number, section, index in rules(data):
        shorter = deepcopy(data)
        del shorter["isa"]["servers"][number][section][index]
        expected = judge(built(shorter))

        flows = judge(without(estate, (0, "isa", "servers", number, section, index)))

        assert same_mail(flows, expected)
        assert [flow.verdict for flow in flows] == [flow.verdict for flow in expected]


@given(st.integers(0, 10**9))
def test_a_trial_says_what_judging_the_estate_without_a_rule_says(seed: int) -> None:
    data = estates.estate(Random(seed))
    estate = built(data)
    flows, trial = judge(estate), Trial(estate)

    for number, section, index in rules(data):
        at = (0, "isa", "servers", number, section, index)
        assert trial.needs(at) is not same_mail(flows, judge(without(estate, at)))


def test_a_rule_that_decides_about_nothing_is_tried_without_judging_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most rules of a long list are there for other computers; and most others decide what another one would, too."""
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "smtp_virtual_servers": [{"name": "VS", "external_dns_servers": ["198.51.100.53"]}],
    }
    mail = {"name": "Mail", "action": "allow", "protocols": ["SMTP", "DNS Query"], "applies_to": "any_request"}
    staff = {"name": "Mail for the staff", "applies_to": {"client_sets": ["Staff"]}}
    isa = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "client_sets": [{"name": "Staff", "addresses": ["10.0.0.100"]}],
        "protocol_rules": [mail, mail | {"name": "Mail again"}, mail | staff],
        "site_and_content_rules": [{"name": "Allow rule", "action": "allow", "applies_to": "any_request"}],
    }
    data = {"exlint": 1, "exchange": {"servers": [server]}, "isa": {"servers": [isa]}}
    estate = built(data)
    trial, judged = Trial(estate), list[Estate]()

    def judge_again(estate: Estate, **_: object) -> tuple[Flow, ...]:
        judged.append(estate)
        return judge(estate)

    monkeypatch.setattr(what_if, "judge", judge_again)

    needed = [place for place in rules(data) if trial.needs((0, "isa", "servers", *place))]

    assert needed == [(0, "site_and_content_rules", 0)]
    assert len(judged) == 1


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_mail_is_the_same_where_every_hour_of_every_destination_is(one: int, other: int) -> None:
    first, second = (judge(built(estates.estate(Random(seed)))) for seed in (one, other))

    def told(flows: tuple[Any, ...]) -> list[Any]:
        return [
            (flow.sender.at, flow.verdict, [(name, [one.at(hour) for hour in range(168)]) for name, one in parts])
            for flow in flows
            for parts in [[("at large", flow.at_large), *flow.others]]
        ]

    assert same_mail(first, second) is (told(first) == told(second))
    assert same_mail(first, first)


def test_nothing_is_left_out_of_an_estate_that_does_not_have_it() -> None:
    rule = {"name": "Mail", "action": "allow", "protocols": ["SMTP"], "applies_to": "any_request"}
    isa = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"], "protocol_rules": [rule]}
    estate = built({"exlint": 1, "isa": {"servers": [isa]}})
    here = (0, "isa", "servers", 0)

    for absent in [(*here, "protocol_rules", 1), (*here, "access_rules", 0), (*here, "name", 0), (0, "isa", 0, 0)]:
        with pytest.raises(KeyError):
            without(estate, absent)


def test_two_lists_of_different_length_are_not_the_same_mail() -> None:
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "smtp_virtual_servers": [{"name": "One"}, {"name": "Two"}],
    }
    flows = judge(built({"exlint": 1, "exchange": {"servers": [server]}}))

    assert not same_mail(flows, flows[:1])
    assert not same_mail(flows[:1], flows)


@given(st.integers(0, 10**9))
def test_several_rules_are_left_out_as_one_after_the_other_is(seed: int) -> None:
    source = Random(seed)
    data = estates.estate(source)
    estate = built(data)
    places = [(0, "isa", "servers", *rule) for rule in rules(data) if source.random() < 0.5]

    one_by_one = estate
    for place in places:
        one_by_one = without(one_by_one, place)

    assert without(estate, *places) == one_by_one


@given(st.integers(0, 10**9))
def test_no_verdict_needs_the_rules_without_which_the_document_is_judged_alike(seed: int) -> None:
    data = estates.estate(Random(seed))
    mail = Mail(built(data))
    leaves = any(flow.at_large.permitted for flow in mail.flows)
    expected = set()
    for number, isa in enumerate(mail.estate.isa_servers):
        policy = mail.policy(isa)
        said = {*policy.dead, *policy.overridden, *policy.redundant}
        for at in _asked(mail.estate, number) if leaves else ():
            if at not in said:
                shorter = deepcopy(data)
                for place in sorted({at, *policy.redundant}, reverse=True):
                    del shorter["isa"]["servers"][number][str(place[-2])][int(place[-1])]
                if same_mail(mail.flows, judge(built(shorter))):
                    expected.add((*at, "name"))

    assert RULE.check is not None
    assert {problem.at for problem in RULE.check(mail)} == expected


def _asked(estate: Estate, number: int) -> list[Route]:
    """The enabled rules of an ISA Server 2000 in somebody's way that carry mail or DNS."""
    isa = estate.isa_servers[number]
    behind = [one.standing.isa is isa for one in estate.exchange_servers]
    behind += [one.standing.isa is isa for one in estate.dns_servers]
    if not any(behind):
        return []
    ports = {("tcp", 25), ("udp", 53), ("tcp", 53)}
    ports |= {
        ("tcp", one.declared.tcp_port) for one in estate.virtual_servers if isinstance(one.declared.tcp_port, int)
    }
    protocol_rules = [one for one in isa.protocol_rules or () if any(one.protocols.carry(*port) for port in ports)]
    site_rules = [one for one in isa.site_and_content_rules or () if one.any_content]
    found = [one.at for one in protocol_rules if one.enabled]
    return found + [one.at for one in site_rules if one.enabled]


def test_mail_and_dns_go_by_their_usual_ports_and_by_those_that_virtual_servers_name() -> None:
    usual = {("tcp", 25), ("udp", 53), ("tcp", 53)}
    servers = [{"name": "One"}, {"name": "Two", "tcp_port": 2525}]
    base = {"name": "MAIL1", "edition": "exchange-2003-standard", "address": "10.0.0.10"}

    document = {"exlint": 1, "exchange": {"servers": [base | {"smtp_virtual_servers": servers}]}}

    assert wanted(built({"exlint": 1})) == usual
    assert wanted(built(document)) == {*usual, ("tcp", 2525)}
