"""The new file beside the one that it will replace: its name, and how it is made; and those that were left behind."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import suppress

from exlint.project.refusals import NotWritten

# Bytes of the file's own name in the new one: some file systems take no name above 143 bytes.
_OWN = 100
_DIGITS = 16

# Seconds after which nobody can be writing any more to what a killed process left behind.
_ABANDONED = 3600.0

# Without O_BINARY Windows would write other line ends.
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

_ACL = "system.posix_acl_access"


def path_beside(target: str) -> str:
    """A path in the same folder that nobody can guess: hidden, and without an ending that would make it a document."""
    folder, name = os.path.split(target)
    return os.path.join(folder, _start(name) + os.urandom(_DIGITS // 2).hex())


def _start(name: str) -> str:
    while len(os.fsencode(name)) > _OWN:
        name = name[:-1]
    return f".{name}.exlint-"


def make(beside: str, content: bytes, like: str | None) -> None:
    """Makes a file with this content that is otherwise like another one, and waits until it is on the disk.

    Where it is like no other, it has the permissions that the user gives new files.

    Raises:
        NotWritten: No file may be made there, or not for the group of the other one.
        OSError: The system refuses something else.
    """
    file = _create(beside, 0o666 if like is None else 0o600)
    try:
        if like is not None:
            _liken(beside, like)
        _write(file, content)
        os.fsync(file)
    finally:
        os.close(file)


def _create(beside: str, mode: int) -> int:
    try:
        return os.open(beside, _FLAGS, mode)
    except PermissionError as error:
        raise NotWritten("lies in a folder in which this user may make no file") from error


def _liken(beside: str, like: str) -> None:
    """Gives a file all that belongs to another one besides its content and its time."""
    _give(beside, like)
    _take_list(beside, like)
    shutil.copystat(like, beside)
    os.utime(beside)


def _give(beside: str, like: str) -> None:
    """Gives a file to the owner and the group of another.

    Only root may give a file away: that of a colleague becomes the user's own. Its group must get it, though: what is
    permitted to the group would be permitted to another one.
    """
    if sys.platform == "win32":
        return
    own, other = os.stat(beside), os.stat(like)
    if (own.st_uid, own.st_gid) == (other.st_uid, other.st_gid):
        return
    try:
        os.chown(beside, other.st_uid, other.st_gid)
    except PermissionError:
        try:
            os.chown(beside, -1, other.st_gid)
        except PermissionError as error:
            raise NotWritten("belongs to a group to which this user may give no file") from error


def _take_list(beside: str, like: str) -> None:
    """Takes from a file the list of those who may use it, where the folder gave it one and the other has none."""
    if sys.platform != "linux":
        return
    try:
        if _ACL not in os.listxattr(like):
            os.removexattr(beside, _ACL)
    except OSError as error:
        if error.errno not in (errno.ENODATA, errno.ENOTSUP):  # there is none, or there can be none
            raise


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        written = os.write(file, rest)
        if not written:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def remove(beside: str) -> None:
    """Removes the file, where there is one."""
    with suppress(OSError):
        os.unlink(beside)


def tidy(target: str) -> None:
    """Removes the files that writers of the target, killed an hour ago or earlier, left beside it.

    Raises:
        OSError: The system refuses.
    """
    folder, name = os.path.split(target)
    start = _start(name)
    before = os.stat(target).st_ctime - _ABANDONED
    for entry in os.listdir(folder):
        if not entry.startswith(start) or not _is_drawn(entry[len(start) :]):
            continue
        status = os.lstat(os.path.join(folder, entry))
        # Not the time of the last writing, which for an instant is that of the target.
        if stat.S_ISREG(status.st_mode) and status.st_ctime < before:
            os.unlink(os.path.join(folder, entry))


def _is_drawn(text: str) -> bool:
    return len(text) == _DIGITS and not text.strip("0123456789abcdef")
