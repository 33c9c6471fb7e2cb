"""Where a diff over several files is applied: one folder, from which the paths in its headers begin."""

from __future__ import annotations

import os
from collections.abc import Sequence

from exlint import project
from exlint.cli import console
from exlint.project.config.files import repository
from exlint.project.paths import inside


def headers(names: Sequence[str]) -> list[str]:
    """The paths for the headers of a diff, in the order of the files; says where they begin if that is not here.

    That is the repository of the first file, or the nearest folder that holds them all. An absolute path in a header
    would fit no folder but the root.

    Args:
        names: The files as people read them: those that do not lie below the current directory are absolute.
    """
    if not any(map(os.path.isabs, names)):
        return list(names)
    paths = [os.path.abspath(name) for name in names]
    folder = _folder(paths)
    if not folder:
        return list(names)
    console.say(f"the paths in the diff begin at {project.shown(folder)}; apply it there (git -C, or cd)")
    return [os.path.relpath(path, folder).replace(os.sep, "/") for path in paths]


def _folder(paths: Sequence[str]) -> str:
    """Empty where there is none, as with two drives of Windows."""
    top = repository(os.path.dirname(paths[0]))
    if top and all(inside(path, top) for path in paths):
        return top
    try:
        return os.path.commonpath([os.path.dirname(path) for path in paths])
    except ValueError:
        return ""
