"""Which versions of exlint a specifier allows, as `>=0.1,<2`."""

from __future__ import annotations

import re
from typing import Any

from exlint import __version__
from exlint.project.config.keys import VERSIONS

_CLAUSE = re.compile(r" *(>=|<=|==|!=|>|<) *([0-9.]+) *")
_NUMBERS = re.compile(r"[0-9]+(\.[0-9]+)*")


def refusal(wanted: Any) -> str:
    """Why what says this `required-version` is not for this exlint; empty where it is, or where the value is wrong."""
    if not isinstance(wanted, str) or allows(wanted, __version__):
        return ""
    return f"this is exlint {__version__}; required-version is {wanted}"


def allows(specifier: str, version: str) -> bool:
    """Whether every clause of a specifier holds for a version; of one that `keys.VERSIONS` does not match, none need.

    Versions are numbers with dots, and missing ones are zeros: 0.1 is 0.1.0. What follows them in the version of a
    build, as `.dev1`, does not count.
    """
    if not re.search(VERSIONS, specifier):
        return True
    own = _NUMBERS.match(version)
    numbers = _numbers(own[0] if own else "0")
    return all(_holds(numbers, *match.groups()) for match in map(_CLAUSE.fullmatch, specifier.split(",")) if match)


def _holds(own: tuple[int, ...], sign: str, wanted: str) -> bool:
    other = _numbers(wanted)
    return {
        ">=": own >= other,
        "<=": own <= other,
        ">": own > other,
        "<": own < other,
        "==": own == other,
        "!=": own != other,
    }[sign]


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers of a version, without zeros at its end."""
    numbers = [int(part) for part in text.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
