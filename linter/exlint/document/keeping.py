"""Whether a change of a text left alone what no edit is about: its comments, and how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from exlint.document.document import Document
from exlint.document.splice import CannotEdit, Splice, moved

if TYPE_CHECKING:
    from exlint.document.comments import Comment

_MEANT_FOR_EXLINT = "exlint:"  # such a comment acts on what it is about, which must stay the same


def check_kept(before: Document, after: Document, changes: Sequence[Splice]) -> None:
    """Holds a text that was changed against what it was.

    Args:
        before: The text.
        after: The text with the changes, read again.
        changes: The changes, in the order of the text.

    Raises:
        CannotEdit: A comment is lost, or is about something else, or the last line ends otherwise.
    """
    comments, kept = before.comments(""), after.comments("")
    if [one.text for one in comments] != [one.text for one in kept]:
        raise CannotEdit("has a comment that would be lost")
    if any(moved(old, changes) != new for old, new in zip(_subjects(comments), _subjects(kept), strict=True)):
        raise CannotEdit("has a comment for exlint that would be about something else")
    if _last_break(before) != _last_break(after):
        raise CannotEdit("would change how the file ends")


def _subjects(comments: Iterable[Comment]) -> Iterator[int]:
    """Where that begins which each comment for exlint is about."""
    for comment in comments:
        if comment.text.startswith(_MEANT_FOR_EXLINT):
            yield -1 if comment.about is None else comment.about.start


def _last_break(document: Document) -> str:
    text = document.source.text
    return text[len(text.rstrip("\r\n")) :]
