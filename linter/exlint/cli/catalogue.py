"""`exlint rules` and `exlint explain`: the catalogue of rules, and their pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from exlint.cli import console
from exlint.reports.escape import in_json, visible
from exlint.rules import OWN, Rule, catalogue
from exlint.rules.pages import page


class Filter(NamedTuple):
    """Which rules are listed; an empty text leaves none out.

    Attributes:
        area: As `smtp`.
        severity: `error`, `warning` or `info`.
        source: What a source's number holds, as `305394`.
        status: `preview`, `stable`, `deprecated` or `removed`.
        group: As `non-default`.
    """

    area: str = ""
    severity: str = ""
    source: str = ""
    status: str = ""
    group: str = ""

    def takes(self, rule: Rule) -> bool:
        """Whether a rule is listed."""
        exact = (
            (self.area, rule.area),
            (self.severity, rule.severity.word),
            (self.status, rule.status),
            (self.group, rule.group),
        )
        return all(not wanted or wanted == own for wanted, own in exact) and _cites(rule, self.source)


def _cites(rule: Rule, wanted: str) -> bool:
    plain = wanted.casefold().replace(" ", "")
    return plain in rule.cited.casefold().replace(" ", "") or plain == rule.source.casefold()


def listing(wanted: Filter, output_format: str, own: Sequence[Rule] = ()) -> int:
    """Writes the catalogue, and own rules behind it; 2 where no rule is left of it."""
    rules = [rule for rule in (*catalogue(), *own) if wanted.takes(rule)]
    if not rules:
        asked = ", ".join(f"{key} {value}" for key, value in wanted._asdict().items() if value)
        console.complain(f"no rule has {asked}; exlint rules lists all of them")
        return 2
    if output_format == "json":
        return _json(rules)
    widths = max(len(rule.code) for rule in rules), max(len(rule.name) for rule in rules)
    lines = [
        f"{rule.code:{widths[0]}}  {rule.name:{widths[1]}}  {rule.severity.word:7}  {visible(title(rule))}{off(rule)}\n"
        for rule in rules
    ]
    console.answer("".join(lines))
    return 0


def off(rule: Rule) -> str:
    """What keeps a rule from running by itself, in brackets; empty for one that runs."""
    if rule.group:
        return f" ({rule.group}: off until selected)"
    return "" if rule.status == "stable" else f" ({rule.status})"


def explain(wanted: str, output_format: str, own: Sequence[Rule] = (), *, paged: bool) -> int:
    """Writes the page of the rule with this code or name, whatever its case; 2 where there is none."""
    rules = (*catalogue(), *own)
    found = next((rule for rule in rules if wanted.casefold() in (rule.code.casefold(), rule.name)), None)
    if found is None:
        console.complain(f"{wanted}: no such rule{_nearest(wanted, rules)}; exlint rules lists them")
        return 2
    return _pages([found], output_format, paged=paged)


def explain_all(output_format: str, own: Sequence[Rule] = (), *, paged: bool) -> int:
    """Writes the pages of all rules."""
    return _pages((*catalogue(), *own), output_format, paged=paged)


def _pages(rules: Sequence[Rule], output_format: str, *, paged: bool) -> int:
    if output_format == "json":
        return _json(rules)
    text = "\n".join(_shown(rule) for rule in rules)
    if paged and sys.stdout is not None and sys.stdout.isatty():
        import pydoc  # noqa: PLC0415 - only where a person reads

        pydoc.pager(text)
    else:
        console.answer(text)
    return 0


def _shown(rule: Rule) -> str:
    """A rule's page; what a company wrote may hold what a terminal obeys."""
    text = page(rule)
    return "\n".join(visible(line) for line in text.split("\n")) if rule.area == OWN else text


def title(rule: Rule) -> str:
    """The first sentence of a rule's page."""
    return rule.page.strip().partition("\n")[0].removesuffix(".")


def _nearest(wanted: str, rules: tuple[Rule, ...]) -> str:
    from exlint.rules.nearness import alike  # noqa: PLC0415 - only for a name that is wrong

    names = [name for rule in rules for name in (rule.code.casefold(), rule.name)]
    near = alike(wanted.casefold(), names)
    codes = {rule.code.casefold(): rule.code for rule in rules}
    return f" (did you mean {codes.get(near, near)}?)" if near else ""


def _entry(rule: Rule) -> dict[str, str | None]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "area": rule.area,
        "source": rule.cited or None,
        "confidence": rule.confidence or None,
        "status": rule.status,
        "since": rule.since or None,
        "fix": rule.safety or None,
        "page": page(rule),
        "group": rule.group or None,
        "symptom": rule.symptom,
    }


def _json(rules: Sequence[Rule]) -> int:
    import json  # noqa: PLC0415 - only for this format

    document = {"version": 1, "rules": [_entry(rule) for rule in rules]}
    lines = json.dumps(document, ensure_ascii=False, indent=2).split("\n")
    console.answer("".join(f"{in_json(line)}\n" for line in lines), machine=True)
    return 0
