"""Workflow commands: GitHub shows each finding as an annotation on its line.

Source: escapes as in packages/core/src/command.ts of actions/toolkit; limits and columns as in ExecutionContext.cs and
ActionCommandManager.cs of actions/runner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exlint.findings import Finding, Place, Report, Severity
from exlint.reports.escape import visible
from exlint.reports.summary import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exlint.reports.style import Paint

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

# The runner keeps ten annotations of a kind for a step. The tenth notice is the one that counts what is left out.
_SHOWN = {Severity.ERROR: 10, Severity.WARNING: 10, Severity.INFO: 9}


def render(report: Report, _paint: Paint) -> str:
    """Gives a command for each finding that GitHub will show, worst first, and a notice that counts the others."""
    worst_first = sorted(Severity, reverse=True)
    kinds = {kind: [finding for finding in report.findings if finding.severity is kind] for kind in worst_first}
    lines = [_annotation(finding) for kind in worst_first for finding in kinds[kind][: _SHOWN[kind]]]
    rest = [(len(kinds[kind]) - _SHOWN[kind], kind.word) for kind in worst_first]
    lines += _remainder([counted(number, f"more {word}") for number, word in rest if number > 0])
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    properties = {"title": f"{finding.code} {finding.name}", **_where(finding.place)}
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(finding.message)}"


def _where(place: Place) -> dict[str, str]:
    where = {"file": place.file, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line != place.end_line:
        return where  # the runner drops the columns of a place on several lines, with a complaint
    return {**where, "col": str(place.column), "endColumn": str(place.end_column)}


def _remainder(counts: Iterable[str]) -> list[str]:
    text = ", ".join(counts)
    return [f"::notice title=exlint::{text} (GitHub shows ten of a kind; exlint check shows all)"] if text else []


def _data(text: str) -> str:
    # `visible` leaves no line end, but the escape stays whole: it must not depend on what another function removes.
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
