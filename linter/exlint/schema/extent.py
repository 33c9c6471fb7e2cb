"""The schemas inside a fragment, and how many it comes to: each `$ref` counts as what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exlint.findings import Route
from exlint.schema.wording import Schema

REF = "#/$defs/"
"""What a `$ref` begins with; the name of a definition follows."""
DEEPEST = 32
"""Subschemas inside one another, a `$ref` counted as what it stands for."""
MOST = 1_000
"""Subschemas of a fragment, each `$ref` counted as what it stands for."""
ONE = ("not", "if", "then", "else", "items", "contains", "propertyNames", "additionalProperties")
"""Keywords with one subschema."""
LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
"""Keywords with a list of them."""
NAMED = ("properties", "dependentSchemas", "$defs")
"""Keywords with subschemas by name."""


def subschemas(schema: Any) -> Iterator[tuple[Route, Any]]:
    """The subschemas right inside a schema, with their routes in it; those of `$defs` are not inside."""
    if isinstance(schema, dict):
        for keyword in ONE:
            if keyword in schema:
                yield (keyword,), schema[keyword]
        for keyword in LISTS:
            yield from (((keyword, index), one) for index, one in enumerate(schema.get(keyword, ())))
        for keyword in NAMED[:-1]:
            yield from (((keyword, name), one) for name, one in schema.get(keyword, {}).items())


def referred(schema: Schema) -> str:
    """The name of the definition that a schema's `$ref` means."""
    return str(schema["$ref"]).removeprefix(REF)


class Refused(Exception):  # noqa: N818 - named for what became of the fragment
    """A fragment asks too much.

    Attributes:
        at: Where, from the fragment on.
    """

    def __init__(self, at: Route, words: str) -> None:
        super().__init__(words)
        self.at = at


def measure(fragment: Any) -> None:
    """Counts the schemas of a fragment whose keywords have the right values.

    Raises:
        Refused: There are too many, or they are too deep, or a way through them has no end.
    """
    _Extent(fragment).check()


class _Extent:
    """Counts the schemas that a fragment comes to, each `$ref` as what it stands for, without writing them out."""

    def __init__(self, fragment: Any) -> None:
        self._fragment = fragment
        self._known: dict[str, tuple[int, int]] = {}
        self._open: set[str] = set()

    def check(self) -> None:
        """Raises `Refused` where there are too many, or a way through them has no end."""
        definitions = self._fragment.get("$defs", {}) if isinstance(self._fragment, dict) else {}
        for name in definitions:
            self._definition(name, ("$defs", name), 1)
        self._measure(self._fragment, (), 1)

    def _measure(self, schema: Any, at: Route, depth: int) -> tuple[int, int]:
        """How many schemas a schema comes to, and how deep they go."""
        bound(at, 0, depth)
        inside = [self._measure(one, (*at, *way), depth + 1) for way, one in subschemas(schema)]
        if isinstance(schema, dict) and "$ref" in schema:
            inside.append(self._definition(referred(schema), (*at, "$ref"), depth + 1))
        count, height = 1 + sum(size for size, _ in inside), 1 + max((most for _, most in inside), default=0)
        bound(at, count, depth + height - 1)
        return count, height

    def _definition(self, name: str, at: Route, depth: int) -> tuple[int, int]:
        if name in self._open:
            raise Refused(at, f"$ref to {name} leads back to {name}: such a fragment has no end")
        if name not in self._known:
            self._open.add(name)
            self._known[name] = self._measure(self._fragment["$defs"][name], ("$defs", name), depth)
            self._open.discard(name)
        return self._known[name]


def bound(at: Route, count: int, depth: int) -> None:
    """Raises `Refused` where so many schemas, or schemas so deep, are too many or too deep."""
    if count > MOST:
        raise Refused(at, f"the fragment comes to more than {MOST:,} schemas, each $ref as what it stands for")
    if depth > DEEPEST:
        raise Refused(at, f"the schemas are nested more than {DEEPEST} deep, each $ref as what it stands for")
