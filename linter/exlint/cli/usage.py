"""Errors of use in exlint's own words, where typer's are not those of the configuration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from exlint.project.config.values import one_of, spelled


def told(error: Any, words: Sequence[str]) -> str:
    """What is said of an error of use; empty where typer says it well enough.

    Args:
        error: What typer raised. Its class has no name to rely on, so only what it holds is looked at.
        words: The command line.
    """
    if not hasattr(error, "param"):
        return ""
    if error.param is None:
        return str(error.message)  # a command has said it itself
    value, option = _given(words, error.param.opts)
    _, _, choices = str(error.message).partition(" is not one of ")
    if found := tuple(re.findall("'([^']*)'", choices)):
        return f"{option} is {spelled(value)}; {one_of(value, found)}"
    least = getattr(error.param, "min", None)
    least = getattr(getattr(error.param, "type", None), "min", None) if least is None else least
    return "" if least is None else f"{option} is {spelled(value)}; expected a whole number, {least} or more"


def _given(words: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """The last value that a command line gives an option, and the name that it has there."""
    found = "", names[0]
    for word, after in zip(words, (*words[1:], ""), strict=True):
        name, equals, value = word.partition("=")
        if word == "--":
            break
        if name in names:
            found = (value if equals else after), name
    return found
