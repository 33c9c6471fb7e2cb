"""Asks git what it ignores, once per repository, so that nothing in a hostile repository runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from exlint.project.git import NoAnswer, ask, by_repository, program
from exlint.project.paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterable


def ignored(places: Iterable[str]) -> tuple[set[str], list[str]]:
    """Which of these places git ignores.

    Args:
        places: Real paths of folders, joined with names in them.

    Returns:
        The places that git ignores, and a note for each repository that could not be asked: nothing of it is ignored.
    """
    groups = by_repository(places)
    if not groups:
        return set(), []
    git = program()
    if git is None:
        return set(), ["git is not on the path, so nothing is left out for being ignored"]
    gone: set[str] = set()
    notes = []
    for top, members in groups.items():
        answer = _ask(git, top, members)
        if isinstance(answer, str):
            notes.append(f"{shown(top)}: git does not say what it ignores, so nothing is left out ({answer})")
        else:
            gone |= answer
    return gone, notes


def _ask(git: str, top: str, places: list[str]) -> set[str] | str:
    """Which of its places a repository ignores, or why it does not answer."""
    skip = len(os.path.join(top, ""))
    # The dot keeps a name that begins with a colon from being taken for one of git's own patterns.
    asked = {os.fsencode("./" + place[skip:].replace(os.sep, "/")): place for place in places}
    try:
        answer = ask(git, top, ("check-ignore", "-z", "--stdin"), b"\0".join(asked))
    except NoAnswer as error:
        return str(error)
    if answer.status not in (0, 1):  # some are ignored, none is
        return answer.error
    return {asked[name] for name in answer.out.split(b"\0") if name in asked}
