"""Fragments judge plain data as draft 2020-12 says, by an evaluation of the tests' own; and they say where it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.findings import Route
from exlint.schema import keywords
from exlint.schema.fragments import failing

KEYS = st.sampled_from(["a", "b", "c"])
SCALARS: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers(-2, 3) | st.sampled_from(["", "x", "yy"])
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)
OBJECTS = st.dictionaries(KEYS, DATA, max_size=3)


def _schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    lists = st.lists(inner, min_size=1, max_size=2)
    counts = st.integers(0, 2)
    words: dict[str, st.SearchStrategy[Any]] = {
        "type": st.sampled_from(keywords.TYPES),
        "const": SCALARS,
        "enum": st.lists(SCALARS, min_size=1, max_size=3),
        "minimum": st.integers(-1, 2),
        "exclusiveMaximum": st.integers(-1, 2),
        "multipleOf": st.integers(1, 2),
        "maxLength": counts,
        "minItems": counts,
        "maxProperties": counts,
        "required": st.lists(KEYS, max_size=2),
        "dependentRequired": st.dictionaries(KEYS, st.lists(KEYS, max_size=2), max_size=2),
        "properties": st.dictionaries(KEYS, inner, max_size=2),
        "additionalProperties": inner,
        "propertyNames": inner,
        "items": inner,
        "prefixItems": lists,
        "contains": inner,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "allOf": lists,
        "anyOf": lists,
        "oneOf": lists,
        "$ref": st.just("#/$defs/d"),
    }
    return st.sets(st.sampled_from(sorted(words)), max_size=3).flatmap(
        lambda chosen: st.fixed_dictionaries({word: words[word] for word in chosen})
    )


def _without_ref(schema: Any) -> bool:
    return "$ref" not in repr(schema)


SCHEMAS = st.recursive(st.booleans() | _schemas(st.booleans()), _schemas, max_leaves=5)
FRAGMENTS = st.builds(
    lambda schema, one: {**(schema if isinstance(schema, dict) else {"allOf": [schema]}), "$defs": {"d": one}},
    SCHEMAS,
    SCHEMAS.filter(_without_ref),
)


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _is(kind: str, value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "null": value is None,
        "boolean": isinstance(value, bool),
        "integer": number,
        "number": number,
        "string": isinstance(value, str),
        "array": isinstance(value, list),
        "object": isinstance(value, dict),
    }[kind]


def _fits(schema: Any, value: Any, one: Any) -> bool:
    """Whether a value fits a schema, keyword by keyword; `one` is the definition."""
    if isinstance(schema, bool):
        return schema
    return all(_keyword(word, part, schema, value, one) for word, part in schema.items())


def _keyword(word: str, part: Any, schema: dict[str, Any], value: Any, one: Any) -> bool:
    def fits(inner: Any, what: Any) -> bool:
        return _fits(inner, what, one)

    of_any: dict[str, Callable[[], bool]] = {
        "type": lambda: _is(part, value),
        "const": lambda: _same(part, value),
        "enum": lambda: any(_same(each, value) for each in part),
        "not": lambda: not fits(part, value),
        "if": lambda: fits(schema.get("then", True) if fits(part, value) else schema.get("else", True), value),
        "allOf": lambda: all(fits(each, value) for each in part),
        "anyOf": lambda: any(fits(each, value) for each in part),
        "oneOf": lambda: sum(fits(each, value) for each in part) == 1,
        "$ref": lambda: fits(one, value),
    }
    of_numbers: dict[str, Callable[[], bool]] = {
        "minimum": lambda: value >= part,
        "exclusiveMaximum": lambda: value < part,
        "multipleOf": lambda: value % part == 0,
    }
    first = len(schema.get("prefixItems", []))
    of_lists: dict[str, Callable[[], bool]] = {
        "minItems": lambda: len(value) >= part,
        "items": lambda: all(fits(part, each) for each in value[first:]),
        "prefixItems": lambda: all(fits(inner, each) for inner, each in zip(part, value, strict=False)),
        "contains": lambda: any(fits(part, each) for each in value),
    }
    others = schema.get("properties", {})
    of_objects: dict[str, Callable[[], bool]] = {
        "maxProperties": lambda: len(value) <= part,
        "required": lambda: all(key in value for key in part),
        "dependentRequired": lambda: all(need in value for key in part if key in value for need in part[key]),
        "properties": lambda: all(fits(inner, value[key]) for key, inner in part.items() if key in value),
        "additionalProperties": lambda: all(fits(part, each) for key, each in value.items() if key not in others),
        "propertyNames": lambda: all(fits(part, key) for key in value),
    }
    tables = [(of_any, True), (of_numbers, _is("number", value))]
    tables += [(of_lists, _is("array", value)), (of_objects, _is("object", value))]
    tables += [({"maxLength": lambda: len(value) <= part}, _is("string", value))]
    return all(table[word]() for table, looks in tables if looks and word in table)


@given(FRAGMENTS, OBJECTS)
def test_a_fragment_holds_for_an_object_exactly_where_an_independent_evaluation_says_so(
    fragment: dict[str, Any], data: dict[str, Any]
) -> None:
    assert list(keywords.mistakes(fragment)) == []

    at = failing(fragment)(data)

    assert (at is None) is _fits(fragment, data, fragment["$defs"]["d"])
    if at is not None:
        value: Any = data
        for step in at:  # what fails is written
            value = value[step]


@pytest.mark.parametrize(
    ("fragment", "data", "at"),
    [
        (False, {}, ()),
        ({"required": ["b"]}, {"a": 1}, ()),
        ({"properties": {"a": {"maximum": 3}}}, {"a": 4}, ("a",)),
        ({"properties": {"a": {"items": {"maximum": 3}}}}, {"a": [1, 4, 5]}, ("a", 1)),
        ({"properties": {"b": {"const": 0}, "a": {"const": 0}}}, {"a": 1, "b": 1}, ("b",)),
        ({"properties": {"a": {"required": ["x"]}}}, {"a": {}}, ("a",)),
        ({"$ref": "#/$defs/d", "$defs": {"d": {"properties": {"a": False}}}}, {"a": 1}, ("a",)),
        ({"not": {"required": ["a"]}}, {"a": 1}, ()),
        ({"properties": {"a": {"anyOf": [{"const": 0}, {"const": 1}]}}}, {"a": 2}, ("a",)),
    ],
)
def test_the_place_is_that_of_the_first_value_that_fails_in_the_order_of_the_fragment(
    fragment: Any, data: Any, at: Route
) -> None:
    assert failing(fragment)(data) == at
