"""The fixes of EXL101 and EXL201: mail leaves with them, or they are not offered, and their words are what they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from exlint import engine
from exlint.document import read
from exlint.findings import Offer, plain
from fixes.test_trying import codes, mended, offers

CASES = Path(__file__).parents[1] / "rules"
COMMONEST = (CASES / "exl101/fires-stopped-adapter-server-first.yaml").read_bytes()


def external(data: bytes) -> list[str] | None:
    """The external DNS servers of the only virtual server."""
    plain = read(data).data
    assert isinstance(plain, dict)
    found: list[str] | None = plain["exchange"]["servers"][0]["smtp_virtual_servers"][0].get("external_dns_servers")
    return found


def test_the_commonest_case_is_mended_the_address_goes_before_the_server_that_is_stopped() -> None:
    done, after = mended(COMMONEST)

    assert [one.code for one in done.fixed] == ["EXL101", "EXL505"]
    assert external(after) == ["10.0.0.1", "198.51.100.53"]
    assert codes(after) == []


@pytest.mark.parametrize(
    ("adapter", "expected"),
    [
        ("[198.51.100.53]", ["10.0.0.1", "198.51.100.53"]),  # stopped
        ("[10.0.0.5]", ["10.0.0.5", "10.0.0.1"]),  # undeclared
        ("[10.1.0.1]", ["10.1.0.1"]),  # the ISA server's own, so nothing is missing but the list
        ("[198.51.100.53, 10.1.0.1]", ["10.1.0.1", "198.51.100.53"]),
        ("[10.0.0.5, 198.51.100.53]", ["10.0.0.5", "198.51.100.53", "10.0.0.1"]),
    ],
)
def test_the_words_and_the_fix_of_a_list_that_is_not_written_agree(adapter: str, expected: list[str]) -> None:
    finding = offers(COMMONEST.replace(b"[198.51.100.53]", adapter.encode()))["EXL101"]

    assert isinstance(finding.fix, Offer)
    assert [edit.value for edit in finding.fix.edits] == [tuple(expected)]
    assert finding.mend == f"write external_dns_servers: [{', '.join(expected)}]"


@pytest.mark.parametrize(
    "case",
    [
        "exl101/fires-isa-server-that-does-not-answer.yaml",
        "exl201/fires-asked-back.yaml",
        "exl201/fires-asked-back-by-the-forest.yaml",
    ],
)
def test_nobody_is_sent_to_an_isa_server_that_does_not_answer_him(case: str) -> None:
    before = (CASES / case).read_bytes()

    finding = offers(before)[case[:6].upper()]

    assert (finding.fix, finding.first) == (None, "")
    assert mended(before)[1] == before


def test_what_lets_the_isa_server_answer_is_mended_first_then_it_is_asked() -> None:
    """ISA1 asks DC1, which only a rule for users lets out; with a client set (EXL302) it answers."""
    users = b"""\
        - {name: DNS, action: allow, protocols: [DNS Query, DNS Zone Transfer], applies_to: {client_groups: [Staff]}}
        - {name: Mail, action"""
    there = b"external_servers: [198.51.100.53]\n    servers: [{name: DC1, address: 10.0.0.5, root_hints: false}]"
    text = COMMONEST.replace(b"external_servers: [10.0.0.1]", there)
    text = text.replace(b"        - {name: Mail, action", users).replace(
        b"listener: true", b"listener: true\n      dns_forwarders: [10.0.0.5]"
    )
    assert offers(text)["EXL101"].fix is None

    done, after = mended(text)

    assert [one.code for one in done.fixed] == ["EXL505", "EXL302", "EXL101"]
    assert external(after) == ["10.1.0.1", "198.51.100.53"]  # the first one is in the table by now
    assert codes(after) == ["EXL201"]  # DC1 itself has nothing from asking ISA1


GROUPS = (CASES / "exl302/fires.yaml").read_text(encoding="utf-8")
SETS = "      client_sets: [{name: Others, addresses: [10.0.0.99]}, {name: Resolvers, addresses: [10.0.0.5]}]\n"
NO_DC1 = GROUPS[: GROUPS.index("    servers:\n      - name: DC1")] + GROUPS[GROUPS.index("exchange:\n") :]


@pytest.mark.parametrize(
    ("text", "new_set", "name"),
    [
        (GROUPS, {"name": "DNS servers", "addresses": ["10.0.0.5"]}, "DNS servers"),
        (GROUPS.replace("      protocol_rules:\n", f"{SETS}      protocol_rules:\n"), None, "Resolvers"),
        (NO_DC1, {"name": "Mail servers", "addresses": ["10.0.0.10"]}, "Mail servers"),
    ],
)
def test_who_is_left_out_by_client_groups_gets_a_rule_for_a_client_set(
    text: str, new_set: dict[str, object] | None, name: str, tmp_path: Path
) -> None:
    document = tmp_path / "infra.yaml"
    document.write_text(text, encoding="utf-8")

    (judged,), _ = engine.follow([str(document)])
    (fix,) = next(one.proposed for one in judged.findings if one.code == "EXL302")

    *before, rule = [plain(edit.value) for edit in fix.edits]
    assert before == ([new_set] if new_set else [])
    assert rule == {
        "name": f"DNS for {name}",
        "action": "allow",
        "protocols": ["DNS Query", "DNS Zone Transfer"],
        "applies_to": {"client_sets": [name]},
    }


def test_the_rule_carries_what_the_groups_rule_carries_and_has_a_name_of_its_own(tmp_path: Path) -> None:
    document = tmp_path / "infra.yaml"
    taken = GROUPS.replace("- {name: Mail,", "- {name: DNS for DNS servers,").replace(", DNS Zone Transfer", "")
    document.write_text(taken, encoding="utf-8")

    (judged,), _ = engine.follow([str(document)])
    (fix,) = next(one.proposed for one in judged.findings if one.code == "EXL302")

    rule = plain(fix.edits[-1].value)
    assert isinstance(rule, dict)
    assert (rule["name"], rule["protocols"]) == ("DNS for DNS servers (2)", ["DNS Query"])


def test_a_rule_of_two_methods_is_followed_at_once_by_the_one_for_its_client_sets() -> None:
    (judged,), _ = engine.follow([str(CASES / "exl303/fires.yaml")])
    (fix,) = next(one.proposed for one in judged.findings if one.code == "EXL303")

    changed, new = fix.edits
    assert changed.at[-2:] == (1, "applies_to")
    assert (new.at[-1], new.kind, new.before) == ("protocol_rules", "insert", 2)
