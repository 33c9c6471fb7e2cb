"""The nodes of a YAML document as they stand in the text, numbered; and the way through them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

from exlint.document.limits import Span


class Tree(NamedTuple):
    """One YAML document: its data, and its nodes (keys, values, items, aliases) in the order of the text.

    Three flat arrays hold the places, four bytes a number: for a large file they take less room than its text.

    Attributes:
        data: dict (keys are text), list, str, int, float, bool or None; aliases share what they stand for.
        starts: Offset of each node's first character.
        ends: Offset behind each node's last character.
        nexts: Number of the node that follows each node and all that is in it.
        aliases: Number of an alias -> number of the node that it stands for.
        merges: Number of a mapping -> number of the value of its merge key, and those of the mappings that it merges.
        keys: Number of a key -> its text, where the characters in the file are others: quotes, an anchor, an alias.
    """

    data: Any
    starts: array[int]
    ends: array[int]
    nexts: array[int]
    aliases: dict[int, int]
    merges: dict[int, tuple[int, tuple[int, ...]]]
    keys: dict[int, str]

    @classmethod
    def empty(cls) -> Tree:
        """A document without content, to be filled in reading order."""
        return cls(None, array("I"), array("I"), array("I"), {}, {}, {})

    def span(self, node: int) -> Span:
        """Where a node stands."""
        return Span(self.starts[node], self.ends[node])

    def resolve(self, node: int) -> int:
        """The number of what an alias stands for; of any other node, its own."""
        while node in self.aliases:
            node = self.aliases[node]
        return node

    def children(self, node: int) -> Iterator[int]:
        """The nodes right inside a collection: items, or key, value, key, value."""
        child, end = node + 1, self.nexts[node]
        while child < end:
            yield child
            child = self.nexts[child]

    def pairs(self, node: int) -> Iterator[tuple[int, int]]:
        """The keys of a mapping with their values."""
        children = self.children(node)
        return zip(children, children, strict=False)

    def key(self, node: int, text: str) -> str:
        """What a key says; of a key that is a mapping or a list, its characters."""
        said = self.keys.get(node)
        return text[self.starts[node] : self.ends[node]] if said is None else said
