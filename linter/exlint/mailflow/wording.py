"""The values that a sentence of a trace names: a long list is cut, an empty one is said to be empty."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 4  # as many names as a sentence can carry


def some(names: Iterable[str] | None) -> str:
    """The first names, and how many more there are; `none` where there are none."""
    every = list(names or ())
    shown = ", ".join(every[:_SHOWN]) or "none"
    return f"{shown} and {len(every) - _SHOWN} more" if len(every) > _SHOWN else shown
