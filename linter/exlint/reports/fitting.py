"""How much room a text takes in a drawing, whose font is whatever the reader has: estimated for the widest in use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from exlint.reports.columns import width as columns
from exlint.reports.escape import visible
from exlint.reports.notes import words

_NARROW, _WIDE, _SIGNS = frozenset(" !'(),-./:;I[\\]`fijlrt|"), frozenset("%&@MWmw"), frozenset("#+<=>~^")
_BOLD = 1.13


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text that `escape.visible` has made safe, in the unit of the font's size; never too little.

    The shares are those of DejaVu Sans and Verdana, the widest of the usual fonts without serifs.
    """
    return sum(map(_share, text)) * size * (_BOLD if bold else 1)


@lru_cache(4096)
def _share(char: str) -> float:
    if not char.isascii():
        # A mark that has no letter to stand on is drawn on a circle, so it may take room.
        return (0.65, 1.1, 1.5)[columns(char)]
    if char in _NARROW:
        return 0.42
    if char in _WIDE:
        return 1.0
    if char in _SIGNS:
        return 0.85
    return 0.8 if char.isupper() else 0.65


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text, made safe to show, in lines of at most this width; a word longer than a line is broken.

    A line keeps the blank at its end, so that the lines one behind the other are the text.
    """
    lines, line, taken = [], "", 0.0
    for piece in _pieces(text, room, size, bold=bold):
        needed = width(piece.rstrip(" "), size, bold=bold)
        if line and taken + needed > room:
            lines.append(line)
            line, taken = "", 0.0
        line += piece
        taken += width(piece, size, bold=bold)
    return (*lines, line)


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """The words, each but the last with the blank behind it, in pieces that a line can hold."""
    *first, last = words(visible(text))
    for word in (*(f"{one} " for one in first), last):
        piece, taken = "", 0.0
        for char in word:
            needed = width(char, size, bold=bold)
            if piece and taken + needed > room and char != " ":
                yield piece
                piece, taken = "", 0.0
            piece += char
            taken += needed
        yield piece
