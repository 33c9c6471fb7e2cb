"""The objects of a kind in the plain data of an estate's files, and the way back from a value to its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from exlint.findings import Route
from exlint.model.kinds import KINDS, PARENTS

Part = tuple[Route, Any]
"""A route that begins with the index of a file, and the plain data there."""


class Object(NamedTuple):
    """An object of an estate.

    Attributes:
        parts: What the files write of it, each with its route: one, or for the forest and the organization several.
        data: All of it, as plain data.
        parents: The names of the objects around it, by the words of `PARENTS`.
    """

    parts: tuple[Part, ...]
    data: Any
    parents: Mapping[str, str]

    @property
    def identity(self) -> str:
        """As other rules name it: `SERVER/NAME`; empty for a forest or an organization without a name."""
        own = self.data.get("name") or self.data.get("organization") or ""
        return "/".join((*self.parents.values(), own))

    def route(self, path: Route) -> Route:
        """The route of what stands at a path of keys and indexes of the object."""
        parts = self.parts
        for done, step in enumerate(path):
            inner = tuple(_step(parts, step))
            if not inner:
                return (*parts[0][0], *path[done:])
            parts = inner
        return parts[0][0]

    def at(self, path: Route) -> Any:
        """The value at a path."""
        value = self.data
        for step in path:
            value = value[step]
        return value


def objects(kind: str, files: Sequence[Any]) -> Iterator[Object]:
    """The objects of a kind.

    Args:
        kind: A key of `KINDS`.
        files: The plain data of each file of an estate that is one.
    """
    path = KINDS[kind]
    if "*" not in path:
        parts: list[Part] = [((index, *path), file[path[0]]) for index, file in enumerate(files) if path[0] in file]
        if parts:
            yield Object(tuple(parts), _joined([data for _, data in parts]), {})
        return
    for index, file in enumerate(files):
        yield from _listed(path, 0, ((index,), file), {})


def _listed(path: Sequence[str], done: int, part: Part, parents: Mapping[str, str]) -> Iterator[Object]:
    """The objects behind the first `done` steps of a path."""
    at, data = part
    if done == len(path):
        yield Object((part,), data, parents)
        return
    if path[done] != "*":
        if path[done] in data:
            yield from _listed(path, done + 1, ((*at, path[done]), data[path[done]]), parents)
        return
    word = PARENTS.get(tuple(path[: done + 1])) if done + 1 < len(path) else None
    for index, item in enumerate(data):
        inside = {**parents, word: item["name"]} if word else parents
        yield from _listed(path, done + 1, ((*at, index), item), inside)


def _step(parts: Sequence[Part], step: str | int) -> Iterator[Part]:
    """The parts one step on: an index counts through the lists of all parts."""
    for at, data in parts:
        if isinstance(step, str):
            if step in data:
                yield (*at, step), data[step]
        elif step < len(data):
            yield (*at, step), data[step]
            return
        else:
            step -= len(data)


def _joined(values: Sequence[Any]) -> Any:
    """One value of what several files write: mappings by key, lists behind one another, a single value as it is."""
    first = values[0]
    if len(values) == 1:
        return first
    if isinstance(first, dict):
        keys = dict.fromkeys(key for value in values for key in value)
        return {key: _joined([value[key] for value in values if key in value]) for key in keys}
    return [item for value in values for item in value] if isinstance(first, list) else first
