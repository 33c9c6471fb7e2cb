"""How much a file may ask of the reader, and what the reader says when something in the text is wrong."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds that keep a hostile or a mistaken file from costing time or memory.

    Attributes:
        size: Bytes of a file.
        depth: Collections inside one another.
        nodes: Keys, values and items, aliases counted as what they stand for.
    """

    size: int = 32 * 2**20
    depth: int = 64
    nodes: int = 2_000_000


class Span(NamedTuple):
    """A stretch of a text: offsets in characters, end exclusive."""

    start: int
    end: int


class TextFault(NamedTuple):
    """Something wrong with the text itself, before it means anything: EXL001 and EXL003 to EXL005.

    Attributes:
        code: The code of the finding.
        span: Where.
        message: One line.
        label: A few words for the marked place.
        related: Other places, with a few words on each.
        mend: What to write instead; may be empty.
    """

    code: str
    span: Span
    message: str
    label: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    mend: str = ""


MOST_FAULTS = 1_000
"""A file with more of them is read no further: nobody mends them one by one."""

_LONGEST_WORD = 60


def brief(text: str) -> str:
    """Characters of the file as a message shows them: the beginning, where they are many."""
    return text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 3] + "..."
