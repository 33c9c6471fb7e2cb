"""The catalogue: one file a rule, found by its file name.

The file of EXL101 is named `exl101_` and the rule's name. It holds one value, `RULE`; its docstring is the rule's page.
There is no list to keep and nothing registers itself. What a run must know of a rule before it imports it stands in
`index`, which is written from the rules themselves.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.rules.index import INDEX

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

OWN = "own"
"""The area of the rules that a company declares itself."""


class Rule(NamedTuple):
    """A rule of the catalogue.

    Attributes:
        code: `EXL` and three digits, never used again for something else; own rules have another prefix.
        name: What is wrong, so that "allow NAME" reads well; in kebab-case.
        severity: How bad a finding is.
        page: The manual page, in Markdown; its first line says in a sentence what the rule finds.
        source: The document that the rule rests on, a key of `sources.DOCUMENTS`; empty for a matter of the file.
        section: Where in that document, as `cause 1`.
        symptom: What an administrator notices, a key of `symptoms.SYMPTOMS`.
        confidence: `high` where the source says so itself, `medium` where it follows from it, `low` for a reading.
        since: The version of exlint that brought it.
        status: `preview`, `stable`, `deprecated` or `removed`.
        group: `non-default` for what merely differs from the product's default, `what-if` for what tries a change and
            costs a verdict a time; the rules of a group are off until selected.
        when: Where an estate has none of these words, the rule finds nothing and is not even imported: a key of the
            format; a key with another value than this, as `tcp_port != 25`; a text somewhere, without case, as
            `= deny`; a verdict, as `verdict queues`. Empty for a rule that looks at every estate.
        safety: `safe` where its fix changes no verdict and no declared policy, `unsafe` where it may; else empty.
        fix: What its fix does and why that is safe or not; without a fix, why there is none. A sentence or two.
        check: Yields the problems of an estate. None for what the reader, the schema and the model find, and for what
            is about exlint's own files and comments.
    """

    code: str
    name: str
    severity: Severity
    page: str
    source: str = ""
    section: str = ""
    symptom: str = "file"
    confidence: str = "high"
    since: str = "0.1.0"
    status: str = "stable"
    group: str = ""
    when: tuple[str, ...] = ()
    safety: str = ""
    fix: str = ""
    check: Callable[[Mail], Iterator[Problem]] | None = None

    @property
    def area(self) -> str:
        """The word that `--select` and `exlint rules --area` take."""
        return AREAS[self.code[3]] if self.code.startswith("EXL") else OWN

    @property
    def cited(self) -> str:
        """The source as a sentence names it, as `KB 305394, cause 1`; empty for a matter of the file."""
        if not self.source:
            return ""
        from exlint.rules.sources import DOCUMENTS  # noqa: PLC0415 - not loaded while nothing is found

        number = DOCUMENTS[self.source].number
        return f"{number}, {self.section}" if self.section else number


class Entry(NamedTuple):
    """What the index knows of a rule, its fields as in `Rule`; `module` is the name of its file without `.py`."""

    module: str
    status: str
    group: str
    when: tuple[str, ...]

    @property
    def code(self) -> str:
        """Its code."""
        return self.module[:6].upper()

    @property
    def name(self) -> str:
        """Its name."""
        return self.module[7:].replace("_", "-")

    @property
    def area(self) -> str:
        """Its area."""
        return AREAS[self.module[3]]


ENTRIES = tuple(Entry(*row) for row in INDEX)
"""The index, by code."""

WORDS = tuple(dict.fromkeys(word for entry in ENTRIES for word in entry.when))
"""The words that the rules' `when` name, each once."""


def catalogue() -> tuple[Rule, ...]:
    """Every rule, by code: from the files, so that a rule that is not in the index is found too."""
    return tuple(_load(module) for module in _modules())


def checks(words: Collection[str], codes: Collection[str] | None = None) -> Iterator[Rule]:
    """The rules that look at an estate, by code; the pages of the others are not even imported.

    Args:
        words: What the estate has of the words that a rule's `when` may name.
        codes: The rules wanted; by default those that are on until something else is selected.
    """
    for entry, when in _LOOKING if codes is None else _looking(codes):
        if not when or not when.isdisjoint(words):
            yield _load(entry.module)


def _looking(codes: Collection[str]) -> tuple[tuple[Entry, frozenset[str]], ...]:
    """The rules among these that look at an estate, with their words."""
    chosen = (entry for entry in ENTRIES if entry.code in codes and entry.area not in ("file", "exlint"))
    return tuple((entry, frozenset(entry.when)) for entry in chosen)


def on_by_default(entry: Entry | Rule) -> bool:
    """Whether a rule runs where nothing is selected: stable, and in no group."""
    return entry.status in ("stable", "deprecated") and not entry.group


_LOOKING = _looking([entry.code for entry in ENTRIES if on_by_default(entry)])


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


@cache
def _load(module: str) -> Rule:
    found = import_module(f"exlint.rules.{module}").RULE
    expected = f"{found.code.lower()}_{found.name.replace('-', '_')}"
    if module != expected:
        raise ValueError(f"the rule {found.code} {found.name} stands in {module}.py; expected {expected}.py")
    rule: Rule = found
    return rule
