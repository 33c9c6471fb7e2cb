"""Own rules over estates: which objects fire, what is said of them, and where it is placed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint import document
from exlint.findings import Mark, Problem
from exlint.model.kinds import KINDS
from exlint.rules.own import OwnRule, file

PROJECT = Path(__file__).parents[3]
FULL = PROJECT / "tests/schema/full.yaml"
EXAMPLES = [FULL, *sorted((PROJECT / "examples").rglob("*.yaml"))]
ESTATES = {path.name: document.read(path.read_bytes()).data for path in EXAMPLES}
ISA: Any = ESTATES["full.yaml"]["isa"]["servers"]
ISA.append({"name": "Last", "system_rules": ISA[-1]["access_rules"]})  # of this kind the example has none


def _rule(kind: str, asserted: str, where: str = "true", message: str = "here") -> OwnRule:
    text = (
        "exlint_rules: 1\nprefix: ACME\nrules:\n"
        f"  - {{code: ACME001, name: own-one, severity: info, select: {kind}, where: {where}, assert: {asserted},"
        f" message: '{message}', label: '{message}', mend: '{message}', page: why}}\n"
    )
    read = file.read([("a.yaml", text.encode())])
    assert read.mistakes == ()
    return read.rules[0]


def _count(data: Any, path: tuple[str, ...]) -> int:
    """How many objects stand at a path, counted in another way than the code counts."""
    found = [data]
    for step in path:
        found = [inner for one in found for inner in (one if step == "*" else [one[step]] if step in one else [])]
    return len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_true_never_fires_and_false_fires_for_every_object_of_the_kind(kind: str) -> None:
    never, always = _rule(kind, "true"), _rule(kind, "false")

    for data in ESTATES.values():
        assert list(never.check([data])) == []
        assert len(list(always.check([data]))) == _count(data, KINDS[kind])
    assert _count(ESTATES["full.yaml"], KINDS[kind]) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_object_is_named_by_its_own_name_behind_those_around_it(kind: str) -> None:
    for problem in _rule(kind, "false").check([ESTATES["full.yaml"]]):
        value: Any = ESTATES["full.yaml"]
        names = []
        for step in problem.at[1:]:
            value = value[step]
            if isinstance(step, int):
                names.append(value["name"])
        expected = "/".join(names) or value.get("organization") or value["name"]
        assert (problem.object, problem.mark) == (expected, Mark.KEY)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_an_own_rule_fires_exactly_for_the_objects_that_a_program_would_find(low: int, high: int, seed: int) -> None:
    chance = random.Random(seed)
    servers: list[dict[str, Any]] = [
        {"name": f"VS{number}", **({"maximum_hop_count": chance.randrange(60)} if chance.random() < 0.8 else {})}
        for number in range(5)
    ]
    data = {"exlint": 1, "exchange": {"servers": [{"name": "MAIL1", "smtp_virtual_servers": servers}]}}
    asserted = (
        f"{{properties: {{maximum_hop_count: {{minimum: {low}, maximum: {high}}}}}, required: [maximum_hop_count]}}"
    )

    found = {problem.object for problem in _rule("smtp_virtual_server", asserted).check([data])}

    wrong = [one for one in servers if not low <= one.get("maximum_hop_count", -1) <= high]
    assert found == {f"MAIL1/{one['name']}" for one in wrong}


def test_only_objects_that_fit_where_are_looked_at() -> None:
    rule = _rule("isa_server", "false", "{properties: {version: {const: isa-2000}}}")
    data = {"isa": {"servers": [{"name": "A", "version": "isa-2004"}, {"name": "B", "version": "isa-2000"}]}}

    assert [problem.object for problem in rule.check([data])] == ["B"]


def _one(asserted: str, data: dict[str, Any], message: str = "here") -> Problem:
    rule = _rule("smtp_virtual_server", asserted, message=message)
    servers = [{"name": "MAIL1", "smtp_virtual_servers": [{"name": "Default", **data}]}]
    (problem,) = rule.check([{"exlint": 1}, {"exchange": {"servers": servers}}])
    return problem


AT = (1, "exchange", "servers", 0, "smtp_virtual_servers", 0)


@pytest.mark.parametrize(
    ("asserted", "data", "at", "mark"),
    [
        ("{properties: {tcp_port: {const: 25}}}", {"tcp_port": 26}, (*AT, "tcp_port"), Mark.VALUE),
        ("{required: [fqdn]}", {}, AT, Mark.KEY),
        ("{properties: {bindings: {items: {const: a}}}}", {"bindings": ["a", "b"]}, (*AT, "bindings", 1), Mark.VALUE),
        ("{properties: {bindings: {minItems: 1}}}", {"bindings": []}, (*AT, "bindings"), Mark.KEY),
        ("{properties: {bindings: {contains: {const: a}}}}", {"bindings": ["b"]}, (*AT, "bindings"), Mark.KEY),
        ("{properties: {retry: {required: [expiration]}}}", {"retry": {}}, (*AT, "retry"), Mark.KEY),
        ("{properties: {retry: false}}", {"retry": {}}, (*AT, "retry"), Mark.KEY),
        ("{properties: {logging: false}}", {"logging": True}, (*AT, "logging"), Mark.VALUE),
    ],
)
def test_a_wrong_value_is_marked_itself_and_what_lacks_something_at_its_key(
    asserted: str, data: dict[str, Any], at: tuple[str | int, ...], mark: Mark
) -> None:
    problem = _one(asserted, data)

    assert (problem.at, problem.mark) == (at, mark)


def test_message_label_and_mend_have_the_values_of_the_object() -> None:
    problem = _one("false", {"retry": {"expiration": 9}}, "{name} on {server}: {retry.expiration}, {fqdn}")

    words = "Default on MAIL1: 9, not declared"
    assert (problem.message, problem.label, problem.mend) == (words, words, words)


def test_the_line_end_of_a_folded_text_is_no_part_of_the_message() -> None:
    text = (
        "exlint_rules: 1\nprefix: ACME\nrules:\n"
        "  - {code: ACME001, name: own-one, severity: info, select: forest, assert: false, page: why, message: *text}\n"
    )
    read = file.read([("a.yaml", f"x-text: &text >\n  one\n  two\n\n{text}".encode())])

    assert read.mistakes == ()
    assert [problem.message for problem in read.rules[0].check([{"forest": {"name": "a.b"}}])] == ["one two"]


def test_text_of_a_document_is_never_read_as_a_placeholder() -> None:
    problem = _one("false", {"fqdn": "{name.__class__}{server}"}, "{fqdn}")

    assert problem.message == "{name.__class__}{server}"
