"""A document that was read: its data, and the place in the text of everything that a route can name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, Any, NamedTuple

from exlint.document.limits import Span, TextFault
from exlint.document.source import Source
from exlint.document.tree import Tree
from exlint.findings import Mark, Route

if TYPE_CHECKING:
    from exlint.document.comments import Comment


class Spot(NamedTuple):
    """Where a route leads in a text.

    Attributes:
        span: The part to mark; where the route leads through an alias, the alias.
        path: The keys and indexes that lead to what is marked.
        anchor: What the alias stands for, if there is one.
    """

    span: Span
    path: Route
    anchor: Span | None = None


class _Step(NamedTuple):
    """A node on the way.

    `before` is the first alias on the way to the node's mapping or list, `alias` the same with the node itself.
    """

    node: int
    data: Any
    key: int | None = None
    before: int | None = None
    alias: int | None = None


class Document:
    """A file's text, its data, and what is wrong with it.

    Attributes:
        source: The text.
        faults: What keeps the text from meaning anything (EXL001, EXL003 to EXL005).
    """

    __slots__ = ("_items", "_keys", "_trees", "faults", "source")

    def __init__(self, source: Source, trees: tuple[Tree, ...], faults: tuple[TextFault, ...]) -> None:
        self.source = source
        self.faults = faults
        self._trees = trees
        self._keys: dict[int, dict[str, tuple[int, int]]] = {}
        self._items: dict[int, list[int]] = {}

    @property
    def data(self) -> Any:
        """dict (keys are text), list, str, int, float, bool; None of an empty file. Of several documents the first."""
        return self._trees[0].data if self._trees else None

    @property
    def all_data(self) -> tuple[Any, ...]:
        """The data of each YAML document in the file."""
        return tuple(tree.data for tree in self._trees)

    @property
    def tree(self) -> Tree:
        """The nodes of the first document; there is one where the text is not empty."""
        return self._trees[0]

    def at(self, path: Route) -> Any:
        """The data at a path of keys and indexes that is written.

        Raises:
            KeyError, IndexError: It is not.
        """
        return reduce(getitem, path, self.data)

    def comments(self, beginning: str) -> tuple[Comment, ...]:
        """The comments that begin so, of a text that was read to its end; a text without any costs nothing.

        `beginning` is a regular expression.
        """
        if not re.search(rf"#[ \t]*+(?:{beginning})", self.source.text):
            return ()
        from exlint.document.comments import comments  # noqa: PLC0415 - few texts have such a comment

        return tuple(comments(self.source, self._trees, beginning))

    def locate(self, path: Route, mark: Mark = Mark.VALUE) -> Spot:
        """Where a path of keys and indexes leads; what is not written is found at its nearest written parent."""
        if not self._trees:
            return Spot(Span(0, 0), ())
        steps = self._walk(path)
        written = path[: len(steps) - 1]
        if mark is Mark.KEY or len(written) < len(path):
            return self._beside(steps[-1], written)
        return self._spot(steps[-1].node, steps[-1].alias, written)

    def _beside(self, step: _Step, path: Route) -> Spot:
        """The mark for a node that lacks something: its key; of an item its `name`; of the document `exlint`."""
        if step.key is not None:
            return self._spot(step.key, step.before, path)
        if path and isinstance(step.data, dict) and "name" in step.data:
            value, _, through = self._pair(step.node, "name")
            return self._spot(value, through if step.alias is None else step.alias, (*path, "name"))
        if path:
            return self._spot(step.node, step.alias, path)
        if isinstance(step.data, dict) and "exlint" in step.data:
            _, key, through = self._pair(step.node, "exlint")
            return self._spot(key, through, ("exlint",))
        start = self._trees[0].starts[step.node]
        return Spot(Span(start, start), path)

    def _spot(self, node: int, alias: int | None, path: Route) -> Spot:
        tree = self._trees[0]
        if alias is None and node in tree.aliases:
            alias = node
        if alias is None:
            return Spot(tree.span(node), path)
        return Spot(tree.span(alias), path, tree.span(tree.resolve(node)))

    def _walk(self, path: Route) -> list[_Step]:
        """The nodes on the way, the document first, as far as they are written."""
        steps = [_Step(self._trees[0].resolve(0), self.data)]
        for part in path:
            found = self._step(steps[-1], part)
            if found is None:
                break
            steps.append(found)
        return steps

    def _step(self, step: _Step, part: str | int) -> _Step | None:
        if isinstance(part, int):
            if not isinstance(step.data, list) or part >= len(step.data):
                return None
            return self._enter(self._list(step.node)[part], step.data[part], None, step.alias)
        if not isinstance(step.data, dict) or part not in step.data:
            return None
        node, key, through = self._pair(step.node, part)
        return self._enter(node, step.data[part], key, through if step.alias is None else step.alias)

    def _enter(self, node: int, data: Any, key: int | None, before: int | None) -> _Step:
        alias = node if before is None and node in self._trees[0].aliases else before
        return _Step(self._trees[0].resolve(node), data, key, before, alias)

    def _pair(self, node: int, key: str) -> tuple[int, int, int | None]:
        """Value and key of a mapping's key, and the alias through which it was merged in, if it was."""
        waiting: list[tuple[int, int | None]] = [(node, None)]
        seen: set[int] = set()
        while waiting:  # what is merged may merge in turn: the last in is the first out, so that the first merged wins
            around, through = waiting.pop()
            pair = self._mapping(around).get(key)
            if pair is not None:
                return (*pair, through)
            if around not in seen:
                seen.add(around)
                waiting += reversed(list(self._merged(around, through)))
        raise KeyError(key)

    def _merged(self, node: int, through: int | None) -> Iterator[tuple[int, int | None]]:
        """The mappings that a mapping merges, each with the first alias on the way to it."""
        tree = self._trees[0]
        value, sources = tree.merges.get(node, (node, ()))
        for source in sources:
            aliases = (alias for alias in (value, source) if alias in tree.aliases)
            yield tree.resolve(source), next(aliases, None) if through is None else through

    def _mapping(self, node: int) -> dict[str, tuple[int, int]]:
        """The keys of a mapping -> value and key; kept, because a long list of findings asks again."""
        if node not in self._keys:
            tree = self._trees[0]
            found: dict[str, tuple[int, int]] = {}
            for key, value in tree.pairs(node):
                found.setdefault(tree.key(key, self.source.text), (value, key))
            self._keys[node] = found
        return self._keys[node]

    def _list(self, node: int) -> list[int]:
        if node not in self._items:
            self._items[node] = list(self._trees[0].children(node))
        return self._items[node]
