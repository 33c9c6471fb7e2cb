"""How the nodes of a text lie in its lines: where each begins and ends, in brackets or in lines."""

from __future__ import annotations

import re

from exlint.document.tree import Tree

_PROPERTIES = re.compile(r"(?:[&!]\S*+(?:\s|#[^\r\n]*+)*+)*+")  # an anchor and a tag, and the comments behind them
_TAG_IN_FRONT = re.compile(r"(?<![^\s\[{,])!\S*[ \t]+\Z")
_BETWEEN = re.compile(r"(?:\s|#[^\r\n]*+)*+")
_DASH = re.compile(r"-(?:\s|$)")
_BREAK = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)")
_COMMENT_LINE = re.compile(r"[ \t]*+(?:#[ \t]*+(?P<bound>exlint:)?|$)")


class Layout:
    """The places of a text.

    Attributes:
        text: The text.
        tree: Its nodes.
    """

    def __init__(self, text: str, tree: Tree) -> None:
        """Takes a text and its nodes."""
        self.text = text
        self.tree = tree

    def start(self, node: int) -> int:
        """Where a node starts with its anchor and its tag; of a tag in front of an anchor the tree knows nothing."""
        start = self.tree.starts[node]
        if not self.text.startswith("&", start):
            return start
        tag = _TAG_IN_FRONT.search(self.text[self.line_start(start) : start])
        return start - len(tag[0]) if tag else start

    def begin(self, node: int) -> int:
        """Where a node begins, behind its anchor and its tag, and the comments there."""
        start, end = self.tree.span(node)
        if self.tree.nexts[node] > node + 1 and self.tree.starts[node + 1] == start:
            return start  # a mapping without braces: what stands there is its first key's
        match = _PROPERTIES.match(self.text, start, end)
        return match.end() if match else start

    def content_end(self, node: int) -> int:
        """Where a node ends, without the line ends that a text in lines (`|`) takes with it."""
        end = self.tree.ends[node]
        while end > self.tree.starts[node] and self.text[end - 1] in " \r\n":
            end -= 1
        return end

    def is_collection(self, node: int) -> bool:
        """Whether a node is a mapping or a list with something in it, or in brackets."""
        return self.tree.nexts[node] > node + 1 or self.is_flow(node)

    def is_flow(self, node: int) -> bool:
        """Whether a node is a mapping or a list in brackets."""
        if node in self.tree.aliases or self.tree.starts[node] == self.tree.ends[node]:
            return False
        begin = self.begin(node)
        inside = self.tree.nexts[node] > node + 1
        first = self.text[begin : begin + 1]
        if first not in ("[", "{"):
            return False
        # A block mapping may begin with a key in brackets only where the reader refuses it.
        return not inside or self.text[self.tree.ends[node] - 1] in "]}"

    def in_flow(self, node: int) -> bool:
        """Whether a node stands inside a mapping or a list in brackets."""
        return any(self.tree.nexts[one] > node and self.is_flow(one) for one in range(node))

    def is_block(self, node: int) -> bool:
        """Whether a node is a mapping or a list in lines."""
        return self.is_collection(node) and not self.is_flow(node)

    def is_mapping(self, node: int) -> bool:
        """Whether a node is a mapping, with something in it or in brackets."""
        return self.is_collection(node) and not self.is_list(node)

    def is_list(self, node: int) -> bool:
        """Whether a node is a list, with something in it or in brackets."""
        if not self.is_collection(node):
            return False
        begin = self.begin(node)
        return self.text[begin] == "[" or _DASH.match(self.text, begin) is not None

    def column(self, offset: int) -> int:
        """How many characters stand before an offset on its line."""
        return offset - self.line_start(offset)

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line end."""
        match = _BREAK.search(self.text, offset)
        return match.start() if match else len(self.text)

    def break_at(self, offset: int) -> str:
        """The line end behind an offset; at the last line, that of the first one."""
        match = _BREAK.search(self.text, offset) or _BREAK.search(self.text)
        return match.group() if match else "\n"

    def begins_line(self, offset: int) -> bool:
        """Whether only blanks stand before an offset on its line."""
        return not self.text[self.line_start(offset) : offset].strip(" ")

    def dash(self, node: int, items: list[int], number: int) -> int:
        """Where the dash of an item of a block list stands; of its first item it begins the list."""
        if not number:
            return self.begin(node)
        return _BETWEEN.match(self.text, self.content_end(items[number - 1])).end()  # type: ignore[union-attr] # it matches anywhere

    def above(self, offset: int, after: int) -> int:
        """The line above which something is put that goes before what begins a line.

        Comment lines right above it, as far in as it is, belong to it; so does what is meant for exlint, which acts on
        the next key or item however far it is.

        Args:
            offset: Where that begins.
            after: Where the item before it ends; 0 where there is none.
        """
        place = start = self.line_start(offset)
        column, close = offset - start, True
        for line in reversed(_LINE.findall(self.text, after, start)):
            start -= len(line)
            match = _COMMENT_LINE.match(line.rstrip("\r\n"))
            if match is None or 0 < after == start:  # the rest of a line, behind what stands before
                break
            close = close and line[column : column + 1] == "#" and not line[:column].strip(" ")
            if close or match["bound"]:
                place = start
        return place

    def comma(self, start: int, end: int) -> int:
        """Where a comma stands between two offsets, outside of comments; 0 for none."""
        for line in re.finditer(r"[^\r\n]+", self.text[start:end]):
            plain = re.split(r"(?:^|(?<=\s))#", line.group())[0]
            if "," in plain:
                return start + line.start() + plain.index(",")
        return 0

    def comma_between(self, items: list[int]) -> str:
        """What stands between two items: a comma, and mostly a blank."""
        if len(items) > 1:
            between = self.text[self.tree.ends[items[0]] : self.tree.starts[items[-1]]]
            if "," in between and ", " not in between and "\n" not in between and "\r" not in between:
                return ","
        return ", "
