"""Edits as changes of the text: a value that is set, an item that is added, and no other character touched.

A change is worked out on the places of the nodes, never by writing parsed data. What it cannot do without touching
more it refuses; whether it means what it should the caller finds out by reading the text again.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from exlint.document.document import Document
from exlint.document.limits import Span
from exlint.document.style import Style
from exlint.document.tree import Tree
from exlint.document.writing import block, flow
from exlint.findings import Edit, Route, plain


class CannotEdit(Exception):  # noqa: N818 - named for what it is about
    """An edit that would touch more than it should, in words that follow `this` and a blank."""


class Splice(NamedTuple):
    """A part of the text, and what takes its place; an empty part is an insertion."""

    span: Span
    text: str


def splices(document: Document, edits: Iterable[Edit]) -> tuple[Splice, ...]:
    """The changes of a document's text that some edits come to, in the order of the text.

    Args:
        document: The document, which was read without a fault.
        edits: Each with a route in this document, without the index of the file.

    Raises:
        CannotEdit: The text would have to be written anew, or two edits meet.
    """
    editor = _Editor(document)
    found = sorted((editor.splice(edit) for edit in edits), key=_in_order)
    for (before, _), (after, _) in pairwise(found):
        if after.start < before.end:
            raise CannotEdit("is one place that two edits change")
    return tuple(found)


def _in_order(splice: Splice) -> tuple[Span, int, bool]:
    """As the text goes; of lines behind the same line the innermost first, and an item before a key of its column."""
    line = splice.text.lstrip("\r\n")
    inner = line.lstrip(" ")
    return splice.span, len(inner) - len(line), not inner.startswith("-")


def spliced(document: Document, changes: Iterable[Splice]) -> bytes:
    """The bytes of a document's file after changes of its text; all others are as they were."""
    source = document.source
    parts, end = [], 0
    for span, text in changes:
        parts += [source.text[end : span.start], text]
        end = span.end
    parts.append(source.text[end:])
    return source.mark + "".join(parts).encode(source.encoding)


