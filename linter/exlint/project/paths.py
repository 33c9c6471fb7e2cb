"""Paths: how they are shown, what lies inside what, and which name was perhaps meant."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def shown(path: str) -> str:
    """The path as people and programs read it: relative to the current directory where it lies below it, else absolute.

    Always with `/`. Any character may stand in it, also the lone surrogates of an undecodable name: a report escapes.
    """
    if "/../" in f"/{path}/".replace(os.sep, "/"):
        # Behind a link, `..` leads elsewhere than the text of the path says.
        path = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    full, here = os.path.abspath(path), os.getcwd()
    if inside(full, here):
        full = full[len(os.path.join(here, "")) :] or "."
    return full.replace(os.sep, "/")


def inside(path: str, folder: str) -> bool:
    """Whether a real path is this real folder, or lies in it."""
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))


def upwards(folder: str) -> Iterator[str]:
    """A real folder, the one that holds it, and so on to the top."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        yield folder


def nearest(path: str) -> str:
    """The existing path in the same folder that is spelt most alike, written as `path` is; empty when none is near."""
    import difflib  # noqa: PLC0415 - only a misspelt name needs it

    folder, name = os.path.split(path)
    try:
        names = {entry.casefold(): entry for entry in os.listdir(folder or ".")}
    except OSError:
        return ""
    close = difflib.get_close_matches(name.casefold(), names, n=1)
    return path[: len(path) - len(name)] + names[close[0]] if close else ""


def is_link(entry: os.DirEntry[str]) -> bool:
    """Whether a folder's entry leads elsewhere; on Windows a junction does, too."""
    if sys.platform == "win32":
        tag = entry.stat(follow_symlinks=False).st_reparse_tag
        return entry.is_symlink() or tag == stat.IO_REPARSE_TAG_MOUNT_POINT
    return entry.is_symlink()
