"""Texts with placeholders, as `{name} on {server}`: no format strings, which could reach into the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from exlint.rules.own.objects import Object
from exlint.schema.wording import scalar

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_MISSING = "not declared"
_LONGEST = 80
_FEW_ITEMS = 6


class Words(NamedTuple):
    """A text: what stands between placeholders, and the placeholders, in turn; the first is text."""

    parts: tuple[str, ...] = ("",)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What stands in the braces."""
        return self.parts[1::2]

    def about(self, one: Object) -> str:
        """The text with the object's values in it."""
        texts = list(self.parts)
        texts[1::2] = [_shown(one, name) for name in self.placeholders]
        return "".join(texts)


class Brace(ValueError):  # noqa: N818 - named for what is wrong
    """A brace that begins or ends nothing."""


def read(text: str) -> Words:
    """Reads a text; `{{` and `}}` stand for braces.

    Raises:
        Brace: One stands alone.
    """
    parts, begun, done = [], "", 0
    for piece in _PIECE.finditer(text):
        begun += text[done : piece.start()]
        done = piece.end()
        if piece[0] in ("{{", "}}"):
            begun += piece[0][0]
        elif piece[1] is None:
            raise Brace(f"{piece[0]} stands alone; write {piece[0] * 2} for a brace")
        else:
            parts += [begun, piece[1]]
            begun = ""
    return Words((*parts, begun + text[done:]))


def _shown(one: Object, name: str) -> str:
    if name in one.parents:
        return one.parents[name]
    value: Any = one.data
    for key in name.split("."):
        if not isinstance(value, dict) or key not in value:
            return _MISSING
        value = value[key]
    text = ", ".join(_items(value)) or "none" if isinstance(value, list) else _plain(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _items(values: list[Any]) -> Iterator[str]:
    yield from map(_plain, values[:_FEW_ITEMS])
    if len(values) > _FEW_ITEMS:
        yield f"{len(values) - _FEW_ITEMS} more"


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(value["name"]) if "name" in value else f"a mapping with {', '.join(value)}"
    return ", ".join(_items(value)) if isinstance(value, list) else scalar(value)
