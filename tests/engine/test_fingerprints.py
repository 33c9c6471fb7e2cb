"""What a finding is known by: sixteen digits that an edit elsewhere does not change (interface.md, JSON)."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint import document, engine
from exlint.findings import Finding

NAME = "infra.yaml"

ESTATE = """\
exlint: 1
forest:
  name: contoso.local
  dns:
    external_servers: [198.51.100.53]
    servers:
      - name: DC1
        address: 10.0.0.5
        forwarders: [198.51.100.53]
      - name: DC2
        address: 10.0.0.6
        forwarders: [198.51.100.54]
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      smtp_virtual_servers:
        - name: Default
          external_dns_servers: [198.51.100.53]
        - name: Second
    - name: MAIL2
      edition: exchange-2003-standard
      address: 10.0.0.11
      smtp_virtual_servers:
        - name: Default
isa:
  servers:
    - name: ISA1
      version: isa-2000
      internal_addresses: [10.0.0.1]
      local_address_table: [10.0.0.0/24]
      protocol_rules:
        - {name: Users, action: allow, protocols: [DNS Query], applies_to: {client_groups: [Users]}}
        - {name: Mail, action: allow, protocols: [SMTP], applies_to: any_request}
"""


def findings(text: str, name: str = NAME) -> tuple[Finding, ...]:
    report = engine.check([name], given={name: text.encode()})
    assert report.errors == ()
    assert report.findings
    return report.findings


def known(found: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    """Code and fingerprint of each finding."""
    return Counter((one.code, one.fingerprint) for one in found)


def faulty(**keys: Any) -> str:
    """A document with unknown keys, by the names of the forest's DNS servers."""
    servers = [
        {"name": name, "address": f"10.0.0.{index}", "odd": 1, **more}
        for index, (name, more) in enumerate(keys.items())
    ]
    return f"exlint: 1\nforest: {{name: a.example, dns: {{servers: {servers}}}}}\n"


def recomputed(finding: Finding, data: Any, count: int = 1) -> str:
    """The definition of interface.md, from a finding's code and pointer."""
    names = []
    for step in finding.place.pointer.split("/")[1:]:
        inside = isinstance(data, list)
        data = data[int(step)] if inside else data[step]
        named = data.get("name", step) if isinstance(data, dict) else data
        names.append(named.casefold() if inside and isinstance(named, str) else step)
    return hashlib.sha256(f"{finding.code}\n{'/'.join(names)}\n{count}".encode()).hexdigest()[:16]


def test_every_fingerprint_is_the_hash_of_code_and_names_and_count() -> None:
    data = document.read(ESTATE.encode()).data
    counts: Counter[tuple[str, str]] = Counter()
    for finding in findings(ESTATE):
        counts[finding.code, finding.place.pointer] += 1
        assert finding.fingerprint == recomputed(finding, data, counts[finding.code, finding.place.pointer])


def test_a_fingerprint_spelled_out() -> None:
    (finding,) = (one for one in findings(ESTATE) if one.object == "MAIL1/Default" and one.code == "EXL101")
    words = b"EXL101\nexchange/servers/mail1/smtp_virtual_servers/default/external_dns_servers\n1"
    assert finding.fingerprint == hashlib.sha256(words).hexdigest()[:16]


def test_fingerprints_are_sixteen_hex_digits_each_another() -> None:
    found = findings(ESTATE)
    assert len(found) > 6
    assert all(re.fullmatch("[0-9a-f]{16}", one.fingerprint) for one in found)
    assert len({one.fingerprint for one in found}) == len(found)


def swapped(text: str, first: str, second: str) -> str:
    """The text with two of its parts in each other's place."""
    assert text.count(first) == text.count(second) == 1
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


SECTIONS = re.findall(r"(?:forest|exchange|isa):\n(?: .*\n)+", ESTATE)
SERVERS = re.findall(r"    - name: MAIL\d\n(?:      .*\n)+", ESTATE)
RULES = re.findall(r"        - {name: .*\n", ESTATE)

EDITS = {
    "lines above": "# A remark\n\n---\n" + ESTATE,
    "sections in another order": swapped(ESTATE, SECTIONS[0], SECTIONS[2]),
    "servers in another order": swapped(ESTATE, *SERVERS),
    "rules in another order": swapped(ESTATE, *RULES),
    "other indentation": re.sub(r"(?m)^( +)(- )?", lambda gap: gap[1] * 2 + ("-   " if gap[2] else ""), ESTATE),
    "as JSON": json.dumps(document.read(ESTATE.encode()).data, indent=1),
    "line ends": ESTATE.replace("\n", "\r\n"),
    "names in another case": ESTATE.replace("MAIL1", "Mail1").replace("name: Default", "name: DEFAULT"),
    "quotes": ESTATE.replace("name: MAIL2", 'name: "MAIL2"').replace("name: ISA1", "'name': ISA1"),
    "another value": ESTATE.replace("198.51.100.53", "203.0.113.53"),
    "another server": ESTATE.replace(
        SERVERS[0], SERVERS[0].replace("MAIL1", "MAIL0").replace("0.10", "0.9") + SERVERS[0]
    ),
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_an_edit_elsewhere_changes_no_fingerprint(edited: str) -> None:
    assert edited != ESTATE
    assert known(findings(ESTATE)) <= known(findings(edited))


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit != "another server"])
def test_an_edit_that_adds_no_object_adds_no_fingerprint(edit: str) -> None:
    assert known(findings(EDITS[edit])) == known(findings(ESTATE))


