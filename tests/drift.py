"""Writes every generated file of the project anew: `python tests/drift.py`. tests/test_drift.py asks for this."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import generated
from exlint.cli.catalogue import page, title
from exlint.rules import AREAS, Rule, catalogue
from exlint.schema import publish

PROJECT = Path(__file__).parents[1]
CASES = PROJECT / "tests/rules"

BEGINS_A_DOCUMENT = re.compile(r"(?:#[^\n]*\n|\s)*exlint: 1\s")
"""What the text of a complete document matches; a block of YAML that does not is marked as a fragment."""


def rule_page(rule: Rule) -> str:
    """A rule's page in the manual: what `exlint explain` shows, and its first case of each kind."""
    examples = (("Example that fires", "fires"), ("Example that is silent", "silent"))
    return page(rule) + "".join(_example(heading, CASES / rule.code.lower(), kind) for heading, kind in examples)


def index(rules: Iterable[Rule]) -> str:
    """The index of the rules' pages, by area."""
    rules = tuple(rules)
    present = [area for area in AREAS.values() if any(rule.area == area for rule in rules)]
    tables = [_table(area, [rule for rule in rules if rule.area == area]) for area in present]
    return "# The rules, by area\n" + "".join(tables)


def _table(area: str, rules: Iterable[Rule]) -> str:
    rows = [f"| [{one.code}]({one.code}.md) | {one.name} | {one.severity.word} | {title(one)} |\n" for one in rules]
    return f"\n## {area}\n\n| code | name | severity | finds |\n|---|---|---|---|\n" + "".join(rows)


def _example(heading: str, folder: Path, kind: str) -> str:
    """The section with the case `fires` or `silent`, one file or a folder of them; empty where no file can show it."""
    plain, several = folder / f"{kind}.yaml", folder / kind
    if plain.is_file():
        return f"\n## {heading}\n\n{_block(plain)}"
    files = sorted(several.rglob("*.yaml"), key=lambda path: (path.name != "infra.yaml", path))
    blocks = [f"\n`{path.relative_to(several).as_posix()}`:\n\n{_block(path, alone=False)}" for path in files]
    return f"\n## {heading}\n" + "".join(blocks) if blocks else ""


def _block(file: Path, *, alone: bool = True) -> str:
    text = file.read_text(encoding="utf-8")
    is_document = alone and BEGINS_A_DOCUMENT.match(text)
    return f"```{'yaml' if is_document else 'yaml fragment'}\n{text.rstrip()}\n```\n"


def written() -> dict[str, Callable[[], str]]:
    """Each generated file, as a path in the project -> its text; a file may be made from those before it."""
    rules = catalogue()
    pages = {f"docs/rules/{rule.code}.md": partial(rule_page, rule) for rule in rules}
    return {
        "schema/exlint.schema.json": publish.text,
        "docs/rules/README.md": partial(index, rules),
        **pages,
        "docs/format.md": generated.format_page,
        "docs/traces.md": generated.traces,
        "docs/pictures.md": generated.pictures,
        **generated.drawings(),
        "README.md": generated.readme,
    }


def main() -> None:
    """Writes them."""
    for name, text in written().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
