"""Where an estate ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exlint.project import root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(name="document")
def _document(tmp_path: Path) -> Path:
    """A document three folders down."""
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "infra.yaml").write_text("exlint: 1\n", encoding="utf-8")
    return folder / "infra.yaml"


def test_without_a_mark_the_root_is_the_document_s_folder(document: Path) -> None:
    assert root(str(document)) == str(document.parent.resolve())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("exlint.toml", ""),
        (".git", "gitdir: elsewhere"),
        ("pyproject.toml", "[tool.exlint]\n"),
        ("pyproject.toml", 'tool = {exlint = {}, other = "é"}\n'),
    ],
    ids=["exlint.toml", ".git as a file", "a table", "an inline table"],
)
def test_the_nearest_folder_with_a_mark_is_the_root(document: Path, name: str, text: str) -> None:
    for folder in (document.parents[1], document.parents[2]):
        (folder / name).write_text(text, encoding="utf-8")
    assert root(str(document)) == str(document.parents[1].resolve())


def test_a_repository_is_a_root(document: Path) -> None:
    (document.parents[2] / ".git").mkdir()
    assert root(str(document)) == str(document.parents[2].resolve())


def test_a_mark_beside_the_document_counts(document: Path) -> None:
    (document.parents[1] / "exlint.toml").touch()
    (document.parent / "exlint.toml").touch()
    assert root(str(document)) == str(document.parent.resolve())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[tool.other]\nexlint = 1\n",
        b"tool = 'exlint'\n",
        b"[tool]\nexlint = 1\n",
        b"[tool.exlint\n",
        b"[tool.exlint]\n# \xff\n",
        b"exlint = " + b"[" * 100_000,
        b"[tool.exlint]\n" + b"# padding\n" * 200_000,
    ],
    ids=["empty", "another table", "no table", "no table either", "broken", "not UTF-8", "deep", "huge"],
)
def test_a_pyproject_without_a_sound_table_does_not_count(document: Path, data: bytes) -> None:
    (document.parents[1] / "pyproject.toml").write_bytes(data)
    assert root(str(document)) == str(document.parent.resolve())


def test_a_link_to_a_document_stands_for_the_document(
    tmp_path: Path, document: Path, link: Callable[[Path, str], None]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    link(tmp_path / "elsewhere" / "infra.yaml", "../a/b/c/infra.yaml")
    assert root(str(tmp_path / "elsewhere" / "infra.yaml")) == str(document.parent.resolve())


def test_a_relative_path_has_an_absolute_root(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(document.parent)
    assert root("infra.yaml") == str(document.parent.resolve())
