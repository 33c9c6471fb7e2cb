"""Merge keys: `<<: *other` takes over the keys of another mapping, as ruamel.yaml and an editor do."""

from __future__ import annotations

from typing import Any

from exlint.document.limits import TextFault
from exlint.document.tree import Tree


def merge(container: dict[str, Any], node: int, tree: Tree, text: str) -> TextFault | None:
    """Puts the keys of merged mappings behind a mapping's own, where it has not got them itself.

    Args:
        container: The mapping, which has a key `<<`; changed in place.
        node: Its number.
        tree: The document; takes note of what is merged.
        text: The document's text.

    Returns:
        The fault where what is merged is no mapping. A quoted `"<<"` is a key as any other and stays.
    """
    value = next((value for key, value in tree.pairs(node) if text[tree.starts[key] : tree.ends[key]] == "<<"), None)
    if value is None:
        return None
    given = container.pop("<<")
    sources = given if isinstance(given, list) else [given]
    if not all(isinstance(source, dict) for source in sources):
        message = "<< merges mappings; this is none"
        return TextFault("EXL005", tree.span(value), message, mend="write an alias of a mapping")
    tree.merges[node] = value, tuple(tree.children(tree.resolve(value))) if sources is given else (value,)
    for source in sources:
        for key, item in source.items():
            if isinstance(key, str):  # not what stands for a key that is a mapping or a list
                container.setdefault(key, item)
    return None
