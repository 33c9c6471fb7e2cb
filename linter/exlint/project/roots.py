"""Where an estate ends: no `include` leads out of its root."""

from __future__ import annotations

import os

from exlint.project.config import Misconfigured, files
from exlint.project.paths import upwards


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
    return next(filter(mark, upwards(folder)), None)


def mark(folder: str) -> str:
    """The name of what marks a real folder as a root; empty where nothing does."""
    found = next((name for name in (".git", "exlint.toml") if os.path.lexists(os.path.join(folder, name))), "")
    try:
        return found or ("pyproject.toml" if files.shared(folder) is not None else "")
    except Misconfigured:
        return ""  # where a run reads its configuration, it says so
