"""The line of a clean run, and the lines that end a run with findings."""

from __future__ import annotations

import pytest

from exlint.findings import Finding, Place, Report, Severity, Summary
from exlint.reports import closing
from exlint.reports.summary import totals


def report(summary: Summary, *severities: Severity) -> Report:
    place = Place("infra.yaml", 1, 1, 1, 7, "/exlint")
    findings = tuple(Finding(place, "EXL010", "wrong-type", severity, "a message") for severity in severities)
    return Report(findings, summary, lambda _file, _line: "")


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        pytest.param(Summary(3, 1, 4), "3 files (1 estate), 4 virtual servers: nothing to report", id="as in voice.md"),
        pytest.param(Summary(1, 1, 1), "1 file (1 estate), 1 virtual server: nothing to report", id="one of each"),
        pytest.param(Summary(2, 0, 0), "2 files (0 estates), 0 virtual servers: nothing to report", id="none"),
        pytest.param(
            Summary(2, 2, 3, 1),
            "2 files (2 estates), 3 virtual servers: nothing to report, but rules not run for 1 estate",
            id="an estate not judged",
        ),
    ],
)
def test_a_clean_run_says_what_it_looked_at(summary: Summary, line: str) -> None:
    assert closing(report(summary)) == line


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - no digit is near


@pytest.mark.parametrize(
    ("severities", "line"),
    [
        pytest.param([E, W, E], "2 errors, 1 warning in 3 files (1 estate)", id="as in voice.md"),
        pytest.param([I], "1 info in 3 files (1 estate)", id="one"),
        pytest.param(
            [I, W, I, E, W], "1 error, 2 warnings, 2 infos in 3 files (1 estate)", id="all kinds, worst first"
        ),
    ],
)
def test_the_totals_count_each_severity_that_occurs(severities: list[Severity], line: str) -> None:
    assert totals(report(Summary(3, 1, 4), *severities)) == [line]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "rules not run for 1 estate: mend the errors above first"),
        (2, "rules not run for 2 estates: mend the errors above first"),
    ],
)
def test_the_totals_say_which_work_was_not_done(number: int, line: str) -> None:
    assert totals(report(Summary(5, 3, 0, number), E)) == ["1 error in 5 files (3 estates)", line]
