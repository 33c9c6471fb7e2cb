"""What an estate has of the words that a rule's `when` may name: its keys, some values, its verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exlint import rules
from exlint.mailflow import Mail

_OTHERS = [(word, *word.split(" != ")) for word in rules.WORDS if " != " in word]
_COMPARED = {key for _, key, _ in _OTHERS}
_TEXTS = {word.removeprefix("= ") for word in rules.WORDS if word.startswith("= ")}
_WRITTEN = {True: "true", False: "false", None: "null"}


def words(data: Iterable[Any], mail: Mail) -> set[str]:
    """The words that hold of plain data and what was decided about it.

    Each key, at whatever depth; each text without case, as `= deny`; each key of which some value is another than one
    that a rule names, as `tcp_port != 25`; each verdict, as `verdict queues`.
    """
    found = {f"verdict {flow.verdict.value}" for flow in mail.flows}
    texts: set[str] = set()
    waiting = list(data)
    while waiting:
        one = waiting.pop()
        if one.__class__ is dict:
            found.update(one)
            waiting += one.values()
            if not _COMPARED.isdisjoint(one):
                found.update(word for word, key, usual in _OTHERS if key in one and _text(one[key]) != usual)
        elif one.__class__ is list:
            waiting += one
        elif one.__class__ is str:
            texts.add(one)
    return found | {f"= {text}" for text in map(str.casefold, texts) if text in _TEXTS}


def _text(value: Any) -> str:
    if value.__class__ is bool or value is None:
        return _WRITTEN[value]
    return str(value)
