"""What a failed keyword of the schema means to the author of the document: code, place and words.

One function a keyword; a keyword of the published schema without one is a fault of exlint, which a test rules out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from exlint.findings import Mark, Problem, Route
from exlint.schema.faults import Fault
from exlint.schema.wording import Schema, alternatives, called, expected, scalar, seen

_FEW_KEYS = 8
"""Keys of an object that a message lists where none of them is near the unknown one."""


class Failure(NamedTuple):
    """A keyword of the schema that fails.

    Attributes:
        keyword: Its name.
        at: The route of the value within the document.
        value: The value.
        schema: The schema that holds the keyword.
    """

    keyword: str
    at: Route
    value: Any
    schema: Schema


def faults(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    """The faults behind a failed keyword, with routes that begin with `file`."""
    if failure.value is None and failure.keyword in ("type", "anyOf", "enum"):
        yield _without_value(failure, data, file)
    else:
        yield from _CAUSES[failure.keyword](failure, data, file)


def _without_value(failure: Failure, data: object, file: int) -> Fault:
    mark = Mark.VALUE if isinstance(failure.at[-1], int) else Mark.KEY
    return _fault("EXL014", (file, *failure.at), f"{called(data, failure.at)} has no value", _instead(failure), mark)


def _instead(failure: Failure) -> str:
    """What to write in place of a key without a value."""
    kinds = failure.schema.get("anyOf", [failure.schema])
    required = not {"default", "x-absent"} & failure.schema.keys() and failure.schema.get("type") != "object"
    if isinstance(failure.at[-1], int):
        return "leave the item out"
    if required:
        return f"expected {expected(failure.schema)}"
    if any(kind.get("type") == "array" and not kind.get("minItems") for kind in kinds):
        return "write [] for none, or leave the key out for not known"
    return "leave the key out"


def _wrong_type(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    told = f"expected {expected(failure.schema)}" + _spelling(failure)
    yield _fault("EXL010", (file, *failure.at), _is(failure, data), told)


def _wrong_value(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    yield _fault("EXL013", (file, *failure.at), _is(failure, data), f"expected {expected(failure.schema)}")


def _wrong_word(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    # A value of another type fails at `type` too, which tells more.
    if type(failure.value) is (str if failure.schema["type"] == "string" else int):
        near = _near(str(failure.value), [str(word) for word in failure.schema["enum"]])
        told = f"expected {expected(failure.schema)}" + (f"; did you mean {near}?" if near else _spelling(failure))
        yield _fault("EXL013", (file, *failure.at), _is(failure, data), told)


def _unknown_keys(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    known = list(failure.schema["properties"])
    for key in failure.value:
        if key not in known and not (not failure.at and key.startswith("x-")):
            near = _near(key, known)
            told = f"did you mean {near}?" if near else ""
            if not near and len(known) <= _FEW_KEYS:
                told = f"its keys are {alternatives(known, 'and')}"
            at = (file, *failure.at, key)
            yield _fault("EXL011", at, f"{seen(key)} is no key of {called(data, failure.at)}", told, Mark.KEY)


def _missing_keys(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    for key in failure.schema["required"]:
        if key not in failure.value:
            at = (file, *failure.at, key)
            yield _fault("EXL012", at, f"{called(data, failure.at)} lacks the key {key}", "", Mark.KEY)


def _wrong_count(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    told = {
        "minItems": "expected at least one item",
        "maxItems": f"expected at most {failure.schema.get('maxItems')} items",
        "minProperties": f"expected {alternatives(failure.schema.get('properties', ['a key']))}",
    }[failure.keyword]
    yield _fault("EXL013", (file, *failure.at), _is(failure, data), told)


def _too_many_keys(failure: Failure, data: object, file: int) -> Iterator[Fault]:
    known = failure.schema["properties"]
    # A key that does not exist is a fault of its own, and none of those to choose from.
    if len(known.keys() & failure.value.keys()) > failure.schema["maxProperties"]:
        head = f"{called(data, failure.at)} has {alternatives(failure.value, 'and')}"
        yield _fault("EXL013", (file, *failure.at), head, f"expected only one of them: {alternatives(known)}")


def _spelling(failure: Failure) -> str:
    """How the same value is written as what is expected, where only the quotes or the brackets are wrong."""
    value, kinds = failure.value, failure.schema.get("anyOf", [failure.schema])
    written = scalar(value)
    for kind in kinds:
        if kind["type"] == "string" and _is_scalar(value) and "enum" not in kind:
            return f'; quote it: "{written}"' if re.search(kind.get("pattern", ""), written) else ""
        if kind["type"] in ("integer", "boolean") and isinstance(value, str) and _PLAIN[kind["type"]].search(value):
            return f"; write it without quotes: {written}"
        if kind["type"] == "array" and isinstance(value, _ITEMS.get(kind["items"].get("type"), ())):
            return "; write it between [ and ]"
    return ""


def _is_scalar(value: object) -> bool:
    return isinstance(value, bool | int | float)


def _is(failure: Failure, data: object) -> str:
    return f"{called(data, failure.at)} is {seen(failure.value)}"


def _near(word: str, words: list[str]) -> str:
    """The word that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(word.lower(), words, n=1)), "")


def _fault(code: str, at: Route, head: str, told: str, mark: Mark = Mark.VALUE) -> Fault:
    return Fault(code, Problem(at, f"{head}; {told}" if told else head, mark=mark, label=told))


_ITEMS: dict[str, type] = {"string": str, "integer": int}
_PLAIN = {"integer": re.compile(r"^-?[0-9]{1,20}$"), "boolean": re.compile(r"^(true|false)$")}

_CAUSES: dict[str, Callable[[Failure, object, int], Iterator[Fault]]] = {
    "type": _wrong_type,
    "anyOf": _wrong_type,
    "enum": _wrong_word,
    "pattern": _wrong_value,
    "minLength": _wrong_value,
    "minimum": _wrong_value,
    "maximum": _wrong_value,
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "minItems": _wrong_count,
    "maxItems": _wrong_count,
    "minProperties": _wrong_count,
    "maxProperties": _too_many_keys,
}
