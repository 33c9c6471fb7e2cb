"""What lies below a folder: the YAML files that are ours, and what is left out with a reason.

Nothing is opened but regular files, no link to a folder is followed, and no link leads out of the root.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from exlint.project.globs import Excludes, covered, nothing
from exlint.project.ours import is_ours
from exlint.project.paths import inside, is_link
from exlint.project.reasons import because, not_a_file
from exlint.project.roots import root_of

_SUFFIXES = (".yaml", ".yml")


class Found(NamedTuple):
    """Something that a command line leads to.

    Attributes:
        path: As it was reached from the command line.
        place: The real path of its folder, joined with its own name; a link is not followed.
        named: It stands on the command line itself, so git has no say.
        note: Why it is left out, in words that follow its name; empty for a file that is taken.
        fault: Why the job cannot be done here, in words that follow its name and a colon.
    """

    path: str
    place: str
    named: bool = False
    note: str = ""
    fault: str = ""


def walk(folder: str, excludes: Excludes = nothing) -> list[Found]:
    """Everything below a folder that matters, sorted by path: files of ours, things left out, and folders that refuse.

    Hidden folders are passed over in silence, and so are files that are foreign, and what is excluded. A pattern that
    names the folder itself is for walks that come from above.
    """
    top = os.path.realpath(folder)
    start = "" if folder in (".", "./") else os.path.join(folder, "").replace(os.sep, "/")
    found: list[Found] = []
    # A stack, not recursion: a tree may be deeper than Python's stack.
    below = [""]
    while below:
        branch = below.pop()
        here = Found(start + branch, os.path.join(top, branch))
        try:
            with os.scandir(here.place) as listing:
                entries = list(listing)
        except OSError as error:
            found.append(here._replace(path=here.path or folder, fault=because(error)))
            continue
        globs = [one for one in excludes(os.path.join(top, branch.rstrip("/"))) if not one.covers(top)]
        if globs:
            entries = [entry for entry in entries if not covered(os.path.join(here.place, entry.name), globs)]
        below += [f"{branch}{entry.name}/" for entry in entries if _goes_on(entry)]
        notes = ((entry.name, _judged(entry, top)) for entry in entries)
        found += [
            Found(here.path + name, os.path.join(here.place, name), note=note)
            for name, note in notes
            if note is not None
        ]
    return sorted(found)


def _goes_on(entry: os.DirEntry[str]) -> bool:
    """Whether the walk enters this folder."""
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False) and not is_link(entry)


def _judged(entry: os.DirEntry[str], top: str) -> str | None:
    """Why an entry is left out, empty when it is a file of ours; None when it does not concern exlint."""
    link = is_link(entry)
    if entry.is_dir(follow_symlinks=False) and not link:
        return None
    if link and os.path.isdir(entry.path):
        return None if entry.name.startswith(".") else "is a link to a folder; not followed"
    if not entry.name.lower().endswith(_SUFFIXES):
        return None
    # Behind a link that leads outside, not even the content may be looked at.
    if link and not inside(os.path.realpath(entry.path), root_of(top)):
        return "is a link that leads out of the root; left out"
    if not entry.is_file(follow_symlinks=False) and (words := not_a_file(entry.path)):
        return f"{words}; left out"
    return "" if is_ours(entry.path) else None
