"""The quotes around the keys and the texts of a document, so that what is inserted has the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from exlint.document.layout import Layout
from exlint.document.scalars import Core


class Quotes(NamedTuple):
    """The quotes around what is written; empty for none.

    Attributes:
        key: Around a key.
        value: Around a text.
        needed: Around a text that cannot do without.
    """

    key: str
    value: str
    needed: str


def usual(layout: Layout) -> Quotes:
    """The quotes that most keys and values of a document have; where no value is a text, that of the keys."""
    keys, values = _scalars(layout, range(len(layout.tree.starts)))
    key = _most(_around(layout, keys), "")
    found = [quote for quote, _ in Counter(_around(layout, values)).most_common()] or [key]
    return Quotes(key, found[0], next((one for one in found if one), '"'))


def beside(layout: Layout, node: int, otherwise: Quotes) -> Quotes:
    """The quotes of a node and of what is in it; of what there is none there, others."""
    node = layout.tree.resolve(node)
    keys, values = _scalars(layout, range(node, layout.tree.nexts[node]))
    key, value = _most(_around(layout, keys), otherwise.key), _most(_around(layout, values), otherwise.value)
    return otherwise._replace(key=key, value=value)


def _scalars(layout: Layout, nodes: range) -> tuple[list[int], list[int]]:
    """Of some nodes those that are keys, and those that are values or items."""
    keys = {key for node in filter(layout.is_mapping, nodes) for key, _ in layout.tree.pairs(node)}
    return sorted(keys), [one for one in nodes if one not in keys and not layout.is_collection(one)]


def _around(layout: Layout, scalars: Iterable[int]) -> list[str]:
    """The quotes of those scalars that are texts on a line; a number, say, has none, whatever the quotes are."""
    core, found = Core(), []
    for node in scalars:
        text = layout.text[layout.begin(node) : layout.content_end(node)]
        if text[:1] in ("'", '"'):
            found.append(text[0])
        elif text[:1] not in ("|", ">", "*") and isinstance(core[text], str):
            found.append("")
    return found


def _most(quotes: list[str], otherwise: str) -> str:
    return Counter(quotes).most_common(1)[0][0] if quotes else otherwise
