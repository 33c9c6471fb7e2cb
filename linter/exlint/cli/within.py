"""Which files of a git revision a run over some paths would look at."""

from __future__ import annotations

import os
from collections.abc import Sequence

from exlint.project.globs import Excludes, covered
from exlint.project.revisions import Revision

TOO_MANY = "too many documents came and went with the same objects to look for renamed ones: none is taken for another"


def real(path: str) -> str:
    """The real path; of something that is a link, that of the link."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.realpath(path) if os.path.isdir(path) else os.path.join(os.path.realpath(folder), name)


def from_top(top: str, place: str) -> str:
    """A real path in a folder as a path from there, with `/`."""
    return place[len(os.path.join(top, "")) :].replace(os.sep, "/")


def is_below(name: str, wanted: Sequence[str]) -> bool:
    """Whether a file is one of the paths, or lies below one, without a hidden folder on the way."""
    rests = (name[len(f"{one}/" if one else "") :] for one in wanted if not one or name.startswith(f"{one}/"))
    return name in wanted or any(not any(part.startswith(".") for part in rest.split("/")[:-1]) for rest in rests)


def looked_at(found: Revision, wanted: Sequence[str], excludes: Excludes, *, forced: bool = False) -> tuple[str, ...]:
    """The revision's files of ours that a run over these paths would look at, as paths from the top.

    Args:
        found: The revision.
        wanted: The paths, from the top; the empty one is the top.
        excludes: What is left out.
        forced: Whether that is left out also where it is named.
    """

    def excluded(name: str) -> bool:
        here = found.here(found.path(name))
        return (forced or name not in wanted) and covered(here, excludes(os.path.dirname(here)))

    return tuple(name for name in found.ours if is_below(name, wanted) and not excluded(name))
