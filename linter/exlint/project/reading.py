"""Reads a file whole: only regular files, never more than a limit, and never a wait for someone who writes."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exlint.project.reasons import because, kind, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

# O_NONBLOCK: opening a named pipe must not wait for its writer. O_NOCTTY: a terminal must not become ours.
_FLAGS = os.O_RDONLY + sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"))

_CHUNK = 65536


class Unreadable(Exception):  # noqa: N818 - named for what the file is
    """A file that cannot be read.

    Attributes:
        reason: Why, in words that follow the file's name, as `permission denied` or `is a folder`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooLarge(Exception):  # noqa: N818 - named for what the file is
    """A file with more bytes than the limit.

    Attributes:
        size: Its bytes; where the system does not tell them beforehand, the limit and one.
    """

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


def read(path: str, limit: int) -> bytes:
    """The whole file.

    Args:
        path: A regular file, or a link to one.
        limit: The most bytes that it may have; at most one more is ever read.

    Raises:
        Unreadable: It is missing, of another kind, or refused.
        TooLarge: It has more bytes than `limit`.
    """
    with _opened(path) as (file, size):
        if size > limit:
            raise TooLarge(size)
        # The file may have grown since, and some systems give no size.
        return _within(_drain(file, limit + 1), limit)


def head(path: str, most: int) -> bytes:
    """The first bytes of a file, at most `most`; raises `Unreadable` as `read` does."""
    with _opened(path) as (file, _):
        return _drain(file, most)


def read_stdin(limit: int) -> bytes:
    """All of standard input, which may be a pipe; raises as `read` does."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        msvcrt.setmode(0, os.O_BINARY)
    try:
        return _within(_drain(0, limit + 1), limit)
    except OSError as error:
        raise Unreadable(because(error)) from error


@contextmanager
def _opened(path: str) -> Iterator[tuple[int, int]]:
    """A regular file's descriptor, and its size in bytes; whatever the system refuses meanwhile is `Unreadable`."""
    try:
        file = os.open(path, _FLAGS)
        try:
            status = os.fstat(file)
            if words := kind(status.st_mode):
                raise Unreadable(words)
            yield file, status.st_size
        finally:
            os.close(file)
    except OSError as error:
        raise Unreadable(reason(path, error)) from error
    except ValueError as error:
        # A NUL character, or a character that the file system cannot encode.
        raise Unreadable("no file can have this name") from error


def _drain(file: int, most: int) -> bytes:
    """What can still be read from a descriptor, at most `most` bytes."""
    parts = []
    while most and (part := os.read(file, min(most, _CHUNK))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise TooLarge(len(data))
    return data
