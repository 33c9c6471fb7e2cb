"""Why a file is not written, in words that follow its name and a blank."""

from __future__ import annotations

import errno
import os
import stat

_REASONS = {
    errno.ENOSPC: "finds no room on the disk",
    getattr(errno, "EDQUOT", -1): "finds no room in the user's share of the disk",
    errno.EFBIG: "would be larger than a file may be here",
    errno.EROFS: "lies on a disk that is read-only",
    errno.EBUSY: "is in use by the system, as a mounted file is",
    errno.ENAMETOOLONG: "has a path that is too long",
}


class NotWritten(Exception):  # noqa: N818 - named for what the file is
    """A file that is byte for byte as it was.

    Attributes:
        reason: Why, without the words that say that nothing is written; the exception as text holds both.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; nothing is written")
        self.reason = reason


def because(error: OSError) -> str:
    """What the system said about a file that it did not write."""
    return _REASONS.get(error.errno or 0, f"cannot be written ({error.strerror or error})")


def status(path: str) -> os.stat_result | None:
    """What the system says of a path itself, not of what it leads to; None where there is nothing.

    Raises:
        OSError: The system refuses to say.
    """
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def refuse_link(path: str) -> None:
    """Refuses a file that is reached through a link, which may lead anywhere.

    Raises:
        NotWritten: It is a link.
        OSError: The system refuses to say.
    """
    found = status(path)
    if found is not None and stat.S_ISLNK(found.st_mode):
        raise NotWritten("is a link; name the file itself")


def refuse_protected(path: str) -> None:
    """Refuses a file that could be replaced, because its folder may be written, but should not be.

    Raises:
        NotWritten: It is read-only, for all or for this user, or has other names.
    """
    found = os.stat(path)
    if found.st_nlink > 1:
        raise NotWritten(f"has {found.st_nlink} names (hard links), of which only one would get the new content")
    if not found.st_mode & 0o222:  # root could write it all the same
        raise NotWritten("is read-only")
    if not os.access(path, os.W_OK):
        raise NotWritten("may not be written by this user, or lies on a disk that is read-only")
