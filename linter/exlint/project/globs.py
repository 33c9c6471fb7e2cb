"""Patterns of configuration that name files and folders, in time that grows with the pattern and with the path."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from exlint.project.matching import alike
from exlint.project.paths import inside

_ANY = "**"


class BadGlob(Exception):  # noqa: N818 - named for what it is about
    """A pattern that can name nothing; the words follow the pattern and a colon."""


class Glob(NamedTuple):
    """A pattern, and the real folder that it is relative to.

    Names stand with `/` between them. In a name `*` is any text and `?` any character, and case counts; alone, `**` is
    any number of folders. A pattern without `/` names files and folders at any depth. What names a folder names all
    that lies in it.
    """

    base: str
    parts: tuple[str, ...]

    def covers(self, place: str) -> bool:
        """Whether a real path, of a file or of a folder, is named."""
        if not inside(place, self.base):
            return False
        below = place[len(os.path.join(self.base, "")) :]
        return bool(below) and _match(self.parts, below.replace(os.sep, "/").split("/"))


Excludes = Callable[[str], Sequence[Glob]]
"""Gives what is left out in a real folder: the patterns of the configuration that governs it."""


def nothing(_: str) -> tuple[Glob, ...]:
    """Leaves nothing out."""
    return ()


def covered(place: str, globs: Sequence[Glob]) -> bool:
    """Whether one of the patterns names a real path."""
    return any(one.covers(place) for one in globs)


def glob(base: str, pattern: str) -> Glob:
    """The pattern that a text means, relative to a real folder.

    Raises:
        BadGlob: It can name nothing below that folder.
    """
    if "\\" in pattern:
        raise BadGlob("holds a backslash; write / between folders")
    if pattern.startswith("/") or pattern[1:2] == ":":
        raise BadGlob("is absolute; write it relative to the folder of the configuration")
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise BadGlob("leads upwards; a pattern names what lies below the folder of the configuration")
    if not parts or "\0" in pattern:
        raise BadGlob("names nothing; write a name, as old or sites/*.yaml")
    anywhere = [] if "/" in pattern.rstrip("/") else [_ANY]
    return Glob(base, (*anywhere, *parts, _ANY))


def _match(pattern: tuple[str, ...], names: list[str]) -> bool:
    """Whether the parts of a pattern, the last of them `**`, fit the names of a path.

    As in `matching.alike`, one level up: only the last `**` is ever widened.
    """
    here = there = 0
    star, taken = -1, 0
    while there < len(names):
        if here < len(pattern) and pattern[here] == _ANY:
            star, taken = here, there
            here += 1
        elif here < len(pattern) and alike(pattern[here], names[there]):
            here, there = here + 1, there + 1
        elif star >= 0:
            taken += 1
            here, there = star + 1, taken
        else:
            return False
    return all(part == _ANY for part in pattern[here:])
