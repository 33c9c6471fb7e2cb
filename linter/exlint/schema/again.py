"""What a document declares, as plain data again: for an edit that writes it a second time."""

from __future__ import annotations

from typing import Any

from exlint.findings import Pairs, Value
from exlint.schema.values import ABSENT


def data(declared: Any) -> Value:
    """The plain data of a declared object, its keys in the order of the format; what is absent stays absent."""
    if isinstance(declared, tuple):
        return tuple(map(data, declared))
    keys = getattr(declared, "__struct_fields__", None)
    if keys is None:
        value: Value = declared
        return value
    written = ((key, getattr(declared, key)) for key in keys)
    return Pairs((key, data(one)) for key, one in written if one is not ABSENT)
