"""Holds plain data against a JSON Schema fragment of a rule file, and tells where it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exlint.findings import Route
from exlint.schema.extent import LISTS, NAMED, ONE

Failing = Callable[[Any], Route | None]
"""Gives the route of the first value that does not fit, from the object on; None where the object fits."""


def failing(fragment: Any) -> Failing:
    """Prepares a fragment; one with mistakes (keywords.mistakes) must not get here."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - heavy, and only own rules need it

    validator = Draft202012Validator(_spelt(fragment))

    def first(value: Any) -> Route | None:
        error = next(validator.iter_errors(value), None)
        return None if error is None else tuple(error.absolute_path)

    return first


def _spelt(schema: Any) -> Any:
    """The same schema with each `false` written as a mapping: jsonschema loses the way to what meets `false`."""
    if schema is False:
        return {"not": {}}
    return {key: _inside(key, value) for key, value in schema.items()} if isinstance(schema, dict) else schema


def _inside(keyword: str, value: Any) -> Any:
    if keyword in ONE:
        return _spelt(value)
    if keyword in LISTS:
        return [_spelt(one) for one in value]
    return {name: _spelt(one) for name, one in value.items()} if keyword in NAMED else value
