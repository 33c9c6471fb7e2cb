"""What the tests of several rooms need of a baseline: to be the only one of a run."""

from __future__ import annotations

from typing import NamedTuple

from exlint.engine.baseline import Matching
from exlint.engine.baseline_file import Baseline


def matching(file: Baseline, *, whole: bool) -> Matching:
    """A baseline in a run that looks at all that a gone document may have become, or not."""
    return Matching(file, knows=lambda _: whole)


class Alone(NamedTuple):
    """The only baseline of a run."""

    matching: Matching

    def __call__(self, _: str) -> Matching:
        """That one, for every document."""
        return self.matching

    @property
    def all(self) -> list[Matching]:
        """That one."""
        return [self.matching]
