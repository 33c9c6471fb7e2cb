"""Whether plain values are what their keys take; what is wrong is said in one line for each value."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from exlint.project.config.keys import BY_NAME, PATH, SEVERITIES, VERSIONS, WORD, Key, Kind
from exlint.project.config.settings import Origin, Said
from exlint.project.globs import BadGlob, glob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Layer: TypeAlias = "dict[str, Said[Any]]"
"""What one file, the environment or the flags say: the name of a key -> its value in the form that `Settings` has."""

_A_RULE = "the code, name or area of rules"
_LONGEST = 60
_MANY_DIGITS = 10**20
_MOST = 50  # faults of a table that are told


class _Wrong(Exception):  # noqa: N818 - named for what the value is
    """A value is not what its key takes; the words begin with the place."""


class _Enough(Exception):  # noqa: N818 - named for what is said of it
    """Nobody reads more."""


def checked(table: Mapping[str, Any], origin: Origin) -> tuple[Layer, tuple[str, ...]]:
    """The values of a table, and what is wrong with it, a line for each matter that begins with its place."""
    layer: Layer = {}
    faults: list[str] = []

    def say(fault: str) -> None:
        faults.append(fault)
        if len(faults) == _MOST:
            raise _Enough

    with suppress(_Enough):
        for name, value in table.items():
            where = origin.item(name)
            key = BY_NAME.get(name)
            if key is None:
                say(f"{where}: {_cut(name)}: no such key{_meant(name)}")
                continue
            try:
                layer[name] = Said(_CHECKS[key.kind](key, value, where, say), where)
            except _Wrong as error:
                say(str(error))
    return layer, tuple(faults)


_Say: TypeAlias = "Callable[[str], None]"


def _texts(key: Key, value: Any, origin: Origin, say: _Say, named: str = "") -> tuple[Said[str], ...]:
    """A list of words or globs; `named` is how it is called where it is not the key's own value."""
    if not isinstance(value, list):
        raise _wrong(origin, named or key.name, value, key.kind.value if not named else "a list of rules")
    if not value and key.name == "select":
        raise _Wrong(f"{origin.of_value()}: select is empty; expected rules, or no select at all")
    found = []
    for index, item in enumerate(value):
        where = origin.item(index)
        fault = _unusable(key.kind, item)
        if fault:
            say(f"{where.of_value()}: {named or key.name} holds {spelled(item)}{fault}")
        else:
            found.append(Said(item, where))
    return tuple(found)


def _unusable(kind: Kind, item: Any) -> str:
    """Why an item of a list cannot be used, in words that follow it; empty where it can."""
    if kind is Kind.GLOBS:
        return _no_glob(item) if isinstance(item, str) else "; expected a glob in quotes"
    if isinstance(item, str):
        return "" if re.search(WORD, item) else f"; expected {_A_RULE}"
    return f"; expected {_A_RULE}, in quotes"


def _no_glob(text: str) -> str:
    try:
        glob("", text)
    except BadGlob as error:
        return f", which {error}"
    return ""


def _levels(key: Key, value: Any, origin: Origin, say: _Say) -> tuple[tuple[Said[str], str], ...]:
    found = []
    for word, level in _table(key, value, origin).items():
        where = origin.item(word)
        if not re.search(WORD, word):
            say(f"{where}: {key.name} holds a key without text; expected {_A_RULE}")
        elif level not in SEVERITIES:
            say(f"{where.of_value()}: {key.name}.{_cut(word)} is {spelled(level)}; {one_of(level, SEVERITIES)}")
        else:
            found.append((Said(word, where), str(level)))
    return tuple(found)


def _ignores(key: Key, value: Any, origin: Origin, say: _Say) -> tuple[tuple[Said[str], tuple[Said[str], ...]], ...]:
    found = []
    for text, words in _table(key, value, origin).items():
        where = origin.item(text)
        if fault := _no_glob(text):
            say(f"{where}: {key.name} holds {spelled(text)}{fault}")
            continue
        try:
            found.append((Said(text, where), _texts(BY_NAME["ignore"], words, where, say, f"{key.name}.{_cut(text)}")))
        except _Wrong as error:
            say(str(error))
    return tuple(found)


def _table(key: Key, value: Any, origin: Origin) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(origin, key.name, value, key.kind.value)
    return value


def _flag(key: Key, value: Any, origin: Origin, _: _Say) -> bool:
    if not isinstance(value, bool):
        raise _wrong(origin, key.name, value, key.kind.value)
    return value


def _choice(key: Key, value: Any, origin: Origin, _: _Say) -> str:
    if value not in key.choices:
        raise _Wrong(f"{origin.of_value()}: {key.name} is {spelled(value)}; {one_of(value, key.choices)}")
    return str(value)


def _number(key: Key, value: Any, origin: Origin, _: _Say) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(origin, key.name, value, key.kind.value)
    return value


def _pattern(key: Key, value: Any, origin: Origin, _: _Say) -> str:
    pattern = VERSIONS if key.kind is Kind.VERSIONS else PATH
    if not isinstance(value, str) or not re.search(pattern, value):
        raise _wrong(origin, key.name, value, key.kind.value)
    return value


_CHECKS: dict[Kind, Callable[[Key, Any, Origin, _Say], Any]] = {
    Kind.WORDS: _texts,
    Kind.GLOBS: _texts,
    Kind.LEVELS: _levels,
    Kind.IGNORES: _ignores,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.VERSIONS: _pattern,
    Kind.PATH: _pattern,
}


def _wrong(origin: Origin, name: str, value: Any, expected: str) -> _Wrong:
    return _Wrong(f"{origin.of_value()}: {name} is {spelled(value)}; expected {expected}")


def one_of(value: Any, words: tuple[str, ...]) -> str:
    """Which words a value should be one of, and the nearest: `expected error or info (did you mean info?)`."""
    return f"expected {', '.join(words[:-1])} or {words[-1]}{_near(value, words) if isinstance(value, str) else ''}"


def _meant(name: str) -> str:
    if name in ("tool", "exlint"):
        return "; this file has the keys at its top, and only pyproject.toml has them in [tool.exlint]"
    return _near(name.replace("_", "-"), BY_NAME) or "; exlint config show lists the keys"


def _near(word: str, words: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415 - only for a word that is wrong

    near = difflib.get_close_matches(word.casefold(), list(words), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def spelled(value: Any) -> str:
    """A value as TOML writes it, cut where it is long."""
    if isinstance(value, str):
        return f'"{_cut(value)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        kind = "list" if isinstance(value, list) else "table"
        return f"a {kind}" if value else f"an empty {kind}"
    if isinstance(value, int) and abs(value) >= _MANY_DIGITS:
        return "a number with many digits"
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
