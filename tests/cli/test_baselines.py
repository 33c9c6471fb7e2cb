"""Several baselines in one run, what is said where one is missing, and what a run over a folder knows of the gone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import BROKEN, CLEAN, Done
from exlint.cli.survey import Survey
from exlint.project.config import Configurations

Exlint = Callable[..., Done]

HEADER = '{"exlint_baseline": 1}\n'
MAKES = "no such file (exlint baseline write makes one)"
CODES = ["EXL101", "EXL201", "EXL301", "EXL302", "EXL401"]  # of broken.yaml, sorted


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Three folders with a document each; the root and `sub` name a baseline, `lab` has a configuration without."""
    for name, text in {"": 'baseline = "known.jsonl"\n', "sub": 'baseline = "old.jsonl"\n', "lab": ""}.items():
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "exlint.toml").write_text(f"# {name}\n{text}", encoding="utf-8")
        (folder / f"{name or 'root'}.yaml").write_bytes(BROKEN)
    return tmp_path


def concise(exlint: Exlint, *words: str, **environment: str) -> Done:
    return exlint("check", "--output-format", "concise", *words, env=environment)


def found(done: Done) -> list[tuple[str, str]]:
    """The files and codes of what counts, sorted."""
    return sorted(re.findall(r"^(\S+?):\S+ \w+ (EXL\d{3})", done.out, re.MULTILINE))


def documents(path: Path) -> list[str]:
    """The documents of a baseline, each with as many entries as broken.yaml has findings."""
    header, *entries = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert header == json.loads(HEADER)
    names = sorted({one["document"] for one in entries})
    assert sorted((one["document"], one["code"]) for one in entries) == [
        (name, code) for name in names for code in CODES
    ]
    return names


def test_each_document_s_findings_are_written_to_the_baseline_nearest_to_it(exlint: Exlint, tree: Path) -> None:
    done = exlint("baseline", "write")

    assert sorted(done.err.splitlines()) == [
        "5 findings written to known.jsonl",
        "5 findings written to sub/old.jsonl",
        "lab/lab.yaml: no baseline is configured for it; left alone",
    ]
    assert documents(tree / "known.jsonl") == ["root.yaml"]
    assert documents(tree / "sub/old.jsonl") == ["sub.yaml"]
    assert not (tree / "exlint-baseline.jsonl").exists()
    assert found(concise(exlint)) == [("lab/lab.yaml", code) for code in CODES]
    assert concise(exlint, "sub", "root.yaml").status == 0


def test_a_flag_or_a_variable_names_the_baseline_of_every_document(exlint: Exlint, tree: Path) -> None:
    done = exlint("baseline", "write", "--baseline", "all.jsonl")

    assert done == (0, "", "15 findings written to all.jsonl\n")
    assert documents(tree / "all.jsonl") == ["lab/lab.yaml", "root.yaml", "sub/sub.yaml"]
    assert concise(exlint, "--baseline", "all.jsonl").status == 0
    assert concise(exlint, EXLINT_BASELINE="all.jsonl").status == 0


def test_one_file_that_two_configurations_name_is_one_baseline(exlint: Exlint, tree: Path) -> None:
    (tree / "lab/exlint.toml").write_text('extend = "../sub/exlint.toml"\n', encoding="utf-8")
    (tree / "exlint.toml").write_text('baseline = "lab/../sub/old.jsonl"\n', encoding="utf-8")

    assert exlint("baseline", "write").err == "15 findings written to sub/old.jsonl\n"
    assert documents(tree / "sub/old.jsonl") == ["../lab/lab.yaml", "../root.yaml", "sub.yaml"]
    assert concise(exlint).status == 0


def test_a_fragment_s_findings_are_held_against_the_baseline_of_its_document(exlint: Exlint, tree: Path) -> None:
    head, isa = BROKEN.decode().split("\nisa:\n")
    (tree / "sub/sub.yaml").write_text(f"{head}\ninclude: parts/isa.yaml\n", encoding="utf-8")
    (tree / "sub/parts").mkdir()
    (tree / "sub/parts/isa.yaml").write_text(f"exlint: 1\npart_of: ../sub.yaml\nisa:\n{isa}", encoding="utf-8")

    exlint("baseline", "write")

    assert documents(tree / "sub/old.jsonl") == ["sub.yaml"]
    assert concise(exlint, "sub/parts/isa.yaml").status == 0


def test_stale_entries_are_found_and_pruned_in_each_baseline(exlint: Exlint, tree: Path) -> None:
    exlint("baseline", "write")
    for name in ("root.yaml", "sub/sub.yaml", "lab/lab.yaml"):
        (tree / name).write_bytes(CLEAN)

    stale = [(name, "EXL911") for name in ("known.jsonl", "sub/old.jsonl") for _ in CODES]
    assert found(concise(exlint)) == stale
    assert found(concise(exlint, "sub")) == stale[5:]
    assert exlint("baseline", "prune", "sub").err == "5 of 5 entries removed from sub/old.jsonl\n"
    assert documents(tree / "known.jsonl") == ["root.yaml"]
    assert sorted(exlint("baseline", "prune").err.splitlines()) == [
        "0 of 0 entries removed from sub/old.jsonl",
        "5 of 5 entries removed from known.jsonl",
        "lab/lab.yaml: no baseline is configured for it; left alone",
    ]
    assert [(tree / name).read_text(encoding="utf-8") for name in ("known.jsonl", "sub/old.jsonl")] == [HEADER, HEADER]


