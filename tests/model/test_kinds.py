"""The table of kinds and the published schema: every object with a name has a kind, every kind has objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from exlint.model.kinds import KINDS, PARENTS
from exlint.schema import published
from exlint.schema.rule_file import Kind

SCHEMA: dict[str, Any] = json.loads(published.text())
SINGLE = {("forest",), ("exchange",)}
"""The objects that are no items of a list."""


def _objects(schema: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The path and the keys of every mapping that the schema knows."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for branch in schema.get("anyOf", []):
        yield from _objects(branch, path)
    if "items" in schema:
        yield from _objects(schema["items"], (*path, "*"))
    if "properties" in schema:
        yield path, list(schema["properties"])
        for key, part in schema["properties"].items():
            yield from _objects(part, (*path, key))


OBJECTS = dict(_objects(SCHEMA, ()))


def test_every_object_of_a_list_with_a_name_has_a_kind_and_nothing_else_has() -> None:
    named = {path for path, keys in OBJECTS.items() if "name" in keys and path[-1:] == ("*",)}

    assert set(KINDS.values()) == named | SINGLE


def test_no_two_kinds_stand_at_one_place() -> None:
    assert len(set(KINDS.values())) == len(KINDS)


def test_the_word_for_an_object_around_is_no_key_of_an_object_in_it() -> None:
    inside = {
        key for kind in KINDS.values() for above in PARENTS if kind[: len(above)] == above for key in OBJECTS[kind]
    }

    assert inside.isdisjoint(PARENTS.values())


def test_a_rule_file_may_select_every_kind() -> None:
    assert sorted(get_args(Kind)) == sorted(KINDS)
