"""One line a finding."""

from __future__ import annotations

from exlint.findings import Finding, Place, Report, Severity, Summary
from exlint.reports import renderer

PLAIN, COLOURED = False, True


def report(*findings: Finding) -> Report:
    return Report(findings, Summary(1, 1, 1), lambda _file, _line: "")


def finding(file: str, severity: Severity, message: str) -> Finding:
    return Finding(Place(file, 18, 11, 18, 31, "/x"), "EXL101", "smtp-external-dns-without-isa", severity, message)


def test_gives_place_severity_code_and_message_of_each_finding_and_nothing_else() -> None:
    both = report(finding("infra.yaml", Severity.ERROR, "first"), finding("b/c.yaml", Severity.INFO, "second"))
    assert renderer("concise")(both, PLAIN) == (
        "infra.yaml:18:11: error EXL101 first\nb/c.yaml:18:11: info EXL101 second\n"
    )


def test_says_nothing_without_findings() -> None:
    assert renderer("concise")(report(), PLAIN) == ""


def test_paints_the_severity_when_asked() -> None:
    one = report(finding("infra.yaml", Severity.WARNING, "first"))
    assert renderer("concise")(one, COLOURED) == "infra.yaml:18:11: \x1b[1;33mwarning\x1b[0m EXL101 first\n"


def test_a_message_stays_on_its_line() -> None:
    one = report(finding("infra.yaml", Severity.ERROR, "a\n::error::b"))
    assert renderer("concise")(one, PLAIN) == "infra.yaml:18:11: error EXL101 a\\n::error::b\n"


def test_a_file_named_like_a_workflow_command_is_none() -> None:
    odd = report(finding("::error::x", Severity.ERROR, "m"), finding("  ::stop-commands::y", Severity.ERROR, "m"))
    assert renderer("concise")(odd, PLAIN) == (
        "./::error::x:18:11: error EXL101 m\n./  ::stop-commands::y:18:11: error EXL101 m\n"
    )
