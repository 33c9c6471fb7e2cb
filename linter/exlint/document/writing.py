"""Plain data as YAML text, in brackets or in lines, as a document's style has it."""

from __future__ import annotations

import json
import re
from typing import Any

from exlint.document.quotes import Quotes
from exlint.document.scalars import Core
from exlint.document.style import Style

# What no reader takes for anything but this text: in brackets or not, beside a colon or not.
_PLAIN = re.compile(r"[A-Za-z0-9_./\\*]?[A-Za-z0-9_./\\$@+-]*(?: [A-Za-z0-9_./\\$@+-]+)*")
_PRINTABLE = re.compile("[\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]*")
_NEEDS_QUOTE = re.compile(r"[*-]")


def flow(value: Any, quotes: Quotes, style: Style) -> str:
    """A value on one line, collections in brackets.

    Args:
        value: Plain data.
        quotes: The quotes around keys and texts that need none: those of what stands beside it.
        style: For what needs a quote.
    """
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{name(key, quotes, style)}: {flow(one, quotes, style)}" for key, one in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(flow(one, quotes, style) for one in value) + "]"
    return _scalar(value, quotes.value, style)


def name(key: str, quotes: Quotes, style: Style) -> str:
    """A key, in the quotes that keys have."""
    return _scalar(key, quotes.key, style)


def block(value: Any, column: int, style: Style, like: int | None = None) -> str:
    """A value in lines, of which the first has its indentation already and the others begin at a column.

    Args:
        value: Plain data.
        column: How many characters stand before each line.
        style: How the text is written.
        like: The node of something that looks like it: what both have is in lines or in brackets as it is there.
    """
    if isinstance(value, dict) and value:
        return _lines(
            (_pair(key, one, column, style, style.like(like, key)) for key, one in value.items()), column, style
        )
    if isinstance(value, list) and value:
        return _lines((_item(one, column, style) for one in value), column, style)
    return flow(value, style.quotes, style)


def _lines(parts: Any, column: int, style: Style) -> str:
    return (style.break_at(0) + " " * column).join(parts)


def _pair(key: str, value: Any, column: int, style: Style, like: int | None) -> str:
    written = name(key, style.quotes, style)
    if not _in_lines(value, style, like):
        return f"{written}: {flow(value, style.quotes, style)}"
    inner = column + (style.indent if isinstance(value, dict) else style.list_indent)
    return f"{written}:{style.break_at(0)}{' ' * inner}{block(value, inner, style, like)}"


def _in_lines(value: Any, style: Style, like: int | None) -> bool:
    """Whether the value of a key is written in lines."""
    if not isinstance(value, dict | list) or not value:
        return False
    if like is not None and style.is_collection(like) and style.is_list(like) is isinstance(value, list):
        return style.is_block(like)
    if isinstance(value, dict):
        return style.small_in_lines or not _is_small(value)
    return isinstance(value[0], dict) or style.lists_in_lines


def _is_small(value: dict[str, Any]) -> bool:
    """Whether a mapping holds nothing that would be written in lines."""
    return not any(
        isinstance(one, dict) or (isinstance(one, list) and one and isinstance(one[0], dict)) for one in value.values()
    )


def _item(value: Any, column: int, style: Style) -> str:
    if isinstance(value, dict) and value and style.items_in_lines:
        return f"- {block(value, column + 2, style)}"
    return f"- {flow(value, style.quotes, style)}"


def _scalar(value: Any, quote: str, style: Style) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if not quote and _is_plain(value):
        return value
    if (quote or style.needed_quote) == "'" and _PRINTABLE.fullmatch(value):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=not _PRINTABLE.fullmatch(value))


def _is_plain(text: str) -> bool:
    """Whether a text can stand without quotes and is read as text."""
    if not text or _NEEDS_QUOTE.match(text) or not _PLAIN.fullmatch(text):
        return False
    return isinstance(Core()[text], str)
