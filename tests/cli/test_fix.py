"""`exlint check --fix`, `--diff` and `--fix-only`: what is mended, written and shown."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.conftest import BROKEN, CLEAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

LEAVES = "1 file (1 estate), 1 virtual server: mail leaves from it\n"


def test_the_articles_estate_is_mended_and_then_checked(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--fix", "--unsafe-fixes", broken.name)

    assert done == (0, "", "4 findings mended in 1 file\n" + LEAVES)
    assert exlint("check", broken.name).status == 0


def test_a_second_run_mends_nothing(exlint: Exlint, broken: Path) -> None:
    exlint("check", "--fix", "--unsafe-fixes", broken.name)
    after = broken.read_bytes()

    assert exlint("check", "--fix", "--unsafe-fixes", broken.name) == (0, "", LEAVES)
    assert broken.read_bytes() == after


def test_what_is_not_safe_is_mended_only_where_that_is_asked_for(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--fix", "--output-format", "concise", broken.name)

    assert done.status == 1
    assert broken.read_bytes() == BROKEN


def test_a_diff_writes_nothing_and_is_what_fix_writes(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    shown = exlint("check", "--diff", "--unsafe-fixes", broken.name)
    assert (shown.status, shown.err) == (1, "")
    assert broken.read_bytes() == BROKEN

    (tmp_path / "fix.diff").write_text(shown.out, encoding="utf-8", newline="")
    subprocess.run(["git", "apply", "fix.diff"], cwd=tmp_path, check=True)
    applied = broken.read_bytes()
    broken.write_bytes(BROKEN)
    exlint("check", "--fix", "--unsafe-fixes", broken.name)

    assert broken.read_bytes() == applied


def test_where_nothing_can_be_mended_there_is_no_diff_and_status_0(exlint: Exlint, broken: Path, clean: Path) -> None:
    assert exlint("check", "--diff", clean.name) == (0, "", "")
    assert exlint("check", "--diff", broken.name) == (0, "", "")


def test_standard_input_has_a_diff_and_cannot_be_written(exlint: Exlint) -> None:
    shown = exlint("check", "--diff", "--unsafe-fixes", "--stdin-filename", "infra.yaml", "-", stdin=BROKEN)
    assert shown.status == 1
    assert shown.out.startswith("--- a/infra.yaml\n+++ b/infra.yaml\n")

    done = exlint("check", "--fix", "--unsafe-fixes", "-", stdin=BROKEN)
    assert done == (2, "", "exlint: --fix: standard input cannot be written; expected files, or --diff\n")


def test_only_what_is_selected_is_mended(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--fix-only", "--unsafe-fixes", "--select", "EXL101", broken.name)

    assert done == (0, "", "1 finding mended in 1 file\n")
    changed = [line for line in broken.read_text(encoding="utf-8").splitlines() if line not in BROKEN.decode()]
    assert [line.partition(" #")[0].strip() for line in changed] == ["external_dns_servers: [10.0.0.1, 198.51.100.53]"]


def test_only_what_is_about_one_server_is_mended(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--fix-only", "--unsafe-fixes", "--server", "MAIL1", broken.name)

    assert done == (0, "", "1 finding mended in 1 file\n")


def test_a_comment_that_suppresses_a_finding_keeps_it_from_being_mended(exlint: Exlint, broken: Path) -> None:
    text = BROKEN.decode().replace("# expect: EXL101", "# exlint: ignore[EXL101] -- the provider asks for it #")
    broken.write_text(text, encoding="utf-8", newline="")

    exlint("check", "--fix", "--unsafe-fixes", broken.name)

    assert "          external_dns_servers: [198.51.100.53] #" in broken.read_text(encoding="utf-8")


def test_unsafe_fixes_alone_is_an_error_of_use(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--unsafe-fixes", broken.name)

    said = "exlint: --unsafe-fixes says what may be mended; expected --fix or --diff beside it\n"
    assert done == (2, "", said)


@pytest.mark.skipif(os.name == "nt", reason="a file without leave to write can be replaced there")
def test_a_file_that_may_not_be_written_stays_and_the_status_is_2(exlint: Exlint, broken: Path) -> None:
    os.link(broken, broken.with_name("other.yaml"))  # a second name would be left with the old content

    done = exlint("check", "--fix", "--unsafe-fixes", broken.name)

    assert done.status == 2
    assert done.err.startswith("exlint: broken.yaml ")
    assert done.err.splitlines()[0].endswith("; nothing is written")
    assert done.err.splitlines()[1] == "no file is written"
    assert broken.read_bytes() == BROKEN


@pytest.mark.skipif(os.name == "nt", reason="a file without leave to write can be replaced there")
def test_of_several_files_it_says_how_many_were_written(exlint: Exlint, broken: Path) -> None:
    broken.with_name("fine.yaml").write_bytes(BROKEN)
    os.link(broken, broken.with_name("other.yaml"))

    done = exlint("check", "--fix-only", "--unsafe-fixes", broken.name, "fine.yaml")

    assert done.status == 2
    assert done.err.splitlines()[1:] == ["only 1 file of 2 written"]


def test_findings_carry_their_fix_in_json(exlint: Exlint, broken: Path) -> None:
    report = json.loads(exlint("check", "--output-format", "json", broken.name).out)

    fixes = {finding["code"]: finding["fix"] for finding in report["findings"]}
    assert fixes["EXL401"] is None
    assert fixes["EXL101"] == {
        "safety": "unsafe",
        "title": "add 10.0.0.1 to external_dns_servers of MAIL1/Default SMTP Virtual Server, before the others",
        "edits": [
            {
                "file": "broken.yaml",
                "line": 23,
                "column": 34,
                "end_line": 23,
                "end_column": 34,
                "pointer": "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers",
                "new_text": "10.0.0.1, ",
            }
        ],
    }


def test_the_edits_in_json_applied_by_hand_give_what_fix_writes(exlint: Exlint, broken: Path) -> None:
    report = json.loads(exlint("check", "--output-format", "json", "--select", "EXL302", broken.name).out)
    (finding,) = report["findings"]
    lines = BROKEN.decode().split("\n")
    for edit in sorted(finding["fix"]["edits"], key=lambda one: (one["line"], one["column"]), reverse=True):
        assert (edit["line"], edit["column"]) == (edit["end_line"], edit["end_column"])
        line, column = edit["line"] - 1, edit["column"] - 1
        lines[line] = lines[line][:column] + edit["new_text"] + lines[line][column:]

    exlint("check", "--fix", "--unsafe-fixes", "--select", "EXL302", broken.name)

    assert broken.read_text(encoding="utf-8") == "\n".join(lines)


def test_the_report_says_what_can_be_mended_and_how(exlint: Exlint, broken: Path) -> None:
    out = " ".join(exlint("check", broken.name).out.split())

    assert "= mend add 10.0.0.1 to external_dns_servers (exlint check --fix --unsafe-fixes)" in out
    assert "5 errors in 1 file (1 estate); 4 can be mended with --fix --unsafe-fixes" in out


def test_an_estate_in_several_files_is_mended_where_the_objects_stand(exlint: Exlint, tmp_path: Path) -> None:
    text = CLEAN.decode()
    start = text.index("isa:\n")
    (tmp_path / "infra.yaml").write_text(
        text[:start].replace("exlint: 1\n", "exlint: 1\ninclude: [isa.yaml]\n", 1).replace("10.0.0.1]", "192.0.2.1]"),
        encoding="utf-8",
    )
    isa = f"exlint: 1\npart_of: infra.yaml\n{text[start:]}"
    (tmp_path / "isa.yaml").write_text(isa, encoding="utf-8")

    done = exlint("check", "--fix", "--unsafe-fixes", "infra.yaml")

    assert done.status == 0
    assert (tmp_path / "isa.yaml").read_text(encoding="utf-8") == isa
    assert "10.0.0.1" in (tmp_path / "infra.yaml").read_text(encoding="utf-8")
