"""The nodes of a YAML document as they stand in the text, numbered; and the way through them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

from exlint.document.events import ScalarEvent, pure_events
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
    """

    data: Any
    starts: array[int]
    ends: array[int]
    nexts: array[int]
    aliases: dict[int, int]

    @classmethod
    def empty(cls) -> Tree:
        """A document without content, to be filled in reading order."""
        return cls(None, array("I"), array("I"), array("I"), {})

    def span(self, node: int) -> Span:
        """Where a node stands."""
        return Span(self.starts[node], self.ends[node])

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
        """What a key says: its own characters, unless quotes, an anchor or an alias say something else."""
        written = text[self.starts[node] : self.ends[node]]
        if written.startswith("*") and node in self.aliases:
            return self.key(self.aliases[node], text)
        if written[:1] not in ('"', "'", "&", "!") and "\n" not in written and "\r" not in written:
            return written
        return _scalar(written)


def _scalar(written: str) -> str:
    """The text of a scalar from its characters in the file; empty for a key that is a collection."""
    following = pure_events(written)
    while (event := following()).__class__ is not ScalarEvent:
        if event.__class__.__name__ in ("MappingStartEvent", "SequenceStartEvent"):
            return ""
    return str(event.value)
