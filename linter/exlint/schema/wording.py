"""The words of this room's messages: what was seen, what is expected, and how a place is called."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

Schema = dict[str, Any]
"""A JSON Schema, as plain data."""

_LONGEST = 60
"""Characters of a value that a message shows."""


_FEW_KEYS = 3
"""Keys of an expected mapping that a message names."""


def seen(value: object) -> str:
    """A value as a message shows it: text in quotes, scalars as YAML writes them, collections by their kind."""
    if isinstance(value, str):
        return repr(_short(value))
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return _short(scalar(value))


def scalar(value: object) -> str:
    """A scalar as YAML writes it, text without quotes."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else (".inf" if value > 0 else "-.inf")
    return str(value)


def alternatives(words: Iterable[str], joint: str = "or") -> str:
    """Words as a phrase, as in `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def expected(schema: Schema) -> str:
    """What a schema without `$ref` asks for, in words."""
    return alternatives(_ways(schema)) + (f" for {schema['title']}" if "enum" in schema and "title" in schema else "")


def _ways(schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [way for branch in schema["anyOf"] for way in _ways(branch)]
    if "enum" in schema:
        return [scalar(word) for word in schema["enum"]]
    return [_way(schema)]


def _way(schema: Schema) -> str:
    kind = schema["type"]
    if kind == "integer":
        return f"{schema['title']} from {schema['minimum']} to {schema['maximum']}"
    if kind == "string":
        return _text(schema)
    if kind == "object":
        return _mapping(list(schema.get("properties", ())))
    return {"array": "a list", "boolean": "true or false", "null": "null"}[kind]


def called(data: object, route: Sequence[str | int]) -> str:
    """How the thing at a route is called: the keys to it from the nearest object that has a name.

    So the port of a server may be called `tcp_port of MAIL1`, and that server `MAIL1`.
    """
    steps: list[str] = []
    for step in route:
        data = data[step]  # type: ignore[index]  # the validator has walked this route
        name = data.get("name") if isinstance(data, dict) else None
        if isinstance(name, str) and name.strip():
            steps = [_short(name if name.isprintable() else repr(name))]
        else:
            steps.append(f"item {step + 1}" if isinstance(step, int) else step)
    return " of ".join(reversed(steps)) or "the document"


def _text(schema: Schema) -> str:
    words = schema.get("title", "text")
    return f"{words} (as {alternatives(schema['examples'])})" if "pattern" in schema and "examples" in schema else words


def _mapping(keys: list[str]) -> str:
    few = 0 < len(keys) <= _FEW_KEYS
    return f"a mapping with {alternatives(keys)}" if few else "a mapping of keys"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
