"""Which JSON Schema a rule file may hold, and which mistakes are told, each at its place."""

from __future__ import annotations

import time
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from exlint.findings import Route
from exlint.schema import keywords, shape
from exlint.schema.extent import DEEPEST, MOST
from exlint.schema.keywords import KEYWORDS


def _told(fragment: Any) -> list[tuple[Route, str]]:
    return [(problem.at, problem.message) for problem in keywords.mistakes(fragment)]


EVERY_KEYWORD: dict[str, Any] = {
    "type": ["object", "null"],
    "enum": [{}, None],
    "const": {},
    "multipleOf": 2,
    "minimum": 0,
    "maximum": 1.5,
    "exclusiveMinimum": -1,
    "exclusiveMaximum": 2,
    "minLength": 0,
    "maxLength": 9,
    "minItems": 0,
    "maxItems": 9,
    "minContains": 0,
    "maxContains": 9,
    "minProperties": 0,
    "maxProperties": 9,
    "required": ["name"],
    "dependentRequired": {"name": ["description"]},
    "title": "t",
    "description": "d",
    "$comment": "c",
    "$ref": "#/$defs/some",
    "not": False,
    "if": True,
    "then": True,
    "else": True,
    "items": {},
    "contains": {},
    "propertyNames": True,
    "additionalProperties": True,
    "allOf": [True],
    "anyOf": [True],
    "oneOf": [True],
    "prefixItems": [True],
    "properties": {"name": True},
    "dependentSchemas": {"name": {}},
    "$defs": {"some": {}},
}


def test_a_fragment_with_every_keyword_has_no_mistake_and_is_json_schema() -> None:
    assert set(EVERY_KEYWORD) == set(KEYWORDS)
    assert _told(EVERY_KEYWORD) == []
    Draft202012Validator.check_schema(EVERY_KEYWORD)


@pytest.mark.parametrize("fragment", [True, False, {}])
def test_the_smallest_fragments_have_no_mistake(fragment: Any) -> None:
    assert _told(fragment) == []


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("type", "text"),
        ("type", []),
        ("type", [["object"]]),
        ("enum", []),
        ("multipleOf", 0),
        ("multipleOf", 0.5),
        ("minimum", "3"),
        ("minimum", True),
        ("minItems", -1),
        ("minItems", 1.5),
        ("required", "name"),
        ("required", [1]),
        ("dependentRequired", {"name": "description"}),
        ("title", 1),
        ("$ref", 1),
        ("not", 3),
        ("not", None),
        ("allOf", []),
        ("allOf", {}),
        ("properties", [True]),
    ],
)
def test_a_value_that_its_keyword_cannot_have_is_told_at_the_value(keyword: str, value: Any) -> None:
    ((at, message),) = _told({"items": {keyword: value}})

    assert at == ("items", keyword)
    assert message.startswith(f"{keyword} is ")
    assert "; expected " in message


@pytest.mark.parametrize(
    ("keyword", "words"),
    [
        ("pattern", "no regular expression is taken from a file"),
        ("patternProperties", "no regular expression is taken from a file"),
        ("format", "to JSON Schema it is a remark, and would check nothing"),
        ("$id", "write $ref: #/$defs/NAME"),
        ("$anchor", "write $ref: #/$defs/NAME"),
        ("$dynamicRef", "write $ref: #/$defs/NAME"),
        ("unevaluatedProperties", "it costs too much time"),
        ("uniqueItems", "it costs too much time"),
        ("definitions", "write $defs"),
    ],
)
def test_a_keyword_of_json_schema_that_is_not_taken_is_told_with_the_reason(keyword: str, words: str) -> None:
    assert _told({keyword: {}}) == [((keyword,), f"'{keyword}' is no keyword that exlint takes: {words}")]


def test_an_unknown_keyword_gets_the_nearest() -> None:
    assert _told({"maximun": 3}) == [(("maximun",), "'maximun' is no keyword that exlint takes; did you mean maximum?")]


@pytest.mark.parametrize("ref", ["#", "#/$defs/other", "#/$defs/", "#/properties/a", "https://example.com/s", "a.json"])
def test_a_ref_to_anything_but_a_definition_of_the_fragment_is_refused(ref: str) -> None:
    ((at, message),) = _told({"$ref": ref, "$defs": {"some": True}})

    assert at == ("$ref",)
    assert "which is no definition of this fragment; expected #/$defs/NAME" in message


def test_definitions_stand_at_the_top_only() -> None:
    assert _told({"items": {"$defs": {"a": True}}}) == [
        (("items", "$defs"), "$defs stands at the top of where or assert only")
    ]


@pytest.mark.parametrize(
    "definitions",
    [
        {"a": {"$ref": "#/$defs/a"}},
        {"a": {"items": {"$ref": "#/$defs/b"}}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}},
    ],
)
def test_a_circle_of_refs_is_refused_even_where_nothing_uses_it(definitions: dict[str, Any]) -> None:
    ((_, message),) = _told({"$defs": definitions})

    assert message == "$ref to a leads back to a: such a fragment has no end"


def _doubling(steps: int) -> dict[str, Any]:
    """Each definition uses the next one twice, so that the last stands there 2 ** steps times."""
    twice = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(steps)}
    return {"$ref": "#/$defs/d0", "$defs": {**twice, f"d{steps}": {"type": "object"}}}


