"""`exlint trace` for programs: JSON, version 1. Fields are added, never changed or removed, within a version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from exlint.findings import Finding, Route
from exlint.mailflow import Asked
from exlint.mailflow.decision import Decision
from exlint.mailflow.destinations import Destination
from exlint.mailflow.reasons import missing, stops, together, windows
from exlint.mailflow.trace import Hop, Point, witness
from exlint.model.hours import DAYS
from exlint.reports.json_v1 import of_finding
from exlint.reports.traced import Traced

_Object = dict[str, Any]


def render(traced: Iterable[Traced], refused: Iterable[tuple[str, Sequence[Finding]]], asked: Asked) -> str:
    """Gives one JSON object.

    Args:
        traced: The flows.
        refused: The documents that have no verdict, each by its file, with its findings.
        asked: What the flows are narrowed to.
    """
    document = {
        "version": 1,
        "to": None if asked.to is None else _written(asked.to),
        "at": None if asked.hour is None else _hour(asked.hour),
        "flows": [_flow(one) for one in traced],
        "not_judged": [{"file": file, "findings": [of_finding(one) for one in found]} for file, found in refused],
    }
    return json.dumps(document, indent=2) + "\n"


def _flow(one: Traced) -> _Object:
    flow = one.flow
    decisions = [decision for _, decision in flow.decisions]
    return {
        "file": one.place((*flow.sender.at, "name")).file,
        "virtual_server": flow.sender.identity,
        "verdict": flow.verdict.value,
        "witness": _point(witness(flow)),
        "shown": _point(one.point),
        "windows": windows(flow.at_large.stopped),
        "destinations": [
            {"destination": other.name, "kind": other.kind, "windows": windows(decision.stopped)}
            for other, decision in flow.others
            if decision.stopped
        ],
        "hops": [_hop(hop, one) for hop in one.hops],
        "reasons": _reasons(decisions, one),
        "findings": [{"code": f.code, "object": f.object, "fingerprint": f.fingerprint} for f in one.findings],
        "missing": [{"key": key.key, **one.place(key.at)._asdict()} for key in missing(*decisions)],
        "assumptions": list(one.assumptions),
    }


def _written(destination: Destination) -> str:
    """A destination as `--to` takes it."""
    return f"host:{destination.name}" if destination.kind == "host" else destination.name


def _point(point: Point | None) -> _Object | None:
    if point is None:
        return None
    return {"destination": point.destination.name, "hour": _hour(point.hour)}


def _hour(hour: int) -> str:
    return f"{DAYS[hour // 24]} {hour % 24}"


def _hop(hop: Hop, one: Traced) -> _Object:
    return {
        "actor": hop.step.actor.name,
        "action": hop.step.action,
        "transport": hop.step.transport,
        "decision": hop.cause.outcome.value,
        "by": hop.cause.by,
        "console": hop.cause.console,
        "alternative": hop.alternatives[-1] if hop.alternatives else 0,
        "alternatives": list(hop.alternatives),
        **one.place(hop.at)._asdict(),
    }


def _reasons(decisions: Iterable[Decision], one: Traced) -> list[_Object]:
    """Every setting that stops mail, once, with its hours."""
    hours: dict[tuple[str, Route, str], int] = {}
    for reason in stops(together(decisions)):
        cause = reason.cause
        key = cause.by, cause.at or reason.step.at, cause.console
        hours[key] = hours.get(key, 0) | cause.hours
    return [
        {"by": by, "console": console, "windows": windows(found), **one.place(at)._asdict()}
        for (by, at, console), found in hours.items()
    ]
