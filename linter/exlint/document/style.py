"""How a text is written: its indentation, its quotes, its line ends; so that what is inserted looks the same."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from exlint.document.layout import Layout
from exlint.document.quotes import Quotes, around, most

_USUAL = 2


class Style(Layout):
    """The style of a text, asked at a place where something is to be inserted."""

    @cached_property
    def quotes(self) -> Quotes:
        """The quotes that most keys and texts have; where no value is a text, that of the keys."""
        keys, texts = self._around
        key = most(keys) or ""
        return Quotes(key, key if not texts else most(texts) or "")

    @cached_property
    def needed_quote(self) -> str:
        """The quote for a text that needs one: the one that is used most, else the double one."""
        keys, texts = self._around
        return next((one for one, _ in [*texts.most_common(), *keys.most_common()] if one), '"')

    @cached_property
    def _around(self) -> tuple[Counter[str], Counter[str]]:
        return around(self, range(len(self.tree.starts)))

    def quotes_of(self, node: int) -> Quotes:
        """The quotes around a value, or around what is in it; of what it has none of, those of the whole text."""
        node = self.tree.resolve(node)
        key, value = map(most, around(self, range(node, self.tree.nexts[node])))
        return Quotes(self.quotes.key if key is None else key, self.quotes.value if value is None else value)

    def inner(self, item: int, dash: int) -> int:
        """The column of what stands in a new item of a block list, as in another one of it, whose dash is given."""
        start = self.tree.starts[item]
        if self.is_block(item) and self.line_start(start) == self.line_start(dash):
            return self.column(start)
        return self.column(dash) + _USUAL

    def like(self, node: int | None, key: str) -> int | None:
        """The value that a mapping has for a key; none where it is no mapping, or has no such key."""
        if node is None or not self.is_mapping(node):
            return None
        return next((value for one, value in self.tree.pairs(node) if self.tree.key(one, self.text) == key), None)

    @cached_property
    def list_indent(self) -> int:
        """How far a block list is indented below its key."""
        return self._indent(value_is_list=True)

    @cached_property
    def indent(self) -> int:
        """How far a block mapping is indented below its key."""
        return self._indent(value_is_list=False)

    def _indent(self, *, value_is_list: bool) -> int:
        found = [
            self.column(self.begin(value)) - self.column(self.tree.starts[key])
            for key, value in self._all_pairs
            if self.is_block(value) and self.is_list(value) is value_is_list
        ]
        return Counter(found).most_common(1)[0][0] if found else _USUAL

    @cached_property
    def lists_in_lines(self) -> bool:
        """Whether most lists of plain values are written in lines."""
        lists = [value for _, value in self._all_pairs if self.is_list(value) and not self._holds_collections(value)]
        return 2 * sum(map(self.is_block, lists)) > len(lists)

    @cached_property
    def small_in_lines(self) -> bool:
        """Whether most mappings below a key that hold nothing in lines are written in lines themselves."""
        values = [value for _, value in self._all_pairs if self.is_mapping(value)]
        small = [one for one in values if not any(map(self.is_block, range(one + 1, self.tree.nexts[one])))]
        return 2 * sum(map(self.is_block, small)) >= len(small)

    @cached_property
    def items_in_lines(self) -> bool:
        """Whether most mappings that are items of a list are written in lines."""
        lists = (value for _, value in self._all_pairs if self.is_list(value) and self.is_block(value))
        items = [one for node in lists for one in self.tree.children(node) if self.is_collection(one)]
        return 2 * sum(map(self.is_block, items)) >= len(items)

    @cached_property
    def _all_pairs(self) -> list[tuple[int, int]]:
        mappings = filter(self.is_mapping, range(len(self.tree.starts)))
        return [pair for node in mappings for pair in self.tree.pairs(node)]

    def _holds_collections(self, node: int) -> bool:
        return any(self.is_collection(one) for one in self.tree.children(node))
