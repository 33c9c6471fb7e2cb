"""The file of a baseline: how it is read, and what its documents are called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from exlint import project
from exlint.document import Source
from exlint.engine.baseline_lines import LINE_END, Entry, Wrong, lines
from exlint.findings import Place


class BadBaseline(Exception):  # noqa: N818 - named for what the file is
    """A file that is no baseline; the words name it and, where there is one, the line."""


class Baseline(NamedTuple):
    """A baseline that was read.

    Attributes:
        path: Its path, in a real folder.
        shown: Its path as people and programs read it.
        text: What it holds.
        entries: In the order in which they stand.
        again: The numbers of the lines that repeat what stands above them.
    """

    path: str
    shown: str
    text: Source
    entries: tuple[Entry, ...]
    again: tuple[int, ...] = ()

    @property
    def folder(self) -> str:
        """The real folder to which its documents are relative."""
        return os.path.dirname(self.path)

    @property
    def content(self) -> bytes | None:
        """All that the file held when it was read; None where there was none."""
        return self.text.mark + self.text.text.encode() if self.text.text else None

    def called(self, document: str) -> str:
        """What an entry calls the document with this real path."""
        with suppress(ValueError):  # on another drive of Windows it keeps its whole path
            document = os.path.relpath(document, self.folder)
        return document.replace(os.sep, "/")

    def place(self, entry: Entry) -> Place:
        """The line of an entry."""
        return Place(self.shown, entry.line, 1, entry.line, len(self.text.line(entry.line)) + 1, "")

    def without(self, entries: Iterable[Entry]) -> bytes:
        """Its text without the lines of these entries, and those that repeat others; the rest to the byte as it is."""
        gone = {*self.again, *(entry.line for entry in entries)}
        written = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", self.text.text)
        kept = "".join(line for number, line in enumerate(written, 1) if number not in gone)
        return self.text.mark + kept.encode()


def empty(path: str) -> Baseline:
    """The baseline that a path would name, without an entry."""
    folder = os.path.realpath(os.path.dirname(path))
    return Baseline(os.path.join(folder, os.path.basename(path)), project.shown(path), Source(""), ())


def read(path: str, limit: int) -> Baseline:
    """The baseline at a path.

    Args:
        path: A file.
        limit: The most bytes that it may have.

    Raises:
        BadBaseline: It cannot be read, or it is none of ours.
    """
    shown = project.shown(path)
    try:
        source = _decoded(project.read(path, limit))
        found = lines(source.text)
        return empty(path)._replace(text=source, entries=found.entries, again=found.again)
    except project.Unreadable as error:
        raise BadBaseline(f"{shown}: {error.reason}") from error
    except project.TooLarge as error:
        raise BadBaseline(f"{shown}: {error.size:,} bytes; exlint reads {limit:,} (--max-size raises it)") from error
    except Wrong as error:
        raise BadBaseline(f"{shown}:{error.args[0]}: {error.args[1]}") from error


def _decoded(data: bytes) -> Source:
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    try:
        return Source(data[len(mark) :].decode(), mark=mark)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        seen = f"the byte 0x{error.object[error.start]:02x} is no UTF-8"
        raise Wrong(len(LINE_END.findall(before)) + 1, seen) from error
