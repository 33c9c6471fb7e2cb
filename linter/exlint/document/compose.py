"""Events to plain data, with the place of every key and value: one loop, no recursion."""

from __future__ import annotations

import re
from typing import Any

from exlint.document.anchors import Anchors, Stop, ends_alike
from exlint.document.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    Next,
    Reroute,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from exlint.document.faults import Faults, too_much
from exlint.document.limits import Limits, TextFault, brief
from exlint.document.merge import merge
from exlint.document.scalars import TAG, Core, paired
from exlint.document.tree import Tree
from exlint.document.values import check_number, typed

_COLLECTION_TAGS = frozenset(("!", TAG + "map", TAG + "seq"))
_TO_COLON = re.compile(r"(?:\s|#[^\r\n]*+)*+:")
_NO_TEXT: Any = object()  # stands for a key that is a mapping or a list, until the document ends


class Composer:
    """Reads one stream; `trees` and `faults` say what was read, also after an exception."""

    def __init__(self, text: str, following: Next, limits: Limits, *, fast: bool) -> None:
        """Prepares the reading of a text whose events `following` gives; `fast` says that they are the C parser's."""
        self.trees: list[Tree] = []
        self._faults = Faults(text)
        self._text = text
        self._following = following
        self._limits = limits
        self._fast = fast
        self._core = Core()
        self._tree = Tree.empty()
        self._anchors = Anchors()
        self._keyless: list[dict[Any, Any]] = []

    @property
    def faults(self) -> list[TextFault]:
        """What is wrong with what was read."""
        return self._faults.found

    @property
    def reached(self) -> int:
        """Where the last node began that was read."""
        return self._tree.starts[-1] if self._tree.starts else 0

    def run(self) -> None:
        """Reads to the end of the stream.

        Raises:
            Reroute: Only the pure parser may read this text.
            Stop: A limit is exceeded, or an alias stands for nothing or for itself.
        """
        while (event := self._following()).__class__ is not StreamEndEvent:
            if event.__class__ is DocumentStartEvent:
                self._directives(event)
                self._tree, self._anchors, self._keyless = Tree.empty(), Anchors(), []
                data = self._document()
                for container in self._keyless:
                    container.pop(_NO_TEXT, None)
                self.trees.append(self._tree._replace(data=data))

    def _document(self) -> Any:  # noqa: C901, PLR0912, PLR0915 - one loop: a call an event would cost a third of the time
        following, core, fast, anchors = self._following, self._core, self._fast, self._anchors
        text, texts, opened = self._text, core.texts, anchors.open
        _, starts, ends, nexts, _, _, keys = self._tree
        deepest, room = self._limits.depth, self._limits.nodes
        root: list[Any] = []
        container: Any = root
        is_map, key, node, last = False, None, -1, 0
        stack: list[tuple[Any, bool, Any, int]] = []
        while True:
            event = following()
            kind = event.__class__
            if kind is ScalarEvent:
                starts.append(event.start_mark.index)
                before, last = last, event.end_mark.index
                ends.append(last)
                count = len(starts)
                nexts.append(count)
                if count > room:
                    raise too_much(event, 0, self._limits)
                value = event.value
                if not fast or event.anchor is not None or event.tag is not None:
                    value = self._scalar(event, is_key=is_map and key is None)
                    if is_map and key is not None and value is None and starts[-1] == last:
                        last = self._empty(before)
                elif not event.style:
                    if not is_map or key is not None:
                        value = core[value]
                        if value.__class__ is not str:
                            if value is not None:
                                check_number(event, self._faults)
                            elif is_map and starts[-1] == last:
                                last = self._empty(before)
                    elif value:
                        if (" " in value or "\n" in value) and value != text[starts[-1] : last]:  # several lines
                            keys[count - 1] = value
                        value = texts(value, value)
                    else:
                        raise Reroute  # libyaml goes astray behind some empty keys
                elif event.style in "|>":
                    raise Reroute
                elif is_map and key is None:
                    keys[count - 1] = value
            elif kind is AliasEvent:
                starts.append(event.start_mark.index)
                last = event.end_mark.index
                ends.append(last)
                nexts.append(len(starts))
                value = self._alias(event, len(stack), is_key=is_map and key is None)
                room = self._limits.nodes - anchors.added
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if event.end_mark.index > event.start_mark.index:  # a bracket; a block ends with its last node
                    last = event.end_mark.index
                ends[node] = last
                nexts[node] = len(starts)
                if is_map and "<<" in container:
                    self._merge(container, node)
                if node in opened:
                    anchors.end(node, container, len(starts))
                container, is_map, key, node = stack.pop()
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                new: Any = {} if kind is MappingStartEvent else []
                if not is_map:
                    if fast and event.flow_style and text[event.start_mark.index] not in "{[":
                        raise Reroute  # a pair without braces, as in ["a":1], which is one for libyaml only
                    container.append(new)
                elif key is None:
                    key = self._no_text(event, container)
                else:
                    container.setdefault(key, new)
                    key = None
                stack.append((container, is_map, key, node))
                container, is_map, key, node = new, kind is MappingStartEvent, None, len(starts)
                starts.append(event.start_mark.index)
                last = event.end_mark.index
                ends.append(last)
                nexts.append(0)
                if len(stack) > deepest or node >= room:
                    raise too_much(event, len(stack), self._limits)
                if opened:
                    anchors.reach(len(stack))
                if event.anchor is not None or event.tag is not None:
                    self._properties(event, node, len(stack))
                continue
            elif fast and event.explicit:
                raise Reroute  # what may follow the end of a document is not the same for both
            else:
                return root[0]
            if not is_map:
                container.append(value)
            elif key is None:
                key = value
                if key in container:
                    self._faults.twice(key, node, self._tree)
            else:
                container.setdefault(key, value)
                key = None

    def _directives(self, event: Any) -> None:
        """Looks at the line that begins a document."""
        if self._fast and (event.version or event.tags or self.trees):
            raise Reroute
        self._faults.begin_document(event, second=bool(self.trees))

    def _scalar(self, event: Any, *, is_key: bool) -> Any:
        """The value of a scalar with an anchor or a tag, or of any scalar of the pure parser."""
        if self._fast and (event.tag is not None or event.style in ("|", ">")):
            raise Reroute
        text, whole = (event.value, True) if event.value.isascii() else paired(event.value)
        if not whole:
            self._faults.refuse(event, "half of a surrogate pair is no character", "write the character itself")
        value = typed(event, text, self._core, self._faults, is_key=is_key)
        node = len(self._tree.starts) - 1
        if event.anchor is not None:
            self._believe(event, " \r\n")
            self._anchors.scalar(event.anchor, node, value, text)
        if not is_key:
            return value
        if text != self._text[event.start_mark.index : event.end_mark.index]:
            self._tree.keys[node] = text
        return text

    def _empty(self, before: int) -> int:
        """Puts a value that is not written, after a key that ends at `before`, behind its colon; gives that place.

        The parsers put it somewhere between there and the end of what follows.
        """
        colon = _TO_COLON.match(self._text, before)
        here = colon.end() if colon else before
        self._tree.starts[-1] = self._tree.ends[-1] = here
        return here

    def _alias(self, event: Any, depth: int, *, is_key: bool) -> Any:
        self._believe(event, " \r\n,]}")
        tree, node = self._tree, len(self._tree.starts) - 1
        try:
            anchor = self._anchors.alias(event.anchor, tree.span(node), depth)
        except Stop:
            if self._fast:
                raise Reroute from None  # the pure parser looks ahead and may have another complaint first
            raise
        tree.aliases[node] = anchor.node
        if depth + anchor.height > self._limits.depth or node + self._anchors.added >= self._limits.nodes:
            raise too_much(event, depth + anchor.height, self._limits)
        if not is_key:
            return anchor.value
        if anchor.text is None:
            self._faults.refuse(event, "a mapping or a list is used as a key; a key is text", "write a word as key")
        tree.keys[node] = anchor.text or ""
        return tree.keys[node]

    def _merge(self, container: dict[str, Any], node: int) -> None:
        fault = merge(container, node, self._tree, self._text)
        if fault is not None:
            self._faults.report(fault)

    def _properties(self, event: Any, node: int, depth: int) -> None:
        """The anchor and the tag of a collection that begins."""
        if self._fast and event.tag is not None:
            raise Reroute
        if event.anchor is not None:
            self._believe(event, " \r\n")
            self._anchors.begin(event.anchor, node, depth)
        if event.tag is not None and str(event.tag) not in _COLLECTION_TAGS:
            self._faults.refuse(
                event, f"the tag {brief(str(event.tag))} is not one of YAML's core schema", "drop the tag"
            )

    def _believe(self, event: Any, behind: str) -> None:
        if self._fast and not ends_alike(self._text, event.start_mark.index, event.anchor, behind):
            raise Reroute

    def _no_text(self, event: Any, container: dict[Any, Any]) -> Any:
        """The key that stands for a mapping or a list used as key."""
        if self._fast:
            raise Reroute  # libyaml accepts some that YAML does not
        self._faults.refuse(event, "a mapping or a list is used as a key; a key is text", "write a word as key")
        self._keyless.append(container)
        return _NO_TEXT
