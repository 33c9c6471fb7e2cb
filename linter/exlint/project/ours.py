"""Whether a file is meant for exlint: a line of it begins with `exlint:`."""

from __future__ import annotations

import codecs

from exlint.project.reading import Unreadable, head

# Bounds the work that a huge foreign file can cause; an estate whose key comes later is beyond any limit for reading.
_MOST = 16 * 1024 * 1024

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def is_ours(path: str) -> bool:
    """Whether the file is ours. One that cannot be read counts: nothing shows that it is foreign."""
    try:
        return marked(head(path, _MOST))
    except Unreadable:
        return True


def marked(data: bytes) -> bool:
    """Whether a line begins with `exlint:`.

    Args:
        data: UTF-8, or UTF-16 with a byte order mark; lines end with LF, CR or both.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    # A hit at an odd place of UTF-16 would take eight Chinese characters in an order that nobody writes.
    key, feed, back = (text.encode(encoding) for text in ("exlint:", "\n", "\r"))
    return data.startswith(key, len(mark)) or feed + key in data or back + key in data
