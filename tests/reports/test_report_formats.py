"""The formats by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import exlint
from exlint.findings import Report, Summary
from exlint.reports import FORMATS, renderer

COLOURED = True

CLEAN = Report((), Summary(1, 1, 1), lambda _file, _line: "")


def test_the_formats_are_the_four_that_the_command_takes_and_full_is_the_first() -> None:
    assert list(FORMATS) == ["full", "concise", "json", "github"]


@pytest.mark.parametrize("name", ["full", "concise", "github"])
def test_a_clean_run_says_nothing_on_standard_output(name: str) -> None:
    assert renderer(name)(CLEAN, COLOURED) == ""


def test_an_unknown_format_has_no_renderer() -> None:
    with pytest.raises(KeyError, match="sarif"):
        renderer("sarif")


def test_a_clean_run_imports_no_format_and_nothing_heavy() -> None:
    heavy = "('json', 'unicodedata', 'textwrap', 'dataclasses', 'exlint.reports.full', 'exlint.reports.concise')"
    program = f"import sys, exlint.reports; print([name for name in {heavy} if name in sys.modules])"
    assert _printed(program) == "[]"


def test_a_format_imports_no_other_and_full_needs_no_tables_for_ascii() -> None:
    program = (
        "import sys\n"
        "from exlint.findings import *\n"
        "from exlint.reports import renderer\n"
        "found = Finding(Place('a.yaml', 1, 1, 1, 2, '/x'), 'EXL010', 'wrong-type', Severity.ERROR, 'm', label='l')\n"
        "renderer('full')(Report((found,), Summary(1, 1, 1), lambda file, line: 'text'), True)\n"
        "print([name for name in ('json', 'unicodedata', 'exlint.reports.github') if name in sys.modules])"
    )
    assert _printed(program) == "[]"


def _printed(program: str) -> str:
    source = Path(exlint.__file__).parents[1]
    # Without `site`, so that nothing is imported that a development environment brings.
    command = [sys.executable, "-S", "-c", program]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8").stdout.strip()
