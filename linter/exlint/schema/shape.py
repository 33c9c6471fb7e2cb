"""What the published schema says about the objects of a kind: their keys, and whether a fragment names others."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from exlint.findings import Mark, Problem, Route
from exlint.schema import published
from exlint.schema.extent import referred, subschemas
from exlint.schema.wording import Schema, seen

Nodes = Sequence[Schema]
"""The branches that the schema has for a value, without `$ref` and `anyOf`; none where it says nothing."""


def objects(path: Sequence[str]) -> Nodes:
    """The schema of what stands at a path of keys, `*` for the items of a list."""
    nodes = _branches(_document())
    for step in path:
        nodes = _items(nodes) if step == "*" else _values(nodes, step)
    return nodes


def keys(nodes: Nodes) -> tuple[str, ...]:
    """The keys that a value may have."""
    return tuple(dict.fromkeys(key for node in nodes for key in node.get("properties", ())))


def unknown(dotted: str, nodes: Nodes) -> str | None:
    """The first of some keys with dots between them that does not exist, with the nearest; None where all do."""
    for key in dotted.split("."):
        if key not in keys(nodes):
            return f"{seen(key)} is no key there{near(key, keys(nodes))}"
        nodes = _values(nodes, key)
    return None


def near(key: str, known: Sequence[str]) -> str:
    """The key that was probably meant, as the end of a sentence."""
    found = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {found[0]}?" if found else ""


def mistakes(fragment: Any, nodes: Nodes) -> Iterator[Problem]:
    """The keys that a fragment names and no such object has: they would make it hold, or fail, for every object.

    Args:
        fragment: One without mistakes of its own, so that following each `$ref` ends.
        nodes: The schema of the objects.
    """
    definitions = fragment.get("$defs", {}) if isinstance(fragment, dict) else {}
    found: dict[Route, Problem] = {}
    waiting: list[tuple[Any, Route, Nodes]] = [(fragment, (), nodes)]
    while waiting:
        schema, at, here = waiting.pop()
        if isinstance(schema, dict):
            found |= {problem.at: problem for problem in _named(schema, at, here)}
            waiting += [(one, (*at, *way), _inside(way, here)) for way, one in subschemas(schema)]
            if "$ref" in schema:
                name = referred(schema)
                waiting.append((definitions[name], ("$defs", name), here))
    yield from found.values()


def _named(schema: Schema, at: Route, nodes: Nodes) -> Iterator[Problem]:
    known = keys(nodes)
    if known:
        for way, key in _written(schema):
            if key not in known:
                mark = Mark.VALUE if isinstance(way[-1], int) else Mark.KEY
                yield Problem((*at, *way), f"{seen(key)} is no key of such an object{near(key, known)}", mark=mark)


def _written(schema: Schema) -> Iterator[tuple[Route, str]]:
    """The keys that a schema names itself, with the routes to them."""
    yield from ((("required", index), key) for index, key in enumerate(schema.get("required", ())))
    for keyword in ("properties", "dependentSchemas", "dependentRequired"):
        yield from (((keyword, key), key) for key in schema.get(keyword, ()))
    for key, others in schema.get("dependentRequired", {}).items():
        yield from ((("dependentRequired", key, index), other) for index, other in enumerate(others))


def _inside(way: Route, nodes: Nodes) -> Nodes:
    """What a subschema is about."""
    if way[0] == "properties":
        return _values(nodes, str(way[1]))
    if way[0] in ("items", "contains", "prefixItems"):
        return _items(nodes)
    return () if way[0] in ("additionalProperties", "propertyNames") else nodes


def _values(nodes: Nodes, key: str) -> Nodes:
    found = [node["properties"][key] for node in nodes if key in node.get("properties", ())]
    return [branch for one in found for branch in _branches(one)]


def _items(nodes: Nodes) -> Nodes:
    return [branch for node in nodes if "items" in node for branch in _branches(node["items"])]


def _branches(node: Schema) -> Nodes:
    if "$ref" in node:
        return _branches(_document()["$defs"][referred(node)])
    if "anyOf" in node:
        return [branch for one in node["anyOf"] for branch in _branches(one)]
    return [node]


@cache
def _document() -> Schema:
    found: Schema = json.loads(published.text())
    return found
