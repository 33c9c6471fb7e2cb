"""What must not change a verdict, or only one way, whatever the estate: the engine against itself."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import estates
from exlint import mailflow, model, schema

Data = dict[str, Any]
sources = st.randoms(use_true_random=False)
many = settings(max_examples=150, suppress_health_check=list(HealthCheck))

ALLOW_2000 = {"name": "Added", "action": "allow", "applies_to": "any_request"}
ACCESS = {"name": "Added", "protocols": "all", "from": ["All Networks"], "to": ["All Networks"]}


def badness(data: Data) -> dict[str, int]:
    """Identity of each virtual server -> how bad its verdict is, 0 to 3."""
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return {flow.sender.identity: flow.verdict.badness for flow in mailflow.judge(estate)}


def servers(data: Data, *versions: str) -> Iterator[Data]:
    """The ISA servers of these versions."""
    yield from (one for one in data.get("isa", {}).get("servers", []) if one["version"] in versions)


def no_worse(before: dict[str, int], after: dict[str, int]) -> bool:
    return all(after[identity] <= bad for identity, bad in before.items())


@many
@given(sources)
def test_an_allow_rule_for_any_request_makes_nothing_worse_on_isa_2000(source: Random) -> None:
    data = estates.estate(source)
    more = copy.deepcopy(data)
    for server in servers(more, "isa-2000"):
        for section, rule in (
            ("protocol_rules", ALLOW_2000 | {"protocols": "all"}),
            ("site_and_content_rules", ALLOW_2000),
        ):
            if section in server:
                server[section].append(rule)

    assert no_worse(badness(data), badness(more))


@many
@given(sources)
def test_an_allow_rule_added_last_makes_nothing_worse_on_isa_2004(source: Random) -> None:
    data = estates.estate(source)
    more = copy.deepcopy(data)
    for server in servers(more, "isa-2004", "isa-2006"):
        if "access_rules" in server:
            server["access_rules"].append(ACCESS | {"action": "allow"})

    assert no_worse(badness(data), badness(more))


@many
@given(sources)
def test_a_deny_rule_makes_nothing_better(source: Random) -> None:
    data = estates.estate(source)
    more = copy.deepcopy(data)
    deny = ALLOW_2000 | {"action": "deny"}
    for server in servers(more, "isa-2000"):
        if "protocol_rules" in server:
            server["protocol_rules"].append(deny | {"protocols": ["SMTP"]})
    for server in servers(more, "isa-2004", "isa-2006"):
        if "access_rules" in server:
            server["access_rules"].insert(0, ACCESS | {"action": "deny"})

    # A first resolver that is stopped hands mail to a smart host only where direct delivery is attempted.
    if not any(
        one.get("attempt_direct_delivery")
        for exchange in data["exchange"]["servers"]
        for one in exchange["smtp_virtual_servers"]
    ):
        assert no_worse(badness(more), badness(data))


def _reordered(data: Data) -> None:
    data["exchange"]["servers"].reverse()
    for server in servers(data, "isa-2000", "isa-2004", "isa-2006"):
        for section in ("protocol_rules", "site_and_content_rules", "packet_filters", "client_sets", "network_rules"):
            if section in server:
                server[section].reverse()


def _with_idle_rules(data: Data) -> None:
    for server in servers(data, "isa-2000"):
        if "protocol_rules" in server:
            server["protocol_rules"].append(ALLOW_2000 | {"protocols": ["HTTP"], "action": "deny"})
            server["protocol_rules"].append(
                ALLOW_2000 | {"name": "Off", "protocols": "all", "action": "deny", "enabled": False}
            )


def _split(data: Data) -> None:
    halves = {
        "10.0.0.0/24": ["10.0.0.0/25", "10.0.0.128-10.0.0.255"],
        "10.1.0.0/24": ["10.1.0.0-10.1.0.6", "10.1.0.7-10.1.0.255"],
    }
    for server in servers(data, "isa-2000", "isa-2004", "isa-2006"):
        lists = [server.get("local_address_table", []), *(one["addresses"] for one in server.get("client_sets", []))]
        for texts in lists:
            texts[:] = [half for text in texts for half in halves.get(text, [text])]


def _in_capitals(data: Data) -> None:
    for server in servers(data, "isa-2000", "isa-2004", "isa-2006"):
        for section in ("client_sets", "destination_sets", "schedules", "networks", "protocol_definitions"):
            for one in server.get(section, []):
                one["name"] = one["name"].upper()
        server["name"] = server["name"].lower()


@pytest.mark.parametrize("change", [_reordered, _with_idle_rules, _split, _in_capitals])
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(source=sources)
def test_what_means_the_same_gives_the_same_verdicts(change: Callable[[Data], None], source: Random) -> None:
    data = estates.estate(source)
    other = copy.deepcopy(data)
    change(other)

    assert badness(other) == badness(data)


def test_an_allow_rule_for_client_groups_may_make_it_worse_for_a_firewall_client() -> None:
    rule = {"name": "All", "action": "allow", "protocols": "all", "applies_to": "any_request"}
    isa: Data = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "protocol_rules": [rule],
        "site_and_content_rules": [{"name": "All", "action": "allow", "applies_to": "any_request"}],
    }
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "isa_client": "firewall_client",
        "dns_servers": ["198.51.100.53"],
        "smtp_virtual_servers": [{"name": "VS"}],
    }
    data: Data = {"exlint": 1, "exchange": {"servers": [server]}, "isa": {"servers": [isa]}}
    more = copy.deepcopy(data)
    more["isa"]["servers"][0]["protocol_rules"].append(
        rule | {"name": "Staff", "applies_to": {"client_groups": ["Staff"]}}
    )

    assert badness(data) == {"MAIL1/VS": 0}
    assert badness(more) == {"MAIL1/VS": 3}
