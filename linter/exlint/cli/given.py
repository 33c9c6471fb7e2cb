"""What the commands that judge files have in common: standard input, and the files that the paths name."""

from __future__ import annotations

import os
from collections.abc import Sequence

from exlint import project
from exlint.project import Selection
from exlint.project.config import Configurations, Misconfigured
from exlint.project.globs import Glob, covered, glob


class Refused(Exception):  # noqa: N818 - named for what became of the input
    """What was given is nothing to work with, or not all of it; the words say why."""


def standard_input(paths: Sequence[str], name: str, max_size: int) -> dict[str, bytes]:
    """The bytes of standard input under the name that it is given, if `-` is among the paths.

    Raises:
        Refused: It cannot be read, or it has more bytes than are taken.
    """
    if "-" not in paths:
        return {}
    try:
        return {name or "<stdin>": project.read_stdin(max_size)}
    except project.Unreadable as error:
        raise Refused(f"standard input {error}") from error
    except project.TooLarge as error:
        raise Refused(f"standard input has more than {max_size} bytes (--max-size)") from error


def left_out(paths: Sequence[str], name: str, configurations: Configurations) -> str:
    """The note that standard input is left out, as the file would be whose name it is given; empty where it is not.

    Raises:
        Misconfigured: The configuration of the current directory is wrong.
    """
    if "-" not in paths or not name or not configurations.here().force_exclude.value:
        return ""
    folder = os.path.realpath(os.path.dirname(name))
    is_excluded = covered(os.path.realpath(name), Excluding(configurations)(folder))
    return f"{project.shown(name)} is excluded by the configuration; left out" if is_excluded else ""


def selected(paths: Sequence[str], *, skip_foreign: bool, configurations: Configurations) -> Selection:
    """The files that the paths name; none of the disk where there is only standard input.

    Whoever asks looks at the `faults` of the configurations afterwards: all of them are to be told.

    Raises:
        Misconfigured: The configuration of the current directory is wrong.
    """
    named = [path for path in paths if path != "-"]
    if paths and not named:
        return Selection((), (), ())
    excludes = Excluding(configurations)
    forced = configurations.here().force_exclude.value
    return project.select(named, skip_foreign=skip_foreign, excludes=excludes, force_exclude=forced)


class Excluding:
    """What is left out of each folder, as the configuration nearest to it says."""

    def __init__(self, configurations: Configurations) -> None:
        """Prepares."""
        self._configurations = configurations
        self._known: dict[int, tuple[Glob, ...]] = {}  # by the identity of settings, which folders share

    def __call__(self, folder: str) -> tuple[Glob, ...]:
        """The patterns for a real folder; none where its configuration is wrong, which the configurations remember."""
        try:
            settings = self._configurations.at(folder)
        except Misconfigured:
            return ()
        if id(settings) not in self._known:
            said = (*settings.exclude.value, *settings.extend_exclude.value)
            self._known[id(settings)] = tuple(glob(one.origin.base, one.value) for one in said)
        return self._known[id(settings)]
