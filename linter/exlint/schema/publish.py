"""Makes the published JSON Schema out of the shape: `python -m exlint.schema.publish` prints it.

msgspec gives the skeleton; added are what the shape says about each key (prose.py), the relations between keys
(relations.py), and a `type` beside every `enum`, so that a wrong type and a wrong word are told apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import msgspec

from exlint.schema import (
    document,
    elements,
    exchange,
    forest,
    isa,
    policy,
    prose,
    relations,
    rule_file,
    selections,
    smtp,
)
from exlint.schema import smtp_parts as parts

SHAPES = (document, forest, exchange, smtp, parts, isa, elements, policy, selections)
"""The modules that hold the shape."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_JSON_TYPES = {str: "string", int: "integer"}


def text() -> str:
    """The JSON Schema of documents: draft 2020-12, two spaces of indent, a final line feed."""
    title = f"exlint document, format version {document.VERSION}"
    return _text(document.Document, SHAPES, {"$id": f"urn:exlint:schema:{document.VERSION}"}, {"title": title})


def rules_text() -> str:
    """The JSON Schema of rule files, written as that of documents."""
    title = {"title": "exlint rule file, format version 1"}
    return _text(rule_file.RuleFile, (rule_file,), {"$id": "urn:exlint:rules:1"}, title)


def _text(root: type, shapes: Sequence[ModuleType], identity: dict[str, Any], title: dict[str, Any]) -> str:
    return json.dumps(_schema(root, shapes, identity, title), indent=2) + "\n"


def _schema(
    root: type, shapes: Sequence[ModuleType], identity: dict[str, Any], title: dict[str, Any]
) -> dict[str, Any]:
    _, objects = msgspec.json.schema_components([root], ref_template="#/$defs/{name}")
    for (shape, key), words in _prose(shapes).items():
        objects[shape]["properties"][key] |= words
    for shape, keywords in relations.schema().items():
        if shape in objects:
            objects[shape] |= keywords
    whole = {"$schema": _DIALECT} | identity | objects.pop(root.__name__) | title | {"$defs": objects}
    return {key: _typed(part) for key, part in whole.items()}


def _prose(shapes: Sequence[ModuleType]) -> dict[tuple[str, str], dict[str, object]]:
    """The annotations by the names of the object and the key; a key is not always its field's name (`from`)."""
    found = {}
    for module in shapes:
        for (shape, field), words in prose.of(module).items():
            struct = getattr(module, shape)
            names = dict(zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True))
            found[shape, names[field]] = words
    return found


def _typed(node: Any) -> Any:
    """The same with the type beside every enum; annotations hold no schema and stay as they are."""
    if isinstance(node, list):
        return [_typed(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: part if key in ("default", "examples") else _typed(part) for key, part in node.items()}
    if isinstance(kept.get("enum"), list):
        kept["type"] = _JSON_TYPES[type(kept["enum"][0])]
    return kept


if __name__ == "__main__":
    sys.stdout.write(text())
