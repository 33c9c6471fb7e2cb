"""`exlint plan` for programs: JSON, version 1. Fields are added, never changed or removed, within a version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from exlint.findings import Edit, Finding, Said, plain
from exlint.reports.escape import in_json
from exlint.reports.json_v1 import of_finding
from exlint.reports.planned import Planned, Step

_Object = dict[str, Any]


def render(
    plans: Iterable[tuple[Planned, Sequence[str]]],
    diff: str,
    without_diff: Sequence[str],
    refused: Iterable[tuple[str, Sequence[Finding]]],
) -> str:
    """Gives one JSON object.

    Args:
        plans: Each with the names of its estate's files, which routes of edits begin with.
        diff: The unified diff of all files that change.
        without_diff: The names of those that change and of which there is none.
        refused: The documents that have no verdict, each by its file, with its findings.
    """
    document = {
        "version": 1,
        "plans": [_plan(one, files) for one, files in plans],
        "diff": diff,
        "without_diff": list(without_diff),
        "not_judged": [{"file": file, "findings": [of_finding(one) for one in found]} for file, found in refused],
    }
    return in_json(json.dumps(document, ensure_ascii=False)) + "\n"


def _plan(one: Planned, files: Sequence[str]) -> _Object:
    return {
        "file": one.file,
        "steps": [_step(step, files) for step in one.steps],
        "smallest": one.smallest,
        "verdicts": [_verdict(before, after) for before, after in zip(one.before, one.after, strict=True)],
        "more": list(one.more),
        "stays": [
            {**stay._asdict(), "obstacles": [obstacle._asdict() for obstacle in stay.obstacles]} for stay in one.stays
        ],
        "findings": list(one.findings),
        "undecided": one.undecided
        and {
            "declare": list(one.undecided.declare),
            "steps": [_step(step, files) for step in one.undecided.steps],
        },
        "idle": list(one.idle),
        "passed_over": one.passed_over or None,
        "refused": one.refused or None,
    }


def _step(step: Step, files: Sequence[str]) -> _Object:
    edits = [_edit(edit, files) for edit in step.edits]
    return {"title": step.title, "console": step.console, "opens": step.opens or None, "edits": edits}


def _edit(edit: Edit, files: Sequence[str]) -> _Object:
    pointer = "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in edit.at[1:])
    return {
        "file": files[int(edit.at[0])],
        "pointer": pointer,
        "kind": edit.kind,
        "before": edit.before,
        "value": plain(edit.value),
    }


def _verdict(before: Said, after: Said) -> _Object:
    return {"virtual_server": before.virtual_server, "before": before.verdict, "after": after.verdict}
