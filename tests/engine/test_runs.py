"""A run over many files: what it counts, what it bounds, what it keeps, and that it says the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from exlint import engine, rules
from exlint.document import Limits
from exlint.findings import Problem, Report
from exlint.mailflow import Mail

SOURCES = Path(engine.__file__).parents[2]

MAIL = """\
exlint: 1
exchange:
  servers:
    - name: {name}
      edition: exchange-2003-standard
      address: 10.0.0.10
      behind: none
      dns_servers: [198.51.100.53]
      smtp_virtual_servers: [{{name: A}}, {{name: B}}]
"""
DELIVERS = MAIL.format(name="MAIL1")
UNDECIDED = DELIVERS.replace("      behind: none\n", "")
MISSPELT = "exlint: 1\nforrest: {}\n"
BROKEN = "exlint: 1\nforest: [\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(**files: str) -> list[str]:
    """Writes files with these names and the extension yaml into the current directory, and gives their names."""
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    return [f"{name}.yaml" for name in files]


def codes(report: Report) -> list[tuple[str, str]]:
    return [(one.place.file, one.code) for one in report.findings]


def test_a_run_over_nothing_finds_nothing() -> None:
    report = engine.check([])
    assert (report.findings, report.summary, report.verdicts, report.errors) == ((), (0, 0, 0, 0), (), ())


def test_a_clean_estate_has_its_verdicts_and_no_findings() -> None:
    report = engine.check(write(mail=DELIVERS))
    assert (report.findings, report.errors) == ((), ())
    assert [(one.virtual_server, one.verdict) for one in report.verdicts] == [
        ("MAIL1/A", "delivers"),
        ("MAIL1/B", "delivers"),
    ]


def test_the_summary_counts_files_estates_virtual_servers_and_what_was_not_judged() -> None:
    files = write(
        clean=DELIVERS,
        other=DELIVERS,
        odd=MISSPELT,
        broken=BROKEN,
        empty="exlint: 1\n",
        lost="exlint: 1\npart_of: gone.yaml\n",
    )
    whole = engine.check(files)
    # Two estates with two virtual servers each, one without any, two that are not judged; a lost fragment is no estate.
    assert whole.summary == (6, 5, 4, 2)
    assert codes(whole) == [("broken.yaml", "EXL001"), ("lost.yaml", "EXL024"), ("odd.yaml", "EXL011")]


def test_no_file_hides_the_findings_of_another() -> None:
    files = write(a=BROKEN, b=MISSPELT, c=UNDECIDED, d="exlint: 9\n", e="", f="\0")
    report = engine.check([*files, "gone.yaml", "."])
    found = {file: {code for name, code in codes(report) if name == file} for file, _ in codes(report)}
    assert found == {
        "a.yaml": {"EXL001"},
        "b.yaml": {"EXL011"},
        "c.yaml": {"EXL404", "EXL501"},
        "d.yaml": {"EXL007"},
        "e.yaml": {"EXL006"},
        "f.yaml": {"EXL001"},
        "gone.yaml": {"EXL002"},
        ".": {"EXL002"},
    }
    assert report.errors == ()


def test_the_findings_are_the_same_for_any_order_of_the_files() -> None:
    files = write(a=BROKEN, b=MISSPELT, c=UNDECIDED, d="exlint: 1\npart_of: c.yaml\n")
    reports = [engine.check(order) for order in permutations(files)]
    assert len({report.findings for report in reports}) == 1
    assert len({report.summary for report in reports}) == 1


@pytest.mark.parametrize("seed", range(5))
def test_the_findings_of_shared_fragments_are_the_same_for_any_order_of_the_files(seed: int) -> None:
    files = write(
        one="exlint: 1\ninclude: [s.yaml, t.yaml]\nx: 1\n",
        two="exlint: 1\ninclude: [s.yaml]\nforest: {name: a.example}\n",
        s="exlint: 1\npart_of: [one.yaml, two.yaml]\nx: 1\nforest: {name: b.example}\n",
        t="exlint: 1\npart_of: one.yaml\nx: 1\n",
    )
    shuffled = Random(seed).sample(files, len(files))
    assert engine.check(shuffled).findings == engine.check(files).findings


def test_the_findings_are_the_same_for_any_seed_of_the_hashes() -> None:
    server = "{{name: ISA{0}, version: isa-2000, internal_addresses: [10.{0}.0.1], local_address_table: [10.0.0.0/8]}}"
    isa = "isa:\n  servers: [" + ", ".join(server.format(index) for index in range(1, 12)) + "]\n"
    files = write(a=UNDECIDED + isa, b=UNDECIDED.replace("MAIL1", "MAIL2") + isa + "x: 1\ny: 2\n")
    program = "import sys; from exlint import engine; print(engine.check(sys.argv[1:])[:2])"

    said = {
        subprocess.run(
            [sys.executable, "-c", program, *files],
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(SOURCES), "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
        ).stdout
        for seed in range(4)
    }

    assert len(said) == 1
    assert b"EXL501" in said.pop()


# Faults of exlint itself


def test_a_fault_of_a_rule_is_an_error_of_its_estate_and_the_others_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(mail: Mail) -> Iterator[Problem]:
        if mail.estate.exchange_servers[0].name == "MAIL2":
            raise ZeroDivisionError("a fault")
        yield from ()

    found = tuple(rules.checks(["verdict unknown"]))
    monkeypatch.setattr(rules, "checks", lambda *_: (*found, found[0]._replace(check=breaks)))
    files = write(a=UNDECIDED, b=UNDECIDED.replace("MAIL1", "MAIL2"), c=UNDECIDED)

    report = engine.check(files)

    assert {file for file, _ in codes(report)} == {"a.yaml", "c.yaml"}
    assert report.errors == ("b.yaml: internal error: ZeroDivisionError: a fault",)
    assert report.summary == (3, 3, 4, 1)


# Files that are given with their bytes


def test_bytes_that_are_given_need_no_file() -> None:
    report = engine.check(["<stdin>"], given={"<stdin>": MISSPELT.encode()})
    assert codes(report) == [("<stdin>", "EXL011")]
    assert report.lines("<stdin>", 2) == "forrest: {}"
    assert report.summary == (1, 1, 0, 1)


def test_bytes_that_are_given_stand_for_a_fragment_on_the_disk() -> None:
    write(infra="exlint: 1\ninclude: part.yaml\n", part="exlint: 1\npart_of: infra.yaml\n")
    given = {"part.yaml": b"exlint: 1\npart_of: infra.yaml\nforrest: {}\n"}

    assert codes(engine.check(["infra.yaml"], given=given)) == [("part.yaml", "EXL011")]
    assert codes(engine.check(["part.yaml"], given=given)) == [("part.yaml", "EXL011")]
    assert codes(engine.check(["infra.yaml"])) == []


def test_bytes_that_are_given_include_files_beside_their_path() -> None:
    Path("deep").mkdir()
    Path("deep/part.yaml").write_text("exlint: 1\npart_of: infra.yaml\nforrest: {}\n", encoding="utf-8")

    # The document is not on the disk, so the fragment cannot lead back to it.
    report = engine.check(["deep/infra.yaml"], given={"deep/infra.yaml": b"exlint: 1\ninclude: part.yaml\n"})

    assert codes(report) == [("deep/infra.yaml", "EXL024")]


def test_what_is_given_but_not_asked_for_is_not_judged() -> None:
    report = engine.check(write(a=DELIVERS), given={"b.yaml": MISSPELT.encode()})
    assert codes(report) == []
    assert report.summary.files == 1


# Limits


def test_a_file_on_the_disk_is_bounded_in_size() -> None:
    (path,) = write(a=DELIVERS)
    size = Path(path).stat().st_size

    assert codes(engine.check([path], Limits(size=size))) == []
    (finding,) = engine.check([path], Limits(size=size - 1)).findings

    assert (finding.code, finding.place) == ("EXL003", (path, 1, 1, 1, 1, ""))
    assert (
        finding.message
        == f"a.yaml has {size:,} bytes; exlint reads {size - 1:,} (--max-size raises it): it is not judged"
    )


@pytest.mark.parametrize("limits", [Limits(depth=2), Limits(nodes=10)], ids=["depth", "nodes"])
def test_what_a_file_holds_is_bounded_wherever_it_comes_from(limits: Limits) -> None:
    paths = write(a=DELIVERS)
    assert codes(engine.check(paths, limits)) == [("a.yaml", "EXL003")]
    assert codes(engine.check(["b"], limits, {"b": DELIVERS.encode()})) == [("b", "EXL003")]


# What a run keeps


def test_to_follow_gives_what_each_estate_came_to_beside_the_report() -> None:
    files = write(a=DELIVERS, b=MISSPELT, c=UNDECIDED)

    judged, report = engine.follow(files)

    assert report[:2] == engine.check(files)[:2]
    assert [one.files[0].shown for one in judged] == files
    assert [one.mail is None for one in judged] == [False, True, False]
    assert tuple(finding for one in judged for finding in one.findings) == report.findings


def test_the_place_of_a_key_is_that_of_its_nearest_written_parent() -> None:
    (judged,), _ = engine.follow(write(a=DELIVERS))
    server = (0, "exchange", "servers", 0)
    assert engine.place((*server, "edition"), judged.files)[1:5] == (5, 7, 5, 14)
    assert engine.place((*server, "fqdn"), judged.files)[1:5] == (4, 13, 4, 18)
