"""What takes the place of a value: only what must, with its anchor, its tag and the comments around it left alone."""

from __future__ import annotations

import re
from typing import Any

from exlint.document.limits import Span
from exlint.document.splice import CannotEdit, Splice
from exlint.document.style import Style
from exlint.document.writing import block, flow

_HEADER = re.compile(r"[|>][-+0-9]*")
_PROPERTY = re.compile(r"#[^\r\n]*+|[&!]\S*+")
_OF_TAG: dict[str, tuple[type, ...]] = {
    "!": (str,),
    "!!str": (str,),
    "!!int": (int,),
    "!!float": (int, float),
    "!!bool": (bool,),
    "!!null": (type(None),),
    "!!map": (dict,),
    "!!seq": (list,),
}


def replaced(node: int, old: Any, value: Any, style: Style) -> list[Splice]:
    """The changes with which a value is written in place of a node.

    Args:
        node: The node of a value or an item.
        old: What it holds.
        value: What it is to hold.
        style: The text.

    Raises:
        CannotEdit: Its tag, or a comment in it, would have to go.
    """
    _check_tag(node, value, style)
    if isinstance(value, dict) and value and isinstance(old, dict) and style.is_collection(node):
        keys = [style.tree.key(key, style.text) for key, _ in style.tree.pairs(node)]
        if all(key in keys and old[key] == one for key, one in value.items()):
            return _without(node, [number for number, key in enumerate(keys) if key not in value], style)
    return [_written(node, value, style)]


def _written(node: int, value: Any, style: Style) -> Splice:
    span = Span(style.begin(node), style.content_end(node))
    text = style.text[span.start : span.end]
    if style.is_block(node):
        return Splice(span, block(value, style.column(span.start), style, node))
    new = flow(value, style.quotes_of(node), style)
    if not text:  # a value that is not written stands right behind its colon, or behind its anchor
        return Splice(span, f" {new}")
    header = _HEADER.match(text)
    if header:  # behind it may stand a comment
        return Splice(span, new + re.split(r"[\r\n]", text[header.end() :])[0])
    return Splice(span, new)


def _without(node: int, numbers: list[int], style: Style) -> list[Splice]:
    """Takes pairs out of a mapping of which at least one stays; each with what stands between it and the one before."""
    pairs = list(style.tree.pairs(node))
    kept = [number for number in range(len(pairs)) if number not in numbers]
    ends = [style.content_end(value) for _, value in pairs]
    if style.is_block(node):
        ends = [style.line_end(end) for end in ends]
    first = Span(style.tree.starts[pairs[0][0]], style.tree.starts[pairs[kept[0]][0]])
    found = [Splice(first, "")] if kept[0] else []
    for before, after in zip(kept, [*kept[1:], len(pairs)], strict=True):
        if after > before + 1:
            found.append(Splice(Span(ends[before], ends[after - 1]), ""))
    return found


def _check_tag(node: int, value: Any, style: Style) -> None:
    """Holds a node's tag against its new value.

    Raises:
        CannotEdit: The tag would make it something else.
    """
    before = style.text[style.start(node) : style.begin(node)]
    for tag in _PROPERTY.findall(before):
        if type(value) not in _OF_TAG.get(tag, (type(value),)):
            raise CannotEdit(f"has the tag {tag}, which does not go with the new value")
