"""Why something is no file that can be used, in words that follow its name."""

from __future__ import annotations

import errno
import os
import stat

_KINDS = {
    stat.S_IFREG: "",
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe, not a file",
    stat.S_IFSOCK: "is a socket, not a file",
    stat.S_IFCHR: "is a device, not a file",
    stat.S_IFBLK: "is a device, not a file",
}

_REASONS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ELOOP: "is a link that leads in a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EBADF: "is closed",
}


_SENTENCES = ("is ", "cannot ", "names ", "leads ", "holds ", "matches ")


def told(name: str, reason: str) -> str:
    """A name with a reason behind it, as `x.yaml is a folder` and `x.yaml: no such file`."""
    return f"{name} {reason}" if reason.startswith(_SENTENCES) else f"{name}: {reason}"


def kind(mode: int) -> str:
    """What something is instead of a regular file, from its `st_mode`; empty for a regular file."""
    return _KINDS.get(stat.S_IFMT(mode), "is not a file")


def reason(path: str, error: OSError) -> str:
    """Why a file could not be used, in words that follow its name."""
    try:
        # Opening a socket, or a folder on Windows, fails with an error that does not say what it is.
        words = kind(os.stat(path).st_mode)
    except OSError:
        words = "is a link that leads nowhere" if error.errno == errno.ENOENT and os.path.islink(path) else ""
    return words or because(error)


def because(error: OSError) -> str:
    """What the system said, in words that follow the name of what it refused."""
    return _REASONS.get(error.errno or 0, f"cannot be read ({error.strerror or error})")


def not_a_file(path: str) -> str:
    """What a path is, or leads to, instead of a regular file; empty for a regular file."""
    try:
        return kind(os.stat(path).st_mode)
    except OSError as error:
        return reason(path, error)
