"""Writes a file's content: whatever fails, and wherever the process is killed, the file is the old or the new one.

The new content is written to a file beside the old one, and takes its name only when it is whole and on the disk.
"""

from __future__ import annotations

import os
from contextlib import suppress

from exlint.project.beside import make, path_beside, remove, tidy
from exlint.project.reading import TooLarge, Unreadable, read
from exlint.project.refusals import NotWritten, because, refuse_link, refuse_protected, status

__all__ = ["NotWritten", "put", "replace"]


def replace(path: str, old: bytes, new: bytes) -> None:
    """Puts new content in the place of the old.

    The file keeps its permissions, its group, its owner where the system lets us, and on Linux its extended attributes
    and access control list; its time is new. Behind a symbolic link the file that it leads to is written. What another
    program writes in the instant between the last look at the file and the renaming is not seen, and is lost.

    Args:
        path: A regular file, or a link to one.
        old: All that the file held when it was read.
        new: All that it shall hold.

    Raises:
        NotWritten: The file holds something else than `old`, it or its folder may not be written, it has other names
            (hard links), its group cannot be kept, or the system refuses.
    """
    try:
        _must_hold(path, old)
        target = os.path.realpath(path, strict=True)
        refuse_protected(target)
        _exchange(target, path_beside(target), old, new)
    except Unreadable as error:
        raise NotWritten(error.reason) from error
    except OSError as error:
        raise NotWritten(because(error)) from error
    _settle(target)


def put(path: str, old: bytes | None, new: bytes) -> None:
    """Replaces a file as `replace` does, or makes it where `old` is None; never through a link.

    Raises:
        NotWritten: As of `replace`; it is a link, or it is there and was not before.
    """
    try:
        refuse_link(path)
        if old is None:
            _must_hold(path, None)
            _exchange(path, path_beside(path), None, new)
    except OSError as error:
        raise NotWritten(because(error)) from error
    except ValueError as error:  # a NUL character, or a character that the file system cannot encode
        raise NotWritten("no file can have this name") from error
    if old is None:
        _settle(path)
    else:
        replace(path, old, new)


def _settle(target: str) -> None:
    """What is left to do for a file that is written: what fails now is no reason to say that it is not."""
    with suppress(OSError):
        _sync(os.path.dirname(target) or ".")
    with suppress(OSError):
        tidy(target)


def _must_hold(path: str, content: bytes | None) -> None:
    """Raises where a file does not hold just this; None stands for no file at all."""
    if content is None:
        if status(path) is not None:
            raise NotWritten("is there, and was not before")
    elif not _holds(path, content):
        raise NotWritten("was changed by something else since it was read")


def _holds(path: str, content: bytes) -> bool:
    """Whether a file holds just this; raises Unreadable."""
    try:
        return read(path, len(content)) == content
    except TooLarge:
        return False


def _exchange(target: str, beside: str, old: bytes | None, new: bytes) -> None:
    """Makes a file beside the target and gives it the target's name; when that fails, none is left."""
    try:
        try:
            make(beside, new, target if old is not None else None)
            _verify(beside, new)
            _must_hold(target, old)
            _rename(beside, target)
        finally:
            remove(beside)
    finally:
        # Ctrl-C may have come during the first removal, or just before it.
        remove(beside)


def _verify(beside: str, content: bytes) -> None:
    try:
        whole = _holds(beside, content)
    except Unreadable:
        whole = False
    if not whole:
        raise NotWritten("cannot be written (the new file, read again, did not hold what was written)")


def _rename(beside: str, target: str) -> None:
    try:
        os.replace(beside, target)
    except PermissionError as error:
        # On Windows the former; elsewhere the latter, as in /tmp.
        raise NotWritten("cannot be replaced: another program has it open, or only its owner may") from error


def _sync(folder: str) -> None:
    """Sees to it that a new name in a folder outlives a power failure; not every system can."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
