"""Definitions for incoming traffic in rules that seem to mean outgoing traffic: which rules count."""

from __future__ import annotations

from typing import Any

from comparison import built
from exlint.mailflow.dead_rules import dead, enabled, incoming


def numbers(*rules: dict[str, Any]) -> list[int]:
    """The numbers of the protocol rules that name a definition for incoming traffic, all for the same requests."""
    named = [{"name": f"R{n}", "action": "allow", "applies_to": "any_request"} | one for n, one in enumerate(rules)]
    isa = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"], "protocol_rules": named}
    server = built({"exlint": 1, "isa": {"servers": [isa]}}).isa_servers[0]
    return [int(at[-1]) for at in incoming(server)]


WRONG = {"protocols": ["SMTP Server"]}
RIGHT = {"protocols": ["SMTP"]}


def test_a_disabled_rule_is_none_of_them_and_helps_none() -> None:
    assert numbers(WRONG, WRONG | {"enabled": False}) == [0]
    assert numbers(WRONG, RIGHT | {"enabled": False}) == [0]


def test_another_rule_that_allows_what_is_sent_there_helps_a_rule_that_allows() -> None:
    assert numbers(WRONG, RIGHT) == []
    assert numbers(WRONG | {"action": "deny"}, RIGHT) == [0]
    assert numbers(WRONG, RIGHT | {"action": "deny"}) == [0]


def test_a_rule_that_names_the_outgoing_definition_too_is_none_of_them() -> None:
    assert numbers({"protocols": ["SMTP Server", "SMTP"]}) == []
    assert numbers({"protocols": {"all_except": ["SMTP Server"]}}) == []


def test_a_server_whose_rules_are_not_declared_has_none() -> None:
    isa = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"]}
    server = built({"exlint": 1, "isa": {"servers": [isa]}}).isa_servers[0]

    assert (list(enabled(server)), dead(server), incoming(server)) == ([], {}, {})
