"""The rules of the file where a case cannot lie in a file: what no editor keeps, and what takes other limits."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from baselines import Alone, matching
from exlint import engine
from exlint.document import Limits
from exlint.engine.baseline_file import read
from exlint.findings import Finding

CLEAN = b"exlint: 1\n"


def _found(path: Path, data: bytes | None = None, limits: Limits | None = None) -> list[Finding]:
    if data is not None:
        path.write_bytes(data)
    report = engine.check([str(path)], limits)
    assert report.errors == ()
    assert report.summary.not_judged == bool(report.findings)
    return list(report.findings)


def _only(path: Path, data: bytes | None = None, limits: Limits | None = None) -> Finding:
    (finding,) = _found(path, data, limits)
    return finding


@pytest.mark.parametrize(
    ("data", "byte", "at"),
    [
        (b"exlint: 1\nforest: {name: M\xfcnchen}\n", "the byte 0xfc at offset 26", (2, 17)),
        (b"\xef\xbb\xbfexlint: 1\n\xff", "the byte 0xff at offset 13", (2, 1)),
        ("exlint: 1\n".encode("utf-16-le")[:-1].join((b"\xff\xfe", b"")), "the byte 0x0a at offset 20", (1, 10)),
    ],
    ids=["Windows-1252", "behind a byte order mark", "half of a UTF-16 character"],
)
def test_exl001_fires_at_the_first_byte_that_is_no_character(
    tmp_path: Path, data: bytes, byte: str, at: tuple[int, int]
) -> None:
    finding = _only(tmp_path / "infra.yaml", data)
    assert finding.code == "EXL001"
    assert byte in finding.message
    assert finding.message.endswith("cannot stand here; the file is not read any further")
    assert finding.place[1:3] == at


def test_exl001_fires_at_a_control_character(tmp_path: Path) -> None:
    finding = _only(tmp_path / "infra.yaml", b"exlint: 1\nforest: {name: \x07}\n")
    assert finding.code == "EXL001"
    assert "U+0007" in finding.message
    assert finding.place[1:3] == (2, 16)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_exl001_is_silent_about_unicode_with_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    assert _found(tmp_path / "infra.yaml", "exlint: 1\nforest: {name: München}\n".encode(encoding)) == []


def test_exl002_fires_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    finding = _only(tmp_path / "gone.yaml")
    assert (finding.code, finding.place[1:]) == ("EXL002", (1, 1, 1, 1, ""))
    assert finding.message.endswith("gone.yaml no such file: it is not judged")


def test_exl002_fires_for_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    finding = _only(tmp_path)
    assert finding.code == "EXL002"
    assert finding.message.endswith(f"{tmp_path.name} is a folder: it is not judged")


def test_exl002_is_silent_about_a_file_that_can_be_read(tmp_path: Path) -> None:
    assert _found(tmp_path / "infra.yaml", CLEAN) == []


def test_a_file_that_cannot_be_read_hides_no_finding_of_another(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_bytes(b"exlint: 2\n")
    report = engine.check([str(tmp_path / name) for name in ("gone.yaml", "other.yaml")])
    assert [finding.code for finding in report.findings] == ["EXL002", "EXL007"]
    assert report.summary[:2] == (2, 2)


def test_exl003_fires_for_more_bytes_than_the_limit(tmp_path: Path) -> None:
    finding = _only(tmp_path / "infra.yaml", CLEAN, Limits(size=len(CLEAN) - 1))
    assert (finding.code, finding.place[1:]) == ("EXL003", (1, 1, 1, 1, ""))
    assert finding.message.endswith("infra.yaml has 10 bytes; exlint reads 9 (--max-size raises it): it is not judged")


def test_exl003_is_silent_about_a_file_of_the_limits(tmp_path: Path) -> None:
    # Two collections inside one another; nodes: the mapping, two keys, a number, a list with two items.
    data = b"exlint: 1\nx-a: [1, 2]\n"
    assert _found(tmp_path / "infra.yaml", data, Limits(size=len(data), depth=2, nodes=7)) == []


def test_exl003_fires_for_more_faults_than_anybody_mends(tmp_path: Path) -> None:
    data = b"exlint: 1\n" + b"".join(b"x-%d: 01\n" % number for number in range(2_000))
    found = _found(tmp_path / "infra.yaml", data)
    assert [finding.code for finding in found] == ["EXL005"] * 1_000 + ["EXL003"]
    assert found[-1].message == "more than 1,000 faults up to here; the file is not read any further"
    assert found[-1].place.line == 1_002


def test_exl005_fires_for_a_number_that_no_program_reads(tmp_path: Path) -> None:
    finding = _only(tmp_path / "infra.yaml", b"exlint: 1\nx-number: " + b"7" * 4_001)
    assert (finding.code, finding.place[1:3]) == ("EXL005", (2, 11))
    assert finding.message == "a number of 4001 characters is not read"


def test_exl005_is_silent_about_a_number_of_4000_characters(tmp_path: Path) -> None:
    assert _found(tmp_path / "infra.yaml", b"exlint: 1\nx-number: " + b"7" * 4_000) == []


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"---\n...\n", b"~\n"], ids=repr)
def test_exl006_fires_for_a_file_without_content(tmp_path: Path, data: bytes) -> None:
    finding = _only(tmp_path / "infra.yaml", data)
    assert finding.code == "EXL006"
    assert finding.message.startswith("the file is empty, or holds only comments; write exlint: 1")


@pytest.mark.parametrize("mark", [".git/", "exlint.toml", "pyproject.toml"])
def test_exl024_fires_for_what_lies_above_the_root(tmp_path: Path, mark: str) -> None:
    root = tmp_path / "estate"
    (root / "site").mkdir(parents=True)
    if mark.endswith("/"):
        (root / mark).mkdir()
    else:
        (root / mark).write_text("[tool.exlint]\n", encoding="utf-8")
    (tmp_path / "isa.yaml").write_bytes(b"exlint: 1\npart_of: estate/site/infra.yaml\n")
    (root / "isa.yaml").write_bytes(b"exlint: 1\npart_of: site/infra.yaml\n")

    above = _only(root / "site/infra.yaml", b"exlint: 1\ninclude: ../../isa.yaml\n")
    below = _found(root / "site/infra.yaml", b"exlint: 1\ninclude: ../isa.yaml\n")

    assert above.code == "EXL024"
    assert "include: ../../isa.yaml leads out of the root" in above.message
    assert below == []


def test_exl024_fires_without_a_root_for_what_lies_beside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "isa.yaml").write_bytes(b"exlint: 1\npart_of: site/infra.yaml\n")
    finding = _only(tmp_path / "site/infra.yaml", b"exlint: 1\ninclude: ../isa.yaml\n")
    assert finding.code == "EXL024"
    assert "leads out of the root" in finding.message


def test_a_fragment_given_alone_is_judged_through_its_document(tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_bytes(b"exlint: 1\ninclude: isa.yaml\nforest: {name: a.example}\n")
    finding = _only(tmp_path / "isa.yaml", b"exlint: 1\npart_of: infra.yaml\nforest: {name: b.example}\n")
    assert (finding.code, Path(finding.place.file).name, finding.place.line) == ("EXL025", "isa.yaml", 3)
    assert [Path(other.place.file).name for other in finding.related] == ["infra.yaml"]


def _stale(path: Path, data: bytes) -> list[Finding]:
    """The findings of a document whose baseline has one entry for it, on ISA1."""
    path.write_bytes(data)
    known = path.with_name("known.jsonl")
    entry = {"document": path.name, "code": "EXL601", "object": "ISA1", "fingerprint": ISA1}
    known.write_text(f'{{"exlint_baseline": 1}}\n{json.dumps(entry)}\n', encoding="utf-8")
    baselines = Alone(matching(read(str(known), 1_000), whole=False))
    return list(engine.check([str(path)], besides=engine.Besides(baselines=baselines)).findings)


ODD = b"""\
exlint: 1
isa:
  servers:
    - {name: ISA1, version: isa-2000, internal_addresses: [10.0.0.1], local_address_table: [10.0.0.0/24], networks: []}
