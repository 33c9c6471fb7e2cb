"""The quotes around the keys and the texts of a document, so that what is inserted has the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exlint.document.layout import Layout
from exlint.document.scalars import Core

_NO_TEXT = ("|", ">", "*", "[", "{")  # a text in lines, an alias, an empty list or mapping


class Quotes(NamedTuple):
    """The quotes around what is written; empty for none.

    Attributes:
        key: Around a key.
        value: Around a text.
    """

    key: str
    value: str


def around(layout: Layout, nodes: range) -> tuple[Counter[str], Counter[str]]:
    """The quotes around keys and around texts among some nodes, each with how often they are there."""
    keys, values = _scalars(layout, nodes)
    return Counter(_around(layout, keys)), Counter(_around(layout, values))


def most(quotes: Counter[str]) -> str | None:
    """The quote that is there most often; None where there is nothing."""
    return quotes.most_common(1)[0][0] if quotes else None


def _scalars(layout: Layout, nodes: range) -> tuple[list[int], list[int]]:
    """Of some nodes those that are keys, and those that are values or items with nothing in them."""
    nexts = layout.tree.nexts
    collections = [node for node in nodes if nexts[node] > node + 1]
    keys = {key for node in collections if not layout.is_list(node) for key, _ in layout.tree.pairs(node)}
    return sorted(keys), [node for node in nodes if nexts[node] == node + 1 and node not in keys]


def _around(layout: Layout, scalars: Iterable[int]) -> Iterator[str]:
    """The quotes of those scalars that are texts on a line; a number, say, has none, whatever the quotes are."""
    core = Core()
    for node in scalars:
        text = layout.text[layout.begin(node) : layout.content_end(node)]
        if text[:1] in ("'", '"'):
            yield text[0]
        elif text[:1] not in _NO_TEXT and isinstance(core[text], str):
            yield ""
