"""Which files exlint judges, where their estate ends, and how a file is read and written without harm.

Everything here treats the tree as hostile: a name, a link, a pipe or a repository's settings may be made to mislead.
"""

from __future__ import annotations

from exlint.project.git import NoRevision
from exlint.project.includes import expand, resolve
from exlint.project.paths import shown
from exlint.project.reading import TooLarge, Unreadable, read, read_stdin
from exlint.project.roots import root
from exlint.project.search import BadInclude, OutOfRoot
from exlint.project.selection import Selection, select

__all__ = [
    "BadInclude",
    "NoRevision",
    "OutOfRoot",
    "Selection",
    "TooLarge",
    "Unreadable",
    "expand",
    "read",
    "read_stdin",
    "resolve",
    "root",
    "select",
    "shown",
]
