"""The engine against the oracle: set algebra against point by point, on random estates.

CI compares 500 estates. `EXLINT_ESTATES=20000 pytest tests/mailflow/test_agreement.py` is the long run.
"""

from __future__ import annotations

import ast
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import estates
import oracle
from exlint import mailflow, model, schema
from exlint.mailflow import delivery, destinations, ground, isa2000, resolution, route
from exlint.mailflow.decision import Decision, Outcome
from exlint.mailflow.targets import INTERNET
from exlint.model.addresses import number
from exlint.model.estate import VirtualServer

ESTATES = int(os.environ.get("EXLINT_ESTATES", "500"))
LETTERS = {Outcome.PERMITTED: "P", Outcome.STOPPED: "S", Outcome.UNKNOWN: "U"}
Points = dict[tuple[str, str], str]


def _week(decision: Decision) -> str:
    return "".join(LETTERS[decision.at(hour)] for hour in range(168))


def _engine(data: dict[str, Any]) -> dict[str, tuple[str, mailflow.Flow]]:
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return {flow.sender.identity: (flow.verdict.value, flow) for flow in mailflow.judge(estate)}


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


def _differs(data: dict[str, Any]) -> str:
    """Where engine and oracle differ on an estate, in words; empty where they agree."""
    engine = _engine(data)
    for identity, answer in oracle.judge(data).items():
        verdict, flow = engine[identity]
        for point, expected in answer.points.items():
            if _at(flow, point) != expected:
                return f"{identity}, {point}: oracle {expected}, engine {_at(flow, point)}"
        if verdict != answer.verdict:
            return f"{identity}: oracle {answer.verdict}, engine {verdict}"
        named = {point for point in answer.points if point[0] in ("domain", "host")}
        if {(one.kind, one.name) for one, _ in flow.others if one.kind != "address"} != named:
            return f"{identity}: other destinations than {sorted(named)}"
    return ""


@settings(max_examples=ESTATES, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_engine_and_oracle_agree_on_every_destination_and_every_hour(source: Random) -> None:
    assert _differs(estates.estate(source)) == ""


def test_every_verdict_occurs_often_enough_to_be_compared() -> None:
    verdicts = Counter(
        answer.verdict for seed in range(500) for answer in oracle.judge(estates.estate(Random(seed))).values()
    )

    assert min(verdicts[name] for name in ("queues", "partial", "unknown", "delivers")) >= 5, verdicts


def _always(value: Any) -> Callable[..., Any]:
    return lambda *_: value


def _no_deny(match: isa2000._Match, request: isa2000.Request, _: object) -> bool:
    return match.allows and match.applies_to.meets(request.source)


def _by_dns(sender: VirtualServer, *others: Any) -> Decision:
    return delivery._directly(sender, others[-1], INTERNET)


FAULTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "deny rules are overlooked": (isa2000, "_applies", _no_deny),
    "firewall clients are not asked who they are": (isa2000, "_identity", _always(None)),
    "block filters are overlooked": (isa2000, "_block_filters", _always(())),
    "every question goes over tcp": (resolution, "transport", _always("tcp")),
    "root hints are overlooked": (resolution, "root_hints", _always(())),
    "every connector takes every domain": (route, "holds", _always(1)),
    "a smart host is the Internet at large": (delivery, "_to_smart_host", _by_dns),
    "nobody is inside": (ground.Ground, "is_inside", _always(0)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_engine_is_caught_within_500_estates(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)

    assert any(_differs(estates.estate(Random(seed))) for seed in range(500))


def test_the_oracle_imports_the_standard_library_only() -> None:
    tree = ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in imports if isinstance(node, ast.ImportFrom)}

    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names


def test_every_line_of_the_oracle_is_reached() -> None:
    file = str(Path(oracle.__file__))
    reached: set[int] = set()

    def local(frame: Any, event: str, _: object) -> Any:
        if event == "line":
            reached.add(frame.f_lineno)
        return local

    def trace(frame: Any, _event: str, _: object) -> Any:
        return local if frame.f_code.co_filename == file else None

    for value in vars(oracle).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for seed in range(3000):
            oracle.judge(estates.estate(Random(seed)))
    finally:
        sys.settrace(before)

    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    statements = {
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Return | ast.Assign | ast.AugAssign | ast.Raise | ast.If | ast.For)
    }
    assert sorted(statements - reached) == []


def test_no_destination_is_told_apart_that_all_sets_treat_alike() -> None:
    data = estates.estate(Random(3))
    flows = _engine(data).values()

    assert all(len({one.name for one, _ in flow.others}) == len(flow.others) for _, flow in flows)
    assert destinations.AT_LARGE not in [one for _, flow in flows for one, _ in flow.others]
