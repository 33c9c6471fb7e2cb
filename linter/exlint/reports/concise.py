"""One line a finding, for people who look through many, and for tools that read lines: `FILE:LINE:COLUMN: ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exlint.reports.escape import visible

if TYPE_CHECKING:
    from exlint.findings import Finding, Report
    from exlint.reports.style import Paint


def render(report: Report, paint: Paint) -> str:
    """Gives a line for each finding, in the report's order, and nothing else."""
    return "".join(f"{_line(finding, paint)}\n" for finding in report.findings)


def _line(finding: Finding, paint: Paint) -> str:
    place, severity = finding.place, finding.severity.word
    rest = f"{finding.code} {visible(finding.message)}"
    return f"{_opening(place.file)}:{place.line}:{place.column}: {paint(severity, severity)} {rest}"


def _opening(file: str) -> str:
    # A line that begins with `::` is a command to GitHub's runner, which skips blanks first; `./` names the same file.
    shown = visible(file)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown
