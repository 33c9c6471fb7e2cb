"""Makes any text safe to show: spells out what a terminal or a CI runner would obey, and what nobody can see.

Names, values, file names and source lines come from files that a stranger may have written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Printable for Python, drawn as nothing: Unicode's Default_Ignorable_Code_Point without what `str.isprintable` refuses
# anyway, and the braille blank. Two names that differ only in these look alike.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)

# GitHub's runner obeys `##[`, Azure Pipelines `##vso[` and TeamCity `##teamcity[` in the middle of a line, too
# (ActionCommand.TryParse in actions/runner searches for it). Without the bracket it is no command.
_COMMAND = re.compile(r"##\w*\[")

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    r"""Gives the text on one line, with nothing in it that a terminal obeys or an eye misses.

    Controls, bidirectional and other format characters, line separators, unassigned and private characters, lone
    surrogates, and every blank that is not a plain space are shown as `\n`, `\x1b`, `\u202e` or `\U000e0001`.
    """
    return escaped(text, _backslashed)


def pieces(text: str) -> list[str]:
    """Gives what `visible` shows for each character of the text, in order: as many pieces as characters."""
    return _pieces(text, _backslashed)


def escaped(text: str, spell: Callable[[str], str]) -> str:
    """As `visible`, with each unsafe character written as `spell` writes it."""
    if text.isprintable() and not _UNSEEN.search(text) and not _COMMAND.search(text):
        return text
    return "".join(_pieces(text, spell))


def in_json(text: str) -> str:
    r"""Gives a line of JSON with each unsafe character as `\uXXXX`: it reads back to the same strings."""
    return escaped(text, _utf16)


def _pieces(text: str, spell: Callable[[str], str]) -> list[str]:
    shown = [char if char.isprintable() else spell(char) for char in text]
    for match in _UNSEEN.finditer(text):
        shown[match.start()] = spell(match[0])
    for match in _COMMAND.finditer(text):
        shown[match.end() - 1] = spell("[")
    return shown


def _utf16(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)


def _backslashed(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code <= 0xFF:  # noqa: PLR2004 - the last code that two digits hold
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last that four digits hold
