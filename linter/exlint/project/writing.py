"""Writes a file in the place of another: whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from exlint.project.reasons import kind

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_BINARY"))


class Unwritable(Exception):  # noqa: N818 - named for what the file is
    """A file that cannot be written; the words follow its name."""


def replace(path: str, data: bytes) -> None:
    """Puts data in the place of a file, or makes it. Whoever reads it sees what was there or all that is new.

    Args:
        path: Its permissions stay. A link is refused, for it may lead anywhere.
        data: The whole of it.

    Raises:
        Unwritable: It is no regular file, or the system refuses; what was there is there still.
    """
    try:
        mode = _mode(path)
        beside = f"{path}.{os.urandom(6).hex()}.tmp"
        try:
            _write(beside, data, mode)
            os.replace(beside, path)
        finally:
            with suppress(OSError):  # it has moved to its place, unless something failed
                os.unlink(beside)
        _settle(os.path.dirname(path) or ".")
    except OSError as error:
        raise Unwritable(f"cannot be written ({error.strerror or error})") from error
    except ValueError as error:  # a NUL character, or a character that the file system cannot encode
        raise Unwritable("no file can have this name") from error


def _mode(path: str) -> int | None:
    """The permissions of the file that is there; None where there is none."""
    try:
        found = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found):
        raise Unwritable("is a link; name the file itself")
    if words := kind(found):
        raise Unwritable(words)
    return stat.S_IMODE(found)


def _write(path: str, data: bytes, mode: int | None) -> None:
    """Makes a file that is on the disk for certain."""
    with open(os.open(path, _FLAGS, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        os.chmod(path, mode)


def _settle(folder: str) -> None:
    """Asks that the new name, too, is on the disk; some systems have no way to ask."""
    with suppress(OSError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
