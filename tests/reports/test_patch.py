"""The unified diff of a file, as git itself applies it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.styles import HANDS, Hand, written
from exlint.document import read
from exlint.reports.patch import Binary, on_terminal, patch

PROJECT = Path(__file__).parents[2]
BROKEN = json.loads(json.dumps(read((PROJECT / "examples/kb305394/broken.yaml").read_bytes()).data))
MENDED = json.loads(json.dumps(read((PROJECT / "examples/kb305394/mended.yaml").read_bytes()).data))


def git(folder: Path, *words: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=folder, input=stdin.encode(), capture_output=True, check=False)


def applied(folder: Path, name: str, old: bytes, new: bytes) -> None:
    """Git checks the diff of a file and applies it; afterwards the file is the new one."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(old)
    diff = patch(name, old, new)

    for words in (["apply", "--check"], ["apply"]):
        done = git(folder, *words, stdin=diff)
        assert done.returncode == 0, done.stderr.decode()

    assert file.read_bytes() == new


@pytest.mark.parametrize("hand", [hand for hand in HANDS if hand.encoding == "utf-8"], ids=str)
def test_git_applies_the_diff_of_a_document_in_every_hand(hand: Hand, tmp_path: Path) -> None:
    applied(tmp_path, "infra.yaml", written(BROKEN, hand), written(MENDED, hand))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"a\n", b"a\nb\n"),
        (b"a", b"a\nb"),
        (b"a", b"a\n"),
        (b"a\n", b"a"),
        (b"a\r\nb\r\n", b"a\r\nc\r\nb\r\n"),
        (b"a\rb", b"a\rc"),
        (b"a\n", b""),
        (b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n"),
        (b"\n" * 20 + b"a\n" * 20, b"x\n" + b"\n" * 20 + b"a\n" * 20 + b"y"),
        ("é\u2028x\x85\n".encode(), "é\u2028y\x85\n".encode()),
    ],
)
def test_git_applies_it_whatever_the_ends_of_lines_and_of_the_file(old: bytes, new: bytes, tmp_path: Path) -> None:
    applied(tmp_path, "infra.yaml", old, new)


@pytest.mark.parametrize(
    "name",
    [
        "two words.yaml",
        "b 2020-01-01.yaml",
        "ü.yaml",
        'a"b.yaml',
        "a\\b.yaml",
        "a\tb.yaml",
        "a\nb.yaml",
        "c/d e/f.yaml",
    ],
)
def test_git_finds_a_file_whatever_its_name(name: str, tmp_path: Path) -> None:
    applied(tmp_path, name, b"a\n", b"b\n")


def test_git_finds_a_name_that_is_no_text(tmp_path: Path) -> None:
    applied(tmp_path, b"\xff\xfe.yaml".decode("utf-8", "surrogateescape"), b"a\n", b"b\n")


def test_in_a_folder_of_a_repository_paths_begin_at_that_folder(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    folder = tmp_path / "below"

    applied(folder, "infra.yaml", b"a\n", b"b\n")


@settings(max_examples=20, deadline=None)
@given(old=st.text("ab\n", max_size=30), new=st.text("abc\n", max_size=30))
def test_git_applies_the_diff_of_any_two_texts(old: str, new: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    if f"x\n{old}" != f"x\n{new}":
        applied(tmp_path_factory.mktemp("any"), "infra.yaml", f"x\n{old}".encode(), f"x\n{new}".encode())


def test_the_diff_reads_as_people_know_it() -> None:
    old, new = b"1\n2\n3\n4\n5\n6\n7\n8\n9\n", b"1\n2\n3\n4\n5\nfive\n6\n7\n8\n9\n"

    assert patch("a b.yaml", old, new) == (
        "--- a/a b.yaml\t\n+++ b/a b.yaml\t\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+five\n 6\n 7\n 8\n"
    )


def test_an_absolute_path_begins_at_the_root() -> None:
    assert patch("/srv/infra.yaml", b"a\n", b"b\n").splitlines()[:2] == ["--- a/srv/infra.yaml", "+++ b/srv/infra.yaml"]


def test_a_file_that_stays_as_it_is_has_no_diff() -> None:
    assert patch("infra.yaml", b"a\n", b"a\n") == ""


@pytest.mark.parametrize("hand", [hand for hand in HANDS if hand.encoding != "utf-8"], ids=str)
def test_of_a_file_that_git_takes_for_binary_there_is_none(hand: Hand) -> None:
    with pytest.raises(Binary):
        patch("infra.yaml", written(BROKEN, hand), written(MENDED, hand))


def test_on_a_terminal_nothing_in_a_diff_is_obeyed() -> None:
    assert on_terminal("--- a/x\n+\u202ea\r\n") == "--- a/x\n+\\u202ea\\r\n"
