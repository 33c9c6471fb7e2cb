"""What a fault says: the object by its name, the value seen, what is expected, and how to write it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from exlint.findings import Mark, Problem
from exlint.schema import check

SMTP = "Default SMTP Virtual Server"


def smtp(**keys: Any) -> dict[str, Any]:
    """A document with these keys in its one virtual server."""
    server = {"name": "MAIL1", "edition": "sbs-2000", "address": "10.0.0.10"}
    return {"exlint": 1, "exchange": {"servers": [{**server, "smtp_virtual_servers": [{"name": SMTP, **keys}]}]}}


def isa(section: str, **keys: Any) -> dict[str, Any]:
    """A document with one entry of a section of its one ISA server."""
    server = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        section: [{"name": "One", **keys}],
    }
    return {"exlint": 1, "isa": {"servers": [server]}}


def forest(**keys: Any) -> dict[str, Any]:
    """A document with these keys in its one DNS server."""
    return {"exlint": 1, "forest": {"name": "a", "dns": {"servers": [{"name": "DC1", "address": "10.0.0.5", **keys}]}}}


def problem(data: dict[str, Any]) -> Problem:
    """The problem of a document's one fault."""
    faults = check(data, 0)
    assert isinstance(faults, tuple)
    assert len(faults) == 1
    return faults[0].problem


RULE: dict[str, Any] = {"action": "allow", "protocols": "all", "applies_to": "any_request"}
FILTER: dict[str, Any] = {"action": "allow", "transport": "tcp", "direction": "outbound"}

SAID = {
    "a port out of range": (
        smtp(tcp_port=70000),
        f"tcp_port of {SMTP} is 70000; expected a port from 1 to 65535",
    ),
    "a number in quotes": (
        smtp(tcp_port="25"),
        f"tcp_port of {SMTP} is '25'; expected a port from 1 to 65535; write it without quotes: 25",
    ),
    "a number in quotes where a word may stand": (
        isa("packet_filters", **FILTER, remote_port="53"),
        "remote_port of One is '53'; expected all, dynamic or a port from 1 to 65535; write it without quotes: 53",
    ),
    "a text that is no number": (
        smtp(tcp_port="smtp"),
        f"tcp_port of {SMTP} is 'smtp'; expected a port from 1 to 65535",
    ),
    "a flag in quotes": (
        smtp(logging="true"),
        f"logging of {SMTP} is 'true'; expected true or false; write it without quotes: true",
    ),
    "a flag as YAML 1.1 wrote it": (
        smtp(logging="yes"),
        f"logging of {SMTP} is 'yes'; expected true or false",
    ),
    "a name that YAML read as a number": (
        isa("protocol_rules", **RULE, description=2003),
        'description of One is 2003; expected text; quote it: "2003"',
    ),
    "a name that YAML read as a flag": (
        smtp(fqdn=True),
        f'fqdn of {SMTP} is true; expected some text; quote it: "true"',
    ),
    "a number that quotes would not mend": (
        forest(address=10.5),
        "address of DC1 is 10.5; expected an IPv4 address (as 10.0.0.1) or a list",
    ),
    "infinity": (
        smtp(tcp_port=float("inf")),
        f"tcp_port of {SMTP} is .inf; expected a port from 1 to 65535",
    ),
    "a misspelt word": (
        isa("protocol_rules", **RULE | {"action": "alow"}),
        "action of One is 'alow'; expected allow or deny; did you mean allow?",
    ),
    "a word in capitals": (
        isa("protocol_rules", **RULE | {"action": "DENY"}),
        "action of One is 'DENY'; expected allow or deny; did you mean deny?",
    ),
    "none of a union's kinds": (
        smtp(limits={"message_size": True}),
        f"message_size of limits of {SMTP} is true; expected a number of KB from 0 to 2147483647 or unlimited",
    ),
    "one item without its brackets": (
        forest(forwarders="10.0.0.1"),
        "forwarders of DC1 is '10.0.0.1'; expected a list; write it between [ and ]",
    ),
    "a number where a mapping may stand": (
        isa("protocol_rules", **RULE | {"protocols": 5}),
        "protocols of One is 5; expected all, a list or a mapping with all_except",
    ),
    "an item of a list": (
        forest(forwarders=["10.0.0.1", "10.0.0.300"]),
        "item 2 of forwarders of DC1 is '10.0.0.300'; expected an IPv4 address (as 10.0.0.1)",
    ),
    "an empty list": (
        {"exlint": 1, "include": []},
        "include is an empty list; expected at least one item",
    ),
    "too long a list": (
        smtp(retry={"intervals": [1, 2, 3, 4, 5]}),
        f"intervals of retry of {SMTP} is a list; expected at most 4 items",
    ),
    "no way to apply": (
        isa("protocol_rules", **RULE | {"applies_to": {}}),
        "applies_to of One is an empty mapping; expected client_sets, except_client_sets or client_groups",
    ),
    "two ways that exclude each other": (
        isa(
            "site_and_content_rules",
            action="deny",
            applies_to="any_request",
            destinations={"sets": [], "all_except": []},
        ),
        "destinations of One has sets and all_except; expected only one of them: sets or all_except",
    ),
    "a direction of another transport": (
        isa("protocol_definitions", port=1, transport="udp", direction="outbound"),
        "direction of One is 'outbound'; expected send, receive, send_receive or receive_send for udp",
    ),
    "a key near another": (
        forest(forwarder=[]),
        "'forwarder' is no key of DC1; did you mean forwarders?",
    ),
    "a key of an object with few keys": (
        {"exlint": 1, "isa": {"machines": []}},
        "'machines' is no key of isa; its keys are servers",
    ),
    "a key of an object with many keys": (
        forest(zzz=1),
        "'zzz' is no key of DC1",
    ),
    "a key of the document": (
        {"exlint": 1, "forrest": {}},
        "'forrest' is no key of the document; did you mean forest?",
    ),
    "a missing key": (
        isa("client_sets"),
        "One lacks the key addresses",
    ),
    "a missing name": (
        {"exlint": 1, "forest": {"name": "a", "dns": {"servers": [{"address": "10.0.0.5"}]}}},
        "item 1 of servers of dns of a lacks the key name",
    ),
    "a list without its value": (
        forest(forwarders=None),
        "forwarders of DC1 has no value; write [] for none, or leave the key out for not known",
    ),
    "a text without its value": (
        smtp(fqdn=None),
        f"fqdn of {SMTP} has no value; leave the key out",
    ),
    "a required key without its value": (
        isa("client_sets", addresses=None),
        "addresses of One has no value; expected a list",
    ),
    "an item without its value": (
        forest(forwarders=[None]),
        "item 1 of forwarders of DC1 has no value; leave the item out",
    ),
    "a section without its value": (
        {"exlint": 1, "isa": None},
        "isa has no value; leave the key out",
    ),
    "a mapping where a number stands": (
        smtp(tcp_port={"a": 1}),
        f"tcp_port of {SMTP} is a mapping; expected a port from 1 to 65535",
    ),
}


