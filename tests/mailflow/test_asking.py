"""Whom a computer asks for names, one by one: together they are what `resolution` decides, in the order of the list."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import estates
from exlint import model, schema
from exlint.mailflow import Mail, asked_by, forwarded_to
from exlint.mailflow.asking import is_cut_off, stopped_first, udp_only
from exlint.mailflow.decision import Cause, Decision, Outcome, Party, Step, choice, of_step
from exlint.mailflow.ground import Ground, Resolver
from exlint.mailflow.resolution import Question, answered, ask, forwarders, resolve
from exlint.model.hours import ALWAYS, NEVER

AT = (0, "forest")


def _decision(stopped: int = NEVER, unknown: int = NEVER) -> Decision:
    causes = (Cause(stopped, Outcome.STOPPED, "a rule"), Cause(unknown, Outcome.UNKNOWN, "nothing"))
    return of_step(Step(Party("DC1"), "asks", "udp 53", AT), causes)


PERMITTED, STOPPED, UNKNOWN = _decision(), _decision(ALWAYS), _decision(unknown=ALWAYS)


def _estate(data: dict[str, Any]) -> model.Estate:
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    found = model.build([document])
    assert isinstance(found, model.Estate), found
    return found


def _together(asked: tuple[Resolver, ...]) -> tuple[int, int] | None:
    decisions = [one.decision for one in asked if one.decision is not None]
    return choice(decisions)[:2] if decisions else None


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_what_comes_of_each_server_is_together_what_comes_of_asking(source: Random) -> None:
    ground = Ground(_estate(estates.estate(source)))

    for sender in ground.estate.virtual_servers:
        asked = asked_by(sender, ground)
        assert not asked or _together(asked) == resolve(sender, ground)[:2]
    for server in ground.estate.dns_servers:
        asked = forwarded_to(server, ground)
        if not is_cut_off(server) and forwarders(server, ground) is not None and _together(asked):
            assert _together(asked) == _answer(server.addresses[0], ground)


def _answer(address: int, ground: Ground) -> tuple[int, int]:
    """What a DNS server comes to, whatever lies between it and who asks."""
    asker = ground.computer(ground.estate.exchange_servers[0])
    for option in ask(Question(asker, address, "udp", AT), ground):
        answered(option, ground)
    return ground.answers[ground.dns_servers[address].at][:2]


def _asked(*decisions: Decision | None) -> list[Resolver]:
    return [Resolver((*AT, index), index, decision) for index, decision in enumerate(decisions)]


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ((STOPPED, PERMITTED), (0, 1, ALWAYS)),
        ((None, STOPPED, UNKNOWN, PERMITTED), (1, 3, ALWAYS)),
        ((STOPPED, _decision(ALWAYS & ~1), PERMITTED), (0, 1, 1)),
        ((_decision(1), PERMITTED), (0, 1, 1)),
        ((_decision(1), _decision(1)), None),
        ((PERMITTED, STOPPED, PERMITTED), None),
        ((UNKNOWN, STOPPED, PERMITTED), None),
        ((STOPPED, UNKNOWN), None),
        ((STOPPED, STOPPED), None),
        ((STOPPED,), None),
        ((None, None), None),
        ((), None),
    ],
)
def test_only_the_first_of_a_list_keeps_others_waiting(
    decisions: tuple[Decision | None, ...], expected: tuple[int, int, int] | None
) -> None:
    found = stopped_first(_asked(*decisions))

    assert (found and (found.first.address, found.answering.address, found.hours)) == expected


def _behind_isa(**keys: Any) -> Ground:
    """DC1 behind ISA1, which lets udp 53 out."""
    dc1 = {"name": "DC1", "address": "10.0.0.5", "behind": "ISA1", **keys}
    rule = {"name": "Names", "action": "allow", "protocols": ["DNS Query"], "applies_to": "any_request"}
    isa = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "dns_listener": False,
        "protocol_rules": [rule],
        "site_and_content_rules": [{"name": "All", "action": "allow", "applies_to": "any_request"}],
    }
    forest = {"name": "x.org", "dns": {"servers": [dc1]}}
    return Ground(_estate({"exlint": 1, "forest": forest, "isa": {"servers": [isa]}}))


def _over_udp_only(**keys: Any) -> str:
    ground = _behind_isa(**keys)
    server = ground.estate.dns_servers[0]
    found = udp_only(server, forwarded_to(server, ground), ground)
    return f"{found.whom}: {found.cause.by}" if found else ""


def test_the_server_that_answers_is_the_one_that_tcp_must_reach() -> None:
    stopped, answering = "10.0.0.1", "198.51.100.53"

    assert (
        _over_udp_only(forwarders=[answering]) == "198.51.100.53: no protocol rule allows tcp 53 (1 in protocol_rules)"
    )
    assert _over_udp_only(forwarders=[stopped, answering]).startswith("198.51.100.53: ")
    assert _over_udp_only(forwarders=["10.0.0.5", answering]).startswith("198.51.100.53: ")
    assert _over_udp_only(forwarders=[], root_hints=True).startswith("the root servers: ")


def test_behind_a_server_of_which_nothing_is_known_nobody_is_known_to_be_asked() -> None:
    assert _over_udp_only(forwarders=["10.0.0.9", "198.51.100.53"]) == ""
    assert _over_udp_only(forwarders=[]) == ""
    assert _over_udp_only(forwarders=["198.51.100.53"], recursion=False) == ""
    assert _over_udp_only(forwarders=["198.51.100.53"], root_zone=True) == ""


def test_a_question_that_leads_back_to_who_asks_is_passed_over() -> None:
    ground = _behind_isa(forwarders=["10.0.0.5", "127.0.0.1"], root_hints=False)

    assert [one.decision for one in forwarded_to(ground.estate.dns_servers[0], ground)] == [None, None]


def test_the_forest_s_list_stands_at_its_key_and_root_hints_at_theirs() -> None:
    server = {"name": "DC1", "address": "10.0.0.5", "root_hints": True}
    dns = {"external_servers": ["192.0.2.1"], "servers": [server]}
    ground = Ground(_estate({"exlint": 1, "forest": {"name": "x.org", "dns": dns}}))

    asked = forwarded_to(ground.estate.dns_servers[0], ground)

    assert [one.at[1:] for one in asked] == [
        ("forest", "dns", "external_servers"),
        ("forest", "dns", "servers", 0, "root_hints"),
    ]
    assert [str(one) for one in asked] == ["192.0.2.1", "the root servers"]


def test_the_flows_are_worked_out_on_the_ground_that_rules_are_given() -> None:
    server = {"name": "M", "edition": "exchange-2000", "address": "10.0.0.10", "smtp_virtual_servers": [{"name": "V"}]}
    mail = Mail(_estate({"exlint": 1, "exchange": {"servers": [server]}}))

    assert mail.flows
    assert mail.ground is mail.ground
    assert mail.estate.virtual_servers[0].at in mail.ground.resolved
