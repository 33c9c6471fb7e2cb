"""`exlint trace` as interface.md promises it: text, JSON, exit status, narrowing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from exlint.model.hours import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

FLOW = [
    "file",
    "virtual_server",
    "verdict",
    "witness",
    "windows",
    "destinations",
    "hops",
    "reasons",
    "missing",
    "assumptions",
]


def test_mail_that_stays_gives_status_1_and_names_who_stops_it(exlint: Exlint, broken: Path) -> None:
    done = exlint("trace", broken.name)

    assert (done.status, done.err) == (1, "")
    assert "MAIL1/Default SMTP Virtual Server -> the Internet" in done.out
    assert "QUEUES, every hour" in done.out
    assert "ISA1  stops it: no protocol rule allows udp 53: DNS for" in done.out
    assert "The sender sees: the message waits in the queue" in done.out


def test_mail_that_leaves_gives_status_0(exlint: Exlint, clean: Path) -> None:
    done = exlint("trace", clean.name)

    assert done.status == 0
    assert "DELIVERS" in done.out
    assert "Mail leaves at every hour" in done.out


def test_the_json_has_the_keys_of_the_interface(exlint: Exlint, broken: Path) -> None:
    done = exlint("trace", "--output-format", "json", broken.name)

    report = json.loads(done.out)
    assert (list(report), report["version"]) == (["version", "flows", "not_judged"], 1)
    (flow,) = report["flows"]
    assert list(flow) == FLOW
    assert (flow["verdict"], flow["witness"]) == ("queues", {"destination": "internet", "hour": "monday 0"})
    assert set(map(tuple, flow["windows"].values())) == {("00-24",)}
    assert list(flow["windows"]) == list(DAYS)
    assert flow["hops"][-1]["decision"] == "stopped"
    assert flow["reasons"][0]["line"] == flow["hops"][-1]["line"]
    assert flow["assumptions"] == ["U5"]


def test_the_week_is_drawn_where_its_hours_differ(exlint: Exlint, clean: Path) -> None:
    text = clean.read_text(encoding="utf-8").replace(
        "protocols: [SMTP]", "protocols: [SMTP]\n          schedule: Work hours"
    )
    clean.write_text(text, encoding="utf-8")

    lines = exlint("trace", clean.name).out.splitlines()

    assert " monday     #########........#######" in lines
    assert " sunday     ########################" in lines


def test_what_is_to_be_declared_is_listed(exlint: Exlint, clean: Path) -> None:
    text = clean.read_text(encoding="utf-8").replace("      dns_listener: true\n", "")
    clean.write_text(text, encoding="utf-8")

    done = exlint("trace", clean.name)

    assert done.status == 0
    assert " To decide it, declare:\n   dns_listener of ISA1\n" in done.out


def test_a_document_with_errors_gets_its_findings_and_no_verdict(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: 1\n", encoding="utf-8")

    done = exlint("trace", "bad.yaml")
    report = json.loads(exlint("trace", "--output-format", "json", "bad.yaml").out)

    assert done.status == 1
    assert done.out.startswith("bad.yaml:2:1: error EXL011")
    assert [(one["file"], [found["code"] for found in one["findings"]]) for one in report["not_judged"]] == [
        ("bad.yaml", ["EXL011"])
    ]


def test_a_server_is_picked_by_name_and_a_wrong_name_gets_the_nearest(exlint: Exlint, clean: Path) -> None:
    assert exlint("trace", "--server", "mail1", clean.name).status == 0
    done = exlint("trace", "--server", "MAIL2", clean.name)

    assert (done.status, done.out) == (2, "")
    assert "MAIL2: no such Exchange server" in done.err
    assert "did you mean MAIL1?" in done.err


def test_a_name_cannot_break_the_trace(exlint: Exlint, broken: Path) -> None:
    text = broken.read_text(encoding="utf-8").replace("DNS for admins", '"x\\e[31m\\n::error::y"')
    broken.write_text(text, encoding="utf-8")

    done = exlint("trace", broken.name)

    assert "\x1b" not in done.out
    assert not any(line.lstrip().startswith("::error::y") for line in done.out.splitlines())


def _at_work_hours(document: Path) -> None:
    scheduled = "protocols: [SMTP]\n          schedule: Work hours"
    text = document.read_text(encoding="utf-8").replace("protocols: [SMTP]", scheduled)
    document.write_text(text, encoding="utf-8")


def test_one_hour_is_shown_and_decides_the_status(exlint: Exlint, clean: Path) -> None:
    _at_work_hours(clean)

    inside, outside = exlint("trace", "--at", "mon 14", clean.name), exlint("trace", "--at", "sunday 3", clean.name)

    assert (inside.status, outside.status) == (0, 1)
    assert "LEAVES on monday at 14" in inside.out
    assert "STAYS on sunday at 3" in outside.out


def test_a_destination_is_followed_also_when_nothing_names_it(exlint: Exlint, clean: Path) -> None:
    deny = "- {name: No, action: deny, applies_to: any_request, destinations: {sets: [Partners]}}"
    sets = "destination_sets: [{name: Partners, destinations: ['*.example.com', 192.0.2.0/24]}]"
    rules = f"{sets}\n      site_and_content_rules:\n        {deny}"
    text = clean.read_text(encoding="utf-8").replace("site_and_content_rules:", rules)
    clean.write_text(text, encoding="utf-8")

    named = ("host:a.b.example.com", "192.0.2.77", "example.org")
    status = {to: exlint("trace", "--to", to, clean.name).status for to in named}

    assert status == {"host:a.b.example.com": 1, "192.0.2.77": 1, "example.org": 0}


def test_an_hour_that_is_none_is_an_error_of_use(exlint: Exlint, clean: Path) -> None:
    for words in ("t 14", "mon 24", "mon", "14"):
        done = exlint("trace", "--at", words, clean.name)
        assert (done.status, done.out) == (2, "")
        assert "expected a day and an hour, as mon 14" in done.err


def test_a_server_whose_name_is_a_command_begins_no_line(exlint: Exlint, broken: Path) -> None:
    text = broken.read_text(encoding="utf-8").replace("- name: MAIL1", '- name: "::error::x"')
    text = text.replace("- name: ISA1", '- name: "::error::y"')
    broken.write_text(text, encoding="utf-8")

    done = exlint("trace", broken.name)

    assert "mail: ::error::x" in done.out
    assert not any(line.lstrip().startswith("::") for line in done.out.splitlines())
