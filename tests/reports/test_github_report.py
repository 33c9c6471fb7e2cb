"""Workflow commands."""

from __future__ import annotations

import pytest

from exlint.findings import Finding, Place, Report, Severity, Summary
from exlint.reports import renderer

PLAIN = False

ONE_LINE = Place("infra.yaml", 18, 11, 18, 31, "/x")


def rendered(*findings: Finding) -> list[str]:
    report = Report(findings, Summary(1, 1, 1), lambda _file, _line: "")
    text = renderer("github")(report, PLAIN)
    assert text == "" or text.endswith("\n")
    return text.split("\n")[:-1]


def finding(place: Place = ONE_LINE, severity: Severity = Severity.ERROR, message: str = "m") -> Finding:
    return Finding(place, "EXL101", "smtp-external-dns-without-isa", severity, message)


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_gives_a_command_with_title_place_and_message(severity: Severity, command: str) -> None:
    title = "title=EXL101 smtp-external-dns-without-isa"
    place = "file=infra.yaml,line=18,endLine=18,col=11,endColumn=31"
    assert rendered(finding(severity=severity, message="no ISA1")) == [f"::{command} {title},{place}::no ISA1"]


def test_gives_no_columns_for_a_place_on_several_lines() -> None:
    assert rendered(finding(Place("a.yaml", 3, 5, 7, 2, "/x"))) == [
        "::error title=EXL101 smtp-external-dns-without-isa,file=a.yaml,line=3,endLine=7::m"
    ]


def test_escapes_message_and_properties_as_the_toolkit_does() -> None:
    (line,) = rendered(finding(Place("a,b:c%2C.yaml", 1, 1, 1, 2, "/x"), message="50%: a,b %0A"))
    assert line == (
        "::error title=EXL101 smtp-external-dns-without-isa,"
        "file=a%2Cb%3Ac%252C.yaml,line=1,endLine=1,col=1,endColumn=2::50%25: a,b %250A"
    )


def test_a_line_end_or_control_in_a_name_is_shown_and_starts_no_line() -> None:
    (line,) = rendered(finding(Place("a\n::error::x\x1b", 1, 1, 1, 2, "/x"), message="b\r\n::stop-commands::t"))
    assert line == (
        "::error title=EXL101 smtp-external-dns-without-isa,"
        r"file=a\n%3A%3Aerror%3A%3Ax\x1b,line=1,endLine=1,col=1,endColumn=2::b\r\n::stop-commands::t"
    )


def test_says_nothing_without_findings() -> None:
    assert rendered() == []


def test_puts_the_worst_first_and_keeps_the_order_within_a_kind() -> None:
    wanted = [
        (Severity.INFO, "i"),
        (Severity.ERROR, "e1"),
        (Severity.WARNING, "w"),
        (Severity.ERROR, "e2"),
    ]
    lines = rendered(*(finding(severity=severity, message=message) for severity, message in wanted))
    assert [line.rpartition("::")[2] for line in lines] == ["e1", "e2", "w", "i"]


MORE = "::notice title=exlint::{} (GitHub shows ten of a kind; exlint check shows all)"


@pytest.mark.parametrize(
    ("errors", "warnings", "infos", "shown", "more"),
    [
        pytest.param(10, 10, 9, (10, 10, 9), "", id="all fit"),
        pytest.param(11, 0, 0, (10, 0, 0), "1 more error", id="one error too many"),
        pytest.param(12, 11, 0, (10, 10, 0), "2 more errors, 1 more warning", id="errors and warnings"),
        pytest.param(0, 0, 12, (0, 0, 9), "3 more infos", id="the count takes the tenth notice"),
        pytest.param(30, 1, 10, (10, 1, 9), "20 more errors, 1 more info", id="errors and infos"),
    ],
)
def test_gives_no_more_than_github_shows_and_counts_the_rest(
    errors: int, warnings: int, infos: int, shown: tuple[int, int, int], more: str
) -> None:
    kinds = [Severity.INFO] * infos + [Severity.ERROR] * errors + [Severity.WARNING] * warnings
    lines = rendered(*(finding(severity=kind) for kind in kinds))
    found = lines[: sum(shown)]
    assert (
        tuple(sum(line.startswith(f"::{kind} ") for line in found) for kind in ("error", "warning", "notice")) == shown
    )
    assert lines[sum(shown) :] == ([MORE.format(more)] if more else [])
