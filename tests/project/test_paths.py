"""Paths as they are shown, and what lies inside what."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exlint.project import shown
from exlint.project.paths import inside, nearest, upwards

if TYPE_CHECKING:
    from collections.abc import Callable

posix = pytest.mark.skipif(os.name == "nt", reason="such names cannot exist on Windows")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("infra.yaml", "infra.yaml"),
        ("./infra.yaml", "infra.yaml"),
        ("isa//one.yaml", "isa/one.yaml"),
        ("isa/../infra.yaml", "infra.yaml"),
        ("a..b.yaml", "a..b.yaml"),
        (".", "."),
        ("-h.yaml", "-h.yaml"),
        ("a b%20\n\x1b.yaml", "a b%20\n\x1b.yaml"),
    ],
)
def test_a_path_below_the_current_folder_is_shown_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(path) == expected
    assert shown(os.path.join(tmp_path, path)) == expected


def test_a_path_elsewhere_is_shown_absolute_with_slashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert shown("../infra.yaml") == (tmp_path / "infra.yaml").as_posix()
    assert shown("..") == tmp_path.as_posix()


def test_a_folder_whose_name_only_begins_alike_is_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert shown(str(tmp_path / "here2" / "a.yaml")) == (tmp_path / "here2" / "a.yaml").as_posix()


def test_below_the_topmost_folder_everything_is_relative(monkeypatch: pytest.MonkeyPatch) -> None:
    top = Path.cwd().anchor
    monkeypatch.chdir(top)
    assert shown(os.path.join(top, "a", "b.yaml")) == "a/b.yaml"


def test_two_dots_behind_a_link_lead_where_the_system_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: Callable[[Path, str], None]
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    link(tmp_path / "c", "a/b")
    monkeypatch.chdir(tmp_path)
    assert shown("c/../infra.yaml") == "a/infra.yaml"


@posix
def test_a_backslash_in_a_name_and_undecodable_bytes_stay() -> None:
    assert shown("a\\b.yaml") == "a\\b.yaml"
    assert shown(os.fsdecode(b"\xff.yaml")) == "\udcff.yaml"


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("/a/b", "/a", True),
        ("/a", "/a", True),
        ("/ab", "/a", False),
        ("/", "/a", False),
        ("/a", "/", True),
        ("/a/b", "/a/b/c", False),
    ],
)
def test_inside_goes_by_whole_names(path: str, folder: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert inside(path.replace("/", os.sep), folder.replace("/", os.sep)) is expected


def test_upwards_ends_at_the_topmost_folder(tmp_path: Path) -> None:
    assert list(upwards(str(tmp_path))) == [str(tmp_path), *map(str, tmp_path.parents)]


@pytest.mark.parametrize(
    ("meant", "written"),
    [("infra.yaml", "infra.yml"), ("infra.yaml", "INFRA.YAML2"), ("Mail.yaml", "mial.yaml")],
)
def test_the_nearest_name_is_written_as_the_path_is(tmp_path: Path, meant: str, written: str) -> None:
    (tmp_path / meant).touch()
    (tmp_path / "quite different").touch()
    assert nearest(f"{tmp_path}/{written}") == f"{tmp_path}/{meant}"


def test_nothing_near_is_said_to_be_near(tmp_path: Path) -> None:
    (tmp_path / "quite different").touch()
    assert nearest(f"{tmp_path}/infra.yaml") == ""
    assert nearest(f"{tmp_path}/no folder/infra.yaml") == ""
