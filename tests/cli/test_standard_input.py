"""Standard input under the name of an excluded file: left out where `force-exclude` holds, without an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

NOTE = "lab/x.yaml is excluded by the configuration; left out\n"
GIVEN = ("-", "--stdin-filename", "lab/x.yaml")


@pytest.fixture(name="bad")
def _bad(broken: Path) -> bytes:
    """The bytes of a document with findings; `lab` is excluded where it lies."""
    broken.with_name("exlint.toml").write_text('exclude = ["lab"]\n', encoding="utf-8")
    return broken.read_bytes()


def test_an_excluded_name_leaves_standard_input_out_where_exclusion_is_forced(exlint: Exlint, bad: bytes) -> None:
    assert exlint("check", "--force-exclude", *GIVEN, stdin=bad) == (0, "", NOTE)
    assert exlint("check", "--force-exclude", "-q", *GIVEN, stdin=bad) == (0, "", "")
    assert exlint("check", *GIVEN, stdin=bad, env={"EXLINT_FORCE_EXCLUDE": "true"}) == (0, "", NOTE)


@pytest.mark.parametrize(
    "words",
    [GIVEN, ("--force-exclude", "-", "--stdin-filename", "labor/x.yaml"), ("--force-exclude", "-")],
    ids=["not forced", "not excluded", "without a name"],
)
def test_otherwise_standard_input_is_judged(exlint: Exlint, bad: bytes, words: tuple[str, ...]) -> None:
    assert exlint("check", *words, stdin=bad).status == 1


def test_the_configuration_nearest_to_the_name_excludes(exlint: Exlint, bad: bytes, tmp_path: Path) -> None:
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab/exlint.toml").write_text('exclude = ["y.yaml"]\n', encoding="utf-8")

    assert exlint("check", "--force-exclude", *GIVEN, stdin=bad).status == 1
    assert exlint("check", "--force-exclude", "-", "--stdin-filename", "lab/y.yaml", stdin=bad).status == 0


def test_who_reads_json_gets_a_report_without_findings(exlint: Exlint, bad: bytes) -> None:
    done = exlint("check", "--force-exclude", "--output-format", "json", *GIVEN, stdin=bad)

    report = json.loads(done.out)
    assert (done.status, report["findings"], report["summary"]["files"]) == (0, [], 0)


@pytest.mark.parametrize("words", [["--diff"], ["--show-files"], ["--output-format", "github"], ["--since", "HEAD"]])
def test_of_what_is_left_out_nothing_is_shown(exlint: Exlint, bad: bytes, words: list[str]) -> None:
    assert exlint("check", "--force-exclude", *words, *GIVEN, stdin=bad) == (0, "", NOTE)


def test_files_beside_what_is_left_out_are_judged(exlint: Exlint, bad: bytes) -> None:
    done = exlint("check", "--force-exclude", "--output-format", "concise", *GIVEN, "broken.yaml", stdin=bad)

    assert (done.status, done.err) == (1, NOTE)
    assert {line.partition(":")[0] for line in done.out.splitlines()} == {"broken.yaml"}
    assert exlint("check", "--force-exclude", *GIVEN, "lab", stdin=bad).status == 2  # the folder is not there


@pytest.mark.parametrize("command", ["trace", "graph", "plan"])
def test_there_is_nothing_to_follow_in_what_is_left_out(exlint: Exlint, bad: bytes, command: str) -> None:
    done = exlint(command, *GIVEN, stdin=bad, env={"EXLINT_FORCE_EXCLUDE": "true"})

    assert done == (2, "", f"exlint: {NOTE}")
