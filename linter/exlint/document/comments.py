"""Comments: where YAML sees them, and which keys and items they are about."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exlint.document.limits import Span
from exlint.document.source import Source
from exlint.document.tree import Tree

_BREAKS = "\n\r\x85\u2028\u2029"  # where the parser ends a comment
_LINE = re.compile(f"[^{_BREAKS}]*")
_WORD = re.compile(r"\S*")
_NAME = re.compile(r"(?<![^\s\[{,])[&!]\S*")  # an anchor or a tag: a # may be a part of it
_DIRECTIVE = re.compile(r"(?<!\S)[^\s#]\S*")  # a word on a line that begins with %, as above
_PROPERTIES = re.compile(r"(?:[&!]\S*+(?:\s|#[^\r\n]*+)++)*+")  # an anchor and a tag, and the comments behind them
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+")
_INDICATOR = re.compile(r"(?:^|\s)[-?]\s*$")


class Comment(NamedTuple):
    """A comment.

    Attributes:
        span: From the `#` to its last character that is no blank.
        text: What stands behind the `#`, without blanks around it.
        alone: Whether it has its line to itself.
        about: What it is about, a key always with its value. Of a comment alone on its line the next key or item in the
            text; of another the outermost that begin on its line, from the first to the last. None where there is none.
    """

    span: Span
    text: str
    alone: bool
    about: Span | None


def comments(source: Source, trees: Sequence[Tree], beginning: str) -> Iterator[Comment]:
    """The comments that begin so, of a text that was read to its end; in time linear in the text.

    `beginning` is a regular expression that takes time linear in what it matches.
    """
    nodes = _Nodes(source.text, trees)
    for at in _beginnings(source.text, nodes, beginning):
        text = _LINE.match(source.text, at)[0].rstrip()  # type: ignore[index] # it matches anywhere
        line = at - source.position(at)[1] + 1
        alone = not source.text[line:at].strip()
        about = nodes.following(at) if alone else nodes.on_line(line, at)
        yield Comment(Span(at, at + len(text)), text[1:].strip(), alone, about)


def _beginnings(text: str, nodes: _Nodes, beginning: str) -> Iterator[int]:
    """Where the comments begin that begin so."""
    known = 0  # nothing up to here is looked at again
    for match in re.finditer(rf"#[ \t]*+(?:{beginning})", text):
        at = match.start()
        gap = nodes.gap(at) if at >= known else None
        if gap is None:
            continue
        before = re.split(f"[{_BREAKS}]", text[max(gap, known) : at])[-1]
        words = _DIRECTIVE if before.startswith("%") else _NAME
        begun = "#" in words.sub("", before)
        inside = any(one.end() == len(before) for one in words.finditer(before))
        known = (_WORD if inside and not begun else _LINE).match(text, at).end()  # type: ignore[union-attr] # as above
        if not begun and not inside:
            yield at


class _Nodes:
    """The nodes of all documents of a text, in its order."""

    def __init__(self, text: str, trees: Sequence[Tree]) -> None:
        self._text = text
        self._starts, self._ends, self._nexts = array("I"), array("I"), array("I")
        self._extents = array("I")
        self._last = -1, 0
        self._trimmed: dict[int, int] = {}
        for tree in trees:
            before = len(self._starts)
            self._starts += tree.starts
            self._ends += tree.ends
            self._nexts += tree.nexts if not before else array("I", (before + number for number in tree.nexts))

    def gap(self, at: int) -> int | None:
        """Where the stretch begins, up to an offset, in which nothing has a value; None inside of a scalar."""
        node = bisect_right(self._starts, at) - 1
        if node < 0 or at >= self._ends[node]:
            return self._ends[node] if node >= 0 else 0
        content = self._content(node)
        if at < content:
            return self._starts[node]
        if self._is_collection(node) or self._text[content : content + 1] in ("[", "{"):
            return content
        header = _HEADER.match(self._text, content)
        return content if header and header.end() == at else None

    def following(self, at: int) -> Span | None:
        """The first key, with its value, or item behind an offset."""
        node = bisect_left(self._starts, at)
        extents = self._reach()
        while node < len(extents):
            if extents[node]:
                return self._span(self._starts[node], extents[node])
            node += 1
        return None

    def on_line(self, line: int, at: int) -> Span | None:
        """The keys, with their values, and items that begin between the beginning of a line and an offset on it."""
        node = bisect_left(self._starts, line)
        start, end, extents = at, 0, self._reach()
        while node < len(extents) and self._starts[node] < at:
            if extents[node]:
                start, end = min(start, self._starts[node]), max(end, extents[node])
            node = self._nexts[node] if extents[node] else node + 1
        if end:
            return self._span(start, end)
        return self.following(at) if _INDICATOR.search(self._text[line:at]) else None

    def _span(self, start: int, end: int) -> Span:
        """A span without the line ends behind it that belong to a block of text; looked for once for each end."""
        if end not in self._trimmed:
            last = end
            while last > start and self._text[last - 1].isspace():
                last -= 1
            self._trimmed[end] = last
        return Span(start, self._trimmed[end])

    def _content(self, node: int) -> int:
        """Where a node's content begins, behind its anchor and tag; the last answer is kept."""
        if self._last[0] != node:
            self._last = node, _PROPERTIES.match(self._text, self._starts[node]).end()  # type: ignore[union-attr] # it matches anywhere
        return self._last[1]

    def _is_collection(self, node: int) -> bool:
        """Whether something is in it."""
        return self._nexts[node] > node + 1

    def _reach(self) -> array[int]:
        """How far each node reaches that a comment can be about: a key with its value, an item, a value on its own.

        0 for a document, and for a mapping or list without brackets that is a value: it begins where its first key or
        item does.
        """
        if not self._extents and self._starts:
            self._extents = array("I", bytes(len(self._starts) * self._extents.itemsize))
            for node in filter(self._is_collection, range(len(self._starts))):
                self._reach_inside(node, is_map=self._opening(node) in "{?")
        return self._extents

    def _reach_inside(self, node: int, *, is_map: bool) -> None:
        child, behind = node + 1, self._nexts[node]
        while child < behind:
            self._extents[child] = self._ends[child]
            if is_map:
                key, child = child, self._nexts[child]
                self._extents[key] = self._ends[child]
                in_block = self._is_collection(child) and self._opening(child) in "-?"
                self._extents[child] = 0 if in_block else self._ends[child]
            child = self._nexts[child]

    def _opening(self, node: int) -> str:
        """How a collection is written: `[`, `{`, `-` for a list without brackets, `?` for such a mapping."""
        start = self._starts[node]
        if self._starts[node + 1] == start:
            return "?"
        content = _PROPERTIES.match(self._text, start).end()  # type: ignore[union-attr] # it matches anywhere
        first, second = self._text[content : content + 1], self._text[content + 1 : content + 2]
        if first in ("[", "{"):
            return first
        return "-" if first == "-" and second.isspace() else "?"
