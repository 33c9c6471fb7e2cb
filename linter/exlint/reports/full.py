"""The report for people: each finding with the lines it is about, what to do, and how the run ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exlint.reports.escape import visible
from exlint.reports.frame import COLUMNS, Sheet, Spot, frame, frames, spots
from exlint.reports.notes import notes, words, wrapped
from exlint.reports.summary import totals

if TYPE_CHECKING:
    from exlint.findings import Finding, Lines, Report
    from exlint.reports.style import Paint


def render(report: Report, paint: Paint) -> str:
    """Gives the findings in the report's order, parted by empty lines, then the totals; nothing without findings."""
    if not report.findings:
        return ""
    blocks = [_finding(finding, report.lines, paint) for finding in report.findings]
    return "\n\n".join("\n".join(block) for block in [*blocks, totals(report)]) + "\n"


def _finding(finding: Finding, lines: Lines, paint: Paint) -> list[str]:
    marked = spots(finding)
    sheet = Sheet(lines, max(len(str(spot.place.line)) for spot in marked), paint)
    own, *_ = marked
    grouped = sorted(frames(marked), key=lambda group: own not in group)  # the finding's own place comes first
    block = _header(finding, paint)
    for group in grouped:
        block += _framed(group, own, sheet)
    indent = " " * (sheet.gutter + 1)
    return block + [indent + note for note in notes(finding, COLUMNS - len(indent))]


def _header(finding: Finding, paint: Paint) -> list[str]:
    kind = f"{finding.severity.word}[{visible(finding.code)}]"
    first, *others = wrapped(words(finding.message), COLUMNS - len(kind) - 2)
    lines = [paint(kind, finding.severity.word) + paint(f": {first}", "strong")]
    return lines + [" " * (len(kind) + 2) + paint(other, "strong") for other in others]


def _framed(group: list[Spot], own: Spot, sheet: Sheet) -> list[str]:
    arrow, spot = ("-->", own) if own in group else (":::", group[0])
    where = f"{visible(spot.place.file)}:{spot.place.line}:{spot.place.column}"
    body = frame(group, sheet)
    edge = sheet.beside("")
    head = f"{' ' * sheet.gutter}{sheet.paint(arrow, 'gutter')} {where}"
    return [head, edge, *body, edge] if body else [head, edge]
