"""What is configured, and where each part of it was said: as TOML with comments, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from exlint.project.config import Origin, Said, Settings
from exlint.project.config.keys import KEYS, Key, Kind
from exlint.reports.escape import escaped, visible

_TABLES = (Kind.LEVELS, Kind.IGNORES)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml(settings: Settings) -> str:
    """The settings as TOML, a key a line; keys without a value are comments, and tables come last."""
    said = [(key, getattr(settings, key.field)) for key in KEYS]
    plain = [line for key, one in said if not _is_table(key, one) for line in _lines(key, one)]
    tables = [line for key, one in said if _is_table(key, one) for line in _table(key, one)]
    return "".join(f"{line}\n" for line in (*plain, *tables))


def json(settings: Settings, path: str) -> str:
    """The settings for a path, which is as people read it, as one JSON object of version 1 on one line."""
    from json import dumps  # noqa: PLC0415 - only for this format

    document = {"version": 1, "path": path, "settings": [_entry(key, getattr(settings, key.field)) for key in KEYS]}
    return dumps(document) + "\n"


def _is_table(key: Key, said: Said[Any]) -> bool:
    return key.kind in _TABLES and bool(said.value)


def _lines(key: Key, said: Said[Any]) -> Iterator[str]:
    value, origin = said
    several = isinstance(value, tuple) and len({item.origin[:3] for item in value}) > 1
    if value is None or (key.name == "select" and not value):
        yield f"# {key.name} is not set"
    elif several:
        yield f"{key.name} = ["
        yield from (f"  {_spelled(item.value)},  {_from(item.origin)}" for item in value)
        yield "]"
    else:
        yield f"{key.name} = {'{}' if key.kind in _TABLES else _spelled(value)}  {_from(origin)}"


def _table(key: Key, said: Said[Any]) -> Iterator[str]:
    yield ""
    yield f"[{key.name}]"
    for name, value in said.value:
        yield f"{_name(name.value)} = {_spelled(value)}  {_from(name.origin)}"


def _from(origin: Origin) -> str:
    return f"# {visible(str(origin))}"


def _name(text: str) -> str:
    return text if _BARE.fullmatch(text) else _spelled(text)


def _spelled(value: Any) -> str:
    """A value as TOML writes it; in a text whatever a terminal obeys is an escape."""
    if isinstance(value, tuple):
        return f"[{', '.join(_spelled(item.value) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return f'"{escaped(value.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34)), _spell)}"'


def _spell(char: str) -> str:
    surrogate = "\\" if "\ud800" <= char <= "\udfff" else ""  # an undecodable name: TOML has no escape for it
    return f"{surrogate}\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"  # noqa: PLR2004 - as long as four digits hold


def _entry(key: Key, said: Said[Any]) -> dict[str, Any]:
    """A key, its plain value, its origin, and the origins of its items or of the keys of its table."""
    value = said.value
    entry = {"key": key.name, "value": value, "origin": _origin(said.origin)}
    if key.kind in _TABLES:
        plain = {name.value: _plain(one) for name, one in value}
        return entry | {"value": plain, "origins": {name.value: _origin(name.origin) for name, _ in value}}
    if isinstance(value, tuple):
        return entry | {"value": _plain(value), "origins": [_origin(item.origin) for item in value]}
    return entry


def _plain(value: Any) -> Any:
    return [item.value for item in value] if isinstance(value, tuple) else value


def _origin(origin: Origin) -> dict[str, Any]:
    """A source, and its line and column where it is a file."""
    place = str(origin).removeprefix(origin.source).split(":")[1:]
    line, column = map(int, place) if place else (None, None)
    return {"source": origin.source, "line": line, "column": column}
