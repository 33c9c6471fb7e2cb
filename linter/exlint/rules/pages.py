"""The rules' pages as they were shipped: docs/rules, inside the installed package or in the checkout."""

from __future__ import annotations

from exlint.rules import Rule


def page(rule: Rule) -> str:
    """A rule's page, with its examples; of a rule whose page is not written yet, what its file says."""
    from importlib.resources import files  # noqa: PLC0415 - heavy, and needed by nothing but this
    from pathlib import Path  # noqa: PLC0415 - as above

    checkout = Path(__file__).parents[3] / "docs" / "rules"
    for place in (files("exlint").joinpath("pages", f"{rule.code}.md"), checkout / f"{rule.code}.md"):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return f"# {rule.name} ({rule.code})\n\n{rule.page.strip()}\n"
