"""One faulty document for every property of the published schema and every keyword of it: the code and the exact route.

What is expected follows from the schema alone: which keyword a value breaks, and where it was put.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from exlint.findings import Route
from exlint.schema import Document, check, published

SCHEMA: dict[str, Any] = json.loads(published.text())
OBJECTS: dict[str, dict[str, Any]] = {"Document": SCHEMA, **SCHEMA["$defs"]}
FULL: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("full.yaml").read_text(encoding="utf-8"))
FILE = 3
KINDS: dict[str, object] = {
    "string": "\n",
    "integer": 7,
    "number": 1.5,
    "boolean": True,
    "array": [],
    "object": {},
}


class Site(NamedTuple):
    """A place of the full document: its route, the object and key it belongs to, and the schema of its value."""

    at: Route
    shape: str
    key: str
    schema: dict[str, Any]


class Case(NamedTuple):
    """A change to the full document, and the one fault that it makes."""

    at: Route
    value: object
    code: str
    fault_at: Route


REMOVED = object()


def kind_of(value: object) -> str:
    """The JSON type of a plain value."""
    kinds = {type(None): "null", bool: "boolean", int: "integer", str: "string", list: "array", dict: "object"}
    return kinds[type(value)]


def branches(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schemas that a value may follow, by JSON type; objects as references."""
    found = schema.get("anyOf", [schema])
    return {"object" if "$ref" in branch else branch["type"]: branch for branch in found}


def sites(shape: str, value: dict[str, Any], at: Route) -> Iterator[Site]:
    """Every written property in and below an object, in document order."""
    for key, schema in OBJECTS[shape]["properties"].items():
        if key in value:
            yield Site((*at, key), shape, key, schema)
            yield from below(schema, value[key], (*at, key))


def below(schema: dict[str, Any], value: object, at: Route) -> Iterator[Site]:
    branch = branches(schema)[kind_of(value)]
    if isinstance(value, dict):
        yield from sites(branch["$ref"].rpartition("/")[2], value, at)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from below(branch["items"], item, (*at, index))


SITES = list(sites("Document", FULL, ()))
FIRST = {(site.shape, site.key): site for site in reversed(SITES)}
HOME = {site.shape: site.at[:-1] for site in reversed(SITES)}


def wrong_kinds(schema: dict[str, Any], at: Route) -> Iterator[Case]:
    allowed = branches(schema)
    for kind, value in KINDS.items():
        if kind not in allowed:
            yield Case(at, value, "EXL010", at)
    if "null" not in allowed:
        yield Case(at, None, "EXL014", at)


def wrong_values(schema: dict[str, Any], at: Route) -> Iterator[Case]:
    for branch in branches(schema).values():
        if branch.get("type") == "integer" and "enum" not in branch:
            yield Case(at, branch["minimum"] - 1, "EXL013", at)
            yield Case(at, branch["maximum"] + 1, "EXL013", at)
        if branch.get("type") == "string" and branch.keys() & {"enum", "pattern", "minLength"}:
            yield Case(at, "", "EXL013", at)
        if branch.get("type") == "string" and "enum" in branch:
            yield Case(at, "zzz", "EXL013", at)
        if branch.get("minItems"):
            yield Case(at, [], "EXL013", at)
        if branch.get("maxItems"):
            yield Case(at, [7] * (branch["maxItems"] + 1), "EXL013", at)


def wrong_items(site: Site) -> Iterator[Case]:
    items = branches(site.schema).get("array", {}).get("items")
    if items:
        for case in [*wrong_kinds(items, site.at), *wrong_values(items, site.at)]:
            yield Case(site.at, [case.value], case.code, (*site.at, 0))


def wrong_object(shape: str) -> Iterator[Case]:
    at = HOME[shape]
    yield Case((*at, "zzz"), 1, "EXL011", (*at, "zzz"))
    for key in OBJECTS[shape].get("required", []):
        if key != "exlint":
            yield Case((*at, key), REMOVED, "EXL012", (*at, key))
    if OBJECTS[shape].get("minProperties"):
        yield Case(at, {}, "EXL013", at)
    if OBJECTS[shape].get("maxProperties"):
        yield Case(at, {key: [] for key in OBJECTS[shape]["properties"]}, "EXL013", at)


def all_cases() -> Iterator[Case]:
    for site in FIRST.values():
        yield from wrong_kinds(site.schema, site.at)
        yield from wrong_values(site.schema, site.at)
        yield from wrong_items(site)
    for shape in OBJECTS:
        yield from wrong_object(shape)


CASES = list(all_cases())


def changed(data: dict[str, Any], case: Case) -> dict[str, Any]:
    """The same document with a change made."""
    new = copy.deepcopy(data)
    *way, last = case.at
    place: Any = new
    for step in way:
        place = place[step]
    if case.value is REMOVED:
        del place[last]
    else:
        place[last] = case.value
    return new


def found(data: object) -> set[tuple[str, Route]]:
    """The code and the route of every fault, one for each place."""
    faults = check(data, FILE)
    assert isinstance(faults, tuple)
    places = [(fault.code, fault.problem.at) for fault in faults]
    assert len({at for _, at in places}) == len(places)
    return set(places)


def told(case: Case) -> tuple[str, Route]:
    return case.code, (FILE, *case.fault_at)


def test_the_full_document_is_valid_and_writes_every_key() -> None:
    assert isinstance(check(FULL, FILE), Document)
    assert set(FIRST) == {(shape, key) for shape, schema in OBJECTS.items() for key in schema["properties"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{'.'.join(map(str, case.fault_at))}-{case.code}")
def test_a_wrong_value_is_found_at_its_place(case: Case) -> None:
    assert found(changed(FULL, case)) == {told(case)}


@given(st.sampled_from(CASES), st.sampled_from(CASES))
def test_of_two_faults_both_are_found(first: Case, second: Case) -> None:
    shorter, longer = sorted((first.at, second.at), key=len)
    if longer[: len(shorter)] != shorter:
        assert found(changed(changed(FULL, first), second)) == {told(first), told(second)}
