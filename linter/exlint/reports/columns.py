"""How many columns of a terminal a text takes."""

from __future__ import annotations


def width(text: str) -> int:
    """Counts the columns of a text that `escape.visible` has made safe: wide characters take two, combining marks none.

    Source: Unicode Standard Annex 11, the classes W and F; an ambiguous character counts as narrow.
    """
    if text.isascii():
        return len(text)
    # Imported late: its tables cost start-up time, and most documents are plain ASCII.
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - see above

    return sum(0 if category(char) in ("Mn", "Me") else 1 + (east_asian_width(char) in ("W", "F")) for char in text)
