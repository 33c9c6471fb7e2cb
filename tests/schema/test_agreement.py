"""The fast way and the published schema accept the same documents, so an editor and exlint agree on every one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from exlint.findings import Route
from exlint.schema import Document, check, published

SCHEMA: dict[str, Any] = json.loads(published.text())
OBJECTS: list[dict[str, Any]] = [SCHEMA, *SCHEMA["$defs"].values()]
VALIDATOR = Draft202012Validator(SCHEMA)
FULL: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("full.yaml").read_text(encoding="utf-8"))
KEYS = sorted({key for schema in OBJECTS for key in schema["properties"]} | {"x-note", "zzz", ""})
WORDS = ["", "x", "x\n", "none", "always", "all", "dynamic", "udp", "icmp", "unlimited", "both", "send", "isa-2000"]
TEXTS = ["10.0.0.1", "10.0.0.1\n", "10.0.0.0/8", "*:25", "SMTP:*;1", "08-18", "*.example.com", "25", "NONE", "a/b"]
NUMBERS = [None, True, False, 0, -1, 1, 2, 25, 47, 255, 256, 65536, 2**31, 2**32, 10**30, 1.5]
HOLDERS: list[object] = [
    [],
    {},
    [None],
    [""],
    ["10.0.0.1"],
    [{}],
    {"sets": []},
    {"all_except": []},
    {"name": "x"},
    {"groups": ["x"]},
]
ODD = st.sampled_from([*WORDS, *TEXTS, *NUMBERS, *HOLDERS]) | st.text(max_size=3)


def routes(value: object, at: Route = ()) -> Iterator[Route]:
    """The route of every value below this one."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        yield (*at, step)
        yield from routes(part, (*at, step))


def holder(data: Any, route: Route) -> Any:
    """The mapping or list that holds the value at a route."""
    for step in route[:-1]:
        data = data[step]
    return data


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """The full document with one to four changes: a value replaced, a value taken away, a key added."""
    data = copy.deepcopy(FULL)
    if draw(st.booleans()):
        del data["include"], data["part_of"]
    for _ in range(draw(st.integers(1, 4))):
        route = draw(st.sampled_from(list(routes(data))))
        place, step = holder(data, route), route[-1]
        change = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
        if change == "remove":
            del place[step]
        elif change == "add" and isinstance(place, dict):
            place[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(ODD))
        else:
            place[step] = copy.deepcopy(draw(ODD))
        if not data:
            break
    return data


@settings(max_examples=400)
@given(documents())
def test_both_accept_the_same_documents(data: dict[str, Any]) -> None:
    assert isinstance(check(data, 0), Document) == VALIDATOR.is_valid(data)


@settings(max_examples=200)
@given(documents())
def test_a_refused_document_has_faults_in_one_line_at_places_of_its_own(data: dict[str, Any]) -> None:
    faults = check(data, 5)
    if isinstance(faults, tuple):
        assert faults
        for code, problem in faults:
            assert code in {"EXL006", "EXL007", "EXL010", "EXL011", "EXL012", "EXL013", "EXL014"}
            assert problem.at[0] == 5
            assert problem.message.isprintable() or "\n" not in problem.message
            assert not problem.message.startswith("the value is not as the format has it"), "only msgspec refuses it"
            parent = holder(data, problem.at[1:])
            assert isinstance(parent, dict | list), "a fault lies at a value, or at a key that its object lacks"


@settings(max_examples=100)
@given(documents())
def test_reading_leaves_the_data_as_it_was(data: dict[str, Any]) -> None:
    before = copy.deepcopy(data)
    check(data, 0)
    assert data == before


@settings(max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda part: st.lists(part) | st.dictionaries(st.text(), part),
    )
)
def test_any_data_at_all_gives_an_answer(data: object) -> None:
    assert isinstance(check(data, 0), tuple), "nothing generated here begins with exlint: 1"