@pytest.mark.parametrize("command", ["write", "prune"])
def test_where_no_document_has_a_baseline_nothing_is_done_and_that_is_an_error(
    exlint: Exlint, tree: Path, command: str
) -> None:
    (tree / "known.jsonl").write_text(HEADER, encoding="utf-8")

    expected = "expected the key baseline, or --baseline FILE"
    said = f"exlint: lab/lab.yaml: no baseline is configured for it; {expected}\n"
    assert exlint("baseline", command, "lab") == (2, "", said)
    assert sorted(path.name for path in tree.iterdir()) == ["exlint.toml", "known.jsonl", "lab", "root.yaml", "sub"]


def test_a_document_that_got_another_baseline_leaves_stale_entries_in_the_old_one(exlint: Exlint, tree: Path) -> None:
    (tree / "sub/exlint.toml").unlink()
    exlint("baseline", "write")
    assert documents(tree / "known.jsonl") == ["root.yaml", "sub/sub.yaml"]
    (tree / "sub/exlint.toml").write_text('baseline = "old.jsonl"\n', encoding="utf-8")
    (tree / "sub/old.jsonl").write_text(HEADER, encoding="utf-8")

    done = concise(exlint, "sub")

    assert found(done) == [("known.jsonl", "EXL911")] * 5 + [("sub/sub.yaml", code) for code in CODES]
    assert "in sub/sub.yaml is not held against this baseline: this entry suppresses nothing" in done.out
    exlint("baseline", "write")
    assert documents(tree / "known.jsonl") == ["root.yaml"]
    assert documents(tree / "sub/old.jsonl") == ["sub.yaml"]
    assert concise(exlint, ".", "--exclude", "lab").status == 0


def test_a_document_that_is_not_judged_keeps_every_baseline_as_it_is(exlint: Exlint, tree: Path) -> None:
    exlint("baseline", "write")
    before = [(tree / name).read_bytes() for name in ("known.jsonl", "sub/old.jsonl")]
    (tree / "root.yaml").write_bytes(CLEAN)
    (tree / "sub/sub.yaml").write_text("exlint: 1\nforrest: {}\n", encoding="utf-8")

    for command in ("write", "prune"):
        done = exlint("baseline", command)
        said = "sub/sub.yaml is not judged (EXL011; exlint check says more), so the baseline stays as it is"
        assert done == (2, "", f"exlint: {said}\n")
        assert [(tree / name).read_bytes() for name in ("known.jsonl", "sub/old.jsonl")] == before


def test_all_baselines_that_are_missing_are_told_with_the_places_that_name_them(exlint: Exlint, tree: Path) -> None:
    (tree / "exlint.toml").unlink()
    (tree / "pyproject.toml").write_text('[tool.exlint]\nselect = ["all"]\n  baseline = "no.jsonl"\n', encoding="utf-8")

    done = concise(exlint)

    assert done[:2] == (2, "")
    assert done.err.splitlines() == [
        f"exlint: pyproject.toml:3:3: baseline: no.jsonl: {MAKES}",
        f"exlint: sub/exlint.toml:2:1: baseline: sub/old.jsonl: {MAKES}",
    ]
    assert concise(exlint, "lab").err == f"{done.err.splitlines()[0]}\n"


def test_a_baseline_that_is_none_is_told_with_the_place_that_names_it(exlint: Exlint, tree: Path) -> None:
    (tree / "known.jsonl").write_text(HEADER, encoding="utf-8")
    (tree / "sub/old.jsonl").write_text(f"{HEADER}x\n", encoding="utf-8")

    for words in (["check"], ["baseline", "write"], ["baseline", "prune"]):
        done = exlint(*words)
        assert done[:2] == (2, "")
        assert done.err.startswith("exlint: sub/exlint.toml:2:1: baseline: sub/old.jsonl:2: expected an object")
    assert (tree / "sub/old.jsonl").read_text(encoding="utf-8") == f"{HEADER}x\n"


def test_a_missing_baseline_of_a_variable_or_a_flag_is_told_with_its_name(exlint: Exlint, tree: Path) -> None:
    assert tree.is_dir()
    done = concise(exlint, EXLINT_BASELINE="no.jsonl")
    assert done == (2, "", f"exlint: EXLINT_BASELINE: no.jsonl: {MAKES}\n")
    done = concise(exlint, "--baseline", "no.jsonl", EXLINT_BASELINE="other.jsonl")
    assert done == (2, "", f"exlint: --baseline: no.jsonl: {MAKES}\n")
    assert exlint("baseline", "prune", "--baseline", "no.jsonl").err == f"exlint: --baseline: no.jsonl: {MAKES}\n"


