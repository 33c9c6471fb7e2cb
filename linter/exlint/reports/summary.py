"""The last words of a run: what was found, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from exlint.findings import Report, Said, Severity, Summary
from exlint.reports.escape import visible

VERDICTS = ("queues", "partial", "unknown", "delivers")
"""The verdicts, the worst first."""

_SAYS = {"queues": "queues at every hour", "unknown": "is undecided", "delivers": "delivers"}
_COUNTS = {
    "queues": ("queues", "queue"),
    "partial": ("queues at times or for some", "queue at times or for some"),
    "unknown": ("is undecided", "are undecided"),
    "delivers": ("delivers", "deliver"),
}
_STAY = {"queues", "partial"}


def closing(report: Report) -> str:
    """Gives the one line, without line end, with which a run that found nothing says what it looked at."""
    summary = report.summary
    if summary.not_judged:
        outcome = f"nothing to report, but {_not_run(summary)}"
    elif report.verdicts and all(one.verdict == "delivers" for one in report.verdicts):
        outcome = "mail leaves from all of them" if len(report.verdicts) > 1 else "mail leaves from it"
    else:
        outcome = "; ".join(("nothing to report", *_mail(report.verdicts)))
    return f"{_scope(summary)}, {counted(summary.virtual_servers, 'virtual server')}: {outcome}{_besides(report)}"


def totals(report: Report) -> list[str]:
    """Gives the lines, without line ends, that follow the findings: what was found where, and what was not done."""
    counts = [(report.count(severity), severity.word) for severity in sorted(Severity, reverse=True)]
    found = ", ".join(counted(number, word) for number, word in counts if number)
    lines = [f"{found} in {_scope(report.summary)}{_besides(report)}{_mendable(report)}"]
    if report.summary.not_judged:
        lines.append(f"{_not_run(report.summary)}: mend the errors above first")
    return [*lines, *_mail(report.verdicts)]


def _mendable(report: Report) -> str:
    """How many findings exlint can mend itself."""
    offers = [one.fix for one in report.findings if one.fix is not None]
    safe = sum(one.safe for one in offers)
    parts = [f"{safe} can be mended with --fix"] if safe else []
    if len(offers) > safe:
        parts.append(f"{len(offers) - safe}{' more' if safe else ' can be mended'} with --fix --unsafe-fixes")
    return "".join(f"; {part}" for part in parts)


def _besides(report: Report) -> str:
    """What a run found and does not show."""
    parts = ((len(report.suppressed), "suppressed"), (report.left_out, "not asked for"))
    return "".join(f"; {number} {what}" for number, what in parts if number)


def _mail(verdicts: Sequence[Said]) -> list[str]:
    """The line on the verdicts: the worst virtual server by name, all others counted."""
    if not verdicts:
        return []
    first = min(verdicts, key=lambda one: VERDICTS.index(one.verdict))
    rest = Counter(one.verdict for one in verdicts if one is not first)
    others = [_others(verdict, rest[verdict], first.verdict) for verdict in VERDICTS if verdict in rest]
    return ["mail: " + ", ".join([f"{visible(first.virtual_server)} {_says(first)}", *others])]


def _says(said: Said) -> str:
    if said.verdict != "partial":
        return _SAYS[said.verdict]
    return f"queues at times ({said.when})" if said.when else "queues for some destinations"


def _others(verdict: str, number: int, first: str) -> str:
    """How many others have a verdict: more of them, where the one that was named is of that kind."""
    more = " more" if verdict == first or {verdict, first} <= _STAY else ""
    one, several = _COUNTS[verdict]
    return f"{number}{more} {one if number == 1 else several}"


def counted(number: int, noun: str) -> str:
    """Gives a number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _scope(summary: Summary) -> str:
    return f"{counted(summary.files, 'file')} ({counted(summary.estates, 'estate')})"


def _not_run(summary: Summary) -> str:
    return f"rules not run for {counted(summary.not_judged, 'estate')}"
