"""The file of a baseline: one finding a line, so that it merges; JSON Lines, so that every program reads it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from exlint import project
from exlint.document import Source
from exlint.findings import Place
from exlint.reports.json_v1 import line as as_json

_HEADER = "exlint_baseline"
_VERSION = 1
_KEYS = ("document", "code", "object", "fingerprint")
_NEVER = re.compile("EXL00.|EXL91.")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKER = re.compile(r"(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)( |$)")
_SHAPE = "expected an object with document, code, object and fingerprint, each a text"


class Entry(NamedTuple):
    """A finding that a baseline knows; entries sort as they are written.

    Attributes:
        document: The document of its estate, relative to the folder of the baseline, with `/`.
        code: The code of its rule.
        object: What it is about, for whoever reads the file.
        fingerprint: As in `findings.Finding`.
        line: Where the entry stands, from 1; 0 for one that is not written yet.
    """

    document: str
    code: str
    object: str
    fingerprint: str
    line: int = 0


class BadBaseline(Exception):  # noqa: N818 - named for what the file is
    """A file that is no baseline; the words name it and, where there is one, the line."""


class Baseline(NamedTuple):
    """A baseline that was read.

    Attributes:
        path: Its path, in a real folder.
        text: What it holds.
        entries: In the order in which they stand.
    """

    path: str
    text: Source
    entries: tuple[Entry, ...]

    @property
    def shown(self) -> str:
        """Its path as people and programs read it."""
        return project.shown(self.path)

    @property
    def folder(self) -> str:
        """The real folder to which its documents are relative."""
        return os.path.dirname(self.path)

    def called(self, document: str) -> str:
        """What an entry calls the document with this real path."""
        with suppress(ValueError):  # on another drive of Windows it keeps its whole path
            document = os.path.relpath(document, self.folder)
        return document.replace(os.sep, "/")

    def place(self, entry: Entry) -> Place:
        """The line of an entry."""
        return Place(self.shown, entry.line, 1, entry.line, len(self.text.line(entry.line)) + 1, "")

    def without(self, entries: Iterable[Entry]) -> bytes:
        """Its text without the lines of these entries; all others as they are, to their line ends."""
        gone = {entry.line for entry in entries}
        lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", self.text.text)
        kept = "".join(line for number, line in enumerate(lines, 1) if number not in gone)
        return self.text.mark + kept.encode()


def holds(code: str) -> bool:
    """Whether findings with a code may be in a baseline: not those about a file's text, or about the baseline."""
    return not _NEVER.fullmatch(code)


def text(entries: Collection[Entry]) -> str:
    """The text of a baseline with these entries, the same wherever it is written."""
    objects = [{_HEADER: _VERSION}, *(dict(zip(_KEYS, entry, strict=False)) for entry in sorted(entries))]
    return "".join(f"{as_json(one)}\n" for one in objects)


def empty(path: str) -> Baseline:
    """The baseline that a path would name, without an entry."""
    folder = os.path.realpath(os.path.dirname(path))
    return Baseline(os.path.join(folder, os.path.basename(path)), Source(""), ())


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
        return empty(path)._replace(text=source, entries=_entries(source.text))
    except project.Unreadable as error:
        raise BadBaseline(f"{shown}: {error.reason}") from error
    except project.TooLarge as error:
        raise BadBaseline(f"{shown}: {error.size:,} bytes; exlint reads {limit:,} (--max-size raises it)") from error
    except _Wrong as error:
        raise BadBaseline(f"{shown}:{error.args[0]}: {error.args[1]}") from error


class _Wrong(Exception):  # noqa: N818 - named for what a line is
    """The number of a line, and what is wrong there."""


def _decoded(data: bytes) -> Source:
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    try:
        return Source(data[len(mark) :].decode(), mark=mark)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        seen = f"the byte 0x{error.object[error.start]:02x} is no UTF-8"
        raise _Wrong(len(_LINE_END.findall(before)) + 1, seen) from error


def _entries(content: str) -> tuple[Entry, ...]:
    """The entries, in whatever order a merge left the lines."""
    first: dict[object, int] = {}  # what stands in a line -> the line
    found = []
    for number, written in enumerate(_LINE_END.split(content), 1):
        if not written.strip(" \t"):
            continue
        one = _read(number, written)
        key: object = (one.document, one.code, one.fingerprint) if isinstance(one, Entry) else _HEADER
        if key in first:
            raise _Wrong(number, f"this stands in line {first[key]} already; remove one of the two")
        first[key] = number
        if isinstance(one, Entry):
            found.append(one)
    if _HEADER not in first:
        raise _Wrong(1, f'this is no baseline: no line is {{"{_HEADER}": {_VERSION}}}')
    return tuple(found)


def _read(number: int, written: str) -> Entry | None:
    """What stands in a line: an entry; None for the line that says what the file is."""
    if _MARKER.match(written):
        raise _Wrong(number, "a merge is not finished here; keep the lines of both sides, and remove this one")
    try:
        data = json.loads(written, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:  # no JSON, a number that no program reads, or too deep
        raise _Wrong(number, f"{_SHAPE}; this is no JSON that can be read") from error
    if isinstance(data, dict) and _HEADER in data:
        _check_header(number, data)
        return None
    if not isinstance(data, dict) or set(data) != set(_KEYS) or not all(isinstance(data[key], str) for key in _KEYS):
        raise _Wrong(number, f"{_SHAPE}, and nothing else")
    entry = Entry(**data, line=number)
    _check_entry(entry)
    return entry


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _check_header(number: int, data: dict[str, Any]) -> None:
    version = data[_HEADER]
    if version.__class__ is not int or version != _VERSION or len(data) > 1:
        raise _Wrong(number, f'expected {{"{_HEADER}": {_VERSION}}}; this exlint reads no other version of a baseline')


def _check_entry(entry: Entry) -> None:
    if not entry.document or not re.fullmatch("[0-9a-f]{16}", entry.fingerprint):
        raise _Wrong(entry.line, "expected a document, and a fingerprint of 16 hex digits")
    if not holds(entry.code):
        raise _Wrong(entry.line, f"{entry.code} cannot be in a baseline; remove this line")
