"""The house itself: the contract of the rooms, the types, the style, and what the wheel holds."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SOURCES = PROJECT / "linter" / "exlint"
SCHEMAS = ("exlint.schema.json", "exlint-config.schema.json", "exlint-rules.schema.json")


def _run(*words: str) -> tuple[int, str]:
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_data_flows_one_way_through_the_rooms() -> None:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

    status, output = _run(sys.executable, "-c", program)

    assert status == 0, output


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("ruamel", "document"),
        ("_ruamel_yaml", "document"),
        ("msgspec", "schema"),
        ("jsonschema", "schema"),
        ("typer", "cli"),
        ("watchfiles", "cli"),
    ],
)
def test_a_library_is_imported_in_one_room_only(library: str, room: str) -> None:
    lines = {
        path.relative_to(SOURCES).parts[0]: line
        for path in SOURCES.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith((f"import {library}", f"from {library}"))
    }

    assert set(lines) == {room}


def test_the_types_are_right() -> None:
    status, output = _run(sys.executable, "-m", "mypy")

    assert status == 0, output


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]])
def test_the_style_is_right(words: list[str]) -> None:
    status, output = _run(sys.executable, "-m", "ruff", *words, "linter", "tests")

    assert status == 0, output


def test_the_wheel_holds_the_package_the_schemas_and_the_rules_pages_and_nothing_else(tmp_path: Path) -> None:
    status, output = _run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), "."
    )
    assert status == 0, output
    (wheel,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        schemas = {name: archive.read(f"exlint/{name}") for name in SCHEMAS}

    expected = {
        f"exlint/{path.relative_to(SOURCES).as_posix()}"
        for path in SOURCES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    pages = {f"exlint/pages/{path.name}" for path in (PROJECT / "docs/rules").iterdir()}
    assert names == expected | pages | {f"exlint/{name}" for name in SCHEMAS}
    assert schemas == {name: (PROJECT / "schema" / name).read_bytes() for name in SCHEMAS}


def test_no_stray_copy_of_the_schema_lies_in_the_package() -> None:
    assert not any((SOURCES / name).exists() for name in SCHEMAS)
