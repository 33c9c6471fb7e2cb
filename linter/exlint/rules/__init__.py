"""The catalogue: one file a rule, found by its file name.

The file of EXL101 is named `exl101_` and the rule's name. It holds one value, `RULE`; its docstring is the rule's page.
There is no list to keep and nothing registers itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail

AREAS = {
    "0": "file",
    "1": "smtp",
    "2": "dns",
    "3": "isa-rules",
    "4": "verdict",
    "5": "isa-elements",
    "6": "editions",
    "7": "security",
    "8": "isa-2004",
    "9": "exlint",
}
"""First digit of a code -> the area that it belongs to."""


class Rule(NamedTuple):
    """A rule of the catalogue.

    Attributes:
        code: `EXL` and three digits, never used again for something else.
        name: What is wrong, so that "allow NAME" reads well; in kebab-case.
        severity: How bad a finding is.
        page: The manual page, in Markdown; its first line says in a sentence what the rule finds.
        source: The document that the rule rests on; empty for a matter of the file.
        confidence: `high` where the source says so itself, `medium` where it follows from it, `low` for a reading.
        since: The version of exlint that brought it.
        status: `preview`, `stable`, `deprecated` or `removed`.
        check: Yields the problems of an estate. None for what the reader, the schema and the model find.
    """

    code: str
    name: str
    severity: Severity
    page: str
    source: str = ""
    confidence: str = "high"
    since: str = "0.1.0"
    status: str = "stable"
    check: Callable[[Mail], Iterator[Problem]] | None = None

    @property
    def area(self) -> str:
        """The word that `--select` and `exlint rules --area` take."""
        return AREAS[self.code[3]]


def catalogue() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(_load(module) for module in _modules())


@cache
def checks() -> tuple[Rule, ...]:
    """The rules that look at an estate, by code; the pages of EXL001 to 025 are not even imported."""
    return tuple(_load(module) for module in _modules() if not module.startswith("exl0"))


def rule(code: str) -> Rule:
    """The rule with a code.

    Raises:
        KeyError: There is none.
    """
    prefix = code.lower() + "_"
    for module in _modules():
        if module.startswith(prefix):
            return _load(module)
    raise KeyError(code)


def _modules() -> list[str]:
    names = {entry.partition(".")[0] for entry in os.listdir(__path__[0])}
    return sorted(name for name in names if name.startswith("exl"))


def _load(module: str) -> Rule:
    found = import_module(f"exlint.rules.{module}").RULE
    expected = f"{found.code.lower()}_{found.name.replace('-', '_')}"
    if module != expected:
        raise ValueError(f"the rule {found.code} {found.name} stands in {module}.py; expected {expected}.py")
    rule: Rule = found
    return rule
