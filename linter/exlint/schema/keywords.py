"""Which JSON Schema a rule file may hold: a fragment that can be judged in bounded time, and that means something.

No regular expression comes from a file, nothing outside the fragment is named, and no `$ref` leads in a circle. What
draft 2020-12 would pass over in silence, an unknown keyword, is a mistake here.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from exlint.findings import Mark, Problem, Route
from exlint.schema.extent import LISTS, MOST, NAMED, ONE, REF, Refused, bound, measure
from exlint.schema.wording import alternatives, seen

TYPES = ("array", "boolean", "integer", "null", "number", "object", "string")
_LARGEST = 10**15
_REFUSED = {
    **dict.fromkeys(("pattern", "patternProperties"), "no regular expression is taken from a file"),
    "format": "to JSON Schema it is a remark, and would check nothing",
    **dict.fromkeys(("$id", "$anchor", "$schema", "$dynamicRef", "$dynamicAnchor"), f"write $ref: {REF}NAME"),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "uniqueItems"), "it costs too much time"),
    "definitions": "write $defs",
    "dependencies": "write dependentRequired or dependentSchemas",
}


class _Value(NamedTuple):
    """What a keyword without subschemas must have as value, and the words for it."""

    fits: Callable[[Any], bool]
    words: str


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_types(value: Any) -> bool:
    return value in TYPES if isinstance(value, str) else _are_names(value) and bool(value) and set(value) <= set(TYPES)


_NUMBER = _Value(_is_number, "a number")
_COUNT = _Value(_is_count, "a number of 0 or more")
_NOTE = _Value(lambda value: isinstance(value, str), "text")
_VALUES: dict[str, _Value] = {
    "type": _Value(_are_types, f"{alternatives(TYPES)}, or a list of them"),
    "enum": _Value(lambda value: isinstance(value, list) and bool(value), "a list of values"),
    "const": _Value(lambda _: True, "a value"),
    "multipleOf": _Value(lambda value: _is_count(value) and value > 0, "a whole number above 0"),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _NUMBER),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minContains", "maxContains"), _COUNT),
    **dict.fromkeys(("minProperties", "maxProperties"), _COUNT),
    "required": _Value(_are_names, "a list of keys"),
    "dependentRequired": _Value(
        lambda value: isinstance(value, dict) and all(map(_are_names, value.values())), "lists of keys by key"
    ),
    **dict.fromkeys(("title", "description", "$comment"), _NOTE),
    "$ref": _Value(lambda value: isinstance(value, str), f"{REF}NAME"),
}
KEYWORDS = (*_VALUES, *ONE, *LISTS, *NAMED)
"""Every keyword that is taken."""


def mistakes(fragment: Any) -> Iterator[Problem]:
    """What keeps plain data from being a fragment, with routes that begin in it."""
    try:
        found = list(islice(_Walk(fragment).schema(fragment, (), 1), MOST))
        yield from found
        if not found:
            measure(fragment)
    except Refused as refusal:
        yield Problem(refusal.at, str(refusal))


class _Walk:
    """Looks at every schema that is written in a fragment."""

    def __init__(self, fragment: Any) -> None:
        definitions = fragment.get("$defs") if isinstance(fragment, dict) else None
        self._definitions = definitions if isinstance(definitions, dict) else {}
        self._count = 0

    def schema(self, schema: Any, at: Route, depth: int) -> Iterator[Problem]:
        self._count += 1
        bound(at, self._count, depth)
        if isinstance(schema, bool):
            return
        if not isinstance(schema, dict):
            yield Problem(at, f"{_last(at)} is {seen(schema)}; expected a JSON Schema: true, false or a mapping")
            return
        for keyword, value in schema.items():
            yield from self._keyword(keyword, value, at, depth)

    def _keyword(self, keyword: str, value: Any, at: Route, depth: int) -> Iterator[Problem]:
        here = (*at, keyword)
        if keyword in ONE:
            yield from self.schema(value, here, depth + 1)
        elif keyword in LISTS:
            if not isinstance(value, list) or not value:
                yield Problem(here, f"{keyword} is {seen(value)}; expected a list of schemas")
                return
            for index, one in enumerate(value):
                yield from self.schema(one, (*here, index), depth + 1)
        elif keyword in NAMED:
            yield from self._named(keyword, value, here, depth)
        elif keyword in _VALUES:
            yield from self._value(keyword, value, here)
        else:
            yield Problem(here, f"{seen(keyword)} is no keyword that exlint takes{_instead(keyword)}", mark=Mark.KEY)

    def _named(self, keyword: str, value: Any, here: Route, depth: int) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(here, f"{keyword} is {seen(value)}; expected schemas by name")
        elif keyword == "$defs" and len(here) > 1:
            yield Problem(here, "$defs stands at the top of where or assert only", mark=Mark.KEY)
        else:
            for name, one in value.items():
                yield from self.schema(one, (*here, name), depth + 1)

    def _value(self, keyword: str, value: Any, here: Route) -> Iterator[Problem]:
        if not _VALUES[keyword].fits(value):
            yield Problem(here, f"{keyword} is {seen(value)}; expected {_VALUES[keyword].words}")
        elif not _is_modest(value):
            yield Problem(here, f"{keyword} holds a number that no setting reaches; expected at most {_LARGEST}")
        elif keyword == "$ref" and not (value.startswith(REF) and value.removeprefix(REF) in self._definitions):
            words = f"expected {REF}NAME, with a name that stands in $defs"
            yield Problem(here, f"$ref is {seen(value)}, which is no definition of this fragment; {words}")


def _is_modest(value: Any) -> bool:
    """Whether every number in a value is one that can be compared and written."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, int | float) and not -_LARGEST <= one <= _LARGEST:  # nor is .nan
            return False
    return True


def _instead(keyword: str) -> str:
    if keyword in _REFUSED:
        return f": {_REFUSED[keyword]}"
    near = difflib.get_close_matches(keyword, KEYWORDS, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _last(at: Route) -> str:
    return "the fragment" if not at else f"item {at[-1] + 1}" if isinstance(at[-1], int) else at[-1]
