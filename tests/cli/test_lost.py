"""`exlint check --since`: a file that was ours and is no more does not leave the gate in silence."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.conftest import CLEAN, commit

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done, Git

    Exlint = Callable[..., Done]

FOREIGN = CLEAN.replace(b"exlint: 1\n", b"", 1)
SINCE = ("check", "--since", "HEAD", "--quiet", "--output-format", "concise")
LOST = ": error EXL006 the document lacks the key exlint; write exlint: 1, the version of the format\n"


@pytest.fixture(name="lost")
def _lost(tmp_path: Path, git: Git) -> Path:
    """The document lost.yaml, committed with another one, and without its line `exlint: 1` since."""
    path = tmp_path / "lost.yaml"
    for each in (path, tmp_path / "other.yaml"):
        each.write_bytes(CLEAN)
    commit(git)
    path.write_bytes(FOREIGN)
    return path


# A hook names the files that changed, and leaves foreign ones alone.
@pytest.mark.parametrize("words", [(), (".",), ("lost.yaml",), ("--skip-foreign", "lost.yaml")])
@pytest.mark.usefixtures("lost")
def test_a_document_that_lost_its_line_fails_with_its_place(exlint: Exlint, words: tuple[str, ...]) -> None:
    done = exlint(*SINCE, *words)

    assert (done.status, done.err) == (1, "")
    assert re.fullmatch(r"lost\.yaml:\d+:1", done.out.removesuffix(LOST))


@pytest.mark.usefixtures("lost")
def test_what_is_not_quiet_says_why_it_is_checked(exlint: Exlint) -> None:
    done = exlint("check", "--since", "HEAD")

    why = "lost.yaml had a line that begins with exlint: in HEAD, so it is checked; exclude it if it is no document"
    assert done.err == f"{why} any more\n"


def test_the_last_document_of_all_fails_too(exlint: Exlint, lost: Path) -> None:
    lost.with_name("other.yaml").unlink()

    done = exlint(*SINCE)

    assert (done.status, done.out.endswith(LOST)) == (1, True)


def test_a_line_that_only_looks_otherwise_keeps_the_document_in_the_gate(exlint: Exlint, lost: Path) -> None:
    lost.write_bytes(b'"exlint": 1\nforrest: {}\n')

    done = exlint(*SINCE)

    assert done.status == 1
    assert re.findall(r"EXL\d{3}", done.out) == ["EXL011"]


def test_files_are_listed_with_it(exlint: Exlint, lost: Path) -> None:
    assert exlint("check", "--since", "HEAD", "--show-files").out == f"other.yaml\n{lost.name}\n"
    assert exlint("check", "--show-files").out == "other.yaml\n"


# A file that is deleted is seen in the change itself; one that is not asked about, or left out, is nobody's concern.
@pytest.mark.parametrize("words", [("other.yaml",), ("--exclude", "lost.yaml"), ("sub",)])
def test_what_is_not_asked_about_or_excluded_is_not_missed(exlint: Exlint, lost: Path, words: tuple[str, ...]) -> None:
    (lost.parent / "sub").mkdir()
    (lost.parent / "sub" / "new.yaml").write_bytes(CLEAN)

    assert exlint(*SINCE, *words).status == 0


def test_a_deleted_document_is_not_missed(exlint: Exlint, lost: Path) -> None:
    lost.unlink()
    assert exlint(*SINCE) == (0, "", "")

    lost.mkdir()
    assert exlint(*SINCE) == (0, "", "")


def test_what_git_ignores_now_is_not_missed(exlint: Exlint, lost: Path, git: Git) -> None:
    git("rm", "--quiet", "--cached", lost.name)
    lost.with_name(".gitignore").write_text(f"{lost.name}\n", encoding="utf-8")

    assert exlint(*SINCE) == (0, "", "")


def test_only_standard_input_is_asked_about_where_it_is_alone(exlint: Exlint, lost: Path) -> None:
    assert exlint(*SINCE, "-", "--stdin-filename", "other.yaml", stdin=CLEAN) == (0, "", "")
    assert exlint(*SINCE, "-", "--stdin-filename", lost.name, stdin=FOREIGN).status == 1


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_in_its_place_is_an_error_and_not_followed(exlint: Exlint, lost: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
    outside.write_text("secret: [\n", encoding="utf-8")
    lost.unlink()
    lost.symlink_to(outside)

    done = exlint(*SINCE)

    said = "had a line that begins with exlint: in HEAD; it lies behind a link now, which is not followed"
    assert done == (2, "", f"exlint: lost.yaml: {said}\n")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_to_what_is_checked_itself_is_no_error(exlint: Exlint, lost: Path) -> None:
    lost.unlink()
    lost.symlink_to("other.yaml")

    assert exlint(*SINCE) == (0, "", "")


def test_a_diff_of_two_revisions_says_that_it_is_not_judged(exlint: Exlint, lost: Path, git: Git) -> None:
    commit(git)

    done = exlint("diff", "--from", "HEAD~1", "--to", "HEAD")

    assert done.status == 1
    assert done.out.startswith(f"document: HEAD~1:{lost.name} -> HEAD:{lost.name}\n")
    assert ": delivers -> NOT JUDGED\n" in done.out
