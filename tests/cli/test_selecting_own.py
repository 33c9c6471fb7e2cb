"""Words for own rules where not every document has a rule file: `--select own` from above, and words that mean none."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

RULES = """\
exlint_rules: 1
prefix: ACME
rules:
  - code: ACME001
    name: named-mail
    severity: warning
    select: exchange_server
    assert: {properties: {name: {const: MAIL2}}}
    message: "{name} is called otherwise"
    page: Servers are called MAIL2.
"""
NO_OWN = "no rule is left to check: own means the rules of rule files, and none is given"


@pytest.fixture(name="sites")
def _sites(tmp_path: Path, broken: Path) -> Path:
    """A document with findings in the folder itself, and one in `sub`, which alone has a rule file configured."""
    sub = tmp_path / "sub"
    sub.mkdir()
    (sub / "site.yaml").write_bytes(broken.read_bytes())
    (sub / "acme.yaml").write_text(RULES, encoding="utf-8")
    (sub / "exlint.toml").write_text('rule-files = ["acme.yaml"]\n', encoding="utf-8")
    return tmp_path


def found(done: Done) -> list[tuple[str, str]]:
    return re.findall(r"^(\S+?):\S+ \w+ ([A-Z]+\d{3})", done.out, re.MULTILINE)


def concise(exlint: Exlint, *words: str, **environment: str) -> Done:
    return exlint("check", "--output-format", "concise", *words, env=environment)


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize("word", ["own", "OWN", "ACME", "acme001", "named-mail"])
def test_own_rules_of_one_folder_are_selected_from_above(exlint: Exlint, word: str) -> None:
    assert found(concise(exlint, "--select", word)) == [("sub/site.yaml", "ACME001")]
    assert found(concise(exlint, EXLINT_SELECT=word)) == [("sub/site.yaml", "ACME001")]


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize("word", ["own", "ACME001"])
def test_own_rules_of_one_folder_are_ignored_and_weighed_from_above(exlint: Exlint, word: str) -> None:
    every = found(concise(exlint))

    assert ("sub/site.yaml", "ACME001") in every
    assert found(concise(exlint, "--ignore", word)) == [one for one in every if one[1] != "ACME001"]
    assert "error ACME001" in concise(exlint, EXLINT_SEVERITY=f"{word}=error").out
    assert ("sub/site.yaml", "ACME001") not in found(concise(exlint, EXLINT_PER_FILE_IGNORES=f"sub/**={word}"))


@pytest.mark.usefixtures("sites")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select", "own", "broken.yaml"], f"--select: {NO_OWN}"),
        (
            ["--select", "ACME001", "broken.yaml"],
            "--select: ACME001: no such rule, area or group, and no rule file defines it; exlint rules lists them",
        ),
        (
            ["--ignore", "named-male", "."],
            "--ignore: named-male: no such rule, area or group; exlint rules lists them",
        ),
        (["--select", "own", "--ignore", "ACME"], "--ignore: no rule is left to check"),
        (
            ["--select", "smpt", "--show-files"],
            "--select: smpt: no such rule, area or group (did you mean smtp?); exlint rules lists them",
        ),
    ],
)
def test_what_means_nothing_for_any_document_of_the_run_is_an_error(
    exlint: Exlint, words: list[str], said: str
) -> None:
    assert concise(exlint, *words) == (2, "", f"exlint: {said}\n")


def test_where_there_are_no_own_rules_at_all_they_can_be_ignored_and_not_selected(exlint: Exlint, clean: Path) -> None:
    assert concise(exlint, "--ignore", "own", clean.name).status == 0
    assert concise(exlint, "--select", "smtp,own", clean.name).status == 0
    assert concise(exlint, "--select", "own", clean.name) == (2, "", f"exlint: --select: {NO_OWN}\n")


def test_a_file_that_leaves_no_rule_is_an_error_though_other_documents_have_some(exlint: Exlint, sites: Path) -> None:
    (sites / "sub/exlint.toml").write_text('select = ["own"]\n', encoding="utf-8")

    assert concise(exlint, ".") == (2, "", f"exlint: sub/exlint.toml:1:1: {NO_OWN}\n")


def test_what_is_selected_in_files_and_ignored_from_above_leaves_the_other_documents(
    exlint: Exlint, sites: Path
) -> None:
    (sites / "sub/exlint.toml").write_text('select = ["dns"]\n', encoding="utf-8")

    done = concise(exlint, "--ignore", "dns")

    assert found(done)
    assert {file for file, _ in found(done)} == {"broken.yaml"}
    assert concise(exlint, "--ignore", "dns", "sub") == (2, "", "exlint: --ignore: no rule is left to check\n")


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("ACME002", "which is no rule, area or group, and no rule file defines it"),
        ("own", "the rules of rule files, and none is given"),
        ("EXLL002", "which is no rule, area or group (did you mean EXL002?)"),
    ],
)
def test_a_comment_that_names_a_rule_of_a_missing_rule_file_is_told_so(
    exlint: Exlint, clean: Path, word: str, what: str
) -> None:
    text = clean.read_text(encoding="utf-8")
    clean.write_text(f"# exlint: file-ignore[{word}] -- x\n{text}", encoding="utf-8")

    said = f"the suppression of {word} names {word}, {what}: the word suppresses nothing"
    assert f"EXL902 {said}\n" in concise(exlint, clean.name).out


def test_a_rule_of_a_missing_rule_file_is_no_slip_of_another_to_explain(exlint: Exlint) -> None:
    assert exlint("explain", "ACME002").err == "exlint: ACME002: no such rule; exlint rules lists them\n"
    assert "did you mean EXL002?" in exlint("explain", "EXLL002").err


@pytest.mark.parametrize("where", ["file", "flag", "severity"])
def test_of_thousands_of_unknown_words_the_first_are_told_and_soon(exlint: Exlint, clean: Path, where: str) -> None:
    count = 2000 if where == "flag" else 20_000  # a command line has an end
    words = [f"unknown{number}" for number in range(count)]
    texts = {
        "file": f"ignore = {words}\n",
        "flag": "",
        "severity": "[severity]\n" + "".join(f'{word} = "info"\n' for word in words),
    }
    clean.with_name("exlint.toml").write_text(texts[where], encoding="utf-8")

    begun = time.perf_counter()
    done = concise(exlint, *(["--ignore", ",".join(words)] if where == "flag" else []), clean.name)

    assert time.perf_counter() - begun < 6  # it was 9 seconds and is one
    assert (done.status, done.out) == (2, "")
    lines = done.err.splitlines()
    assert len(lines) == 50
    assert all(f": unknown{number}: no such rule" in line for number, line in enumerate(lines))
