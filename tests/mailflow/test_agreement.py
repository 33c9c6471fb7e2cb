"""The engine against the oracle: set algebra against point by point, on random estates.

CI compares 500 estates. `TESTS_ESTATES=20000 pytest tests/mailflow/test_agreement.py` is the long run.
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
from comparison import differs, judged
from exlint.mailflow import delivery, destinations, ground, isa2000, packet_filters, resolution, route
from exlint.mailflow.decision import Decision
from exlint.mailflow.request import Request
from exlint.mailflow.targets import INTERNET
from exlint.model.estate import VirtualServer

ESTATES = int(os.environ.get("TESTS_ESTATES", "500"))


@settings(max_examples=ESTATES, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_engine_and_oracle_agree_on_every_destination_and_every_hour(source: Random) -> None:
    assert differs(estates.estate(source)) == ""


def test_every_verdict_occurs_often_enough_to_be_compared() -> None:
    verdicts = Counter(
        answer.verdict for seed in range(500) for answer in oracle.judge(estates.estate(Random(seed))).values()
    )

    assert min(verdicts[name] for name in ("queues", "partial", "unknown", "delivers")) >= 5, verdicts


def _always(value: Any) -> Callable[..., Any]:
    return lambda *_: value


def _no_deny(match: isa2000._Match, request: Request, _: object) -> bool:
    return match.allows and match.applies_to.meets(request.source)


def _by_dns(sender: VirtualServer, *others: Any) -> Decision:
    return delivery._directly(sender, others[-1], INTERNET)


FAULTS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "deny rules are overlooked": (isa2000, "_applies", _no_deny),
    "firewall clients are not asked who they are": (isa2000, "_identity", _always(None)),
    "block filters are overlooked": (packet_filters, "for_client", _always(())),
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

    assert any(differs(estates.estate(Random(seed))) for seed in range(500))


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
    flows = judged(data)

    assert all(len({one.name for one, _ in flow.others}) == len(flow.others) for flow in flows)
    assert destinations.AT_LARGE not in [one for flow in flows for one, _ in flow.others]
