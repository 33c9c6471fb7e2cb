"""`exlint check --since REV`: only findings on what changed since a git revision."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from exlint import engine, project
from exlint.cli.options import CheckOptions
from exlint.engine import Judged, Narrowing, Policies
from exlint.engine.since import changed
from exlint.findings import Finding
from exlint.project import NoRevision
from exlint.project.paths import inside
from exlint.project.revisions import revision, top_of


def since(stack: ExitStack, options: CheckOptions, files: Iterable[str], policies: Policies) -> Narrowing:
    """Gives the question whether a finding lies on what changed.

    Args:
        stack: Holds the revision's files, as long as the question may be asked.
        options: What was asked for; `since` is a revision.
        files: What is checked, all in one repository.
        policies: What is asked of each estate, in both versions.

    Raises:
        NoRevision: There is no such revision, no repository, or there are several.
    """
    places = [os.path.realpath(file) for file in files]
    top = top_of(os.path.dirname(places[0]))
    outside = next((place for place in places if not inside(place, top)), "")
    if outside:
        words = f"it lies outside of {project.shown(top)}, the repository of {project.shown(places[0])}"
        raise NoRevision(f"{project.shown(outside)}: {words}, so --since {options.since} says nothing about it")
    names = [_from(top, place) for place in places]
    old = stack.enter_context(revision(top, options.since or "", options.max_size, names))

    def lies_on_a_change(new: Judged) -> Callable[[Finding], bool]:
        name = _from(top, new.files[0].path)
        path = old.path(name)
        judged: tuple[Judged, ...] = ()
        if os.path.isfile(path):
            judged, _ = engine.follow([path], options.limits, None, lambda one: policies(old.here(one)), old.shown)
        return changed(next((one for one in judged if old.within(one.files[0].path) == name), None), new)

    return lies_on_a_change


def _from(top: str, place: str) -> str:
    """A real path in a folder as a path from there, with `/`."""
    return place[len(os.path.join(top, "")) :].replace(os.sep, "/")
