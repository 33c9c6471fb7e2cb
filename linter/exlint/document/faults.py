"""The faults of a text that can be read but must not be relied on, and where reading stops because of them."""

from __future__ import annotations

from typing import Any

from exlint.document.anchors import Stop
from exlint.document.limits import MOST_FAULTS, Limits, Span, TextFault, brief
from exlint.document.tree import Tree


class Faults:
    """What is wrong with a text, in the order in which it was found."""

    def __init__(self, text: str) -> None:
        """Begins without faults; `text` is the whole text."""
        self.found: list[TextFault] = []
        self._text = text
        self._first: dict[int, tuple[int, dict[str, int]]] = {}

    def begin_document(self, event: Any, *, second: bool) -> None:
        """Takes note of a document that is the second or a later one, or that says to be of another YAML."""
        self._first = {}
        if event.version and tuple(event.version) != (1, 2):
            version = ".".join(map(str, event.version))
            self.refuse(event, f"the file says it is YAML {version}; exlint reads YAML 1.2", "drop the %YAML line")
        if second:
            message = "a second YAML document begins here; an estate is one document"
            self.refuse(event, message, "put it into a file of its own")

    def report(self, fault: TextFault) -> None:
        """Takes note of a fault.

        Raises:
            Stop: There are too many already.
        """
        if len(self.found) >= MOST_FAULTS:
            message = f"more than {MOST_FAULTS:,} faults up to here; the file is not read any further"
            raise Stop(TextFault("EXL003", fault.span, message))
        self.found.append(fault)

    def refuse(self, event: Any, message: str, mend: str) -> None:
        """Takes note of an event of the parser that is YAML, but none that exlint reads."""
        self.report(TextFault("EXL005", _span(event), message, mend=mend))

    def twice(self, key: str, node: int, tree: Tree) -> None:
        """Takes note of the key that was read just now: its mapping `node`, which has not ended yet, has it already."""
        here = len(tree.starts) - 1
        child, first = self._first.get(node, (node + 1, {}))  # kept, because a mapping may have many twins
        while child < here:
            first.setdefault(tree.key(child, self._text), child)
            child = tree.nexts[tree.nexts[child]]
        self._first[node] = child, first
        message = f"the key {brief(key) or repr(key)} stands twice in one mapping: one of the two would be lost"
        related = ((tree.span(first[key]), "first here"),)
        self.report(TextFault("EXL004", tree.span(here), message, "again here", related, "keep one of them"))


def too_much(event: Any, depth: int, limits: Limits) -> Stop:
    """What to raise where an event is nested `depth` deep or is one node too many."""
    if depth > limits.depth:
        message = f"this is nested {depth} deep; exlint reads {limits.depth} (--max-depth raises it)"
    else:
        message = f"more than {limits.nodes:,} keys, values and items up to here (--max-nodes raises it)"
    return Stop(TextFault("EXL003", _span(event), message))


def _span(event: Any) -> Span:
    return Span(event.start_mark.index, event.end_mark.index)
