"""The JSON of `exlint check`, version 1: for programs. Fields are added, never changed or removed, within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exlint.findings import Finding, Offer, Place, Related, Report, Severity, Suppression
from exlint.reports.escape import in_json
from exlint.reports.summary import VERDICTS

if TYPE_CHECKING:
    from exlint.reports.style import Paint

_Object = dict[str, Any]


def render(report: Report, _paint: Paint) -> str:
    """Gives one JSON object on one line."""
    document = {
        "version": 1,
        "findings": [of_finding(one) for one in (*report.findings, *report.suppressed)],
        "summary": _summary(report),
        "verdicts": {verdict: sum(one.verdict == verdict for one in report.verdicts) for verdict in VERDICTS},
    }
    return line(document) + "\n"


def line(value: Any) -> str:
    r"""Gives a value as JSON on one line, in this report and wherever else JSON is written for people, too.

    What `escape.visible` would spell out is written as `\uXXXX`, so the text can always be encoded, and shown, and
    reads back to the same strings.
    """
    # Outside its strings the text holds nothing that needs an escape.
    return in_json(json.dumps(value, ensure_ascii=False))


def of_finding(finding: Finding) -> _Object:
    """Gives the object that stands for a finding, in this report and in others."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.word,
        "message": finding.message,
        "object": finding.object,
        "url": None,
        **_place(finding.place),
        "related": [_related(related) for related in finding.related],
        "fix": finding.fix and _fix(finding.fix),
        "suppressed": finding.suppressed and _suppression(finding.suppressed),
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Offer) -> _Object:
    edits = [{**_place(change.place), "new_text": change.new_text} for change in fix.changes]
    return {"safety": "safe" if fix.safe else "unsafe", "title": fix.title, "edits": edits}


def _suppression(why: Suppression) -> _Object:
    return {
        "kind": why.kind,
        "reason": why.reason,
        "until": why.until or None,
        "owner": why.owner or None,
        **_place(why.place),
    }


def _related(related: Related) -> _Object:
    return {**_place(related.place), "label": related.label}


def _place(place: Place) -> _Object:
    return place._asdict()


def _summary(report: Report) -> _Object:
    summary = report.summary
    return {
        "files": summary.files,
        "estates": summary.estates,
        "virtual_servers": summary.virtual_servers,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "suppressed": len(report.suppressed),
    }