def test_a_missing_baseline_is_told_also_where_there_is_nothing_to_check(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("other: 1\n", encoding="utf-8")
    (tmp_path / "exlint.toml").write_text('baseline = "no.jsonl"\n', encoding="utf-8")

    done = exlint("check", "--skip-foreign", "other.yaml")

    assert done == (2, "", f"exlint: exlint.toml:1:1: baseline: no.jsonl: {MAKES}\n")


@pytest.fixture
def sites(exlint: Exlint, tmp_path: Path) -> Path:
    """Two documents in a folder, a baseline above it that the configuration names, and one of them is gone."""
    (tmp_path / "exlint.toml").write_text('baseline = "known.jsonl"\n', encoding="utf-8")
    folder = tmp_path / "sites"
    folder.mkdir()
    for name in ("kept.yaml", "gone.yaml"):
        (folder / name).write_bytes(BROKEN)
    assert exlint("baseline", "write").err == "10 findings written to known.jsonl\n"
    (folder / "gone.yaml").unlink()
    return folder


def test_a_run_over_a_folder_finds_the_entries_of_the_documents_that_are_gone_from_it(
    exlint: Exlint, sites: Path
) -> None:
    done = concise(exlint, "sites")

    assert found(done) == [("known.jsonl", "EXL911")] * 5
    assert "in sites/gone.yaml, which is gone, has no EXL101 any more" in done.out
    assert exlint("baseline", "prune", "sites").err == "5 of 10 entries removed from known.jsonl\n"
    assert documents(sites.parent / "known.jsonl") == ["sites/kept.yaml"]


def test_a_document_elsewhere_that_may_be_the_gone_one_keeps_its_entries(exlint: Exlint, sites: Path) -> None:
    (sites.parent / "moved.yaml").write_bytes(BROKEN)

    assert concise(exlint, "sites").status == 0
    assert exlint("baseline", "prune", "sites").err == "0 of 10 entries removed from known.jsonl\n"
    assert concise(exlint, ".").status == 0
    assert concise(exlint, "sites", "moved.yaml").status == 0


def test_a_document_may_have_moved_to_wherever_the_file_that_names_its_baseline_holds(
    exlint: Exlint, sites: Path
) -> None:
    (sites.parent / "exlint.toml").write_text('baseline = "sites/old.jsonl"\n', encoding="utf-8")
    (sites / "gone.yaml").write_bytes(BROKEN)
    exlint("baseline", "write")
    (sites / "gone.yaml").rename(sites.parent / "moved.yaml")

    assert concise(exlint, "sites").status == 0
    assert concise(exlint, ".").status == 0


def test_a_document_elsewhere_that_has_another_baseline_is_not_the_gone_one(exlint: Exlint, sites: Path) -> None:
    (sites.parent / "lab").mkdir()
    (sites.parent / "lab/exlint.toml").touch()
    (sites.parent / "lab/lab.yaml").write_bytes(BROKEN)

    assert found(concise(exlint, "sites")) == [("known.jsonl", "EXL911")] * 5


def test_where_all_other_documents_are_named_too_nothing_is_elsewhere(exlint: Exlint, sites: Path) -> None:
    (sites.parent / "other.yaml").write_bytes(CLEAN)

    assert concise(exlint, "sites").status == 0
    assert found(concise(exlint, "sites", "other.yaml")) == [("known.jsonl", "EXL911")] * 5


@pytest.mark.parametrize("words", [["sites/kept.yaml"], ["lab"], ["sites", "lost"]])
def test_a_run_over_files_over_another_folder_or_not_over_all_says_nothing_of_the_gone(
    exlint: Exlint, sites: Path, words: list[str]
) -> None:
    (sites.parent / "lab").mkdir()
    (sites.parent / "lab/lab.yaml").write_bytes(CLEAN)
    (sites.parent / "lab/exlint.toml").touch()

    assert found(concise(exlint, *words)) == []


def test_from_below_nobody_knows_what_lies_beside_the_folder_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("sites/deep", "lab"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "sites/kept.yaml").write_bytes(CLEAN)
    (tmp_path / "lab/moved.yaml").write_bytes(CLEAN)
    root, gone = str(tmp_path.resolve()), str(tmp_path.resolve() / "sites" / "gone.yaml")

    def knows(cwd: str, path: str, *files: str) -> bool:
        monkeypatch.chdir(tmp_path / cwd)
        return Survey(Configurations({}, {}), [path], files, whole=True).covers(gone, [root], lambda _: True)

    assert not knows("sites/deep", "..", "../kept.yaml")
    assert knows("sites/deep", "../..", "../kept.yaml", "../../lab/moved.yaml")
    assert not knows(".", "sites", "sites/kept.yaml")
    assert knows(".", "sites", "sites/kept.yaml", "lab/moved.yaml")
    assert not knows(".", "lab", "sites/kept.yaml", "lab/moved.yaml")
