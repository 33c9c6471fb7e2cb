"""`exlint trace --to` and `--at`: what they take, and that every answer is about what was asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from exlint.cli.asked import Wrong, asked
from exlint.model.hours import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("example.com", "domain", "example.com"),
        ("EXAMPLE.com", "domain", "example.com"),
        ("partner", "domain", "partner"),
        ("b\u00fccher.example", "domain", "b\u00fccher.example"),
        ("*.example.com", "domain", "*.example.com"),
        ("3com.example", "domain", "3com.example"),
        ("host:mail.example.com", "host", "mail.example.com"),
        ("HOST:Mail.example.com", "host", "mail.example.com"),
        ("host:relay", "host", "relay"),
        ("192.0.2.77", "address", "192.0.2.77"),
    ],
)
def test_a_destination_is_a_domain_a_host_or_an_address_whatever_its_case(text: str, kind: str, name: str) -> None:
    to = asked(text, None).to

    assert to is not None
    assert (to.kind, to.name) == (kind, name)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("u@example.com", "example.com"),
        ("<u@example.com>", "example.com"),
        (" example.com", "example.com"),
        ("example.com.", "example.com"),
        (".example.com", "example.com"),
        ("SMTP:example.com;1", "example.com"),
        ("host:192.0.2.1", "192.0.2.1"),
        ("host:mail.example.com.", "host:mail.example.com"),
        ("192.0.2.0/24", "192.0.2.0"),
        ("192.0.2.0-192.0.2.9", "192.0.2.0"),
        ("[192.0.2.1]", ""),
        ("300.1.1.1", ""),
        ("10.0.0", ""),
        ("2001:db8::1", ""),
        ("host:", ""),
        ("", ""),
        (" ", ""),
        (".", ""),
        ("*", ""),
        ("a..b", ""),
        ("a b.example", ""),
        ("example.com\n", "example.com"),
        ("example.com/path", "example.com"),
    ],
)
def test_anything_else_says_what_was_expected_and_what_was_probably_meant(text: str, meant: str) -> None:
    with pytest.raises(Wrong) as caught:
        asked(text, None)

    said = str(caught.value)
    assert "expected a mail domain as example.com, host:NAME, or one IPv4 address" in said
    assert said.partition("; did you mean ")[2] == (f"{meant}?" if meant else "")


@pytest.mark.parametrize("text", ["t 14", "mon 24", "mon", "14", "", "mon 1h", "mon -1", "mon \u0664"])
def test_an_hour_that_is_none_says_what_was_expected(text: str) -> None:
    with pytest.raises(Wrong, match="expected a day and an hour, as mon 14"):
        asked(None, text)


@pytest.mark.parametrize("options", [("--to", "u@example.com"), ("--to", ""), ("--at", "mon 24"), ("--at", "")])
def test_an_error_of_use_gives_status_2_and_no_trace(exlint: Exlint, clean: Path, options: tuple[str, str]) -> None:
    done = exlint("trace", *options, clean.name)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"exlint: {options[0]} {options[1]}: expected")


def change(document: Path, before: str, after: str) -> None:
    text = document.read_text(encoding="utf-8")
    assert before in text
    document.write_text(text.replace(before, after, 1), encoding="utf-8")


def at_work_hours(document: Path) -> None:
    change(document, "protocols: [SMTP]", "protocols: [SMTP]\n          schedule: Work hours")


def not_to_partners(document: Path, schedule: str = "always") -> None:
    """A deny rule for a destination set, at some hours."""
    where = f"destinations: {{sets: [Partners]}}, schedule: {schedule}"
    deny = f"{{name: No, action: deny, applies_to: any_request, {where}}}"
    sets = "destination_sets: [{name: Partners, destinations: ['*.example.com', 192.0.2.0/24]}]"
    change(document, "site_and_content_rules:", f"{sets}\n      site_and_content_rules:\n        - {deny}")


def flow(exlint: Exlint, document: Path, *options: str) -> tuple[int, dict[str, Any]]:
    done = exlint("trace", "--output-format", "json", *options, document.name)
    (one,) = json.loads(done.out)["flows"]
    return done.status, one


def test_one_hour_is_shown_and_decides_the_status(exlint: Exlint, clean: Path) -> None:
    at_work_hours(clean)

    inside, outside = exlint("trace", "--at", "mon 14", clean.name), exlint("trace", "--at", "sunday 3", clean.name)

    assert (inside.status, outside.status) == (0, 1)
    assert "DELIVERS on Monday at 14" in inside.out
    assert "QUEUES on Sunday at 3" in outside.out
    assert "# stays" not in outside.out


def test_every_field_is_about_the_hour_that_was_asked_about(exlint: Exlint, clean: Path) -> None:
    at_work_hours(clean)
    inside, outside = flow(exlint, clean, "--at", "mon 14"), flow(exlint, clean, "--at", "sun 3")

    assert (inside[0], inside[1]["verdict"]) == (0, "delivers")
    assert (inside[1]["witness"], inside[1]["windows"], inside[1]["reasons"]) == (None, {}, [])
    assert inside[1]["shown"] == {"destination": "internet", "hour": "monday 14"}
    assert {hop["decision"] for hop in inside[1]["hops"]} == {"permitted"}
    assert (outside[0], outside[1]["verdict"]) == (1, "queues")
    assert outside[1]["witness"] == {"destination": "internet", "hour": "sunday 3"}
    assert outside[1]["windows"] == {"sunday": ["03-04"]}
    assert [reason["windows"] for reason in outside[1]["reasons"]] == [{"sunday": ["03-04"]}]
    assert outside[1]["hops"][-1]["decision"] == "stopped"


def test_a_destination_is_followed_also_when_nothing_names_it(exlint: Exlint, clean: Path) -> None:
    not_to_partners(clean)
    named = ("host:a.b.example.com", "192.0.2.77", "example.org")

    assert [exlint("trace", "--to", to, clean.name).status for to in named] == [1, 1, 0]


def test_every_field_is_about_the_destination_that_was_asked_about(exlint: Exlint, clean: Path) -> None:
    not_to_partners(clean, "Work hours")
    everything = flow(exlint, clean)
    there, elsewhere = flow(exlint, clean, "--to", "192.0.2.77"), flow(exlint, clean, "--to", "host:example.org")

    assert (everything[1]["verdict"], len(everything[1]["destinations"])) == ("partial", 2)
    assert (there[0], there[1]["verdict"], there[1]["destinations"]) == (1, "partial", [])
    assert there[1]["windows"] == {day: ["09-17"] for day in DAYS[:5]}
    assert there[1]["witness"] == {"destination": "192.0.2.77", "hour": "monday 9"}
    assert there[1]["hops"][-1]["by"] == "the site and content rule No denies it (action: deny)"
    assert (elsewhere[0], elsewhere[1]["verdict"], elsewhere[1]["reasons"]) == (0, "delivers", [])


def test_a_destination_at_one_hour_queues_or_delivers(exlint: Exlint, clean: Path) -> None:
    not_to_partners(clean, "Work hours")
    there = ("--to", "192.0.2.77", "--at")

    assert flow(exlint, clean, *there, "mon 9")[1]["verdict"] == "queues"
    assert flow(exlint, clean, *there, "mon 8")[1]["verdict"] == "delivers"


def test_at_an_hour_the_other_destinations_that_stay_are_listed(exlint: Exlint, clean: Path) -> None:
    not_to_partners(clean, "Work hours")
    status, one = flow(exlint, clean, "--at", "mon 9")

    assert (status, one["verdict"], one["windows"]) == (1, "partial", {})
    assert [(other["kind"], other["windows"]) for other in one["destinations"]] == [
        ("host", {"monday": ["09-10"]}),
        ("address", {"monday": ["09-10"]}),
    ]
    assert flow(exlint, clean, "--at", "mon 8")[1]["destinations"] == []


def test_what_is_missing_is_missing_for_what_was_asked(exlint: Exlint, clean: Path) -> None:
    change(clean, "      dns_listener: true\n", "")
    change(clean, "smtp_virtual_servers:", "smtp_virtual_servers:\n        - {name: Relay, smart_host: '[192.0.2.25]'}")
    done = exlint("trace", "--output-format", "json", "--to", "example.org", clean.name)
    relay, direct = json.loads(done.out)["flows"]

    assert (relay["verdict"], relay["missing"]) == ("delivers", [])
    assert (direct["verdict"], [one["key"] for one in direct["missing"]]) == ("unknown", ["dns_listener of ISA1"])


def test_assumptions_are_those_of_what_was_asked(exlint: Exlint, clean: Path) -> None:
    not_to_partners(clean)

    # Whether the set holds example.com itself is a doubt, and whether one of its addresses is that host's; it holds
    # the hosts below it for sure.
    assert flow(exlint, clean, "--to", "host:example.com")[1]["assumptions"] == ["3.11", "9.16a"]
    assert flow(exlint, clean, "--to", "host:a.example.com")[1]["assumptions"] == []


def test_an_answer_says_what_it_is_about(exlint: Exlint, clean: Path) -> None:
    def said(*options: str) -> list[Any]:
        report = json.loads(exlint("trace", "--output-format", "json", *options, clean.name).out)
        return [report["to"], report["at"]]

    assert said() == [None, None]
    assert said("--to", "HOST:Mail.example.com", "--at", "mo 4") == ["host:mail.example.com", "monday 4"]
    assert said("--to", "example.com") == ["example.com", None]


def test_an_address_inside_is_a_destination_and_said_to_be_inside(exlint: Exlint, clean: Path) -> None:
    done = exlint("trace", "--to", "10.0.0.77", clean.name)

    assert (done.status, "Mail to 10.0.0.77 leaves at every hour." in done.out) == (0, True)
    assert done.err == (
        "exlint: --to 10.0.0.77: it is in the local address table of ISA1, which does not filter what stays inside\n"
    )
    assert exlint("trace", "--to", "192.0.2.1", clean.name).err == ""
