"""What a file says about others: the entries of its `include` and `part_of`, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from exlint import project
from exlint.findings import Route


class Link(NamedTuple):
    """An entry of `include` or `part_of`.

    Attributes:
        at: Its route in the file.
        entry: What is written.
        paths: The real paths of the files that it names.
        reason: Why it names none, in words that follow the entry; empty otherwise.
        barred: The real path that it would lead to if the root did not end before.
        mark: What ends it there, as a path from this file.
    """

    at: Route
    entry: str
    paths: tuple[str, ...]
    reason: str = ""
    barred: str = ""
    mark: str = ""


def links(path: str, data: Any, key: str) -> tuple[Link, ...]:
    """The links of a file with this path and plain data; `key` is `include` or `part_of`."""
    return tuple(_link(path, key, at, entry) for at, entry in _entries(data, key))


def _entries(data: Any, key: str) -> Iterator[tuple[Route, str]]:
    """The texts under a key, one or a list, with their routes; what is no text is a matter of the schema."""
    value = data.get(key) if isinstance(data, dict) else None
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, list):
        yield from (((key, index), item) for index, item in enumerate(value) if isinstance(item, str))


def _link(path: str, key: str, at: Route, entry: str) -> Link:
    try:
        paths = project.expand(path, entry) if key == "include" else (project.resolve(path, entry),)
    except project.OutOfRoot as error:
        return Link(at, entry, (), error.reason, error.to, error.mark)
    except project.BadInclude as error:
        return Link(at, entry, (), error.reason)
    return Link(at, entry, paths)
