"""`exlint diff` and `exlint check --since` know a document again under another name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.conftest import BROKEN, commit, with_other_servers
from exlint.cli import check, diff
from exlint.cli.options import CheckOptions, DiffOptions
from exlint.model import renaming

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done, Git

    Exlint = Callable[..., Done]

OTHER_SETTING = BROKEN.replace(b"'CONTOSO\\Domain Admins'", b"'CONTOSO\\Admins'")  # EXL302 lies on that rule
assert OTHER_SETTING != BROKEN


@pytest.fixture(name="lyon")
def _lyon(tmp_path: Path, git: Git) -> Path:
    """A document with five findings, committed as lyon.yaml."""
    path = tmp_path / "lyon.yaml"
    path.write_bytes(BROKEN)
    commit(git)
    return path


def since(exlint: Exlint, *words: str) -> tuple[int, list[str], str]:
    done = exlint("check", "--since", "HEAD", "--output-format", "concise", *words)
    return done.status, re.findall(r"(?:error|warning) (EXL\d{3})", done.out), done.err


def test_a_diff_tells_another_name_and_nothing_else(exlint: Exlint, lyon: Path) -> None:
    lyon.rename(lyon.with_name("france.yaml"))

    done = exlint("diff", "--from", "HEAD")

    said = "document: HEAD:lyon.yaml -> france.yaml (renamed)"
    totals = "0 verdicts got worse; 1 document renamed; 0 objects changed; 0 findings new, 0 gone"
    assert done == (0, f"{said}\n\n{totals}\n", "")
    (document,) = json.loads(exlint("diff", "--from", "HEAD", "--output-format", "json").out)["documents"]
    assert (document["old"], document["new"], document["renamed"]) == ("HEAD:lyon.yaml", "france.yaml", True)
    assert document["findings"] == {"new": [], "gone": []}


def test_a_diff_tells_what_changed_besides_the_name(exlint: Exlint, lyon: Path, git: Git) -> None:
    lyon.unlink()
    lyon.with_name("france.yaml").write_bytes(OTHER_SETTING)
    commit(git)

    out = exlint("diff", "--from", "HEAD~1", "--to", "HEAD").out

    assert out.startswith("document: HEAD~1:lyon.yaml -> HEAD:france.yaml (renamed)\n\n changed  ")
    assert out.endswith("; 1 document renamed; 1 object changed; 0 findings new, 0 gone\n")


def test_a_copy_is_a_new_document(exlint: Exlint, lyon: Path) -> None:
    lyon.with_name("france.yaml").write_bytes(BROKEN)

    assert exlint("diff", "--from", "HEAD").out.startswith("document: france.yaml (new)\n")
    status, codes, _ = since(exlint)
    assert (status, len(codes)) == (1, 5)


def test_since_a_revision_another_name_wakes_no_finding(exlint: Exlint, lyon: Path) -> None:
    (lyon.parent / "sites").mkdir()
    lyon.rename(lyon.parent / "sites" / "france.yaml")

    status, codes, err = since(exlint, "sites")

    assert (status, codes) == (0, [])
    assert err.startswith("sites/france.yaml is HEAD:lyon.yaml under another name\n")
    assert err.endswith("; 5 not asked for\n")
    assert since(exlint, "--quiet") == (0, [], "")
    assert exlint("check", "--since", "HEAD", "-", "--stdin-filename", "x.yaml", stdin=BROKEN).status == 0


def test_since_a_revision_what_changed_besides_the_name_is_shown(exlint: Exlint, lyon: Path) -> None:
    lyon.unlink()
    lyon.with_name("france.yaml").write_bytes(OTHER_SETTING)

    assert since(exlint)[:2] == (1, ["EXL302"])


def test_since_a_revision_a_document_with_other_servers_is_a_new_one(exlint: Exlint, lyon: Path) -> None:
    lyon.unlink()
    lyon.with_name("france.yaml").write_bytes(with_other_servers(BROKEN))

    status, codes, err = since(exlint)

    assert (status, len(codes)) == (1, 5)
    assert "under another name" not in err


def test_a_document_that_becomes_a_fragment_is_known_again_and_one_that_was_one(
    exlint: Exlint, lyon: Path, git: Git
) -> None:
    main = lyon.with_name("main.yaml")
    main.write_text("exlint: 1\ninclude: [lyon.yaml]\n", encoding="utf-8")
    lyon.write_bytes(BROKEN.replace(b"exlint: 1\n", b"exlint: 1\npart_of: main.yaml\n", 1))

    assert since(exlint)[:2] == (0, [])
    assert exlint("diff", "--from", "HEAD").out.startswith("document: HEAD:lyon.yaml -> main.yaml (renamed)\n")
    commit(git)
    main.unlink()
    lyon.write_bytes(BROKEN)

    assert since(exlint)[:2] == (0, [])
    assert exlint("diff", "--from", "HEAD").out.startswith("document: HEAD:main.yaml -> lyon.yaml (renamed)\n")


def test_what_comes_from_an_excluded_or_a_hidden_folder_is_new_to_the_gate(
    exlint: Exlint, lyon: Path, git: Git
) -> None:
    for folder in ("old", ".old"):
        (lyon.parent / folder).mkdir()
        lyon.rename(lyon.parent / folder / "lyon.yaml")
        commit(git)
        (lyon.parent / folder / "lyon.yaml").rename(lyon)

        status, codes, _ = since(exlint, "--exclude", "old")

        assert (status, len(codes)) == (1, 5)


def test_too_many_documents_to_compare_are_new_ones_and_a_line_says_so(
    lyon: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lyon.rename(lyon.with_name("france.yaml"))
    monkeypatch.chdir(lyon.parent)
    monkeypatch.setattr(renaming, "_MOST", 0)
    said = "too many documents came and went with the same objects to look for renamed ones"

    assert diff.run(DiffOptions(old="HEAD")) == 1
    out, err = capsys.readouterr()
    assert (out.startswith("document: france.yaml (new)\n"), err) == (True, f"{said}: none is taken for another\n")
    assert check.run(CheckOptions(since="HEAD")) == 1
    assert capsys.readouterr().err.startswith(said)
