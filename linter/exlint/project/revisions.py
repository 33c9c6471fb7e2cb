"""The documents of a git revision as plain files in a folder of their own, which is removed again.

Git is asked for objects only. Nothing is checked out: no attribute, filter, hook or link of the tree counts.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from exlint.project.git import NoRevision, repository
from exlint.project.paths import inside, shown
from exlint.project.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class Revision(NamedTuple):
    """The files of a revision.

    Attributes:
        name: As it was asked for.
        top: The real path of the repository's folder.
        folder: The real path of the folder that stands for it.
        ours: The files in which a line begins with `exlint:`, as paths from the top with `/`, sorted.
        notes: What was left out: its path from the top, and why, in words that follow it.
    """

    name: str
    top: str
    folder: str
    ours: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]

    def path(self, name: str) -> str:
        """The real path of a file, from its path from the top."""
        return os.path.join(self.folder, *name.split("/"))

    def within(self, path: str) -> str:
        """The path from the top, with `/`, of a real path in the folder; empty for any other."""
        return path[len(os.path.join(self.folder, "")) :].replace(os.sep, "/") if inside(path, self.folder) else ""

    def here(self, path: str) -> str:
        """The path in the working tree of a real path in the folder; any other is left as it is."""
        name = self.within(path)
        return os.path.join(self.top, *name.split("/")) if name else path

    def shown(self, path: str) -> str:
        """A path as people read it: of the folder as `REVISION:PATH`, with which git shows the file, too."""
        name = self.within(os.path.abspath(path))
        return f"{self.name}:{name}" if name else shown(path)


def top_of(folder: str) -> str:
    """The real path of the repository that a folder lies in.

    Raises:
        NoRevision: It lies in none.
    """
    top = repository(os.path.realpath(folder))
    if not top:
        raise NoRevision(f"{shown(folder)}: no folder upwards is a git repository with files (.git)")
    return top


@contextmanager
def revision(
    top: str, name: str, largest: int, named: Collection[str] = (), wanted: Collection[str] = ()
) -> Iterator[Revision]:
    """Gives a revision's files, as long as the block runs.

    Args:
        top: The repository's folder, from `top_of`.
        name: The revision: a branch, a tag, a commit.
        largest: The most bytes of a file.
        named: Paths from the top that are looked at though they do not end in .yaml or .yml.
        wanted: Paths from the top of files that are written, though they may not be ours.

    Raises:
        NoRevision: Git is missing, has no such revision, or does not give its files.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only revisions need one

    tree = Tree(top, name, largest)
    entries = list(tree.entries(named))
    try:
        # A file that a virus scanner still holds must not turn an answer into an error.
        aside = TemporaryDirectory(prefix="exlint-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room(name, error) from error
    with aside:
        folder = os.path.realpath(aside.name)
        try:
            # The folder is the root of its estates, as the repository's is.
            with open(os.path.join(folder, ".git"), "xb"):
                pass
            ours = tuple(sorted(tree.write(entries, folder, wanted)))
        except OSError as error:
            raise _no_room(name, error) from error
        yield Revision(name, top, folder, ours, tuple(tree.notes))


def _no_room(name: str, error: OSError) -> NoRevision:
    return NoRevision(f"{name}: its files cannot be written aside ({error.strerror or error})")
