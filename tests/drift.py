"""Writes every generated file of the project anew: `python tests/drift.py`. tests/test_drift.py asks for this."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import generated
from exlint.cli.catalogue import off, title
from exlint.rules import AREAS, Rule, catalogue
from exlint.rules.sources import DOCUMENTS
from exlint.rules.symptoms import SYMPTOMS
from exlint.schema import publish

PROJECT = Path(__file__).parents[1]
CASES = PROJECT / "tests/rules"

CONFIDENCE = {
    "high": "High: the source says so itself.",
    "medium": "Medium: it follows from the source.",
    "low": "Low: it is exlint's reading; the source leaves room for another.",
}
COLUMNS = 120
INDEX_HEAD = '''"""What a run must know of a rule before it imports it.

Written from the rules by `python tests/drift.py`.

A row: the name of the rule's file without `.py`, its status, its group, and the words of its `when`.
"""

from __future__ import annotations

'''

BEGINS_A_DOCUMENT = re.compile(r"(?:#[^\n]*\n|\s)*exlint: 1\s")
"""What the text of a complete document matches; a block of YAML that does not is marked as a fragment."""


def rule_page(rule: Rule) -> str:
    """A rule's page: its docstring, its first case of each kind, and what its metadata say, under fixed headings."""
    first, *parts = re.split(r"^## (.*)\n", rule.page.strip() + "\n", flags=re.MULTILINE)
    said = {heading: text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}
    folder = CASES / rule.code.lower()
    sections = {
        "What it finds": said["What it finds"],
        "Why mail suffers": said["Why mail suffers"],
        "Example that fires": _example(folder, "fires"),
        "Example that is silent": _example(folder, "silent"),
        "How to mend it": said["How to mend it"],
        "Source": said["Source"],
        "Confidence": CONFIDENCE[rule.confidence],
        "Since": f"exlint {rule.since}; {rule.status}{f', in the group {rule.group}' if rule.group else ''}.",
    }
    head = f"# {rule.name} ({rule.code})\n\n{first.strip()}\n\nSeverity: {rule.severity.word}. Area: {rule.area}.\n"
    return head + "".join(f"\n## {heading}\n\n{text}\n" for heading, text in sections.items())


def index(rules: Iterable[Rule]) -> str:
    """The index of the rules' pages: by area, by symptom, by source."""
    rules = tuple(rules)
    by_area = {area: [rule for rule in rules if rule.area == area] for area in AREAS.values()}
    by_symptom = {text: [rule for rule in rules if rule.symptom == key] for key, text in SYMPTOMS.items()}
    by_source = {
        f"{document.number}: {document.title} ({document.read})": [rule for rule in rules if rule.source == key]
        for key, document in sorted(DOCUMENTS.items(), key=lambda item: item[1])
    }
    return "".join(
        f"{heading}\n" + "".join(_table(name, some) for name, some in parts.items() if some)
        for heading, parts in (
            ("# The rules\n\n## By area", by_area),
            ("\n## By symptom", by_symptom),
            ("\n## By source", by_source),
        )
    )


def _table(name: str, rules: Iterable[Rule]) -> str:
    rows = [
        f"| [{one.code}]({one.code}.md) | {one.name} | {one.severity.word} | {title(one)}{off(one)} |\n"
        for one in rules
    ]
    return f"\n### {name}\n\n| code | name | severity | finds |\n|---|---|---|---|\n" + "".join(rows)


def rule_index(rules: Iterable[Rule]) -> str:
    """linter/exlint/rules/index.py: what a run must know of a rule before it imports it."""
    rows = []
    for one in rules:
        module = f"{one.code.lower()}_{one.name.replace('-', '_')}"
        row = f"    {(module, one.status, one.group, one.when)!r},\n".replace("'", '"')
        if len(row) > COLUMNS:
            parts = "".join(f"        {part!r},\n" for part in (module, one.status, one.group)).replace("'", '"')
            words = f"        {one.when!r},\n".replace("'", '"')
            if len(words) > COLUMNS:
                words = "        (\n" + "".join(f'            "{word}",\n' for word in one.when) + "        ),\n"
            row = f"    (\n{parts}{words}    ),\n"
        rows.append(row)
    return f"{INDEX_HEAD}INDEX: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (\n{''.join(rows)})\n"


def _example(folder: Path, kind: str) -> str:
    """The case `fires` or `silent`, one file or a folder of them."""
    plain, several = folder / f"{kind}.yaml", folder / kind
    if plain.is_file():
        return _block(plain)
    files = sorted(several.rglob("*.yaml"), key=lambda path: (path.name != "infra.yaml", path))
    blocks = [f"`{path.relative_to(several).as_posix()}`:\n\n{_block(path, alone=False)}" for path in files]
    return "\n\n".join(blocks) or "No file of this page can show it: it is about how a file is stored or named."


def _block(file: Path, *, alone: bool = True) -> str:
    text = file.read_text(encoding="utf-8")
    is_document = alone and BEGINS_A_DOCUMENT.match(text)
    return f"```{'yaml' if is_document else 'yaml fragment'}\n{text.rstrip()}\n```"


def written() -> dict[str, Callable[[], str]]:
    """Each generated file, as a path in the project -> its text; a file may be made from those before it."""
    rules = catalogue()
    pages = {f"docs/rules/{rule.code}.md": partial(rule_page, rule) for rule in rules}
    return {
        "schema/exlint.schema.json": publish.text,
        "schema/exlint-rules.schema.json": publish.rules_text,
        "linter/exlint/rules/index.py": partial(rule_index, rules),
        "docs/rules/README.md": partial(index, rules),
        **pages,
        "docs/format.md": generated.format_page,
        "docs/traces.md": generated.traces,
        "docs/pictures.md": generated.pictures,
        **generated.drawings(),
        "docs/diff.md": partial(generated.with_outputs, "docs/diff.md"),
        "docs/plan.md": partial(generated.with_outputs, "docs/plan.md"),
        "README.md": partial(generated.with_outputs, "README.md"),
    }


def main() -> None:
    """Writes them."""
    for name, text in written().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
