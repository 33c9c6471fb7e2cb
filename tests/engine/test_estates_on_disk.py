"""Documents and fragments on the disk: what belongs together, where findings are placed, what they are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from exlint import engine, mailflow, rules
from exlint.findings import Problem, Report

DOCUMENT = """\
exlint: 1
include: [parts/*.yaml]
forest: {name: contoso.local, dns: {external_servers: [10.0.0.1]}}
isa:
  servers:
    - name: ISA1
      version: isa-2000
      internal_addresses: [10.0.0.1]
      local_address_table: [10.0.0.0/24]
      site_and_content_rules: [{name: All, action: allow, applies_to: any_request}]
"""
FRAGMENT = """\
exlint: 1
part_of: ../infra.yaml
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      smtp_virtual_servers:
        - name: VS
          external_dns_servers: [198.51.100.53]
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an estate in two files, as current directory; EXL101 is in the fragment."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "infra.yaml").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "parts/mail.yaml").write_text(FRAGMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(report: Report) -> list[tuple[str, int, str]]:
    """File, line and code of each finding but the verdict's."""
    return [(one.place.file, one.place.line, one.code) for one in report.findings if not one.code.startswith("EXL4")]


@pytest.mark.parametrize(
    "paths",
    [["infra.yaml"], ["parts/mail.yaml"], ["parts/mail.yaml", "infra.yaml"], ["infra.yaml", "./parts/mail.yaml"]],
)
@pytest.mark.usefixtures("here")
def test_a_fragment_is_judged_through_its_document_and_an_estate_once(paths: list[str]) -> None:
    report = engine.check(paths)

    assert found(report) == [("parts/mail.yaml", 10, "EXL101")]
    assert report.summary[:4] == (2, 1, 1, 0)


def test_a_finding_leads_to_the_other_file(here: Path) -> None:
    finding = next(one for one in engine.check(["infra.yaml"]).findings if one.code == "EXL101")

    assert [(one.place.file, one.place.line) for one in finding.related] == [("parts/mail.yaml", 9), ("infra.yaml", 6)]
    assert finding.place.pointer == "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers"
    assert here.is_dir()


def test_a_broken_fragment_hides_nothing_of_the_others(here: Path) -> None:
    (here / "parts/broken.yaml").write_text("exlint: 1\npart_of: ../infra.yaml\nforest: [\n", encoding="utf-8")
    (here / "parts/typo.yaml").write_text("exlint: 1\npart_of: ../infra.yaml\nforrest: {}\n", encoding="utf-8")

    report = engine.check(["infra.yaml"])

    assert {(file, code) for file, _, code in found(report)} == {
        ("parts/broken.yaml", "EXL001"),
        ("parts/typo.yaml", "EXL011"),
    }
    assert report.summary.not_judged == 1


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("parts/alone.yaml", "exlint: 1\n", "has no part_of that leads back to infra.yaml"),
        ("stray.yaml", "exlint: 1\npart_of: infra.yaml\n", "does not include this file"),
        ("lost.yaml", "exlint: 1\npart_of: nowhere.yaml\n", "no such file"),
    ],
)
def test_both_ends_must_agree(here: Path, name: str, text: str, words: str) -> None:
    (here / name).write_text(text, encoding="utf-8")

    report = engine.check(["infra.yaml", name])

    assert any(one.code == "EXL024" and words in one.message for one in report.findings), report.findings


def known_by(report: Report, code: str) -> list[str]:
    return [one.fingerprint for one in report.findings if one.code == code]


def test_a_fingerprint_is_made_of_the_code_and_the_names_alone(here: Path) -> None:
    named = "exchange/servers/mail1/smtp_virtual_servers/vs/external_dns_servers"
    expected = hashlib.sha256(f"EXL101\n{named}\n1".encode()).hexdigest()[:16]

    assert known_by(engine.check(["infra.yaml"]), "EXL101") == [expected]
    text = "# a line above\n" + FRAGMENT.replace(
        "    - name: MAIL1",
        "    - {name: OTHER, edition: sbs-2000, address: "
        "10.0.0.11, smtp_virtual_servers: [{name: VS, external_dns_servers: [10.0.0.1]}]}\n    - name: MAIL1",
    )
    (here / "parts/mail.yaml").write_text(text, encoding="utf-8")
    (here / "parts/mail.yaml").rename(here / "parts/renamed.yaml")
    assert known_by(engine.check(["infra.yaml"]), "EXL101") == [expected]


def test_two_findings_that_are_alike_are_told_apart(here: Path) -> None:
    text = FRAGMENT.replace("exchange:", "forrest: 1\nexchange:\n  servrs: 1\n  servrz: 1")
    (here / "parts/mail.yaml").write_text(text, encoding="utf-8")

    prints = known_by(engine.check(["infra.yaml"]), "EXL011")

    assert len(set(prints)) == len(prints) == 3


def test_through_an_alias_the_use_is_marked_and_the_anchor_is_related(here: Path) -> None:
    text = FRAGMENT.replace("exchange:", "x-dns: &provider [198.51.100.53, 10.0.0.300]\nexchange:")
    text = text.replace("external_dns_servers: [198.51.100.53]", "external_dns_servers: *provider")
    (here / "parts/mail.yaml").write_text(text, encoding="utf-8")

    (finding,) = engine.check(["infra.yaml"]).findings

    assert (finding.code, finding.place.line, finding.place.column) == ("EXL013", 11, 33)
    assert [(one.place.line, one.place.column) for one in finding.related] == [(3, 34)]


def test_standard_input_is_a_file_that_is_given(here: Path) -> None:
    report = engine.check(["parts/mail.yaml"], given={"parts/mail.yaml": FRAGMENT.replace("VS", "New").encode()})

    assert [one.object for one in report.findings if one.code == "EXL101"] == ["MAIL1/New"]
    assert here.is_dir()


def test_a_fault_of_a_rule_hides_no_other_estate(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "other.yaml").write_text("exlint: 1\nforrest: 1\n", encoding="utf-8")
    real = next(rules.checks([]))

    def broken(_: mailflow.Mail) -> Iterator[Problem]:
        raise RuntimeError("out of ideas")

    monkeypatch.setattr(rules, "checks", lambda *_: (real._replace(check=broken),))
    report = engine.check(["infra.yaml", "other.yaml"])

    assert found(report) == [("other.yaml", 2, "EXL011")]
    assert report.errors == ("infra.yaml: internal error: RuntimeError: out of ideas",)
