"""The text of a trace: columns, lines of at most 100 columns, colour, and names that try to be something else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import estates
from exlint import mailflow, model, schema
from exlint.findings import Finding, Place, Route, Severity
from exlint.mailflow.queue import Waiting, waiting
from exlint.mailflow.trace import shown
from exlint.reports import trace
from exlint.reports.columns import width
from exlint.reports.mailpath import picture
from exlint.reports.mending import Mending
from exlint.reports.style import painter
from exlint.reports.traced import Traced

Data = dict[str, Any]
PLAIN, COLOURED = painter(colour=False), painter(colour=True)


def build(data: Data) -> model.Estate:
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return estate


def estate(server: str = "MAIL1", isa: str = "ISA1", **virtual_server: Any) -> Data:
    """A virtual server that asks the Internet through an ISA server without rules."""
    mail = {
        "name": server,
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "dns_servers": ["198.51.100.53"],
        "smtp_virtual_servers": [{"name": "VS", **virtual_server}],
    }
    firewall = {
        "name": isa,
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "protocol_rules": [],
        "site_and_content_rules": [],
    }
    return {"exlint": 1, "exchange": {"servers": [mail]}, "isa": {"servers": [firewall]}}


def traced(data: Data, file: str = "infra.yaml", findings: tuple[Finding, ...] = ()) -> list[Traced]:
    found = build(data)
    place = Place(file, 7, 1, 7, 2, "")
    return [
        Traced(flow, shown(flow), lambda _: place, waiting(flow.sender, shown(flow), found), findings)
        for flow in mailflow.judge(found)
    ]


def text(data: Data, file: str = "infra.yaml", findings: tuple[Finding, ...] = ()) -> str:
    return trace.text(traced(data, file, findings), PLAIN)


def test_actors_stand_in_one_column_as_wide_as_the_longest() -> None:
    _, _, first, second, third, *_ = text(estate(server="MAIL-HAMBURG")).splitlines()

    assert first.startswith(" 1  MAIL-HAMBURG  no connector")
    assert second.startswith(" 2  MAIL-HAMBURG  asks 198.51.100.53, udp 53")
    assert third.startswith(" -  ISA1          stops it: ")
    assert (first.endswith(" infra.yaml:7"), len(first)) == (True, 100)


def test_the_column_of_actors_has_a_limit() -> None:
    _, _, first, _, third, *_ = text(estate(server="M" * 30)).splitlines()

    assert first.startswith(f" 1  {'M' * 30}  no connector")
    assert third.startswith(f" -  ISA1{' ' * 14}stops it: ")


def test_wide_characters_take_two_columns() -> None:
    *_, third = text(estate(server="\u90f5\u4fbf")).splitlines()[2:5]

    assert third.startswith(" -  ISA1  stops it: ")


def test_where_ways_are_several_their_numbers_follow() -> None:
    data = estate()
    data["exchange"]["servers"][0]["dns_servers"] = ["198.51.100.53", "198.51.100.54"]

    labels = [line[:8] for line in text(data).splitlines() if line[1:2].isdigit()]

    assert labels == [" 1      ", " 2 (1)  ", " 3 (2)  "]


def test_a_step_that_several_things_decide_about_is_one_hop() -> None:
    data = estate()
    del data["isa"]["servers"][0]["protocol_rules"], data["isa"]["servers"][0]["site_and_content_rules"]
    (one,) = traced(data)

    lines = trace.text([one], PLAIN).splitlines()

    assert [line[:12] for line in lines if line[1:2].isdigit()] == [" 1  MAIL1  n", " 2  MAIL1  a", " 3  MAIL1  c"]
    assert sum(line.startswith(" -  ISA1") for line in lines) == len(one.hops) - 1 == 4
    (story,) = picture("infra.yaml", build(data), [one.flow]).stories
    assert [line.number for line in story.lines if line.number] == ["1", "2", "3"]


def test_deep_within_choices_only_the_innermost_numbers_are_shown() -> None:
    data = estate()
    data["exchange"]["servers"][0]["dns_servers"] = ["10.0.0.100"]
    data["forest"] = {"dns": {"servers": [dns_server(number, 40) for number in range(40)]}, "name": "c.local"}

    lines = text(data).splitlines()

    assert any(line.startswith(" 20 (...1.1.1.1.1.1)   DC17   asks DC18 (10.0.0.118), udp 53 ") for line in lines)
    assert max(map(width, lines)) <= 100


def dns_server(number: int, of: int) -> Data:
    """One of several that each ask the next two, in a circle."""
    following = [f"10.0.0.{100 + (number + step) % of}" for step in (1, 2)]
    return {"name": f"DC{number}", "address": f"10.0.0.{100 + number}", "forwarders": following, "root_hints": False}


def test_a_long_place_has_a_line_of_its_own() -> None:
    file = f"{'deep/' * 16}infra.yaml"
    lines = text(estate(), file).splitlines()

    assert lines[2:4] == [
        " 1  MAIL1  no connector, no smart host: delivers by DNS",
        f"           --> {file}:7",
    ]


@given(st.randoms(use_true_random=False))
def test_no_line_is_wider_than_a_hundred_columns(source: Any) -> None:
    lines = text(estates.estate(source)).splitlines()

    assert [line for line in lines if width(line) > 100] == []
    assert all(line == line.rstrip() for line in lines)


@given(st.randoms(use_true_random=False))
def test_without_its_colours_a_trace_is_the_plain_one(source: Any) -> None:
    found = traced(estates.estate(source))
    coloured = trace.text(found, COLOURED)

    for code in ("\x1b[1;31m", "\x1b[1;33m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == trace.text(found, PLAIN)


def test_what_stops_is_red_and_what_is_not_known_is_yellow() -> None:
    stopped = trace.text(traced(estate()), COLOURED)
    del (data := estate())["isa"]
    unknown = trace.text(traced(data), COLOURED)

    assert "\x1b[1;31mQUEUES, every hour\x1b[0m" in stopped
    assert "\x1b[1;31mstops it: no protocol rule" in stopped
    assert "\x1b[1;33mUNKNOWN\x1b[0m" in unknown
    assert "\x1b[1;31m" not in unknown


@pytest.mark.parametrize("name", ["::error::x", "##[error]x", "\x1b[31mx", "a\u202eb", "x " * 80, "  ::warning::y"])
def test_a_name_neither_breaks_the_columns_nor_begins_a_line_as_a_command(name: str) -> None:
    data = estate(server=name, isa=name)
    data["isa"]["servers"][0]["protocol_rules"] = [
        {"name": name, "action": "deny", "protocols": "all", "applies_to": "any_request"}
    ]
    out = text(data, f"{name}.yaml")

    assert not any(line.lstrip().startswith(("::", "##")) for line in out.splitlines())
    assert not any(sign in out for sign in ("\x1b", "\u202e", "##["))


@pytest.mark.parametrize(
    ("retry", "said"),
    [
        ({}, "a delay notice after 12 hours, a non-delivery report only after 2 days."),
        (
            {"delay_notification": 90, "expiration": 1440},
            "a delay notice after 90 minutes, a non-delivery report only after 1 day.",
        ),
        ({"expiration": 60}, "no delay notice; a non-delivery report only after 1 hour."),
    ],
)
def test_the_sender_hears_of_it_when_the_virtual_server_says(retry: Data, said: str) -> None:
    out = " ".join(text(estate(retry=retry) if retry else estate()).split())

    event = "KB 305394 saw no event, other articles name event 4000 of SMTPSVC"
    assert f"The sender sees: the message waits in the queue; {event}; {said}" in out


def test_only_where_a_name_is_not_found_an_event_is_named() -> None:
    data = estate(smart_host="[192.0.2.25]")

    assert "the message waits in the queue; no event; a delay notice" in " ".join(text(data).split())


def test_mail_that_waits_at_a_bridgehead_is_said_to_wait_there() -> None:
    (one,) = traced(estate())
    (other,) = traced(estate(server="HUB1"))
    moved = one._replace(waits=Waiting((other.flow.sender,), for_a_name=False))

    assert "the message waits in the queue of HUB1; no event" in trace.text([moved], PLAIN)


def finding(code: str, severity: Severity, pointer: str) -> Finding:
    return Finding(Place("infra.yaml", 1, 1, 1, 2, pointer), code, "name", severity, "message", f"object of {pointer}")


def pointed(at: Route) -> Place:
    return Place("infra.yaml", 1, 1, 1, 2, "".join(f"/{step}" for step in at[1:]))


def test_a_finding_belongs_to_a_flow_where_it_lies_in_what_stops_it_or_in_what_leads_there() -> None:
    data = estate(external_dns_servers=["198.51.100.53"])
    rule = {"name": "R", "action": "deny", "protocols": "all", "applies_to": "any_request"}
    data["isa"]["servers"][0]["protocol_rules"] = [rule]
    (flow,) = mailflow.judge(build(data))
    mail, isa = "/exchange/servers/0", "/isa/servers/0"
    findings = [
        finding("EXL101", Severity.ERROR, f"{mail}/smtp_virtual_servers/0/external_dns_servers"),
        finding("EXL302", Severity.WARNING, f"{isa}/protocol_rules/0/applies_to"),
        finding("EXL303", Severity.INFO, f"{isa}/protocol_rules/0"),
        finding("EXL401", Severity.ERROR, f"{isa}/protocol_rules/0/name"),
        finding("EXL301", Severity.ERROR, f"{isa}/site_and_content_rules"),
        finding("EXL501", Severity.WARNING, f"{mail}/name"),
        finding("EXL601", Severity.WARNING, f"{isa}/protocol_rules/01"),
    ]

    assert [one.code for one in Mending(findings, pointed).of(flow)] == ["EXL302", "EXL101"]


def test_what_to_mend_is_named_with_its_objects_and_a_long_list_is_cut() -> None:
    findings = tuple(finding(f"EXL70{index}", Severity.ERROR, str(index)) for index in range(7))

    out = " ".join(text(estate(), findings=findings).split())

    assert "To mend: EXL700 on object of 0; EXL701 on object of 1; " in out
    assert out.endswith("EXL704 on object of 4; and 2 more (exlint explain EXL700).")
