"""The baselines of a run: an estate's is the one that the configuration nearest to its document names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial

from exlint.cli.survey import Survey
from exlint.engine.baseline import Matching
from exlint.engine.baseline_file import BadBaseline, Baseline, read
from exlint.project import shown
from exlint.project.config import DEFAULTS, Configurations, Misconfigured, Said, Settings

Named = Said[str | None]
"""The path of a baseline and where it is said; None where there is no baseline."""


def opened(path: str, limit: int) -> Baseline:
    """The baseline at a path; `limit` is the most bytes that it may have.

    Raises:
        BadBaseline: It cannot be read, or it is none.
    """
    try:
        return read(path, limit)
    except BadBaseline as error:
        if os.path.lexists(path):
            raise
        raise BadBaseline(f"{error} (exlint baseline write makes one)") from error


class Baselines:
    """Gives the baseline that an estate is held against; each is read once.

    Attributes:
        without: The documents that are held against none, as people read them.
    """

    def __init__(
        self,
        configurations: Configurations,
        survey: Survey,
        find: Callable[[str], Baseline],
        otherwise: Named = DEFAULTS.baseline,
    ) -> None:
        """Prepares.

        Args:
            configurations: What is configured.
            survey: What the run looks at.
            find: Gives the baseline at a path, or raises BadBaseline.
            otherwise: What stands for a baseline that is not named.
        """
        self.without: list[str] = []
        self._configurations = configurations
        self._survey = survey
        self._find = find
        self._otherwise = otherwise
        self._matchings: dict[str, Matching] = {}  # by the path in a real folder
        self._faults: dict[str, None] = {}

    @property
    def all(self) -> tuple[Matching, ...]:
        """Those that were read so far."""
        return tuple(self._matchings.values())

    def look(self, settings: Iterable[Settings]) -> None:
        """Reads the baselines that are named.

        Raises:
            Misconfigured: One of them, or of those that were asked for before, cannot be read; all is told.
        """
        for one in settings:
            self._matching(self._named(one))
        if self._faults:
            raise Misconfigured(*self._faults)

    def __call__(self, document: str) -> Matching | None:
        """The baseline of the estate that a document, by its real path, describes; `look` tells what is wrong."""
        try:
            named = self._named_for(document)
        except Misconfigured:  # the policies tell it
            return None
        if named.value is None:
            self.without.append(shown(document))
        return self._matching(named)

    def _matching(self, named: Named) -> Matching | None:
        path = _path(named)
        if path is not None and path not in self._matchings:
            try:
                file = self._find(path)
                self._matchings[path] = Matching(file, knows=partial(self._knows, path, named))
            except BadBaseline as error:
                self._faults[f"{_place(named)}{error}"] = None
        return self._matchings.get(path or "")

    def _knows(self, path: str, named: Named, document: str) -> bool:
        """Whether the run looks at all that a gone document of a baseline may have become."""
        homes = [os.path.dirname(path), *([named.origin.base] if named.origin.toml else [])]
        return self._survey.covers(document, homes, partial(self._may_hold, path))

    def _may_hold(self, path: str, document: str) -> bool:
        """Whether a document may be held against a baseline."""
        try:
            return _path(self._named_for(document)) == path
        except Misconfigured:
            return True

    def _named_for(self, document: str) -> Named:
        return self._named(self._configurations.at(os.path.dirname(document)))

    def _named(self, settings: Settings) -> Named:
        return self._otherwise if settings.baseline.value is None else settings.baseline


def _path(named: Named) -> str | None:
    """The path of a baseline, in a real folder; None where none is named."""
    if named.value is None:
        return None
    folder, name = os.path.split(os.path.join(named.origin.base, named.value))
    return os.path.join(os.path.realpath(folder), name)


def _place(named: Named) -> str:
    """Where a baseline is named, for a message to begin with; empty where nobody named it."""
    if named.origin.toml is not None:
        return f"{named.origin}: baseline: "
    return f"{named.origin}: " if named.origin.source else ""
