"""What the environment says: `EXLINT_` and the name of a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exlint.project.config.keys import KEYS, Key, Kind
from exlint.project.config.settings import Misconfigured, Origin
from exlint.project.config.values import Layer, checked
from exlint.project.config.versions import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "EXLINT_"
CONFIG, ISOLATED = "EXLINT_CONFIG", "EXLINT_ISOLATED"
"""The variables that stand for the options `--config` and `--isolated`."""

_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_DIGITS = re.compile("[0-9]{1,18}")


def layer(environment: Mapping[str, str], base: str) -> Layer:
    """The values of the variables; one without text counts as not set.

    Args:
        environment: Name -> text.
        base: The real folder that paths are relative to.

    Raises:
        Misconfigured: A variable has a wrong value, or is none of exlint's.
    """
    known = {key.variable: key for key in KEYS}
    found: Layer = {}
    faults: list[str] = []
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name in (CONFIG, ISOLATED) or not environment[name]:
            continue
        key = known.get(name)
        if key is None or key.only_in_files:
            faults.append(f"{name}: {_no_such(name, key, [*known, CONFIG, ISOLATED])}")
            continue
        try:
            said, wrong = checked({key.name: _value(key, environment[name])}, Origin(name, base))
        except ValueError as error:
            faults.append(f"{name}: {error}")
        else:
            found |= said
            faults += wrong
    if "required-version" in found and (words := refusal(found["required-version"].value)):
        faults.append(f"{found['required-version'].origin}: {words}")
    if faults:
        raise Misconfigured(*faults)
    return found


def flag(name: str, text: str) -> bool:
    """What the text of a variable that is a flag means; an empty one is false.

    Raises:
        Misconfigured: It is no flag.
    """
    if text and text.casefold() not in _FLAGS:
        raise Misconfigured(f'{name} is "{text}"; expected true or false')
    return _FLAGS.get(text.casefold(), False)


def _no_such(name: str, key: Key | None, names: list[str]) -> str:
    if key is not None:
        return f"{key.name} stands in files only; {CONFIG} names one"
    import difflib  # noqa: PLC0415 - only for a name that is wrong

    near = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    return f"no such setting{f' (did you mean {near[0]}?)' if near else '; exlint config show lists them'}"


def _value(key: Key, text: str) -> Any:
    """The plain value that a text means, as a file would hold it; a text that means none stays as it is."""
    if key.kind in (Kind.WORDS, Kind.GLOBS):
        return [part.strip() for part in text.split(",")]
    if key.kind is Kind.LEVELS:
        return _pairs(key, text)
    if key.kind is Kind.IGNORES:
        return {glob: words.split() for glob, words in _pairs(key, text).items()}
    if key.kind is Kind.FLAG:
        return _FLAGS.get(text.casefold(), text)
    if key.kind is Kind.NUMBER and _DIGITS.fullmatch(text):
        return int(text)
    return text


def _pairs(key: Key, text: str) -> dict[str, str]:
    """`NAME=VALUE` with commas between several."""
    pairs = [part.rpartition("=") for part in text.split(",")]
    if not all(sign for _, sign, _ in pairs):
        raise ValueError(f'{key.name} is "{text}"; expected NAME=VALUE, with commas between several')
    found: dict[str, str] = {}
    for name, _, value in pairs:
        if found.setdefault(name.strip(), value.strip()) != value.strip():
            raise ValueError(f"{key.name} has {name.strip()} twice; write one of them")
    return found
