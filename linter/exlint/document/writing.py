"""Plain data as YAML text, in brackets or in lines, as a document's style has it."""

from __future__ import annotations

import json
import re
from typing import Any

from exlint.document.scalars import Core
from exlint.document.style import Style

# What no reader takes for anything but this text: in brackets or not, beside a colon or not.
_PLAIN = re.compile(r"[A-Za-z0-9_./\\*]?[A-Za-z0-9_./\\$@+-]*(?: [A-Za-z0-9_./\\$@+-]+)*")
_PRINTABLE = re.compile("[\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]*")
_NEEDS_QUOTE = re.compile(r"[*-]")


def flow(value: Any, quote: str, style: Style) -> str:
    """A value on one line, collections in brackets.

    Args:
        value: Plain data.
        quote: The quote around texts that need none: that of the values beside it, empty for none.
        style: For texts that need a quote.
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key, '', style)}: {flow(one, quote, style)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one, quote, style) for one in value) + "]"
    return _scalar(value, quote, style)


def block(value: Any, column: int, style: Style) -> str:
    """A value in lines, of which the first has its indentation already and the others begin at a column."""
    if isinstance(value, dict) and value:
        return _lines((_pair(key, one, column, style) for key, one in value.items()), column, style)
    if isinstance(value, list) and value:
        return _lines((_item(one, column, style) for one in value), column, style)
    return flow(value, style.quote, style)


def _lines(parts: Any, column: int, style: Style) -> str:
    return (style.break_at(0) + " " * column).join(parts)


def _pair(key: str, value: Any, column: int, style: Style) -> str:
    name = flow(key, "", style)
    if isinstance(value, dict) and value and (style.small_in_lines or not _is_small(value)):
        inner = column + style.indent
    elif isinstance(value, list) and value and (isinstance(value[0], dict) or style.lists_in_lines):
        inner = column + style.list_indent
    else:
        return f"{name}: {flow(value, style.quote, style)}"
    return f"{name}:{style.break_at(0)}{' ' * inner}{block(value, inner, style)}"


def _is_small(value: dict[str, Any]) -> bool:
    """Whether a mapping holds nothing that would be written in lines."""
    return not any(
        isinstance(one, dict) or (isinstance(one, list) and one and isinstance(one[0], dict)) for one in value.values()
    )


def _item(value: Any, column: int, style: Style) -> str:
    if isinstance(value, dict) and value and style.items_in_lines:
        return f"- {block(value, column + 2, style)}"
    return f"- {flow(value, style.quote, style)}"


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
