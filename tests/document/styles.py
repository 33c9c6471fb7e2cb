"""One estate in many hands: the same data written in other styles, for tests of what is inserted."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

_QUOTES = {"": str, "'": SingleQuotedScalarString, '"': DoubleQuotedScalarString}


class Hand(NamedTuple):
    """How somebody writes YAML."""

    flow: bool | None
    indent: int
    offset: int
    quote: str
    end: str
    mark: bytes = b""
    encoding: str = "utf-8"
    comments: bool = False
    final: bool = True
    decorated: bool = False  # anchors, tags, texts in lines, and comments wherever one can stand
    as_json: int | None = None  # the indentation; 0 for all of it on one line


HANDS = [
    Hand(flow=False, indent=2, offset=0, quote="", end="\n"),
    Hand(flow=False, indent=4, offset=2, quote="", end="\n", comments=True),
    Hand(flow=False, indent=6, offset=4, quote="'", end="\r\n"),
    Hand(flow=False, indent=4, offset=2, quote='"', end="\r\n", mark=b"\xef\xbb\xbf", comments=True),
    Hand(flow=None, indent=4, offset=2, quote="", end="\n", comments=True),
    Hand(flow=None, indent=4, offset=2, quote="'", end="\r\n", final=False),
    Hand(flow=True, indent=2, offset=0, quote="", end="\n"),
    Hand(flow=True, indent=2, offset=0, quote='"', end="\r\n", final=False),
    Hand(flow=False, indent=4, offset=2, quote="", end="\n", mark=b"\xff\xfe", encoding="utf-16-le"),
    Hand(flow=False, indent=2, offset=0, quote="", end="\r"),
    Hand(flow=False, indent=4, offset=2, quote='"', end="\n", decorated=True),
    Hand(flow=False, indent=2, offset=0, quote='"', end="\r\n", decorated=True, final=False),
    Hand(flow=True, indent=0, offset=0, quote='"', end="\n", as_json=2),
    Hand(flow=True, indent=0, offset=0, quote='"', end="\r\n", as_json=4, final=False),
    Hand(flow=True, indent=0, offset=0, quote='"', end="\n", as_json=0),
]
"""Lists and mappings in lines, in brackets, or both (None: the innermost in brackets), and so on."""


def written(data: Any, hand: Hand) -> bytes:
    """The bytes of a file that holds the data, written in a hand; the key `exlint` begins a line."""
    if hand.as_json is not None or hand.decorated:
        lines = (
            list(_decorated(data, hand))
            if hand.decorated
            else json.dumps(data, indent=hand.as_json or None).split("\n")
        )
        text = hand.end.join(lines) + (hand.end if hand.final else "")
        return text.encode()
    yaml = YAML(pure=True)
    yaml.indent(mapping=4 if hand.indent > 3 else 2, sequence=hand.indent, offset=hand.offset)
    yaml.default_flow_style = hand.flow
    yaml.width = 100 if hand.flow is True and not hand.quote else 4096  # a quoted text would be folded
    sections = []
    for key, value in data.items():
        out = io.StringIO()
        if hand.flow is True or not isinstance(value, dict | list):
            yaml.dump(_quoted(value, hand.quote), out)
            text = out.getvalue().removesuffix("...\n").strip().replace("\n", "\n ")
            sections.append(f"{key}: {text}\n")
        else:
            yaml.dump({key: _quoted(value, hand.quote)}, out)
            sections.append(out.getvalue())
    lines = "".join(sections).splitlines()
    if hand.comments:
        lines = list(_commented(lines))
    text = hand.end.join(lines) + (hand.end if hand.final else "")
    return hand.mark + text.encode(hand.encoding)


def _quoted(value: Any, quote: str) -> Any:
    if isinstance(value, dict):
        return {key: _quoted(one, quote) for key, one in value.items()}
    if isinstance(value, list):
        return [_quoted(one, quote) for one in value]
    return _QUOTES[quote](value) if isinstance(value, str) else value


def _commented(lines: list[str]) -> Iterator[str]:
    """A comment behind every line, and one before every fourth."""
    for number, line in enumerate(lines):
        if number % 4 == 0:
            yield f"# a word on what follows, line {number}"
        yield f"{line}  # as is, it stays: [a, b] {{c}} '"
    yield "# the end"


def _decorated(data: dict[str, Any], hand: Hand) -> Iterator[str]:
    """All in lines, each with an anchor, a tag or a text in lines where it can have one, and comments around all."""
    number = 0

    def comment() -> str:
        nonlocal number
        number += 1
        return f"# as is {number}, it stays: - [a, b] {{c}} '"

    def value(one: Any, column: int, offset: int) -> Iterator[str]:
        """What stands behind a colon or a dash: the rest of its line, then other lines."""
        pad = " " * column
        kind = {dict: "map", list: "seq", str: "str", bool: "bool", int: "int", float: "float"}.get(type(one), "null")
        properties = ["", f"&a{number} ", f"!!{kind} ", f"&a{number} !!{kind} "][number % 4]
        if one in ([], {}):
            yield f"{properties}{one}  {comment()}"
        elif isinstance(one, dict | list):
            yield f"{properties}{comment()}"
            yield from inside(one, column + (offset if isinstance(one, list) else 2))
        elif isinstance(one, str) and one.isprintable() and one.strip() == one != "" and number % 3:
            yield f"{properties}{'|>'[number % 2]}-  {comment()}"
            yield f"{pad}    {one}"
        elif properties:
            yield f"{properties}{comment()}"
            yield f"{pad}  {json.dumps(one)}  {comment()}"
        else:
            yield f"{json.dumps(one)}  {comment()}"

    def inside(one: Any, column: int) -> Iterator[str]:
        pad = " " * column
        for key, item in one.items() if isinstance(one, dict) else enumerate(one):
            if number % 5 == 0:
                yield ""
            yield f"{pad}{comment()}"
            opening = f"{key}: " if isinstance(one, dict) else "- "
            first, *others = value(item, column, hand.offset if isinstance(one, dict) else 2)
            yield f"{pad}{opening}{first}"
            yield from others
        yield f"{pad}{comment()}"

    yield from inside(data, 0)
