"""Follows the components of an `include` from folder to folder, and never out of the root."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from exlint.project.matching import fits, is_wild
from exlint.project.paths import inside, is_link

if TYPE_CHECKING:
    from collections.abc import Iterator


class BadInclude(Exception):  # noqa: N818 - the name of the rule that reports it
    """An `include` or `part_of` that cannot be followed.

    Attributes:
        reason: Why, in words that follow the path as it is written.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OutOfRoot(BadInclude):
    """An entry that leads out of the root, as far as is known before it is followed.

    Attributes:
        to: The real path that it would lead to; empty where nobody asks.
        mark: What marks the root, as a path from the file that says it, with `/`; empty where nobody asks.
    """

    def __init__(self, reason: str, to: str = "", mark: str = "") -> None:
        super().__init__(reason)
        self.to, self.mark = to, mark


def search(top: str, base: str, parts: list[str]) -> set[str]:
    """The real paths of the files that components name, beginning at a real folder.

    Each folder is looked at once for each component, so the time grows with their product, however many `**` there are.
    """
    found: set[str] = set()
    todo = [(top, 0)]
    seen = set()
    while todo:
        if (step := todo.pop()) in seen:
            continue
        seen.add(step)
        folder, at = step
        part, last = parts[at], at == len(parts) - 1
        if part == "**":
            todo += [(folder, at + 1), *((below, at) for below in _folders(folder, "*"))]
        elif last:
            found.update(_last(folder, part, base))
        elif is_wild(part):
            todo += [(below, at + 1) for below in _folders(folder, part)]
        elif os.path.isdir(path := _real(os.path.join(folder, part), base)):
            todo.append((path, at + 1))
    return found


def _folders(folder: str, part: str) -> list[str]:
    """The folders in a folder that fit; one behind a link only when it is named, so that no link leads in a circle."""
    with os.scandir(folder) as listing:
        return [entry.path for entry in listing if fits(part, entry.name) and _is_own_folder(entry)]


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and not is_link(entry)


def _last(folder: str, part: str, base: str) -> Iterator[str]:
    """The regular files in a folder that the last component names."""
    if not is_wild(part):
        path = _real(os.path.join(folder, part), base)
        if os.path.isfile(path):
            yield path
        return
    with os.scandir(folder) as listing:
        names = [entry.path for entry in listing if fits(part, entry.name) and not os.path.isdir(entry.path)]
    for name in names:
        path = _real(name, base)
        # A link that leads nowhere is an error here: what it should have brought would be missed in silence.
        if stat.S_ISREG(os.stat(name).st_mode):
            yield path


def _real(path: str, base: str) -> str:
    """The real path, if it lies in the root."""
    real = os.path.realpath(path)
    if not inside(real, base):
        raise OutOfRoot("leads out of the root: the nearest folder upwards with .git, exlint.toml or [tool.exlint]")
    return real
