"""The lines of a baseline: one finding a line, so that it merges; JSON Lines, so that every program reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any, NamedTuple

from exlint.reports.json_v1 import line as as_json

LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line, as in `document.Source`."""

_HEADER = "exlint_baseline"
_VERSION = 1
_KEYS = ("document", "code", "object", "fingerprint")
_NEVER = re.compile("EXL00.|EXL91.")
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


class Wrong(Exception):  # noqa: N818 - named for what a line is
    """The number of a line, and what is wrong there."""


def holds(code: str) -> bool:
    """Whether findings with a code may be in a baseline: not those about a file's text, or about the baseline."""
    return not _NEVER.fullmatch(code)


def text(entries: Collection[Entry]) -> str:
    """The text of a baseline with these entries, the same wherever it is written."""
    objects = [{_HEADER: _VERSION}, *(dict(zip(_KEYS, entry, strict=False)) for entry in sorted(entries))]
    return "".join(f"{as_json(one)}\n" for one in objects)


class Lines(NamedTuple):
    """What the lines of a baseline hold.

    Attributes:
        entries: In the order in which they stand, each once.
        again: The numbers of the lines that say only what stands above them, as a merge may leave them.
    """

    entries: tuple[Entry, ...]
    again: tuple[int, ...]


def lines(content: str) -> Lines:
    """What a text holds, in whatever order a merge left its lines.

    What is known of a finding is its document, code and fingerprint; a second line for it says nothing, although its
    `object` may be written otherwise.

    Raises:
        Wrong: A line is no entry, or the text no baseline.
    """
    found: dict[object, Entry | None] = {}  # by what is known
    again = []
    for number, written in enumerate(LINE_END.split(content), 1):
        if not written.strip(" \t"):
            continue
        one = _read(number, written)
        key = (one.document, one.code, one.fingerprint) if one else _HEADER
        if key in found:
            again.append(number)
        found.setdefault(key, one)
    if _HEADER not in found:
        raise Wrong(1, f'this is no baseline: no line is {{"{_HEADER}": {_VERSION}}}')
    return Lines(tuple(one for one in found.values() if one), tuple(again))


def _read(number: int, written: str) -> Entry | None:
    """What stands in a line: an entry; None for the line that says what the file is."""
    if _MARKER.match(written):
        raise Wrong(number, "a merge is not finished here; keep the lines of both sides, and remove this one")
    try:
        data = json.loads(written, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:  # no JSON, a number that no program reads, or too deep
        raise Wrong(number, f"{_SHAPE}; this is no JSON that can be read") from error
    if isinstance(data, dict) and _HEADER in data:
        _check_header(number, data)
        return None
    if not isinstance(data, dict) or set(data) != set(_KEYS) or not all(isinstance(data[key], str) for key in _KEYS):
        raise Wrong(number, f"{_SHAPE}, and nothing else")
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
        raise Wrong(number, f'expected {{"{_HEADER}": {_VERSION}}}; this exlint reads no other version of a baseline')


def _check_entry(entry: Entry) -> None:
    if not entry.document or not re.fullmatch("[0-9a-f]{16}", entry.fingerprint):
        raise Wrong(entry.line, "expected a document, and a fingerprint of 16 hex digits")
    if not holds(entry.code):
        raise Wrong(entry.line, f"{entry.code} cannot be in a baseline; remove this line")