class _Editor:
    """Works out changes on the places of one document's nodes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.source.text
        self._tree: Tree = document.tree
        self._style = Style(self._text, self._tree)

    def splice(self, edit: Edit) -> Splice:
        if edit.kind == "set":
            return self._set(edit.at, plain(edit.value))
        return self._insert(edit.at, plain(edit.value), edit.before)

    def _set(self, at: Route, value: Any) -> Splice:
        *above, last = at
        node, written = self._own(tuple(above))
        if len(written) < len(above):  # what holds it is not written either
            missing = above[len(written) :]
            for key in (*missing[1:], last)[::-1]:
                value = {key: value} if isinstance(key, str) else [value]
            return self._set((*written, missing[0]), value)
        child = self._child(node, last)
        if child is not None:
            return self._replace(child, value)
        if not isinstance(last, str):
            raise CannotEdit("is an item that is not there")
        return self._add_pair(node, last, value)

    def _insert(self, at: Route, value: Any, before: int | None) -> Splice:
        node, written = self._own(at, through_last=True)
        if len(written) < len(at):
            return self._set(at, [value])
        if node in self._tree.aliases:  # the list is shared: its use becomes a list of its own
            items = list(self._document.at(at))
            items.insert(len(items) if before is None else before, value)
            return self._replace(node, items)
        items = list(self._tree.children(node))
        if before is not None and before < len(items):
            return self._before(node, items[before], value)
        return self._append(node, items, value)

    def _own(self, at: Route, *, through_last: bool = False) -> tuple[int, Route]:
        """The node that a route leads to, as far as it is written, and the route that far; never through an alias."""
        node, written = 0, at[:0]
        for position, part in enumerate(at):
            if node in self._tree.aliases:
                raise CannotEdit("stands in a part that is written elsewhere, behind an anchor")
            child = self._child(node, part)
            if child is None:
                break
            node, written = child, at[: position + 1]
        if node in self._tree.aliases and not through_last:
            raise CannotEdit("stands in a part that is written elsewhere, behind an anchor")
        return node, written

    def _child(self, node: int, part: str | int) -> int | None:
        """The node of a key's value or of an item that is written right there, not merged in."""
        if isinstance(part, int):
            items = list(self._tree.children(node))
            return items[part] if part < len(items) else None
        pairs = self._tree.pairs(node)
        return next((value for key, value in pairs if self._tree.key(key, self._text) == part), None)

    def _replace(self, node: int, value: Any) -> Splice:
        start, end = self._tree.span(node)
        if self._style.is_collection(node) and "#" in self._text[start : self._style.content_end(node)]:
            raise CannotEdit("may hold a comment, which would be lost")
        if self._style.is_block(node):
            column = self._style.column(start)
            return Splice(Span(start, self._style.content_end(node)), block(value, column, self._style))
        before = " " if start == end else ""  # a value that is not written stands right behind its colon
        return Splice(Span(start, end), before + flow(value, self._style.quote_of(node), self._style))

    def _add_pair(self, node: int, key: str, value: Any) -> Splice:
        pairs = list(self._tree.pairs(node))
        in_brackets = f"{flow(key, '', self._style)}: {flow(value, self._style.quote, self._style)}"
        if self._style.is_flow(node):
            return self._in_flow(node, [value for _, value in pairs], in_brackets, first=[key for key, _ in pairs])
        if self._style.in_flow(node):  # the one pair of [name: MAIL1] has no braces of its own
            span = self._tree.span(node)
            return Splice(span, f"{{{self._text[span.start : span.end]}, {in_brackets}}}")
        if not pairs:
            raise CannotEdit("has no other key beside which this one could be written")
        column = self._style.column(self._tree.starts[pairs[0][0]])
        text = block({key: value}, column, self._style)
        return self._behind(pairs[-1][1], " " * column + text)

    def _append(self, node: int, items: list[int], value: Any) -> Splice:
        if self._style.is_flow(node):
            quote = self._style.quote_of(items[-1]) if items else self._style.quote
            return self._in_flow(node, items, flow(value, quote, self._style), first=items)
        return self._behind(items[-1], self._item(node, items[-1], value))

    def _before(self, node: int, item: int, value: Any) -> Splice:
        if self._style.is_flow(node):
            start = self._tree.starts[item]
            return Splice(Span(start, start), flow(value, self._style.quote_of(item), self._style) + ", ")
        dash = self._style.dash(item)
        if dash != self._style.line_start(dash) + self._style.column(dash) or self._text[
            self._style.line_start(dash) : dash
        ].strip(" "):
            raise CannotEdit("begins on a line with something else")
        start = self._style.line_start(dash)
        return Splice(Span(start, start), self._item(node, item, value) + self._style.break_at(dash))

    def _item(self, node: int, sibling: int, value: Any) -> str:
        """A new item of a block list, from the beginning of its line, written as its sibling is."""
        column = self._style.column(self._tree.starts[node])
        dash = " " * column + "-"
        if not isinstance(value, dict | list) or self._style.is_flow(sibling):
            return f"{dash} {flow(value, self._style.quote_of(sibling), self._style)}"
        inner = self._style.inner(sibling, column)
        return f"{dash}{' ' * (inner - column - 1)}{block(value, inner, self._style)}"

    def _behind(self, node: int, text: str) -> Splice:
        """A new line behind the one on which a node ends, with the comment that stands there."""
        end = self._style.line_end(self._style.content_end(node))
        return Splice(Span(end, end), self._style.break_at(end) + text)

    def _in_flow(self, node: int, items: list[int], text: str, *, first: list[int]) -> Splice:
        """A new item or pair at the end of a collection in brackets."""
        tree = self._tree
        close = tree.ends[node] - 1
        if not items:
            return Splice(Span(close, close), text)
        start, end = tree.starts[first[-1]], tree.ends[items[-1]]
        rest = self._text[end:close]
        comma = self._style.comma(end, close)
        own_line = not self._text[self._style.line_start(start) : start].strip(" ")
        if own_line and self._style.line_start(start) > tree.starts[node] and "\n" in rest.replace("\r", "\n"):
            line = self._style.line_end(comma + 1 if comma else end)
            indent = self._text[self._style.line_start(start) : start]
            new = self._style.break_at(line) + indent + text
            if comma:
                return Splice(Span(line, line), new + ",")
            return Splice(Span(end, line), "," + self._text[end:line] + new)
        if comma:
            return Splice(Span(comma + 1, comma + 1), f" {text}")
        return Splice(Span(end, end), f"{self._style.comma_between(first)}{text}")
