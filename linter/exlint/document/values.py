"""The value of a scalar as the parser's events give it, and the faults of those that exlint does not read."""

from __future__ import annotations

from typing import Any

from exlint.document.faults import Faults
from exlint.document.scalars import Core, Scalar, plain_trouble, tagged


def typed(event: Any, text: str, core: Core, faults: Faults, *, is_key: bool) -> Scalar:
    """What a scalar stands for; a key, too, because an alias may use it as a value.

    Args:
        event: The scalar's event.
        text: Its text, with surrogate pairs joined.
        core: The values of plain texts.
        faults: Takes note of what is refused.
        is_key: Whether it stands as a key, which is text however it looks.
    """
    if event.tag is not None:
        try:
            return tagged(str(event.tag), text, core)
        except ValueError as error:
            faults.refuse(event, str(error), "drop the tag")
    if event.tag is not None or event.style:
        return text
    value = core[text]
    if not is_key and isinstance(value, int | float):
        check_number(event, faults)
    return value


def check_number(event: Any, faults: Faults) -> None:
    """Refuses a plain number that others read as another one."""
    trouble = plain_trouble(event.value)
    if trouble:
        faults.refuse(event, trouble, "drop the zero for a number, quote the value for text")
