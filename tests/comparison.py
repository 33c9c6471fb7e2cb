"""The engine held against the oracle, on one estate given as plain data."""

from __future__ import annotations

from typing import Any

import oracle
from exlint import mailflow, model, schema
from exlint.mailflow.decision import Decision, Outcome
from exlint.model import Estate
from exlint.model.addresses import number

LETTERS = {Outcome.PERMITTED: "P", Outcome.STOPPED: "S", Outcome.UNKNOWN: "U"}


def built(data: dict[str, Any]) -> Estate:
    """The estate of a valid document."""
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, Estate), estate
    return estate


def judged(data: dict[str, Any]) -> tuple[mailflow.Flow, ...]:
    """What the engine says."""
    return mailflow.judge(built(data))


def differs(data: dict[str, Any]) -> str:
    """Where engine and oracle differ on an estate, in words; empty where they agree."""
    engine = {flow.sender.identity: flow for flow in judged(data)}
    for identity, answer in oracle.judge(data).items():
        flow = engine[identity]
        for point, expected in answer.points.items():
            if _at(flow, point) != expected:
                return f"{identity}, {point}: oracle {expected}, engine {_at(flow, point)}"
        if flow.verdict.value != answer.verdict:
            return f"{identity}: oracle {answer.verdict}, engine {flow.verdict.value}"
        named = {point for point in answer.points if point[0] in ("domain", "host")}
        if {(one.kind, one.name) for one, _ in flow.others if one.kind != "address"} != named:
            return f"{identity}: other destinations than {sorted(named)}"
    return ""


def _at(flow: mailflow.Flow, point: tuple[str, str]) -> str | None:
    """What the engine says about one of the oracle's points; None where it tells no such destination apart."""
    kind, name = point
    if kind == "internet":
        return _week(flow.at_large)
    for destination, decision in flow.others:
        if kind == destination.kind == "address":
            first, _, last = destination.name.partition("-")
            if number(first) <= number(name) <= number(last or first):
                return _week(decision)
        elif (destination.kind, destination.name) == point:
            return _week(decision)
    return None


def _week(decision: Decision) -> str:
    return "".join(LETTERS[decision.at(hour)] for hour in range(168))
