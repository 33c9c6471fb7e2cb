"""The files of a run: each is read once, and kept while somebody may ask for it again."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from exlint import document, project
from exlint.document import Document, Limits
from exlint.engine.links import Link, links
from exlint.findings import Finding, Place
from exlint.rules import rule

if TYPE_CHECKING:
    from exlint.document.comments import Comment

# What a comment begins with that is meant for exlint, also where its colon was forgotten: no remark has such brackets.
_FOR_EXLINT = r"exlint:|(?i:exlint[ \t:;,=-]*+(?:file-)?ignore)[ \t]*+\["


class File(NamedTuple):
    """A file of the run.

    Attributes:
        path: Its real path: two files are one if theirs are equal.
        shown: How people and programs read it; of several names the first.
        text: What was read; of a file that cannot be read it is empty.
        failure: Why it cannot be read, if so.
        include: What it names with `include`.
        part_of: What it names with `part_of`.
        included: The real paths of all that it includes.
    """

    path: str
    shown: str
    text: Document
    failure: Finding | None = None
    include: tuple[Link, ...] = ()
    part_of: tuple[Link, ...] = ()
    included: frozenset[str] = frozenset()

    @property
    def data(self) -> Any:
        """Its plain data; None of a file that is empty or that is not read to its end."""
        return None if self.is_cut else self.text.data

    @property
    def is_cut(self) -> bool:
        """Whether its text means nothing, because it cannot be read, or not to its end."""
        return self.failure is not None or any(fault.code in ("EXL001", "EXL003") for fault in self.text.faults)

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Its comments that are meant for exlint; of a file that is cut nobody knows where its comments are."""
        return () if self.is_cut else self.text.comments(_FOR_EXLINT)

    @property
    def hangs_together(self) -> bool:
        """Whether it names others, which may name it in turn."""
        return bool(self.include or self.part_of)


class Files:
    """Reads files, each once."""

    def __init__(self, limits: Limits, shown: Callable[[str], str] = project.shown) -> None:
        """Prepares; `limits` bound each file, and `shown` says how people read a path."""
        self._limits = limits
        self._shown = shown
        self._files: dict[str, File] = {}

    def take(self, path: str, data: bytes) -> File:
        """Takes a file's bytes, under the path that it has or is said to have."""
        return self._keep(_linked(File(os.path.realpath(path), self._shown(path), document.read(data, self._limits))))

    def load(self, path: str) -> File:
        """The file at a path, read now or before, under this name or another."""
        return self._files.get(os.path.realpath(path)) or self._read(path)

    def forget(self, file: File) -> None:
        """Lets go of a file's text and data."""
        self._files.pop(file.path, None)

    def _keep(self, file: File) -> File:
        self._files[file.path] = file
        return file

    def _read(self, path: str) -> File:
        shown = self._shown(path)
        try:
            return self.take(path, project.read(path, self._limits.size))
        except project.Unreadable as error:
            return self._keep(_failed(path, shown, "EXL002", f"{shown} {error.reason}: it is not judged"))
        except project.TooLarge as error:
            size = f"{error.size:,} bytes; exlint reads {self._limits.size:,} (--max-size raises it)"
            return self._keep(_failed(path, shown, "EXL003", f"{shown} has {size}: it is not judged"))


def _linked(file: File) -> File:
    include, part_of = links(file.path, file.data, "include"), links(file.path, file.data, "part_of")
    if not include and not part_of:
        return file
    included = frozenset(path for link in include for path in link.paths)
    return file._replace(include=include, part_of=part_of, included=included)


def _failed(path: str, shown: str, code: str, message: str) -> File:
    about = rule(code)
    finding = Finding(Place(shown, 1, 1, 1, 1, ""), code, about.name, about.severity, message)
    return File(os.path.realpath(path), shown, document.read(b""), finding)
