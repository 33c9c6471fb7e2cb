"""Edits as changes of the text: a value that is set, an item that is added, and no other character touched.

A change is worked out on the places of the nodes, never by writing parsed data. What it cannot do without touching
more it refuses; whether it means what it should the caller finds out by reading the text again.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from exlint.document.document import Document
from exlint.document.inserting import item, pair
from exlint.document.limits import Span
from exlint.document.replacing import replaced
from exlint.document.splice import CannotEdit, Splice, spliced
from exlint.document.style import Style
from exlint.findings import Edit, Route, plain

__all__ = ["CannotEdit", "Splice", "shared", "spliced", "splices"]

_ELSEWHERE = "stands in a part that is written elsewhere, behind an anchor"
_MERGED = "stands in a part that is written elsewhere and merged in (<<)"


def splices(document: Document, edits: Iterable[Edit]) -> tuple[Splice, ...]:
    """The changes of a document's text that some edits come to, in the order of the text.

    Args:
        document: The document, which was read without a fault.
        edits: Each with a route in this document, without the index of the file.

    Raises:
        CannotEdit: The text would have to be written anew, or two edits meet.
    """
    editor = _Editor(document)
    found = sorted((splice for edit in edits for splice in editor.splices(edit)), key=_in_order)
    for (before, _), (after, _) in pairwise(found):
        if after.start < before.end:
            raise CannotEdit("is one place that two edits change")
    return tuple(found)


def shared(document: Document, edits: Iterable[Edit]) -> bool:
    """Whether an edit, one that `splices` took, is inside of something that an alias elsewhere stands for."""
    return any(map(_Editor(document).is_shared, edits))


def _in_order(splice: Splice) -> tuple[Span, int, bool]:
    """As the text goes; of lines behind the same line the innermost first, and an item before a key of its column."""
    line = splice.text.lstrip("\r\n")
    inner = line.lstrip(" ")
    return splice.span, len(inner) - len(line), not inner.startswith("-")


class _Editor:
    """Works out changes on the places of one document's nodes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tree = document.tree
        self._style = Style(document.source.text, document.tree)

    def splices(self, edit: Edit) -> list[Splice]:
        if edit.kind == "set":
            return self._set(edit.at, plain(edit.value))
        return self._insert(edit.at, plain(edit.value), edit.before)

    def is_shared(self, edit: Edit) -> bool:
        targets, node = set(self._tree.aliases.values()), 0
        for part in edit.at:
            child = self._child(node, part)
            if child is None:
                return False
            if child in targets:
                return True
            node = child
        return False

    def _set(self, at: Route, value: Any) -> list[Splice]:
        *above, last = at
        node, written = self._own(tuple(above))
        if len(written) < len(above):  # what holds it is not written either
            missing = above[len(written) :]
            for key in (*missing[1:], last)[::-1]:
                value = {key: value} if isinstance(key, str) else [value]
            return self._set((*written, missing[0]), value)
        child = self._child(node, last)
        if child is not None:
            return replaced(child, self._document.at(at), value, self._style)
        if not isinstance(last, str):
            raise CannotEdit("is an item that is not there")
        return [pair(node, last, value, self._style)]

    def _insert(self, at: Route, value: Any, before: int | None) -> list[Splice]:
        node, written = self._own(at, through_last=True)
        if len(written) < len(at):
            return self._set(at, [value])
        if node in self._tree.aliases:  # the list is shared: its use becomes a list of its own
            old = self._document.at(at)
            items = list(old)
            items.insert(len(items) if before is None else before, value)
            return replaced(node, old, items, self._style)
        return [item(node, value, before, self._style)]

    def _own(self, at: Route, *, through_last: bool = False) -> tuple[int, Route]:
        """The node that a route leads to, as far as it is written, and the route that far.

        Raises:
            CannotEdit: It leads through an alias, or to what is merged in.
        """
        node, written = 0, at[:0]
        for position, part in enumerate(at):
            if node in self._tree.aliases:
                raise CannotEdit(_ELSEWHERE)
            child = self._child(node, part)
            if child is None:
                if node in self._tree.merges and part in self._document.at(written):
                    raise CannotEdit(_MERGED)
                break
            node, written = child, at[: position + 1]
        if node in self._tree.aliases and not through_last:
            raise CannotEdit(_ELSEWHERE)
        return node, written

    def _child(self, node: int, part: str | int) -> int | None:
        """The node of a key's value or of an item that is written right there, not merged in."""
        if isinstance(part, int):
            items = list(self._tree.children(node))
            return items[part] if part < len(items) else None
        pairs = self._tree.pairs(node)
        return next((value for key, value in pairs if self._tree.key(key, self._style.text) == part), None)
