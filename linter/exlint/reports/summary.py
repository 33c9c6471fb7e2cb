"""The last words of a run: what was found, and what was looked at."""

from __future__ import annotations

from exlint.findings import Report, Severity, Summary


def closing(report: Report) -> str:
    """Gives the one line, without line end, with which a run that found nothing says what it looked at."""
    summary = report.summary
    outcome = f"nothing to report, but {_not_run(summary)}" if summary.not_judged else "nothing to report"
    return f"{_scope(summary)}, {counted(summary.virtual_servers, 'virtual server')}: {outcome}"


def totals(report: Report) -> list[str]:
    """Gives the lines, without line ends, that follow the findings: what was found where, and what was not done."""
    counts = [(report.count(severity), severity.word) for severity in sorted(Severity, reverse=True)]
    found = ", ".join(counted(number, word) for number, word in counts if number)
    lines = [f"{found} in {_scope(report.summary)}"]
    if report.summary.not_judged:
        lines.append(f"{_not_run(report.summary)}: mend the errors above first")
    return lines


def counted(number: int, noun: str) -> str:
    """Gives a number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _scope(summary: Summary) -> str:
    return f"{counted(summary.files, 'file')} ({counted(summary.estates, 'estate')})"


def _not_run(summary: Summary) -> str:
    return f"rules not run for {counted(summary.not_judged, 'estate')}"
