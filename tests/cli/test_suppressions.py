"""Suppressions as the command line shows them: what is counted, what is carried into JSON, and the audit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

LINE = "x-old: 1\nforrest: 1 # exlint: ignore[EXL011] until=9999-12-31 owner=ops -- a key of our own tool\n"


def suppress(document: Path, words: str) -> None:
    """Puts a comment for the whole file before a document."""
    text = document.read_text(encoding="utf-8")
    document.write_text(f"# exlint: file-ignore[{words}] -- known since the move\n{text}", encoding="utf-8")


def test_what_is_suppressed_does_not_fail_the_run_and_is_counted(exlint: Exlint, broken: Path) -> None:
    suppress(broken, "EXL1, EXL2, EXL3, verdict")

    done = exlint("check", broken.name)

    assert (done.status, done.out) == (0, "")
    assert done.err == (
        "1 file (1 estate), 1 virtual server: nothing to report; "
        "mail: MAIL1/Default SMTP Virtual Server queues at every hour; 5 suppressed\n"
    )


def test_beside_what_counts_the_suppressed_are_counted_at_the_end(exlint: Exlint, broken: Path) -> None:
    suppress(broken, "EXL101, EXL201, isa-rules")

    done = exlint("check", broken.name)

    assert done.status == 1
    assert [line for line in done.out.splitlines() if line.startswith("error")] == [
        line for line in done.out.splitlines() if line.startswith("error[EXL401]")
    ]
    assert "\n1 error in 1 file (1 estate); 4 suppressed\n" in done.out


def test_json_carries_what_is_suppressed_with_its_reason_and_place(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"exlint: 1\n{LINE}", encoding="utf-8")

    done = exlint("check", "--output-format", "json", "a.yaml")

    report = json.loads(done.out)
    (finding,) = report["findings"]
    assert (finding["code"], finding["line"]) == ("EXL011", 3)
    assert finding["suppressed"] == {
        "kind": "comment",
        "reason": "a key of our own tool",
        "until": "9999-12-31",
        "owner": "ops",
        "file": "a.yaml",
        "line": 3,
        "column": 12,
        "end_line": 3,
        "end_column": 88,
        "pointer": "",
    }
    assert report["summary"]["suppressed"] == 1
    assert report["summary"]["errors"] == 0


def test_an_estate_that_is_not_judged_fails_though_what_keeps_it_from_that_is_suppressed(
    exlint: Exlint, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(f"exlint: 1\n{LINE}", encoding="utf-8")

    done = exlint("check", "a.yaml")

    assert (done.status, done.out) == (1, "")
    assert "a.yaml is not judged: what keeps it from that is ignored, not gone" in done.err


def test_an_audit_counts_everything_and_says_nothing_of_comments(exlint: Exlint, broken: Path) -> None:
    before = exlint("check", "--output-format", "concise", broken.name)
    suppress(broken, "EXL1, EXL2, EXL3, verdict, nonsense")

    suppressed = exlint("check", "--output-format", "concise", broken.name)
    audit = exlint("check", "--output-format", "concise", "--no-suppressions", broken.name)

    assert [line.split(":", 3)[3] for line in audit.out.splitlines()] == [
        line.split(":", 3)[3] for line in before.out.splitlines()
    ]
    assert audit.status == 1
    assert [line.split()[2] for line in suppressed.out.splitlines()] == ["EXL902"]


@pytest.mark.parametrize("words", [["--ignore", "EXL901"], ["--ignore", "exlint"], ["--select", "smtp"]])
def test_what_is_said_of_suppressions_is_selected_as_other_rules(exlint: Exlint, clean: Path, words: list[str]) -> None:
    suppress(clean, "EXL101")

    assert exlint("check", clean.name).status == 1
    assert exlint("check", *words, clean.name).status == 0


@pytest.mark.parametrize("command", ["trace", "graph"])
def test_what_follows_mail_says_the_same_with_suppressions_and_without(
    exlint: Exlint, broken: Path, command: str
) -> None:
    text = broken.read_text(encoding="utf-8")
    broken.write_text(f"# a remark\n{text}", encoding="utf-8")
    before = exlint(command, broken.name)
    broken.write_text(f"# exlint: file-ignore[all, nonsense] -- known\n{text}", encoding="utf-8")

    assert exlint(command, broken.name) == before


def test_a_comment_does_not_make_a_file_ours(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "foreign.yaml").write_text("# exlint: file-ignore[EXL101] -- x\n# exlint: 1\na: 1\n", encoding="utf-8")

    assert exlint("check", "--show-files").out == f"{clean.name}\n"


def test_a_reason_cannot_move_the_cursor(exlint: Exlint, tmp_path: Path) -> None:
    text = "exlint: 1 # exlint: ignore[EXL101\x7f, \u202esmtp] -- \u202ex\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")

    done = exlint("check", "a.yaml")

    assert done.status == 1
    assert "\\u202e" in done.out
    assert "\u202e" not in done.out + done.err


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
    cases:
      - silent: "exlint: 1"
      - fires: "exlint: 1"
"""


@pytest.mark.parametrize("word", ["ACME001", "acme", "named-mail", "own"])
def test_a_rule_of_ones_own_is_suppressed_as_any_other(exlint: Exlint, clean: Path, word: str) -> None:
    acme(clean)
    assert "ACME001" in exlint("check", "--rule-file", "acme.yaml", clean.name).out

    suppress(clean, word)

    assert exlint("check", "--rule-file", "acme.yaml", clean.name).err.endswith("mail leaves from it; 1 suppressed\n")


def test_without_its_rule_file_an_own_rule_is_unknown_and_with_it_unused_where_it_finds_nothing(
    exlint: Exlint, clean: Path
) -> None:
    acme(clean)
    suppress(clean, "ACME001")
    without = exlint("check", "--output-format", "concise", clean.name)
    clean.write_text(clean.read_text(encoding="utf-8").replace("MAIL1", "MAIL2"), encoding="utf-8")
    unused = exlint("check", "--output-format", "concise", "--rule-file", "acme.yaml", clean.name)

    assert "EXL902 the suppression of ACME001 names ACME001, which is no rule, area or group" in without.out
    assert "EXL901 the suppression of ACME001 suppresses nothing: the file has no such finding" in unused.out


def acme(document: Path) -> None:
    """Writes a rule file beside a document."""
    document.with_name("acme.yaml").write_text(RULES, encoding="utf-8")


def test_the_configuration_can_do_without_reasons(exlint: Exlint, broken: Path) -> None:
    text = broken.read_text(encoding="utf-8")
    broken.write_text(f"# exlint: file-ignore[EXL1, EXL2, EXL3, verdict]\n{text}", encoding="utf-8")
    assert exlint("check", broken.name).status == 1

    broken.with_name("exlint.toml").write_text("require-reason = false\n", encoding="utf-8")

    assert exlint("check", broken.name).status == 0
