"""`exlint rules` and `exlint explain`: the catalogue of rules and the page of one."""

from __future__ import annotations

from exlint.cli import console
from exlint.rules import Rule, catalogue


def listing(output_format: str) -> int:
    """Writes the catalogue."""
    rules = catalogue()
    if output_format == "json":
        return _json([_entry(rule) for rule in rules])
    width = max(len(rule.name) for rule in rules)
    lines = [f"{rule.code}  {rule.name:{width}}  {rule.severity.word:7}  {title(rule)}\n" for rule in rules]
    console.answer("".join(lines))
    return 0


def explain(wanted: str, output_format: str) -> int:
    """Writes the page of the rule with this code or name, whatever its case; 2 where there is none."""
    rules = catalogue()
    found = next((rule for rule in rules if wanted.casefold() in (rule.code.casefold(), rule.name)), None)
    if found is None:
        console.complain(f"{wanted}: no such rule{_nearest(wanted, rules)}; exlint rules lists them")
        return 2
    if output_format == "json":
        return _json([_entry(found)])
    console.answer(page(found))
    return 0


def title(rule: Rule) -> str:
    """The first sentence of a rule's page."""
    return rule.page.strip().partition("\n")[0].removesuffix(".")


def page(rule: Rule) -> str:
    """A rule's page: its heading, what exlint knows about it, and its docstring."""
    facts = [f"severity {rule.severity.word}", f"area {rule.area}", rule.status, f"since {rule.since}"]
    facts += [f"confidence {rule.confidence}"] if rule.source else []
    return f"# {rule.name} ({rule.code})\n\n{rule.page.strip()}\n\n({', '.join(facts)})\n"


def _nearest(wanted: str, rules: tuple[Rule, ...]) -> str:
    import difflib  # noqa: PLC0415 - only for a name that is wrong

    names = [name for rule in rules for name in (rule.code.casefold(), rule.name)]
    near = difflib.get_close_matches(wanted.casefold(), names, n=1)
    return f" (did you mean {near[0].upper() if near[0].startswith('exl') else near[0]}?)" if near else ""


def _entry(rule: Rule) -> dict[str, str | None]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "area": rule.area,
        "source": rule.source or None,
        "confidence": rule.confidence,
        "status": rule.status,
        "since": rule.since,
        "fix": None,
        "page": rule.page,
    }


def _json(entries: list[dict[str, str | None]]) -> int:
    import json  # noqa: PLC0415 - only for this format

    console.answer(json.dumps({"version": 1, "rules": entries}, ensure_ascii=False, indent=2) + "\n", machine=True)
    return 0
