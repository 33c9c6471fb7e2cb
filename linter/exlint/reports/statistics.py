"""How often each rule finds something, instead of the findings: the first look at an old repository."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from exlint.findings import Severity
from exlint.reports.summary import totals

if TYPE_CHECKING:
    from exlint.findings import Report


class Row(NamedTuple):
    """What one rule found; the fields are those of the JSON."""

    code: str
    name: str
    total: int
    errors: int
    warnings: int
    infos: int
    suppressed: int


def render(report: Report) -> str:
    """Gives a line for each rule that found something, the most frequent first, then the totals; else nothing."""
    rows = [row for row in _rows(report) if row.total]
    if not rows:
        return ""
    width = len(str(rows[0].total))
    lines = [f"{row.total:>{width}}  {row.code}  {row.name}" for row in rows]
    return "\n".join([*lines, "", *totals(report)]) + "\n"


def render_json(report: Report) -> str:
    """Gives the same as one JSON object on one line, and what is suppressed as well."""
    import json  # noqa: PLC0415 - text needs none

    return json.dumps({"version": 1, "statistics": [row._asdict() for row in _rows(report)]}) + "\n"


def _rows(report: Report) -> list[Row]:
    found = Counter((one.code, one.severity) for one in report.findings)
    suppressed = Counter(one.code for one in report.suppressed)
    names = {one.code: one.name for one in (*report.findings, *report.suppressed)}
    rows = []
    for code, name in names.items():
        errors, warnings, infos = (found[code, severity] for severity in sorted(Severity, reverse=True))
        rows.append(Row(code, name, errors + warnings + infos, errors, warnings, infos, suppressed[code]))
    return sorted(rows, key=lambda row: (-row.total, row.code))
