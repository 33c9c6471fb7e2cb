"""What a run can say of documents that are gone: whether one of them may live on under another name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from exlint.cli import given
from exlint.project.config import Configurations
from exlint.project.paths import inside


class Survey:
    """What a run looks at."""

    def __init__(
        self, configurations: Configurations, paths: Sequence[str], files: Sequence[str], *, whole: bool
    ) -> None:
        """Prepares.

        Args:
            configurations: What is configured.
            paths: What the command line names; nothing stands for the current directory.
            files: The files that it comes to.
            whole: Whether these are all of them.
        """
        self._configurations = configurations
        self._files = files
        self._whole = whole
        self._folders = [os.path.realpath(path) for path in paths or (".",) if os.path.isdir(path)]
        self._others: tuple[str, ...] | None = None

    def covers(self, document: str, homes: Sequence[str], may_be: Callable[[str], bool]) -> bool:
        """Whether the run looks at all that a document, which is gone, may have become.

        It speaks of what lay in the folders that it was given. What may be that document lies in these, too, where they
        hold its homes; else the files below the current directory are asked.

        Args:
            document: Its path, as it was.
            homes: The real folders below which it may be.
            may_be: Whether a file, by its real path, may be it.
        """
        if not self._whole or not any(inside(document, folder) for folder in self._folders):
            return False
        if any(all(inside(home, folder) for home in homes) for folder in self._folders):
            return True
        here = os.path.realpath(".")
        return all(inside(home, here) for home in homes) and not any(map(may_be, self._unseen()))

    def _unseen(self) -> Sequence[str]:
        """The files below the current directory at which the run does not look."""
        if self._others is None:
            below = given.selected((), skip_foreign=False, configurations=self._configurations).files
            seen = {os.path.realpath(file) for file in self._files}
            self._others = tuple(real for real in map(os.path.realpath, below) if real not in seen)
        return self._others
