"""Steps in before every call of the system that a piece of code makes through `os`, whichever these calls are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import BuiltinFunctionType
from typing import Any

_real_close = os.close


@contextmanager
def before_each(act: Callable[..., None]) -> Iterator[None]:
    """Calls `act` with the function's name and its arguments before each call; what it raises is what the call raises.

    A descriptor whose closing fails is closed all the same, as the system does it.
    """
    real = {name: value for name, value in vars(os).items() if isinstance(value, BuiltinFunctionType)}

    def stepped(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            try:
                act(name, *arguments)
            except OSError:
                if name == "close":
                    _real_close(*arguments)
                raise
            return real[name](*arguments, **named)

        return call

    try:
        vars(os).update({name: stepped(name) for name in real})
        yield
    finally:
        vars(os).update(real)
