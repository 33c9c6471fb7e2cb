"""The commands beside check: explain, rules, schema, init, and the version."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

import exlint as package
from exlint.cli.documents import STARTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]


@pytest.mark.parametrize("words", [["--version"], ["--version", "check"]])
def test_the_version_is_shown(exlint: Exlint, words: list[str]) -> None:
    assert exlint(*words) == (0, f"exlint {package.__version__}\n", "")


def test_no_command_shows_the_help(exlint: Exlint) -> None:
    done = exlint()

    assert "Usage: exlint" in done.out + done.err
    assert done.status in (0, 2)


@pytest.mark.parametrize("wanted", ["EXL101", "exl101", "smtp-external-dns-without-isa"])
def test_a_page_is_found_by_code_and_by_name(exlint: Exlint, wanted: str) -> None:
    done = exlint("explain", wanted)

    assert done.status == 0
    assert done.out.startswith("# smtp-external-dns-without-isa (EXL101)\n")
    assert "KB 305394" in done.out


def test_an_unknown_rule_gets_the_nearest(exlint: Exlint) -> None:
    done = exlint("explain", "smtp-external-dns-without-is")

    assert done.status == 2
    assert "did you mean smtp-external-dns-without-isa?" in done.err


def test_the_catalogue_lists_each_rule_once(exlint: Exlint) -> None:
    done = exlint("rules")

    codes = [line.split()[0] for line in done.out.splitlines()]
    assert codes == sorted(set(codes))
    assert {"EXL001", "EXL101", "EXL201", "EXL301", "EXL302"} <= set(codes)


def test_the_catalogue_as_json_has_the_keys_of_the_interface(exlint: Exlint) -> None:
    listed = json.loads(exlint("rules", "--output-format", "json").out)

    keys = ["code", "name", "severity", "area", "source", "confidence", "status", "since", "fix", "page"]
    keys += ["group", "symptom"]
    assert listed["version"] == 1
    assert all(list(rule) == keys for rule in listed["rules"])
    page = json.loads(exlint("explain", "EXL302", "--output-format", "json").out)["rules"]
    assert page == [rule for rule in listed["rules"] if rule["code"] == "EXL302"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["--area", "verdict"], {"EXL401", "EXL402", "EXL403", "EXL404"}),
        (["--source", "kb305394"], {"EXL101", "EXL201", "EXL301", "EXL302", "EXL401"}),
        (["--source", "KB 305394", "--area", "dns"], {"EXL201"}),
        (["--area", "verdict", "--severity", "info"], {"EXL403"}),
    ],
)
def test_the_catalogue_is_narrowed_by_area_severity_and_source(
    exlint: Exlint, words: list[str], codes: set[str]
) -> None:
    done = exlint("rules", *words)

    assert (done.status, done.err) == (0, "")
    assert {line.split()[0] for line in done.out.splitlines()} == codes


def test_a_narrowing_that_leaves_no_rule_is_an_error(exlint: Exlint) -> None:
    done = exlint("rules", "--status", "removed")

    assert (done.status, done.out) == (2, "")
    assert done.err == "exlint: no rule has status removed; exlint rules lists all of them\n"


def test_all_pages_are_shown_one_behind_the_other(exlint: Exlint) -> None:
    done = exlint("explain", "--all")

    assert re.findall(r"^# \S+ \((EXL\d{3})\)$", done.out, re.MULTILINE) == [
        line.split()[0] for line in exlint("rules").out.splitlines()
    ]


@pytest.mark.parametrize("words", [[], ["EXL101", "--all"]])
def test_explain_wants_one_rule_or_all_of_them(exlint: Exlint, words: list[str]) -> None:
    done = exlint("explain", *words)

    assert (done.status, done.out) == (2, "")
    assert "name one rule, or ask for --all of them" in done.err


def test_a_page_has_its_headings_and_examples(exlint: Exlint) -> None:
    page = exlint("explain", "EXL101").out

    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == [
        "What it finds",
        "Why mail suffers",
        "Example that fires",
        "Example that is silent",
        "How to mend it",
        "Fix",
        "Source",
        "Confidence",
        "Since",
    ]
    assert len(re.findall(r"^exlint: 1$", page, re.MULTILINE)) == 2


def test_the_schema_is_a_schema(exlint: Exlint) -> None:
    done = exlint("schema")

    Draft202012Validator.check_schema(json.loads(done.out))


def test_init_writes_a_document_whose_findings_its_comments_announce(exlint: Exlint, tmp_path: Path) -> None:
    assert exlint("init").status == 0
    announced = re.findall(r"exlint reports (EXL\d{3}) here", STARTER)

    done = exlint("check", "--output-format", "concise")

    assert re.findall(r"EXL\d{3}", done.out) == announced
    assert len(announced) > 1
    comments = [number for number, line in enumerate(STARTER.splitlines(), 1) if "exlint reports" in line]
    places = [int(finding.split(":")[1]) for finding in done.out.splitlines()]
    assert places == [number + 1 for number in comments], "a finding stands right below the comment on it"
    assert (tmp_path / ".exlint.schema.json").read_text(encoding="utf-8") == exlint("schema").out


def test_init_overwrites_nothing(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_text("mine", encoding="utf-8")

    done = exlint("init")

    assert (done.status, done.out) == (2, "")
    assert done.err == "exlint: infra.yaml is there already; exlint init writes only new files\n"
    assert (tmp_path / "infra.yaml").read_text(encoding="utf-8") == "mine"


def test_init_into_a_folder_that_is_not_there_gives_a_reason(exlint: Exlint) -> None:
    done = exlint("init", "no/infra.yaml")

    assert (done.status, done.err) == (2, "exlint: no/infra.yaml: No such file or directory\n")
