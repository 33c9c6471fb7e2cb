"""Holds plain data against a JSON Schema fragment of a rule file, and tells where it fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exlint.findings import Route

Failing = Callable[[Any], Route | None]
"""Gives the route of the first value that does not fit, from the object on; None where the object fits."""


def failing(fragment: Any) -> Failing:
    """Prepares a fragment; one with mistakes (keywords.mistakes) must not get here."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - heavy, and only own rules need it

    validator = Draft202012Validator(fragment)

    def first(value: Any) -> Route | None:
        error = next(validator.iter_errors(value), None)
        return None if error is None else tuple(error.absolute_path)

    return first
