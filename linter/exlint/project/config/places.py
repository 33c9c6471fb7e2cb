"""Where the keys and values of a TOML text stand: tomllib gives data and no places.

The text is one that tomllib has accepted, so nothing is checked here: the scanner goes from token to token, once, and
without recursion.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from exlint.findings import Route

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")  # a number, a truth value, a date; a date may hold a space
_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"' + r"|'[^']*'")
_LONG = re.compile(r'"""(?:"{0,2}(?:\\.|[^"\\]))*"{3,5}' + r"|'''(?:'{0,2}[^'])*'{3,5}", re.DOTALL)

Span = tuple[int, int]
"""Offsets in characters, end exclusive."""


class Spot(NamedTuple):
    """Where a route's end stands.

    Attributes:
        key: The key, or the last part of a dotted key or of a header; of an item of a list the item.
        value: The value; of what has a header, or further parts behind a dot, the key.
    """

    key: Span
    value: Span


def places(text: str) -> dict[Route, Spot]:
    """Every route of a TOML text, with its spot; of a table that is named several times the first."""
    scanner = _Scanner(text)
    while sign := scanner.skip():
        if sign == "[":
            scanner.header()
        else:
            scanner.pair()
    return scanner.found


class _Open:
    """A list or an inline table that is being read, with how many items were begun."""

    def __init__(self, route: Route, key: Span, begin: int, *, is_list: bool) -> None:
        self.route, self.key, self.begin, self.is_list = route, key, begin, is_list
        self.count = 0


class _Scanner:
    """A position in a text, and what was found before it."""

    def __init__(self, text: str) -> None:
        self.found: dict[Route, Spot] = {}
        self._text = text
        self._at = 0
        self._table: Route = ()
        self._last: dict[Route, int] = {}  # a list of tables -> the index of the last that was begun
        self._open: list[_Open] = []

    def skip(self) -> str:
        """Goes to the next character that means something; gives it, and nothing at the end."""
        self._take(_BLANK)
        return self._text[self._at : self._at + 1]

    def header(self) -> None:
        """Reads `[a.b]` or `[[a.b]]`."""
        signs = 2 if self._text.startswith("[[", self._at) else 1
        self._at += signs
        self._table, part = self._name(())
        if signs == 2:  # noqa: PLR2004 - a table of a list
            number = self._last[self._table] = self._last.get(self._table, -1) + 1
            self._table = (*self._table, number)
            self.found[self._table] = Spot(part, part)
        self.skip()
        self._at += signs

    def pair(self) -> None:
        """Reads a key, and its value with all that lies in it."""
        self._key(self._table)
        while self._open:
            inner, sign = self._open[-1], self.skip()
            if sign in "]}":
                self._at += 1
                self._open.pop()
                self.found[inner.route] = Spot(inner.key, (inner.begin, self._at))
            elif sign == ",":
                self._at += 1
            elif inner.is_list:
                self._value((*inner.route, inner.count), None)
                inner.count += 1
            else:
                self._key(inner.route)

    def _key(self, table: Route) -> None:
        route, part = self._name(table)
        self._at += 1  # the =
        self._value(route, part)

    def _value(self, route: Route, key: Span | None) -> None:
        """Reads a value; of a list or an inline table only its beginning. An item of a list has no key."""
        sign, begin = self.skip(), self._at
        if sign in "[{":
            self._at += 1
            self._open.append(_Open(route, key or (begin, self._at), begin, is_list=sign == "["))
            return
        if sign not in "\"'":
            end = begin + len(self._take(_SCALAR).rstrip())
        else:
            self._take(_LONG if self._text.startswith(sign * 3, begin) else _QUOTED)
            end = self._at
        self.found[route] = Spot(key or (begin, end), (begin, end))

    def _name(self, table: Route) -> tuple[Route, Span]:
        """Reads a key with its dots; gives its route, and where its last part stands."""
        route, sign = table, "."
        while sign == ".":
            sign, begin = self.skip(), self._at
            step = _plain(self._take(_QUOTED if sign in "\"'" else _BARE))
            part = (begin, self._at)
            within = (self._last[route],) if route in self._last else ()  # of a list of tables its last one
            route = (*route, *within, step)
            self.found.setdefault(route, Spot(part, part))
            sign = self.skip()
            self._at += sign == "."
        return route, part

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"offset {self._at}: no TOML that tomllib takes")
        self._at = match.end()
        return match[0]


def _plain(part: str) -> str:
    """What a part of a key is called, without its quotes and escapes."""
    if part[0] not in "\"'":
        return part
    if "\\" not in part:
        return part[1:-1]
    import tomllib  # noqa: PLC0415 - only a key with an escape needs it

    text: str = tomllib.loads(f"name = {part}")["name"]
    return text
