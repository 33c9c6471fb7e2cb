"""Anchors and aliases of one document: what each stands for, and how much the document would grow without them."""

from __future__ import annotations

from typing import Any, NamedTuple

from exlint.document.limits import Span, TextFault, brief


class Anchor(NamedTuple):
    """A node with a name.

    Attributes:
        node: Its number.
        value: Its data.
        text: A scalar's characters, because as a key it is text whatever its type; none of a collection.
        size: How many nodes it is, aliases in it counted as what they stand for.
        height: How many collections are inside one another in it, itself included; aliases counted likewise.
    """

    node: int
    value: Any
    text: str | None
    size: int
    height: int


class _Open(NamedTuple):
    """A collection with an anchor that is being read; `added` and `peak` are those of `Anchors` before it began."""

    name: str
    depth: int
    added: int
    peak: int


class Stop(Exception):  # noqa: N818 - it ends the reading; the fault in it is the error
    """The text cannot be read any further, or may not be."""

    def __init__(self, fault: TextFault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Anchors:
    """The anchors seen so far.

    Attributes:
        added: How many nodes aliases stand for, beyond the aliases themselves.
        open: The collections with an anchor that are being read.
    """

    def __init__(self) -> None:
        self.added = 0
        self.open: dict[int, _Open] = {}
        self._peak = 0  # the deepest place since the innermost of the open ones began
        self._known: dict[str, Anchor] = {}

    def scalar(self, name: str, node: int, value: Any, text: str) -> None:
        """Takes note of a scalar's anchor."""
        self._known[name] = Anchor(node, value, text, 1, 0)

    def begin(self, name: str, node: int, depth: int) -> None:
        """Takes note of a collection's anchor; until the collection ends, an alias of it would be a circle."""
        self._known.pop(name, None)
        self.open[node] = _Open(name, depth, self.added, self._peak)
        self._peak = depth

    def reach(self, depth: int) -> None:
        """Takes note of a collection so deep, for the height of the open ones around it."""
        self._peak = max(self._peak, depth)

    def end(self, node: int, value: Any, following: int) -> None:
        """The collection `node` is read; `following` is the number of the next node."""
        opened = self.open.pop(node)
        size = following - node + self.added - opened.added
        self._known[opened.name] = Anchor(node, value, None, size, self._peak - opened.depth + 1)
        self._peak = max(self._peak, opened.peak)

    def alias(self, name: str, span: Span, depth: int) -> Anchor:
        """What an alias stands for that is inside `depth` collections.

        Raises:
            Stop: It stands for nothing, or for a collection that it is in.
        """
        anchor = self._known.get(name)
        if anchor is not None:
            self.added += anchor.size - 1
            self.reach(depth + anchor.height)
            return anchor
        shown = brief(name)
        if any(name == opened.name for opened in self.open.values()):
            message = f"the anchor {shown} contains itself, so that its content never ends"
            raise Stop(TextFault("EXL003", span, message, "itself again", mend="write out what the alias stands for"))
        message = f"*{shown} stands for nothing: there is no anchor &{shown} above it"
        mend = "put quotes around a text that begins with *; or write the anchor"
        raise Stop(TextFault("EXL001", span, message, "an alias, because of the *", mend=mend))


def ends_alike(text: str, start: int, name: str, behind: str) -> bool:
    """Whether both parsers take the same characters for the name of an anchor or alias that begins at `start`.

    They differ in which characters a name may hold, so only a name that is followed by one of `behind` counts.
    """
    end = start + 1 + len(name)
    return text[start + 1 : end] == name and text[end : end + 1] in behind
