"""The files of a run: each is read once, and its text is kept while somebody may ask for a line of it."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from exlint import document, project
from exlint.document import Document, Limits
from exlint.findings import Finding, Place
from exlint.rules import rule


class File(NamedTuple):
    """A file of the run.

    Attributes:
        path: How the system finds it.
        shown: How people and programs read it.
        text: What was read; of a file that cannot be read it is empty.
        failure: Why it cannot be read, if so.
    """

    path: str
    shown: str
    text: Document
    failure: Finding | None = None

    @property
    def data(self) -> Any:
        """Its plain data; None of a file that is empty or that is not read to its end."""
        return None if self.is_cut else self.text.data

    @property
    def is_cut(self) -> bool:
        """Whether its text means nothing, because it cannot be read, or not to its end."""
        return self.failure is not None or any(fault.code in ("EXL001", "EXL003") for fault in self.text.faults)


class Files:
    """Reads files, each once."""

    def __init__(self, limits: Limits) -> None:
        """Prepares; `limits` bound each file."""
        self._limits = limits
        self._files: dict[str, File] = {}
        self._real: dict[str, str] = {}

    def take(self, path: str, data: bytes) -> File:
        """Takes a file's bytes, under the path that it has or is said to have."""
        file = File(path, project.shown(path), document.read(data, self._limits))
        self._files[path] = file
        return file

    def load(self, path: str) -> File:
        """The file at a path, read now or before."""
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def find(self, path: str) -> File:
        """The file at a real path, also if it was loaded under another name."""
        return next((file for file in self._files.values() if self.real(file) == path), None) or self.load(path)

    def real(self, file: File) -> str:
        """A file's real path: two files are one if theirs are equal."""
        if file.path not in self._real:
            self._real[file.path] = os.path.realpath(file.path)
        return self._real[file.path]

    def forget(self, file: File) -> None:
        """Lets go of a file's text and data."""
        self._files.pop(file.path, None)

    def _read(self, path: str) -> File:
        try:
            return self.take(path, project.read(path, self._limits.size))
        except project.Unreadable as error:
            return _failed(path, "EXL002", f"{project.shown(path)} {error.reason}: it is not judged")
        except project.TooLarge as error:
            size = f"{error.size:,} bytes; exlint reads {self._limits.size:,} (--max-size raises it)"
            return _failed(path, "EXL003", f"{project.shown(path)} has {size}: it is not judged")


def _failed(path: str, code: str, message: str) -> File:
    about = rule(code)
    place = Place(project.shown(path), 1, 1, 1, 1, "")
    empty = document.read(b"")
    return File(path, project.shown(path), empty, Finding(place, code, about.name, about.severity, message))
