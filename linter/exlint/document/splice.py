"""A part of a text that changes, and what takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from exlint.document.document import Document
from exlint.document.limits import Span


class CannotEdit(Exception):  # noqa: N818 - named for what it is about
    """An edit that would touch more than it should, in words that follow `this` and a blank."""


class Splice(NamedTuple):
    """A part of the text, and what takes its place; an empty part is an insertion."""

    span: Span
    text: str


def spliced(document: Document, changes: Iterable[Splice]) -> bytes:
    """The bytes of a document's file after changes of its text; all others are as they were."""
    source = document.source
    parts, end = [], 0
    for span, text in changes:
        parts += [source.text[end : span.start], text]
        end = span.end
    parts.append(source.text[end:])
    return source.mark + "".join(parts).encode(source.encoding)


def moved(offset: int, changes: Iterable[Splice]) -> int:
    """Where a place of the text is after changes; what is put in right there stands before it."""
    return offset + sum(len(text) - (span.end - span.start) for span, text in changes if span.end <= offset)
