"""The README's commands as a new user runs them, and CONTRIBUTING's lines in a copy of the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
COPY = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv", "dist")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the manuals speak to a POSIX shell")


def _block(manual: str, before: str) -> list[str]:
    """The commands of the shell block that follows a text in a manual."""
    text = (PROJECT / manual).read_text(encoding="utf-8")
    match = re.search(re.escape(before) + r".*?```sh\n(.*?)```", text, re.DOTALL)
    assert match is not None, f"{manual} has no commands behind {before}"
    return match[1].splitlines()


def _run(command: str, folder: Path, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=clean | {"PATH": f"{path}{os.pathsep}{clean['PATH']}"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_first_commands_of_the_readme_work_in_an_empty_environment(tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    bin_folder = tmp_path / "venv" / "bin"
    install, check = _block("README.md", "## Try it")
    (mended,) = _block("README.md", "has nothing to report:")
    shutil.copytree(PROJECT, tmp_path / "exlint", ignore=COPY)

    installed = _run(install, tmp_path / "exlint", bin_folder)
    broken = _run(check, tmp_path / "exlint", bin_folder)
    clean = _run(mended, tmp_path / "exlint", bin_folder)

    assert installed.returncode == 0, installed.stderr
    assert (broken.returncode, broken.stderr) == (1, "")
    assert sorted(set(re.findall(r"error\[(EXL\d{3})\]", broken.stdout))) == [
        "EXL101",
        "EXL201",
        "EXL301",
        "EXL302",
        "EXL401",
    ]
    assert (clean.returncode, clean.stdout) == (0, "")


def test_the_test_command_of_the_readme_is_what_runs_here() -> None:
    assert _block("README.md", "<!-- test command -->") == ["pip install '.[test]'", "pytest -n auto"]


def test_the_lines_of_contributing_add_a_rule(tmp_path: Path) -> None:
    tree = tmp_path / "exlint"
    shutil.copytree(PROJECT, tree, ignore=COPY)
    lines = _block("CONTRIBUTING.md", "<!-- adding a rule -->")
    assert len(lines) <= 10
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "exlint"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m exlint \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("python", "pytest"):
        (tmp_path / "bin" / name).write_text(
            f"#!/bin/sh\nexec '{sys.executable}' {'-m pytest' if name == 'pytest' else ''} \"$@\"\n", encoding="utf-8"
        )
        (tmp_path / "bin" / name).chmod(0o755)
    before = {path.relative_to(tree) for path in tree.rglob("*") if path.is_file()}

    for line in lines:
        # What `pip install -e` does: the package is found in the tree.
        done = _run(line, tree, tmp_path / "bin", PYTHONPATH=str(tree / "linter"), PYTHONDONTWRITEBYTECODE="1")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"

    after = {path.relative_to(tree) for path in tree.rglob("*") if path.is_file() and ".pytest_cache" not in path.parts}
    assert {str(path) for path in after - before if ".hypothesis" not in path.parts} == {
        "linter/exlint/rules/exl399_rule_named_example.py",
        "tests/rules/exl399/fires.yaml",
        "tests/rules/exl399/silent.yaml",
        "docs/rules/EXL399.md",
    }
