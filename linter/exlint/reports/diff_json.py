"""`exlint diff` for programs: JSON, version 1. Fields are added, never changed or removed, within a version."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from exlint.mailflow import Flow
from exlint.mailflow.because import Because
from exlint.mailflow.reasons import windows
from exlint.mailflow.turns import Turn
from exlint.model.comparing import Change, Rank, Setting
from exlint.reports.different import Difference
from exlint.reports.json_v1 import of_finding
from exlint.schema import ABSENT

_Object = dict[str, Any]


def render(differences: Iterable[Difference]) -> str:
    """Gives one JSON object."""
    every = list(differences)
    document = {
        "version": 1,
        "documents": [_document(one) for one in every],
        "worse": any(one.worse for one in every),
    }
    return json.dumps(document, indent=2) + "\n"


def _document(one: Difference) -> _Object:
    return {
        "old": one.old or None,
        "new": one.new or None,
        "renamed": one.renamed,
        "objects": [_change(change) for change in one.changes],
        "findings": {
            "new": [of_finding(finding) for finding in one.found],
            "gone": [of_finding(finding) for finding in one.gone],
        },
        "verdicts": [_turn(turn, one) for turn in one.turns],
        "worse": one.worse,
    }


def _change(change: Change) -> _Object:
    return {
        "change": change.what,
        "kind": change.object.kind.name,
        "object": change.object.path,
        "settings": [_setting(one) for one in change.settings],
        "moved": {"old": _rank(change.moved[0]), "new": _rank(change.moved[1])} if change.moved else None,
    }


def _setting(one: Setting) -> _Object:
    """A value that is not written has no key."""
    sides = {"old": one.old, "new": one.new}
    return {"key": one.key, **{side: value for side, value in sides.items() if value is not ABSENT}}


def _rank(rank: Rank) -> _Object:
    return {"place": rank.number, "behind": rank.behind or None}


def _turn(turn: Turn, one: Difference) -> _Object:
    because = one.because.get(turn.identity)
    return {
        "virtual_server": turn.virtual_server,
        "old": _verdict(turn.old) if turn.there[0] else None,
        "new": _verdict(turn.new) if turn.there[1] else None,
        "changed": turn.changed,
        "worse": turn.worse,
        "because": _because(because) if because else None,
    }


def _verdict(flow: Flow | None) -> _Object:
    """A verdict; null in its place where the document is not judged."""
    stay = [(where, decision) for where, decision in (flow.others if flow else ()) if decision.stopped]
    return {
        "verdict": flow.verdict.value if flow else None,
        "windows": windows(flow.at_large.stopped) if flow else {},
        "destinations": [
            {"destination": where.name, "kind": where.kind, "windows": windows(decision.stopped)}
            for where, decision in stay
        ],
    }


def _because(because: Because) -> _Object:
    return {"changes": [_change(change) for change in because.changes], "fewest": because.fewest}
