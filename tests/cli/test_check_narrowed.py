"""`exlint check --server` and `--statistics`: a part of the findings, or their numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]


def codes(text: str) -> list[str]:
    return re.findall(r"EXL\d{3}", text)


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("MAIL1", ["EXL401", "EXL101"]),
        ("mail1/default smtp virtual server", ["EXL401", "EXL101"]),
        ("ISA1", ["EXL302", "EXL301"]),
        ("dc1", []),
    ],
)
def test_only_findings_about_a_server_or_a_virtual_server_are_shown(
    exlint: Exlint, broken: Path, server: str, expected: list[str]
) -> None:
    done = exlint("check", "--server", server, "--output-format", "concise", broken.name)

    assert codes(done.out) == expected
    assert done.status == bool(expected)


def test_the_totals_say_how_many_findings_were_not_asked_for(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--server", "ISA1", broken.name)

    assert done.out.endswith(
        "\n\n2 errors in 1 file (1 estate); 3 not asked for; 2 can be mended with --fix --unsafe-fixes\n"
    )


def test_the_verdicts_are_those_of_the_server(exlint: Exlint, broken: Path) -> None:
    of_isa = json.loads(exlint("check", "--server", "ISA1", "--output-format", "json", broken.name).out)
    of_mail = json.loads(exlint("check", "--server", "MAIL1", "--output-format", "json", broken.name).out)

    assert of_isa["verdicts"] == {"queues": 0, "partial": 0, "unknown": 0, "delivers": 0}
    assert of_mail["verdicts"] == {"queues": 1, "partial": 0, "unknown": 0, "delivers": 0}


def test_a_server_that_there_is_not_is_an_error_with_the_nearest_name(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--server", "MAIL2", broken.name)

    expected = "exlint: --server MAIL2: no such server and no such SMTP virtual server (did you mean MAIL1?)\n"
    assert done == (2, "", expected)


def test_what_keeps_an_estate_from_being_judged_is_shown_whatever_the_server(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: {}\n", encoding="utf-8")

    done = exlint("check", "--server", "MAIL1", "--output-format", "concise", "bad.yaml")

    assert (done.status, codes(done.out)) == (1, ["EXL011"])


def test_statistics_count_by_rule_the_most_frequent_first(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: {}\nexchenge: {}\n", encoding="utf-8")

    done = exlint("check", "--statistics", broken.name, "bad.yaml")

    assert done.status == 1
    assert done.out.splitlines()[:3] == [
        "2  EXL011  unknown-key",
        "1  EXL101  smtp-external-dns-without-isa",
        "1  EXL201  forest-dns-without-isa",
    ]
    assert "\n\n7 errors in 2 files (2 estates)\n" in done.out


def test_statistics_are_there_for_programs(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--statistics", "--select", "EXL101", "--output-format", "json", broken.name)

    assert json.loads(done.out) == {
        "version": 1,
        "statistics": [
            {
                "code": "EXL101",
                "name": "smtp-external-dns-without-isa",
                "total": 1,
                "errors": 1,
                "warnings": 0,
                "infos": 0,
                "suppressed": 0,
            }
        ],
    }


def test_there_are_no_annotations_of_statistics(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--statistics", "--output-format", "github", broken.name)

    assert (done.status, done.out) == (2, "")
    assert "expected --output-format full, concise or json" in done.err
