"""Makes the JSON Schema of a configuration from the table of keys, for editors."""

from __future__ import annotations

from typing import Any

from exlint.project.config.keys import GLOB, KEYS, PATH, SEVERITIES, VERSIONS, WORD, Key, Kind

_RULES = {"type": "array", "items": {"type": "string", "pattern": WORD}}
_SHAPES: dict[Kind, dict[str, Any]] = {
    Kind.WORDS: _RULES,
    Kind.GLOBS: {"type": "array", "items": {"type": "string", "pattern": GLOB}},
    Kind.LEVELS: {
        "type": "object",
        "propertyNames": {"pattern": WORD},
        "additionalProperties": {"enum": list(SEVERITIES)},
    },
    Kind.IGNORES: {"type": "object", "propertyNames": {"pattern": GLOB}, "additionalProperties": _RULES},
    Kind.FLAG: {"type": "boolean"},
    Kind.CHOICE: {"type": "string"},
    Kind.NUMBER: {"type": "integer", "minimum": 0},
    Kind.VERSIONS: {"type": "string", "pattern": VERSIONS},
    Kind.PATH: {"type": "string", "pattern": PATH},
}


def schema() -> dict[str, Any]:
    """The JSON Schema of draft 7, the newest that editors for TOML know."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:exlint:config:1",
        "title": "exlint configuration",
        "description": "exlint.toml, or the table [tool.exlint] of pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _property(key) for key in KEYS},
    }


def text() -> str:
    """The same as text."""
    import json  # noqa: PLC0415 - no other part of the configuration needs it

    return json.dumps(schema(), indent=2) + "\n"


def _property(key: Key) -> dict[str, Any]:
    found = {"description": f"{key.meaning}.".replace("`", ""), **_SHAPES[key.kind]}
    if key.choices:
        found["enum"] = list(key.choices)
    if key.name == "select":
        found["minItems"] = 1
    elif key.default is not None:
        found["default"] = key.default
    return found
