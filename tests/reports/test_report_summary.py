"""The line of a clean run, and the lines that end a run with findings."""

from __future__ import annotations

import pytest

from exlint.findings import Finding, Place, Report, Said, Severity, Summary
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


def test_what_is_suppressed_is_counted_at_the_end_of_both() -> None:
    (finding,) = report(Summary(1, 1, 1), W).findings
    found = report(Summary(3, 1, 4), W)._replace(suppressed=(finding,) * 3)
    assert totals(found) == ["1 warning in 3 files (1 estate); 3 suppressed"]
    assert (
        closing(found._replace(findings=())) == "3 files (1 estate), 4 virtual servers: nothing to report; 3 suppressed"
    )


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "rules not run for 1 estate: mend the errors above first"),
        (2, "rules not run for 2 estates: mend the errors above first"),
    ],
)
def test_the_totals_say_which_work_was_not_done(number: int, line: str) -> None:
    assert totals(report(Summary(5, 3, 0, number), E)) == ["1 error in 5 files (3 estates)", line]


@pytest.mark.parametrize(
    ("verdicts", "line"),
    [
        pytest.param(["queues"], "A/1 queues at every hour", id="as in voice.md"),
        pytest.param(["queues", "queues"], "A/1 queues at every hour, 1 more queues", id="one more"),
        pytest.param(
            ["queues", "queues", "queues", "partial", "unknown", "delivers"],
            "A/1 queues at every hour, 2 more queue, 1 more queues at times or for some, 1 is undecided, 1 delivers",
            id="all kinds",
        ),
        pytest.param(["unknown", "unknown", "unknown"], "A/1 is undecided, 2 more are undecided", id="undecided alone"),
        pytest.param(["delivers", "unknown", "delivers"], "A/2 is undecided, 2 deliver", id="the worst is named"),
        pytest.param(["delivers", "delivers"], "A/1 delivers, 1 more delivers", id="all leave"),
        pytest.param(["partial"], "A/1 queues for some destinations", id="not to the Internet at large"),
    ],
)
def test_the_last_line_names_the_worst_verdict_and_counts_the_others(verdicts: list[str], line: str) -> None:
    said = tuple(Said(f"A/{n}", verdict) for n, verdict in enumerate(verdicts, 1))

    assert totals(report(Summary(1, 1, 1), W)._replace(verdicts=said))[-1] == f"mail: {line}"


def test_the_hours_of_the_last_line_cannot_be_taken_for_a_count() -> None:
    said = Said("A/1", "partial", "Sat, Sun 00-24"), Said("A/2", "partial", "Sun 00-24")
    found = report(Summary(1, 1, 2), W)._replace(verdicts=said)

    assert totals(found)[-1] == "mail: A/1 queues at times (Sat, Sun 00-24), 1 more queues at times or for some"
