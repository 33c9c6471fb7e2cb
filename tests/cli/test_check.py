"""`exlint check` as interface.md promises it: exit status, streams, formats, selection."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

CODES = ["EXL201", "EXL401", "EXL101", "EXL302", "EXL301"]  # the verdict and its causes, in the order of the example


def test_a_clean_document_gives_status_0_and_one_line_on_standard_error(exlint: Exlint, clean: Path) -> None:
    done = exlint("check", clean.name)

    assert done == (0, "", "1 file (1 estate), 1 virtual server: mail leaves from it\n")


def test_quiet_says_nothing_about_a_clean_document(exlint: Exlint, clean: Path) -> None:
    assert exlint("check", "-q", clean.name) == (0, "", "")


def test_a_broken_document_gives_status_1_and_its_findings_on_standard_output(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--output-format", "concise", broken.name)

    assert done.status == 1
    assert re.findall(r"EXL\d{3}", done.out) == CODES
    assert done.err == ""


def test_the_full_format_is_the_default_and_shows_the_place(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", broken.name)

    assert "error[EXL101]: Default SMTP Virtual Server on MAIL1 does not ask ISA1 for Internet names" in done.out
    assert "--> broken.yaml:" in done.out
    assert "\x1b" not in done.out


def test_json_goes_to_standard_output_alone(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--output-format=json", broken.name)

    report = json.loads(done.out)
    assert [finding["code"] for finding in report["findings"]] == CODES
    assert report["summary"] == {
        "files": 1,
        "estates": 1,
        "virtual_servers": 1,
        "errors": 5,
        "warnings": 0,
        "infos": 0,
        "suppressed": 0,
    }
    assert report["verdicts"] == {"queues": 1, "partial": 0, "unknown": 0, "delivers": 0}
    assert done.err == ""


@pytest.mark.parametrize(("level", "status"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_fail_level_decides_about_errors(exlint: Exlint, broken: Path, level: str, status: int) -> None:
    assert exlint("check", "--fail-level", level, broken.name).status == status


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_the_fail_level_decides_about_warnings(exlint: Exlint, clean: Path, level: str, status: int) -> None:
    text = clean.read_text(encoding="utf-8").replace("version: isa-2000", "version: isa-2000\n      networks: []")
    clean.write_text(text, encoding="utf-8")

    done = exlint("check", "--fail-level", level, "--output-format", "concise", clean.name)

    assert "warning EXL601" in done.out
    assert done.status == status


def test_one_bad_file_hides_no_finding_of_another_and_a_missing_one_gives_status_2(
    exlint: Exlint, broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "not.yaml").write_text("exlint: 1\nforest: [\n", encoding="utf-8")

    done = exlint("check", "--output-format", "concise", "gone.txt", "not.yaml", broken.name)

    assert done.status == 2
    assert done.err == "exlint: gone.txt: no such file\n"
    assert re.findall(r"EXL\d{3}", done.out) == [*CODES, "EXL001"]


def test_a_misspelt_file_name_gets_the_nearest(exlint: Exlint, clean: Path) -> None:
    done = exlint("check", "clean.yml")

    assert (done.status, done.err) == (2, f"exlint: clean.yml: no such file (did you mean {clean.name}?)\n")


def test_nothing_to_check_is_no_pass(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "foreign.yaml").write_text("a: 1\n", encoding="utf-8")

    done = exlint("check")

    assert done.status == 2
    assert "nothing to check" in done.err


def test_a_foreign_file_that_is_named_is_judged(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "foreign.yaml").write_text("a: 1\n", encoding="utf-8")

    done = exlint("check", "--output-format", "concise", "foreign.yaml")

    assert done.status == 1
    assert done.out.startswith("foreign.yaml:1:1: error EXL006")


def test_skip_foreign_leaves_it_alone_and_finds_nothing_with_status_0(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "foreign.yaml").write_text("a: 1\n", encoding="utf-8")

    assert exlint("check", "--skip-foreign", "foreign.yaml") == (0, "", "")


def test_show_files_lists_what_would_be_checked(exlint: Exlint, clean: Path, broken: Path) -> None:
    done = exlint("check", "--show-files", ".")

    assert done == (0, f"{broken.name}\n{clean.name}\n", "")


def test_standard_input_is_judged_under_its_name(exlint: Exlint, broken: Path) -> None:
    done = exlint(
        "check", "-", "--stdin-filename", "web/x.yaml", "--output-format", "concise", stdin=broken.read_bytes()
    )

    assert done.status == 1
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["web/x.yaml"] * 5


def test_a_path_behind_two_dashes_is_never_an_option(exlint: Exlint, clean: Path) -> None:
    clean.rename(clean.with_name("--version"))

    assert exlint("check", "--", "--version").err == "1 file (1 estate), 1 virtual server: mail leaves from it\n"


@pytest.mark.parametrize(
    "words", [["check", "--bogus"], ["check", "--fail-level", "low"], ["chek"], ["check", "--max-depth", "0"]]
)
def test_an_error_of_use_gives_status_2_and_no_traceback(exlint: Exlint, words: list[str]) -> None:
    done = exlint(*words)

    assert done.status == 2
    assert done.out == ""
    assert "Error: " in done.err or done.err.startswith("exlint: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [("--max-size", "100", "bytes"), ("--max-depth", "3", "nested 4 deep"), ("--max-nodes", "20", "more than 20 keys")],
)
def test_a_limit_is_a_finding_and_its_option_is_named(
    exlint: Exlint, clean: Path, option: str, value: str, words: str
) -> None:
    done = exlint("check", option, value, "--output-format", "concise", clean.name)

    assert done.status == 1
    assert "error EXL003" in done.out
    assert words in done.out
    assert option in done.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_a_finding_and_no_wait(exlint: Exlint, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    done = exlint("check", "--output-format", "concise", "pipe.yaml")

    assert done.status == 2
    assert "pipe.yaml:1:1: error EXL002 pipe.yaml is a named pipe" in done.out


@pytest.mark.parametrize(
    ("variables", "options", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color=never"], False),
    ],
)
def test_colour_is_as_asked(
    exlint: Exlint,
    broken: Path,
    variables: dict[str, str],
    options: list[str],
    coloured: bool,  # noqa: FBT001 - a case's value
) -> None:
    done = exlint("check", *options, broken.name, env=variables)

    assert ("\x1b[" in done.out) == coloured


def test_every_finding_is_in_every_format(exlint: Exlint, broken: Path) -> None:
    for name in ("full", "concise", "json", "github"):
        out = exlint("check", "--output-format", name, broken.name).out
        assert all(code in out for code in CODES), name


def test_a_name_that_forges_a_command_reaches_neither_terminal_nor_log(
    exlint: Exlint, broken: Path, tmp_path: Path
) -> None:
    if os.name == "nt":
        pytest.skip("Windows allows no such file name")
    forged = tmp_path / "x\n::error::y\x1b[31m.yaml"
    broken.rename(forged)

    for name in ("full", "concise", "github"):
        done = exlint("check", "--output-format", name, ".")
        assert "\x1b" not in done.out
        assert not any(line.startswith("::error::y") for line in done.out.splitlines())


def test_only_the_rules_that_are_selected_are_checked(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--output-format", "concise", "--select", "dns,EXL301", "--ignore", "EXL301", broken.name)

    assert done.status == 1
    assert re.findall(r"EXL\d{3}", done.out) == ["EXL201"]


def test_a_selection_that_finds_nothing_still_says_what_becomes_of_mail(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--select", "EXL601", broken.name)

    assert (done.status, done.out) == (0, "")
    assert done.err.endswith("nothing to report; mail: MAIL1/Default SMTP Virtual Server queues at every hour\n")


def test_a_finding_about_the_file_is_shown_whatever_is_selected(exlint: Exlint, broken: Path) -> None:
    broken.write_text("exlint: 1\nforrest: {}\n", encoding="utf-8")

    assert "EXL011" in exlint("check", "--select", "smtp", broken.name).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select", "smpt"], "--select: smpt: no such rule, area or group (did you mean smtp?)"),
        (["--ignore", "EXL003"], "--ignore: EXL003 says that a file is not read, or not understood"),
        (["--select", "EXL101", "--ignore", "smtp"], "--ignore: no rule is left to check"),
    ],
)
def test_a_selection_that_means_nothing_is_an_error_of_use(
    exlint: Exlint, broken: Path, words: list[str], said: str
) -> None:
    done = exlint("check", *words, broken.name)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"exlint: {said}")
