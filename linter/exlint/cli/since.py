"""`exlint check --since REV`: only findings on what changed since a git revision, and what is ours no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.lost import with_lost
from exlint.cli.options import CheckOptions
from exlint.cli.policies import Policies
from exlint.cli.renames import renames
from exlint.cli.within import TOO_MANY, from_top, looked_at, real
from exlint.engine import Judged
from exlint.engine.since import changed
from exlint.findings import Finding
from exlint.model.renaming import TooMany
from exlint.project import NoRevision, Selection
from exlint.project.paths import inside
from exlint.project.revisions import revision, top_of


class Since:
    """Narrows a run to findings on what changed since a revision.

    Attributes:
        selection: What is to be checked: what was selected, and what was ours in the revision and is no more.
    """

    def __init__(
        self,
        stack: ExitStack,
        options: CheckOptions,
        stdin: Mapping[str, bytes],
        selection: Selection,
        policies: Policies,
    ) -> None:
        """Asks git for the revision.

        Args:
            stack: Holds the revision's files, as long as findings are asked about.
            options: What was asked for; `since` is a revision.
            stdin: Standard input, by its name.
            selection: What the paths select.
            policies: What is asked of each estate, in both versions.

        Raises:
            NoRevision: There is no such revision, no repository, or there are several.
        """
        self._options, self._stdin, self._policies = options, stdin, policies
        files = (*stdin, *selection.files)
        named = [real(path) for path in options.paths or (".",) if path != "-"]
        self._top = _top([os.path.realpath(file) for file in files], named, options)
        wanted = [from_top(self._top, place) for place in named if inside(place, self._top)]
        looked = {*map(self._from, files), *wanted}
        self._old = stack.enter_context(revision(self._top, options.since or "", options.max_size, looked))
        self.selection = with_lost(selection, self._old, wanted, policies.configurations, quiet=options.quiet)

    def __call__(self, new: Judged) -> Callable[[Finding], bool]:
        """Whether a finding of an estate lies on what changed."""
        name = self._from(new.files[0].path)
        return changed(self._at(self._renamed.get(name, name)), new)

    def _at(self, name: str) -> Judged | None:
        """What a document of the revision came to, by its path from the top."""
        old = self._old
        path = old.path(name)
        if not os.path.isfile(path):
            return None
        limits, policies = self._options.limits, self._policies
        judged, _ = engine.follow([path], limits, None, lambda one: policies(old.here(one)), old.shown)
        return next((one for one in judged if old.within(one.files[0].path) == name), None)

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The documents that only changed their path: the new one -> the old one, both from the top."""
        old = self._old
        looked = looked_at(old, ("",), given.Excluding(self._policies.configurations))
        checked = {self._from(file): file for file in (*self._stdin, *self.selection.files)}
        try:
            found = renames(old, looked, checked, self._options.limits, self._stdin)
        except TooMany:
            found = {}
            self._say(TOO_MANY)
        for new, name in found.items():
            self._say(f"{project.shown(old.here(old.path(new)))} is {old.name}:{name} under another name")
        return found

    def _from(self, path: str) -> str:
        return from_top(self._top, os.path.realpath(path))

    def _say(self, words: str) -> None:
        if not self._options.quiet:
            console.say(words)


def _top(files: Sequence[str], named: Sequence[str], options: CheckOptions) -> str:
    """The repository that all files lie in; where there is none, the one of what is named first."""
    first = files[0] if files else named[0]
    top = top_of(first if os.path.isdir(first) else os.path.dirname(first))
    outside = next((place for place in files if not inside(place, top)), "")
    if outside:
        words = f"it lies outside of {project.shown(top)}, the repository of {project.shown(first)}"
        raise NoRevision(f"{project.shown(outside)}: {words}, so --since {options.since} says nothing about it")
    return top
