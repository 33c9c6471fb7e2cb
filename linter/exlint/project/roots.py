"""Where an estate ends: no `include` leads out of its root."""

from __future__ import annotations

import os

from exlint.project.paths import upwards
from exlint.project.reading import TooLarge, Unreadable, read

# A pyproject.toml beyond this was not written by people.
_LIMIT = 1024 * 1024


def root(path: str) -> str:
    """The root of the estate that a document describes, as a real path.

    The nearest folder upwards with `.git`, `exlint.toml`, or a pyproject.toml with `[tool.exlint]`; else the document's
    folder. A link to a document stands for the document.
    """
    return root_of(os.path.dirname(os.path.realpath(path)))


def root_of(folder: str) -> str:
    """The root for documents in this real folder, as `root` finds it."""
    return marked(folder) or folder


def marked(folder: str) -> str | None:
    """The nearest folder from this real folder upwards that is marked as a root, if there is one."""
    return next(filter(_is_root, upwards(folder)), None)


def _is_root(folder: str) -> bool:
    marks = (".git", "exlint.toml")
    if any(os.path.lexists(os.path.join(folder, mark)) for mark in marks):
        return True
    settings = os.path.join(folder, "pyproject.toml")
    return os.path.isfile(settings) and _has_table(settings)


def _has_table(path: str) -> bool:
    """Whether a pyproject.toml holds `[tool.exlint]`; one that cannot be understood does not count."""
    try:
        data = read(path, _LIMIT)
        if b"exlint" not in data:
            return False
        import tomllib  # noqa: PLC0415 - most pyproject.toml do not name exlint

        tool = tomllib.loads(data.decode()).get("tool")
    except (Unreadable, TooLarge, ValueError, RecursionError):
        return False
    return isinstance(tool, dict) and isinstance(tool.get("exlint"), dict)
