"""What the shape says about each key, read from the texts that stand below the fields.

A field's text costs nothing when exlint runs: Python throws it away. Only publishing reads it, from the source. It has
the form `<description> Examples: <JSON>, ... . Absent: <JSON, or words>.`, with the last two parts optional.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_PART = re.compile(r"\s(Examples|Absent): ")


def of(module: ModuleType) -> dict[tuple[str, str], dict[str, object]]:
    """The schema annotations of every documented field of a module, by the names of class and field."""
    found = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ClassDef):
            for field, below in pairwise(node.body):
                name, text = _field(field), _text(below)
                if name and text:
                    found[node.name, name] = parse(text)
    return found


def parse(text: str) -> dict[str, object]:
    """A field's text as schema annotations: `description`, `examples`, and `default` or `x-absent`.

    Raises:
        ValueError: The examples are not JSON.
    """
    description, *parts = _PART.split(" ".join(text.split()))
    found: dict[str, object] = {"description": description}
    for kind, words in zip(parts[::2], parts[1::2], strict=True):
        content = words.removesuffix(".")
        if kind == "Examples":
            found["examples"] = json.loads(content)
        else:
            found |= _absent(content)
    return found


def _absent(content: str) -> dict[str, object]:
    try:
        return {"default": json.loads(content)}
    except ValueError:
        return {"x-absent": content}


def _field(node: ast.stmt) -> str:
    return node.target.id if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else ""


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return ""