"""
ISA1 = hashlib.sha256(b"EXL601\nisa/servers/isa1/networks\n1").hexdigest()[:16]


def test_exl911_fires_for_an_entry_whose_finding_is_gone(tmp_path: Path) -> None:
    (finding,) = _stale(tmp_path / "infra.yaml", ODD.replace(b", networks: []", b""))
    assert (finding.code, Path(finding.place.file).name, finding.place.line) == ("EXL911", "known.jsonl", 2)
    assert finding.object == "ISA1"
    assert finding.message == (
        "ISA1 in infra.yaml has no EXL601 any more: this entry suppresses nothing; exlint baseline prune removes it"
    )


def test_exl911_is_silent_about_an_entry_whose_finding_is_there(tmp_path: Path) -> None:
    assert _stale(tmp_path / "infra.yaml", ODD) == []


@pytest.mark.parametrize(
    ("case", "line", "marked"),
    [("isa-2000", 12, "Office"), ("isa-2000", 11, "DNS"), ("servers", 7, "FIREWALL"), ("servers", 21, "MAIL1")],
    ids=["schedule", "item of a list", "behind", "bridgehead"],
)
def test_exl020_marks_the_name_itself(case: str, line: int, marked: str) -> None:
    path = Path(__file__).parent / f"exl020/fires-{case}.yaml"
    places = [one.place for one in _found(path) if one.place.line == line]
    text = path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert [text[place.column - 1 : place.end_column - 1] for place in places] == [marked]
