"""Anchors and aliases of one document: what each stands for, and how much the document would grow without them."""

from __future__ import annotations

from typing import Any, NamedTuple

from exlint.document.limits import Span, TextFault


class Anchor(NamedTuple):
    """A node with a name.

    Attributes:
        node: Its number.
        value: Its data.
        text: A scalar's characters, because as a key it is text whatever its type; none of a collection.
        size: How many nodes it is, aliases in it counted as what they stand for.
    """

    node: int
    value: Any
    text: str | None
    size: int


class Stop(Exception):  # noqa: N818 - it ends the reading; the fault in it is the error
    """The text cannot be read any further, or may not be."""

    def __init__(self, fault: TextFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Anchors:
    """The anchors seen so far. `added` counts the nodes that aliases stand for beyond the aliases themselves."""

    def __init__(self) -> None:
        self.added = 0
        self.open: dict[int, tuple[str, int]] = {}  # a collection that is being read -> its anchor, `added` before it
        self._known: dict[str, Anchor] = {}

    def scalar(self, name: str, node: int, value: Any, text: str) -> None:
        """Takes note of a scalar's anchor."""
        self._known[name] = Anchor(node, value, text, 1)

    def begin(self, name: str, node: int) -> None:
        """Takes note of a collection's anchor; until the collection ends, an alias of it would be a circle."""
        self._known.pop(name, None)
        self.open[node] = name, self.added

    def end(self, node: int, value: Any, following: int) -> None:
        """The collection `node` is read; `following` is the number of the next node."""
        name, before = self.open.pop(node)
        self._known[name] = Anchor(node, value, None, following - node + self.added - before)

    def alias(self, name: str, span: Span) -> Anchor:
        """What an alias stands for.

        Raises:
            Stop: It stands for nothing, or for a collection that it is in.
        """
        anchor = self._known.get(name)
        if anchor is not None:
            self.added += anchor.size - 1
            return anchor
        if any(name == opened for opened, _ in self.open.values()):
            raise Stop(TextFault("EXL003", span, f"the anchor {name} contains itself, so that its content never ends"))
        raise Stop(TextFault("EXL001", span, f"*{name} stands for nothing: there is no anchor &{name} above it"))


def ends_alike(text: str, start: int, name: str, behind: str) -> bool:
    """Whether both parsers take the same characters for the name of an anchor or alias that begins at `start`.

    They differ in which characters a name may hold, so only a name that is followed by one of `behind` counts.
    """
    end = start + 1 + len(name)
    return text[start + 1 : end] == name and text[end : end + 1] in behind