def test_a_chain_of_definitions_that_doubles_is_refused_at_once() -> None:
    begun = time.perf_counter()

    ((_, message),) = _told(_doubling(15))

    assert message == f"the fragment comes to more than {MOST:,} schemas, each $ref as what it stands for"
    assert time.perf_counter() - begun < 1


def test_a_chain_that_doubles_a_few_times_is_taken() -> None:
    assert _told(_doubling(5)) == []


def test_a_fragment_may_have_as_many_schemas_as_the_bound_and_no_more() -> None:
    def wide(count: int) -> dict[str, Any]:
        return {"allOf": [True] * (count - 1)}

    assert _told(wide(MOST)) == []
    assert len(_told(wide(MOST + 1))) == 1


def test_a_definition_counts_as_often_as_it_is_used() -> None:
    def using(times: int) -> dict[str, Any]:
        # The definition comes to 300 schemas; each use adds the schema that holds the $ref.
        return {"allOf": [{"$ref": "#/$defs/a"}] * times, "$defs": {"a": {"allOf": [True] * 299}}}

    assert _told(using(3)) == []
    assert len(_told(using(4))) == 1


def test_a_fragment_may_be_as_deep_as_the_bound_and_no_deeper() -> None:
    def deep(levels: int) -> Any:
        schema: Any = True
        for _ in range(levels - 1):
            schema = {"not": schema}
        return schema

    assert _told(deep(DEEPEST)) == []
    ((_, message),) = _told(deep(DEEPEST + 1))
    assert "nested more than" in message


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_chain_of_refs_is_refused_as_too_deep_whatever_its_order(*, backwards: bool) -> None:
    chain = [(f"d{n}", {"$ref": f"#/$defs/d{n + 1}"}) for n in range(500)]
    definitions = dict(reversed(chain) if backwards else chain)

    ((_, message),) = _told({"$ref": "#/$defs/d0", "$defs": {"d500": True, **definitions}})

    assert message.startswith("the schemas are nested more than")


def test_what_an_alias_repeats_counts_as_often_as_it_stands_there() -> None:
    schema: Any = {"type": "object"}
    for _ in range(16):
        schema = {"allOf": [schema, schema]}  # one object in memory, 2 ** 17 schemas

    ((_, message),) = _told(schema)

    assert message.startswith("the fragment comes to more than")


@pytest.mark.parametrize(
    "number", [10**5000, -(10**16), float("inf"), float("nan")], ids=["5001 digits", "17 digits", "inf", "nan"]
)
@pytest.mark.parametrize("keyword", ["maximum", "const", "enum"])
def test_a_number_that_no_setting_reaches_is_refused_wherever_it_stands(keyword: str, number: float) -> None:
    value: Any = {"const": {"a": [number]}, "enum": [[number]]}.get(keyword, number)

    ((at, message),) = _told({keyword: value})

    assert at == (keyword,)
    assert message.startswith(f"{keyword} holds a number that no setting reaches")


VIRTUAL_SERVER = shape.objects(("exchange", "servers", "*", "smtp_virtual_servers", "*"))


@pytest.mark.parametrize(
    ("fragment", "at", "near"),
    [
        ({"properties": {"retri": True}}, ("properties", "retri"), "retry"),
        ({"required": ["name", "retri"]}, ("required", 1), "retry"),
        ({"not": {"required": ["fqdm"]}}, ("not", "required", 0), "fqdn"),
        (
            {"properties": {"retry": {"properties": {"expire": True}}}},
            ("properties", "retry", "properties", "expire"),
            "expiration",
        ),
        ({"dependentRequired": {"name": ["fqdm"]}}, ("dependentRequired", "name", 0), "fqdn"),
        ({"dependentSchemas": {"fqdm": True}}, ("dependentSchemas", "fqdm"), "fqdn"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"required": ["fqdm"]}}}, ("$defs", "a", "required", 0), "fqdn"),
    ],
)
def test_a_key_that_no_such_object_has_is_told_with_the_nearest(fragment: dict[str, Any], at: Route, near: str) -> None:
    (problem,) = shape.mistakes(fragment, VIRTUAL_SERVER)

    assert problem.at == at
    assert problem.message.endswith(f"is no key of such an object; did you mean {near}?")


@pytest.mark.parametrize(
    "fragment",
    [
        True,
        {"properties": {"relay": {"properties": {"list": {"items": {"maxLength": 9}}}}}},
        {"properties": {"bindings": {"items": {"required": ["anything"]}}}},
        {"additionalProperties": {"required": ["anything"]}},
        {"propertyNames": {"required": ["anything"]}},
        {"$defs": {"unused": {"required": ["anything"]}}},
    ],
)
def test_what_the_schema_says_nothing_about_is_left_alone(fragment: Any) -> None:
    assert list(shape.mistakes(fragment, VIRTUAL_SERVER)) == []


def test_a_key_of_any_of_the_ways_to_write_a_value_is_known() -> None:
    rule = shape.objects(("isa", "servers", "*", "protocol_rules", "*"))

    assert list(shape.mistakes({"properties": {"protocols": {"required": ["all_except"]}}}, rule)) == []
    assert len(list(shape.mistakes({"properties": {"protocols": {"required": ["all_exept"]}}}, rule))) == 1
