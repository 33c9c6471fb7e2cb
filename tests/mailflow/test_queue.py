"""Where a message waits, and when its sender hears of it: semantics.md, end of section 6."""

from __future__ import annotations

from typing import Any

from exlint import mailflow, model, schema
from exlint.mailflow.queue import Waiting, waiting
from exlint.mailflow.trace import shown

Data = dict[str, Any]


def waits(servers: dict[str, Data], connectors: list[Data] | None = None, **isa: Any) -> Waiting:
    """Where the mail of MAIL1/VS waits, whose ISA server has no rules; the virtual servers' own keys by server."""
    declared = [
        {
            "name": name,
            "edition": "exchange-2003-standard",
            "address": f"10.0.0.{index}",
            "dns_servers": ["198.51.100.53"],
            "smtp_virtual_servers": [{"name": "VS", **keys}],
        }
        for index, (name, keys) in enumerate(servers.items(), 10)
    ]
    isa_server = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "packet_filtering": False,
        "protocol_rules": [],
        "site_and_content_rules": [],
        **isa,
    }
    exchange = {"servers": declared, **({"connectors": connectors} if connectors else {})}
    document = schema.check({"exlint": 1, "exchange": exchange, "isa": {"servers": [isa_server]}}, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    flow = mailflow.judge(estate)[0]
    return waiting(flow.sender, shown(flow), estate)


def connector(name: str, *heads: str) -> Data:
    return {"name": name, "delivery": "dns", "address_spaces": ["SMTP:*;1"], "bridgeheads": list(heads)}


def names(found: Waiting) -> list[str]:
    return [one.identity for one in found.holders]


def test_without_retry_settings_half_a_day_and_two_days_count() -> None:
    found = waits({"MAIL1": {}})

    assert (names(found), found.delays, found.expirations) == (["MAIL1/VS"], (720,), (2880,))


def test_the_virtual_server_has_times_of_its_own() -> None:
    found = waits({"MAIL1": {"retry": {"delay_notification": 60}}})
    short = waits({"MAIL1": {"retry": {"expiration": 600}}})

    assert (found.delays, found.expirations) == ((60,), (2880,))
    assert (short.delays, short.expirations) == ((), (600,))  # given up before the delay notice is due


def test_mail_that_is_handed_over_waits_at_the_bridgeheads() -> None:
    heads = {"MAIL1": {"retry": {"expiration": 900}}, "HUB1": {}, "HUB2": {"retry": {"expiration": 1440}}}

    found = waits(heads, [connector("C", "HUB1/VS", "HUB2/VS")])

    assert (names(found), found.expirations) == (["HUB1/VS", "HUB2/VS"], (1440, 2880))


def test_a_bridgehead_keeps_its_own_mail() -> None:
    found = waits({"MAIL1": {}, "HUB1": {}}, [connector("C", "HUB1/VS", "MAIL1/VS")])

    assert names(found) == ["MAIL1/VS"]


def test_a_name_that_is_not_found_is_told_from_a_connection_that_is_stopped() -> None:
    allow = {"action": "allow", "applies_to": "any_request"}
    rules = [allow | {"name": "Names", "protocols": ["DNS Query"]}]

    assert waits({"MAIL1": {}}).for_a_name
    assert not waits({"MAIL1": {}}, protocol_rules=rules, site_and_content_rules=[allow | {"name": "S"}]).for_a_name


def test_a_message_waits_for_a_name_where_one_of_two_bridgeheads_finds_none() -> None:
    servers = {"MAIL1": {}, "HUB1": {}, "HUB2": {"external_dns_servers": ["10.0.0.1"]}}
    found = waits(servers, [connector("C", "HUB1/VS", "HUB2/VS")], dns_listener=True)

    assert found.for_a_name  # HUB2 finds them through the ISA server, and is stopped when it connects


def test_what_counts_is_the_hour_at_which_the_message_waits() -> None:
    def rule(name: str, protocol: str) -> Data:
        return {"name": name, "action": "allow", "applies_to": "any_request", "protocols": [protocol], "schedule": name}

    week = ("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    names = {"name": "Names", "hours": {"monday": ["00-01", "02-24"]} | {day: ["00-24"] for day in week}}
    found = waits(
        {"MAIL1": {}},
        schedules=[names, {"name": "Mail", "hours": {"monday": ["00-01"]}}],
        protocol_rules=[rule("Names", "DNS Query"), rule("Mail", "SMTP")],
        site_and_content_rules=[{"name": "S", "action": "allow", "applies_to": "any_request"}],
    )

    assert found.for_a_name  # at the second hour; before, mail leaves, and afterwards connections are stopped


def test_a_message_that_expires_when_the_notice_is_due_is_told_of_once() -> None:
    assert waits({"MAIL1": {"retry": {"delay_notification": 600, "expiration": 600}}}).delays == ()
