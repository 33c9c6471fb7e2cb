"""Colour for terminals. A report asks for a style by name; whether anything is coloured is decided once, here."""

from __future__ import annotations

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Gives a text in a style: the word of a severity, `gutter`, `related` or `strong`."""

_SGR = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "gutter": "34",
    "related": "34",
    "strong": "1",
}  # ECMA-48, Select Graphic Rendition


def painter(*, colour: bool) -> Paint:
    """Gives the function that paints, or, without colour, one that leaves every text as it is."""
    return _painted if colour else _plain


def _painted(text: str, style: str) -> str:
    return f"\x1b[{_SGR[style]}m{text}\x1b[0m"


def _plain(text: str, _style: str) -> str:
    return text
