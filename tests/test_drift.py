"""What is generated is as the generator writes it, and what the manuals show is what exlint finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from exlint.rules import catalogue

if TYPE_CHECKING:
    from conftest import AsAnnounced

PROJECT = Path(__file__).parents[1]
MANUALS = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"^```(ya?ml\b[^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks() -> Sequence[object]:
    """The blocks of YAML that are documents, each with the rule whose page it stands on, called by manual and line."""
    found = []
    for manual in MANUALS:
        text = manual.read_text(encoding="utf-8")
        for match in _BLOCK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            called = f"{manual.relative_to(PROJECT).as_posix()}:{line}"
            code = manual.stem if manual.stem.startswith("EXL") else ""
            found += [pytest.param(match[2], code, id=called)] if match[1] == "yaml" else []
    return found


@pytest.fixture
def drift(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program tests/drift.py."""
    monkeypatch.syspath_prepend(str(PROJECT / "tests"))
    return import_module("drift")


def test_every_generated_file_is_as_its_generator_writes_it(drift: ModuleType) -> None:
    stale = [
        name
        for name, text in drift.written().items()
        if not (PROJECT / name).is_file() or (PROJECT / name).read_text(encoding="utf-8") != text()
    ]
    assert stale == [], "run: python tests/drift.py"


def test_the_index_says_of_a_rule_in_a_group_that_it_is_off(drift: ModuleType) -> None:
    rows = [row for row in drift.index(catalogue()).splitlines() if row.startswith("| [EXL")]

    off = {row[3:9] for row in rows if row.endswith(": off until selected) |")}

    assert off == {rule.code for rule in catalogue() if rule.group}
    assert all(": off until selected) |" in row for row in rows if row[3:9] in off)


def test_no_page_is_left_of_a_rule_that_is_gone(drift: ModuleType) -> None:
    found = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "docs/rules").iterdir()}
    assert found <= set(drift.written()), "remove the page"


def test_no_picture_is_left_of_an_example_that_is_gone(drift: ModuleType) -> None:
    found = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "docs/pictures").iterdir()}
    assert found <= set(drift.written()), "remove the picture"


def test_a_block_of_yaml_is_a_document_or_says_that_it_is_none() -> None:
    fences = {match[1] for manual in MANUALS for match in _BLOCK.finditer(manual.read_text(encoding="utf-8"))}
    assert fences <= {"yaml", "yaml fragment"}


@pytest.mark.parametrize(("text", "code"), _blocks())
def test_a_document_in_a_manual_gives_the_findings_that_it_announces(
    text: str, code: str, tmp_path: Path, drift: ModuleType, as_announced: AsAnnounced
) -> None:
    document = tmp_path / "document.yaml"
    document.write_text(text, encoding="utf-8")

    assert drift.BEGINS_A_DOCUMENT.match(text), "begin it with exlint: 1, or write yaml fragment behind the fence"
    as_announced(document, code=code)
