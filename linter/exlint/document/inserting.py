"""Where a new item or a new pair is put, and how it is written there."""

from __future__ import annotations

from typing import Any

from exlint.document.limits import Span
from exlint.document.splice import CannotEdit, Splice
from exlint.document.style import Style
from exlint.document.writing import block, flow, name


def pair(node: int, key: str, value: Any, style: Style) -> Splice:
    """The change that puts a new pair at the end of a mapping.

    Raises:
        CannotEdit: It has no pairs in lines, so that nobody knows where they begin.
    """
    pairs = list(style.tree.pairs(node))
    quotes = style.quotes_of(node)
    in_brackets = f"{name(key, quotes, style)}: {flow(value, quotes, style)}"
    if style.is_flow(node):
        return _in_flow(node, [value for _, value in pairs], in_brackets, style, first=[key for key, _ in pairs])
    if style.in_flow(node):  # the one pair of [name: MAIL1] has no braces of its own
        span = style.tree.span(node)
        return Splice(span, f"{{{style.text[span.start : span.end]}, {in_brackets}}}")
    if not pairs:
        raise CannotEdit("has no other key beside which this one could be written")
    column = style.column(style.tree.starts[pairs[0][0]])
    return _behind(pairs[-1][1], " " * column + block({key: value}, column, style), style)


def item(node: int, value: Any, before: int | None, style: Style) -> Splice:
    """The change that puts a new item into a list, before another one or at the end.

    Raises:
        CannotEdit: The other one begins on a line with something else.
    """
    items = list(style.tree.children(node))
    if before is None or before >= len(items):
        if not style.is_flow(node):
            return _behind(items[-1], _item(node, items, len(items) - 1, value, style), style)
        return _in_flow(
            node, items, flow(value, style.quotes_of(items[-1] if items else node), style), style, first=items
        )
    beside, after = (before - 1, style.content_end(items[before - 1])) if before else (0, 0)
    if not style.is_flow(node):
        start = style.dash(node, items, before)
        if not style.begins_line(start):
            raise CannotEdit("begins on a line with something else")
        text = _item(node, items, beside, value, style)
    else:
        start = style.start(items[before])
        text = flow(value, style.quotes_of(items[beside]), style) + ","
        if not _on_own_line(node, start, style):
            return Splice(Span(start, start), f"{text} ")
        text = style.text[style.line_start(start) : start] + text
    place = style.above(start, after)
    return Splice(Span(place, place), text + style.break_at(place))


def _item(node: int, items: list[int], beside: int, value: Any, style: Style) -> str:
    """A new item of a block list, from the beginning of its line, written as the one beside it is."""
    column, sibling = style.column(style.begin(node)), items[beside]
    dash = " " * column + "-"
    if not isinstance(value, dict | list) or style.is_flow(sibling):
        return f"{dash} {flow(value, style.quotes_of(sibling), style)}"
    inner = style.inner(sibling, style.dash(node, items, beside))
    return f"{dash}{' ' * (inner - column - 1)}{block(value, inner, style, sibling)}"


def _behind(node: int, text: str, style: Style) -> Splice:
    """A new line behind the one on which a node ends, with the comment that stands there."""
    end = style.line_end(style.content_end(node))
    return Splice(Span(end, end), style.break_at(end) + text)


def _in_flow(node: int, items: list[int], text: str, style: Style, *, first: list[int]) -> Splice:
    """A new item or pair at the end of a collection in brackets."""
    close = style.tree.ends[node] - 1
    if not items:
        return Splice(Span(close, close), text)
    start, end = style.start(first[-1]), style.tree.ends[items[-1]]
    comma = style.comma(end, close)
    line = style.line_end(comma + 1 if comma else end)
    if _on_own_line(node, start, style) and line < close:
        new = style.break_at(line) + style.text[style.line_start(start) : start] + text
        if comma:
            return Splice(Span(line, line), new + ",")
        return Splice(Span(end, line), "," + style.text[end:line] + new)
    if comma:
        return Splice(Span(comma + 1, comma + 1), f" {text}")
    return Splice(Span(end, end), f"{style.comma_between(first)}{text}")


def _on_own_line(node: int, start: int, style: Style) -> bool:
    """Whether what is in brackets begins a line, and the brackets begin before it."""
    return style.begins_line(start) and style.line_start(start) > style.tree.starts[node]
