"""Events to plain data, with the place of every key and value: one loop, no recursion."""

from __future__ import annotations

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
from exlint.document.limits import Limits, Span, TextFault
from exlint.document.merge import merge
from exlint.document.scalars import TAG, Core, plain_trouble, tagged
from exlint.document.tree import Tree

_COLLECTION_TAGS = frozenset(("!", TAG + "map", TAG + "seq"))
_NO_TEXT: Any = object()  # stands for a key that is a mapping or a list, until the document ends


class Composer:
    """Reads one stream; `trees` and `faults` hold what was read, also after an exception."""

    def __init__(self, text: str, following: Next, limits: Limits, *, fast: bool) -> None:
        """Prepares the reading of a text whose events `following` gives; `fast` says that they are the C parser's."""
        self.trees: list[Tree] = []
        self.faults: list[TextFault] = []
        self._text = text
        self._following = following
        self._limits = limits
        self._fast = fast
        self._core = Core()
        self._tree = Tree.empty()
        self._anchors = Anchors()
        self._keyless: list[dict[Any, Any]] = []

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
        texts = core.texts
        _, starts, ends, nexts, _ = self._tree
        deepest, most = self._limits.depth, self._limits.nodes
        root: list[Any] = []
        container: Any = root
        is_map, key, node, last = False, None, -1, 0
        stack: list[tuple[Any, bool, Any, int]] = []
        while True:
            event = following()
            kind = event.__class__
            if kind is ScalarEvent:
                starts.append(event.start_mark.index)
                last = event.end_mark.index
                ends.append(last)
                nexts.append(len(starts))
                value = event.value
                if not fast or event.anchor is not None or event.tag is not None:
                    value = self._scalar(event, is_key=is_map and key is None)
                elif not event.style:
                    if is_map and key is None:
                        value = texts(value, value)
                    else:
                        value = core[value]
                        if value.__class__ is int or value.__class__ is float:
                            self._number(event)
                elif event.style in "|>":
                    raise Reroute
            elif kind is AliasEvent:
                starts.append(event.start_mark.index)
                last = event.end_mark.index
                ends.append(last)
                nexts.append(len(starts))
                value = self._alias(event, is_key=is_map and key is None)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if event.end_mark.index > event.start_mark.index:  # a bracket; a block ends with its last node
                    last = event.end_mark.index
                ends[node] = last
                nexts[node] = len(starts)
                if is_map and "<<" in container:
                    self.faults += merge(container, node, self._tree, self._text)
                if node in anchors.open:
                    anchors.end(node, container, len(starts))
                container, is_map, key, node = stack.pop()
                continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                new: Any = {} if kind is MappingStartEvent else []
                if not is_map:
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
                if len(stack) > deepest or node + anchors.added >= most:
                    self._too_much(event, len(stack))
                if event.anchor is not None or event.tag is not None:
                    self._properties(event, node)
                continue
            else:
                return root[0]
            if not is_map:
                container.append(value)
            elif key is None:
                key = value
                if key in container:
                    self._duplicate(key, node)
            else:
                container.setdefault(key, value)
                key = None

    def _directives(self, event: Any) -> None:
        """Looks at the line that begins a document."""
        if self._fast and (event.version or event.tags or self.trees):
            raise Reroute
        if event.version and tuple(event.version) != (1, 2):
            version = ".".join(map(str, event.version))
            self._refuse(event, f"the file says it is YAML {version}; exlint reads YAML 1.2", "drop the %YAML line")
        if self.trees:
            message = "a second YAML document begins here; an estate is one document"
            self._refuse(event, message, "put it into a file of its own")

    def _scalar(self, event: Any, *, is_key: bool) -> Any:
        """The value of a scalar with an anchor or a tag, or of any scalar of the pure parser."""
        tag, text, value = event.tag, event.value, event.value
        if event.anchor is not None:
            self._believe(event, " \r\n")
        if self._fast and (tag is not None or event.style in ("|", ">")):
            raise Reroute
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            self._refuse(event, "half of a surrogate pair is no character", "write the character itself")
        if tag is not None:
            try:
                value = tagged(str(tag), text, self._core)
            except ValueError as error:
                self._refuse(event, str(error), "drop the tag")
        elif not event.style and not is_key:
            value = self._core[text]
            if isinstance(value, int | float):
                self._number(event)
        if event.anchor is not None:
            self._anchors.scalar(event.anchor, len(self._tree.starts) - 1, value, text)
        return text if is_key else value

    def _number(self, event: Any) -> None:
        trouble = plain_trouble(event.value)
        if trouble:
            self._refuse(event, trouble, "drop the zero for a number, quote the value for text")

    def _alias(self, event: Any, *, is_key: bool) -> Any:
        self._believe(event, " \r\n,]}")
        tree, node = self._tree, len(self._tree.starts) - 1
        anchor = self._anchors.alias(event.anchor, tree.span(node))
        tree.aliases[node] = anchor.node
        if node + self._anchors.added >= self._limits.nodes:
            self._too_much(event, 0)
        if not is_key:
            return anchor.value
        if anchor.text is None:
            self._refuse(event, "a mapping or a list is used as a key; a key is text", "write a word as key")
        return anchor.text or ""

    def _properties(self, event: Any, node: int) -> None:
        """The anchor and the tag of a collection that begins."""
        if self._fast and event.tag is not None:
            raise Reroute
        if event.anchor is not None:
            self._believe(event, " \r\n")
            self._anchors.begin(event.anchor, node)
        if event.tag is not None and str(event.tag) not in _COLLECTION_TAGS:
            self._refuse(event, f"the tag {event.tag} is not one of YAML's core schema", "drop the tag")

    def _believe(self, event: Any, behind: str) -> None:
        if self._fast and not ends_alike(self._text, event.start_mark.index, event.anchor, behind):
            raise Reroute

    def _duplicate(self, key: str, node: int) -> None:
        """Reports the key that was read just now: its mapping `node`, which has not ended yet, has it already."""
        tree, here = self._tree, len(self._tree.starts) - 1
        child = node + 1
        while tree.key(child, self._text) != key:
            child = tree.nexts[tree.nexts[child]]
        message = f"the key {key} stands twice in one mapping: one of the two would be lost"
        related = ((tree.span(child), "first here"),)
        self.faults.append(TextFault("EXL004", tree.span(here), message, "again here", related, "keep one of them"))

    def _no_text(self, event: Any, container: dict[Any, Any]) -> Any:
        """The key that stands for a mapping or a list used as key."""
        if self._fast:
            raise Reroute  # libyaml accepts some that YAML does not
        self._refuse(event, "a mapping or a list is used as a key; a key is text", "write a word as key")
        self._keyless.append(container)
        return _NO_TEXT

    def _refuse(self, event: Any, message: str, mend: str) -> None:
        span = Span(event.start_mark.index, event.end_mark.index)
        self.faults.append(TextFault("EXL005", span, message, mend=mend))

    def _too_much(self, event: Any, depth: int) -> None:
        if depth > self._limits.depth:
            message = f"this is nested {depth} deep; exlint reads {self._limits.depth} (--max-depth raises it)"
        else:
            message = f"more than {self._limits.nodes:,} keys, values and items up to here (--max-nodes raises it)"
        raise Stop(TextFault("EXL003", Span(event.start_mark.index, event.end_mark.index), message))
