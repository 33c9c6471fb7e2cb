"""Reads a TOML file without harm: text to plain data, and a place for whatever is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exlint.project.config.settings import Misconfigured
from exlint.project.paths import nearest, shown
from exlint.project.reading import TooLarge, Unreadable, read

if TYPE_CHECKING:
    from exlint.findings import Route
    from exlint.project.config.places import Spot

LIMIT = 1024 * 1024
"""Bytes of a file; more were not written by people."""

# tomllib's time grows with the square of the parts of a key.
_DOTS = 500

_AT = r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)"


class Toml:
    """A TOML file.

    Attributes:
        path: Its path.
        shown: How people read it.
        data: Its plain data.
    """

    def __init__(self, path: str, text: str, data: dict[str, Any]) -> None:
        self.path, self.shown, self.data = path, shown(path), data
        self._text = text
        self._spots: dict[Route, Spot] | None = None
        self._lines: list[int] = []

    def place(self, route: Route, *, value: bool = False) -> str:
        """Line and column of a route's key, or of its value, as `3:1`; of one that is not written its parent's."""
        if self._spots is None:
            from exlint.project.config.places import places  # noqa: PLC0415 - only to complain, or to show

            self._spots, self._lines = places(self._text), _lines(self._text)
        while route and route not in self._spots:
            route = route[:-1]
        if not route:
            return "1:1"
        spot = self._spots[route]
        return _position(self._lines, (spot.value if value else spot.key)[0])


def load(path: str, *, mention: bytes = b"") -> Toml | None:
    """Reads a file; gives None where its bytes do not hold `mention`, which takes less time than to understand them.

    Raises:
        Misconfigured: It cannot be read, is too large, or is no TOML.
    """
    data = _bytes(path)
    return _parsed(path, _decoded(path, data)) if mention in data else None


def _bytes(path: str) -> bytes:
    try:
        return read(path, LIMIT)
    except Unreadable as error:
        near = nearest(path) if error.reason == "no such file" else ""
        meant = f" (did you mean {shown(near)}?)" if near else ""
        raise Misconfigured(f"{shown(path)}: {error.reason}{meant}") from error
    except TooLarge as error:
        raise Misconfigured(
            f"{shown(path)}: {error.size:,} bytes; exlint reads {LIMIT:,} of a configuration"
        ) from error


def _decoded(path: str, data: bytes) -> str:
    """The text, without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        what = f"the byte {error.object[error.start]:02x} is no UTF-8; save the file as UTF-8"
        raise Misconfigured(f"{shown(path)}:{line}: {what}") from error


def _parsed(path: str, text: str) -> Toml:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _DOTS:
            raise Misconfigured(f"{shown(path)}:{number}: more than {_DOTS} dots in a line; not read")
    import tomllib  # noqa: PLC0415 - most runs have no configuration

    try:
        return Toml(path, text, tomllib.loads(text))
    except RecursionError as error:
        raise Misconfigured(f"{shown(path)}: lists or tables are nested too deep to be read") from error
    except ValueError as error:
        raise Misconfigured(f"{shown(path)}{_said(text, str(error))}") from error


def _said(text: str, words: str) -> str:
    """What tomllib says, with its place in front."""
    match = re.fullmatch(_AT, words)
    if match is None:  # of a number with too many digits
        return f": not TOML that can be read: {words.partition(';')[0]}"
    place = f"{match[2]}:{match[3]}" if match[2] else _position(_lines(text), len(text.rstrip()))
    return f":{place}: not TOML: {match[1]}"


def _lines(text: str) -> list[int]:
    """Where the lines of a text begin."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _position(lines: list[int], offset: int) -> str:
    from bisect import bisect  # noqa: PLC0415 - only to complain, or to show

    number = bisect(lines, offset)
    return f"{number}:{offset - lines[number - 1] + 1}"
