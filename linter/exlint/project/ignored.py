"""Asks git what it ignores, once per repository, so that nothing in a hostile repository runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from exlint.project.paths import shown, upwards
from exlint.project.reasons import because

if TYPE_CHECKING:
    from collections.abc import Iterable

# Seconds. A repository may be made to let git wait for ever, as with a named pipe called .gitignore.
_PATIENCE = 20.0


def ignored(places: Iterable[str]) -> tuple[set[str], list[str]]:
    """Which of these places git ignores.

    Args:
        places: Real paths of folders, joined with names in them.

    Returns:
        The places that git ignores, and a note for each repository that could not be asked: nothing of it is ignored.
    """
    groups = _by_repository(places)
    if not groups:
        return set(), []
    git = _program()
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


def _by_repository(places: Iterable[str]) -> dict[str, list[str]]:
    """The places by the nearest folder upwards with `.git`; those in no repository are left out."""
    tops: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for place in places:
        folder = os.path.dirname(place)
        if folder not in tops:
            tops[folder] = next(filter(_is_repository, upwards(folder)), "")
        if tops[folder]:
            groups.setdefault(tops[folder], []).append(place)
    return groups


def _is_repository(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, ".git"))


def _program() -> str | None:
    """The git program; never one from the current directory, which may belong to the tree that is judged."""
    name = "git.exe" if os.name == "nt" else "git"
    programs = (os.path.join(folder, name) for folder in os.get_exec_path() if os.path.isabs(folder))
    return next((path for path in programs if os.path.isfile(path) and os.access(path, os.X_OK)), None)


def _ask(git: str, top: str, places: list[str]) -> set[str] | str:
    """Which of its places a repository ignores, or why it does not answer."""
    import subprocess  # noqa: PLC0415 - only a folder in a repository needs it

    skip = len(os.path.join(top, ""))
    # The dot keeps a name that begins with a colon from being taken for one of git's own patterns.
    asked = {os.fsencode("./" + place[skip:].replace(os.sep, "/")): place for place in places}
    settings = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}")
    command = [git, *(part for setting in settings for part in ("-c", setting)), "check-ignore", "-z", "--stdin"]
    try:
        done = subprocess.run(  # noqa: S603 - the program is git, and no argument comes from the tree
            command,
            input=b"\0".join(asked),
            capture_output=True,
            cwd=None if top == os.getcwd() else top,
            env=_environment(),
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer in {_PATIENCE:g} seconds"
    except OSError as error:
        return because(error)
    if done.returncode not in (0, 1):  # some are ignored, none is
        return done.stderr.decode(errors="replace").partition("\n")[0] or f"it ended with status {done.returncode}"
    return {asked[name] for name in done.stdout.split(b"\0") if name in asked}


def _environment() -> dict[str, str]:
    """The environment without what points git to another repository, and without a way to fetch from one.

    A repository can be made to lack an object that git then fetches, with a program that the repository names.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name.upper().startswith("GIT_CONFIG_")
        if name not in ("PWD", "OLDPWD")  # git asks the system, and believes nobody
    }
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