def test_another_name_of_the_file_changes_no_fingerprint() -> None:
    assert known(findings(ESTATE, "other/name.yaml")) == known(findings(ESTATE))


def test_to_split_a_document_into_fragments_changes_no_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    forest, exchange, isa = SECTIONS
    files = {
        NAME: f"exlint: 1\ninclude: ['*.part.yaml']\n{isa}",
        "z.part.yaml": f"exlint: 1\npart_of: {NAME}\n{forest}",
        "a.part.yaml": f"exlint: 1\npart_of: {NAME}\nexchange:\n  servers:\n{SERVERS[1]}",
        "b.part.yaml": f"exlint: 1\npart_of: {NAME}\nexchange:\n  servers:\n{SERVERS[0]}",
    }
    assert exchange == f"exchange:\n  servers:\n{SERVERS[0]}{SERVERS[1]}"
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")

    assert known(engine.check([NAME]).findings) == known(findings(ESTATE))


def test_another_object_and_another_rule_are_known_by_another_fingerprint() -> None:
    two = findings(faulty(DC1={}, DC2={}))
    assert [one.code for one in two] == ["EXL011", "EXL011"]
    assert len({one.fingerprint for one in two}) == 2
    both = findings(faulty(DC1={"odd": None, "address": "10.0.0.300"}))
    assert len({one.fingerprint for one in both}) == len(both) == 2


def test_two_findings_that_are_equal_in_all_this_are_told_apart_by_a_count() -> None:
    first, second = findings(faulty(DC1={}, dc1={}))
    words = "EXL011\nforest/dns/servers/dc1/odd\n"
    assert [first.fingerprint, second.fingerprint] == [
        hashlib.sha256(f"{words}{count}".encode()).hexdigest()[:16] for count in (1, 2)
    ]


def test_an_item_without_a_name_is_known_by_its_place_in_the_list() -> None:
    (first, second) = (
        one for one in findings("exlint: 1\nexchange: {servers: [{odd: 1}, {odd: 1}]}\n") if one.code == "EXL011"
    )
    assert [one.fingerprint for one in (first, second)] == [
        hashlib.sha256(f"EXL011\nexchange/servers/{index}/odd\n1".encode()).hexdigest()[:16] for index in (0, 1)
    ]


@pytest.mark.parametrize(
    "item", ["5", "0x" + "f" * 3990, "[]", "{name: 5}", "{name: [0x1]}", "true", ".inf"], ids=lambda item: item[:12]
)
def test_an_item_that_has_no_name_that_is_text_is_known_by_its_place(item: str) -> None:
    found = findings(f"exlint: 1\nforest: {{name: a.example, dns: {{external_servers: [{item}]}}}}\n")
    expected = hashlib.sha256(b"EXL010\nforest/dns/external_servers/0\n1").hexdigest()[:16]
    assert [one.fingerprint for one in found] == [expected]


def test_an_item_that_is_text_is_known_by_it() -> None:
    (finding,) = findings("exlint: 1\nforest: {name: a.example, dns: {external_servers: [10.0.0.1, DC1.Example]}}\n")
    expected = hashlib.sha256(b"EXL013\nforest/dns/external_servers/dc1.example\n1").hexdigest()[:16]
    assert finding.fingerprint == expected


def test_a_finding_of_the_text_itself_is_known_by_its_code() -> None:
    (finding,) = findings("exlint: 1\nforest: [\n")
    assert finding.fingerprint == hashlib.sha256(b"EXL001\n\n1").hexdigest()[:16]


keys = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=6)


@given(st.lists(keys, min_size=1, max_size=4, unique=True), keys)
def test_any_key_and_any_name_can_be_on_the_way(odd: list[str], name: str) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    pairs = ", ".join(f"{quoted('x' + key)}: 1" for key in odd)
    server = f"{{name: {quoted(name)}, address: 10.0.0.5, {pairs}}}"
    text = f"exlint: 1\nforest: {{name: a.example, dns: {{servers: [{server}]}}}}\n"

    found = [one for one in findings(text) if one.code == "EXL011"]

    called = name.casefold()
    escaped = {key: "x" + key.replace("~", "~0").replace("/", "~1") for key in odd}
    assert {one.fingerprint for one in found} == {
        hashlib.sha256(f"EXL011\nforest/dns/servers/{called}/{key}\n1".encode()).hexdigest()[:16]
        for key in escaped.values()
    }
