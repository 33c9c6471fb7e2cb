"""What an estate has of the words that a rule's `when` may name: its keys, and its verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exlint.mailflow import Mail


def words(data: Iterable[Any], mail: Mail) -> set[str]:
    """The keys that plain data hold, at whatever depth, and each verdict as `verdict queues`."""
    found = {f"verdict {flow.verdict.value}" for flow in mail.flows}
    waiting = list(data)
    while waiting:
        one = waiting.pop()
        if one.__class__ is dict:
            found.update(one)
            waiting += one.values()
        elif one.__class__ is list:
            waiting += one
    return found
