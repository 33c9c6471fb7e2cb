"""Merge keys: `<<: *other` takes over the keys of another mapping, as ruamel.yaml and an editor do."""

from __future__ import annotations

from typing import Any

from exlint.document.limits import TextFault
from exlint.document.tree import Tree


def merge(container: dict[str, Any], node: int, tree: Tree, text: str) -> list[TextFault]:
    """Puts the keys of merged mappings behind a mapping's own, where it has not got them itself.

    Args:
        container: The mapping, which has a key `<<`; changed in place.
        node: Its number.
        tree: The document.
        text: The document's text.

    Returns:
        The fault, if what is merged is no mapping. A quoted `"<<"` is a key as any other and stays.
    """
    value = merged(node, tree, text)
    if value is None:
        return []
    sources = container.pop("<<")
    for source in sources if isinstance(sources, list) else [sources]:
        if not isinstance(source, dict):
            message = "<< merges mappings; this is none"
            return [TextFault("EXL005", tree.span(value), message, mend="write an alias of a mapping")]
        for key, item in source.items():
            container.setdefault(key, item)
    return []


def merged(node: int, tree: Tree, text: str) -> int | None:
    """The number of the value of a mapping's merge key; none where it has no such key."""
    return next((value for key, value in tree.pairs(node) if text[tree.starts[key] : tree.ends[key]] == "<<"), None)