@pytest.mark.parametrize(("data", "message"), SAID.values(), ids=SAID)
def test_a_fault_says(data: dict[str, Any], message: str) -> None:
    assert problem(data).message == message


@pytest.mark.parametrize("data", [data for data, _ in SAID.values()], ids=SAID)
def test_a_fault_never_blames_or_pleads(data: dict[str, Any]) -> None:
    assert not re.search(r"(?i)invalid|error|please|you must|wrong|illegal", problem(data).message)


@pytest.mark.parametrize("data", [data for data, _ in SAID.values()], ids=SAID)
def test_the_label_is_the_end_of_the_message(data: dict[str, Any]) -> None:
    said = problem(data)
    assert said.message.endswith(said.label)


def test_a_long_text_is_cut_at_sixty_characters() -> None:
    assert problem(forest(address="a" * 61)).message == (
        f"address of DC1 is '{'a' * 59}…'; expected an IPv4 address (as 10.0.0.1)"
    )


def test_a_text_of_sixty_characters_is_shown_whole() -> None:
    assert f"is '{'a' * 60}';" in problem(forest(address="a" * 60)).message


def test_a_number_of_more_digits_than_python_writes_is_shown_cut() -> None:
    assert f"tcp_port of {SMTP} is 1{'0' * 58}…;" in problem(smtp(tcp_port=16**5000)).message


def test_a_line_feed_in_a_value_or_a_name_does_not_break_the_line() -> None:
    data = isa("protocol_rules", **RULE | {"name": "a\nb", "action": "c\nd"})
    assert problem(data).message == "action of 'a\\nb' is 'c\\nd'; expected allow or deny"


@pytest.mark.parametrize(
    ("data", "mark"),
    [
        (smtp(tcp_port=0), Mark.VALUE),
        (forest(zzz=1), Mark.KEY),
        (isa("client_sets"), Mark.KEY),
        (smtp(fqdn=None), Mark.KEY),
        (forest(forwarders=[None]), Mark.VALUE),
    ],
    ids=["a wrong value", "an unknown key", "a missing key", "a key without value", "an item without value"],
)
def test_the_mark_is_where_the_fault_is(data: dict[str, Any], mark: Mark) -> None:
    assert problem(data).mark is mark
