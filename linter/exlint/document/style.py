"""How a text is written: its indentation, its quotes, its line ends; so that what is inserted looks the same."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from exlint.document.tree import Tree

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t\r\n]+)*")
_DASH = re.compile(r"-(?:\s|$)")
_BREAK = re.compile(r"\r\n|\r|\n")
_USUAL = 2


class Style:
    """The style of a text, asked at a place where something is to be inserted."""

    def __init__(self, text: str, tree: Tree) -> None:
        """Takes a text and its nodes."""
        self._text = text
        self._tree = tree

    def begin(self, node: int) -> int:
        """Where a node begins, behind its anchor and its tag."""
        start, end = self._tree.span(node)
        match = _PROPERTIES.match(self._text, start, end)
        return match.end() if match else start

    def is_collection(self, node: int) -> bool:
        """Whether a node is a mapping or a list with something in it, or in brackets."""
        return self._tree.nexts[node] > node + 1 or self.is_flow(node)

    def is_flow(self, node: int) -> bool:
        """Whether a node is a mapping or a list in brackets."""
        if node in self._tree.aliases or self._tree.starts[node] == self._tree.ends[node]:
            return False
        begin = self.begin(node)
        inside = self._tree.nexts[node] > node + 1
        first = self._text[begin : begin + 1]
        if first not in ("[", "{"):
            return False
        # A block mapping may begin with a key in brackets only where the reader refuses it.
        return not inside or self._text[self._tree.ends[node] - 1] in "]}"

    def in_flow(self, node: int) -> bool:
        """Whether a node stands inside a mapping or a list in brackets."""
        return any(self._tree.nexts[one] > node and self.is_flow(one) for one in range(node))

    def is_block(self, node: int) -> bool:
        """Whether a node is a mapping or a list in lines."""
        return self.is_collection(node) and not self.is_flow(node)

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return max(self._text.rfind("\n", 0, offset), self._text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line end."""
        match = _BREAK.search(self._text, offset)
        return match.start() if match else len(self._text)

    def break_at(self, offset: int) -> str:
        """The line end behind an offset; at the last line, that of the first one."""
        match = _BREAK.search(self._text, offset) or _BREAK.search(self._text)
        return match.group() if match else "\n"

    def content_end(self, node: int) -> int:
        """Where a node ends, without the line ends that a text in lines (`|`) takes with it."""
        end = self._tree.ends[node]
        while end > self._tree.starts[node] and self._text[end - 1] in " \r\n":
            end -= 1
        return end

    def dash(self, item: int) -> int:
        """Where the dash of an item of a block list stands."""
        return self._text.rfind("-", 0, self._tree.starts[item])

    def comma(self, start: int, end: int) -> int:
        """Where a comma stands between two offsets, outside of comments; 0 for none."""
        for line in re.finditer(r"[^\r\n]+", self._text[start:end]):
            plain = re.split(r"(?:^|(?<=\s))#", line.group())[0]
            if "," in plain:
                return start + line.start() + plain.index(",")
        return 0

    def comma_between(self, items: list[int]) -> str:
        """What stands between two items: a comma, and mostly a blank."""
        if len(items) > 1:
            between = self._text[self._tree.ends[items[0]] : self._tree.starts[items[-1]]]
            if "," in between and ", " not in between and "\n" not in between and "\r" not in between:
                return ","
        return ", "

    def quote_of(self, node: int) -> str:
        """The quote around a scalar, or around the first of a collection's values; empty for none."""
        if not self.is_collection(node):
            return self._quote(node)
        values = [one for one in range(node + 1, self._tree.nexts[node]) if not self.is_collection(one)]
        return self._quote(values[-1]) if values else self.quote

    def inner(self, item: int, column: int) -> int:
        """The column of what stands in a new item of a block list, as in another one of it."""
        if self.is_block(item) and self.line_start(self._tree.starts[item]) == self.line_start(self.dash(item)):
            return self.column(self._tree.starts[item])
        return column + _USUAL

    @cached_property
    def quote(self) -> str:
        """The quote that most values have, empty for none."""
        return self._quotes[0]

    @cached_property
    def needed_quote(self) -> str:
        """The quote for a text that needs one: the one that is used most, else the double one."""
        return next((one for one in self._quotes if one), '"')

    @cached_property
    def _quotes(self) -> list[str]:
        values = (self._quote(value) for _, value in self._all_pairs() if not self.is_collection(value))
        return [quote for quote, _ in Counter(values).most_common()] or [""]

    @cached_property
    def list_indent(self) -> int:
        """How far a block list is indented below its key."""
        found = [
            self.column(self._tree.starts[value]) - self.column(self._tree.starts[key])
            for key, value in self._all_pairs()
            if self.is_block(value) and self._is_list(value)
        ]
        return Counter(found).most_common(1)[0][0] if found else _USUAL

    @cached_property
    def indent(self) -> int:
        """How far a block mapping is indented below its key."""
        found = [
            self.column(self._tree.starts[value]) - self.column(self._tree.starts[key])
            for key, value in self._all_pairs()
            if self.is_block(value) and not self._is_list(value)
        ]
        return Counter(found).most_common(1)[0][0] if found else _USUAL

    @cached_property
    def lists_in_lines(self) -> bool:
        """Whether most lists of plain values are written in lines."""
        lists = [value for _, value in self._all_pairs() if self._is_list(value) and not self._holds_collections(value)]
        return 2 * sum(map(self.is_block, lists)) > len(lists)

    @cached_property
    def small_in_lines(self) -> bool:
        """Whether most mappings below a key that hold nothing in lines are written in lines themselves."""
        values = [value for _, value in self._all_pairs() if self._is_mapping(value)]
        small = [one for one in values if not any(map(self.is_block, range(one + 1, self._tree.nexts[one])))]
        return 2 * sum(map(self.is_block, small)) >= len(small)

    @cached_property
    def items_in_lines(self) -> bool:
        """Whether most mappings that are items of a list are written in lines."""
        lists = (value for _, value in self._all_pairs() if self._is_list(value) and self.is_block(value))
        items = [one for node in lists for one in self._tree.children(node) if self.is_collection(one)]
        return 2 * sum(map(self.is_block, items)) >= len(items)

    def _all_pairs(self) -> list[tuple[int, int]]:
        mappings = (node for node in range(len(self._tree.starts)) if self._is_mapping(node))
        return [pair for node in mappings for pair in self._tree.pairs(node)]

    def _is_mapping(self, node: int) -> bool:
        return self.is_collection(node) and not self._is_list(node)

    def _is_list(self, node: int) -> bool:
        if not self.is_collection(node):
            return False
        begin = self.begin(node)
        return self._text[begin] == "[" or _DASH.match(self._text, begin) is not None

    def _holds_collections(self, node: int) -> bool:
        return any(self.is_collection(one) for one in self._tree.children(node))

    def _quote(self, node: int) -> str:
        first = self._text[self.begin(node) : self.begin(node) + 1]
        return first if first in ("'", '"') else ""
