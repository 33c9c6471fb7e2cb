"""What the commands that judge files have in common: standard input, and the files that the paths name."""

from __future__ import annotations

from collections.abc import Sequence

from exlint import project
from exlint.project import Selection


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


def selected(paths: Sequence[str], *, skip_foreign: bool) -> Selection:
    """The files that the paths name; none of the disk where there is only standard input."""
    named = [path for path in paths if path != "-"]
    if paths and not named:
        return Selection((), (), ())
    return project.select(named, skip_foreign=skip_foreign)
