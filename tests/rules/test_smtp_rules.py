"""What the rules about SMTP virtual servers advise where the advice is worked out, and how much they point at."""

from __future__ import annotations

from pathlib import Path

import pytest

from exlint import engine
from exlint.findings import Finding, Severity

CASES = Path(__file__).parent
HEAD = "exlint: 1\nexchange:\n  servers:\n    - name: MAIL1\n      edition: exchange-2000\n      address: 10.0.0.10\n"


def found(code: str, document: Path) -> list[Finding]:
    return [one for one in engine.check([str(document)]).findings if one.code == code]


def of_four(keys: str, tmp_path: Path, *, fqdn: str = "") -> Path:
    """A server with four virtual servers alike."""
    virtual = "".join(f"        - name: V{number}\n{keys}" for number in range(1, 5))
    document = tmp_path / "document.yaml"
    document.write_text(f"{HEAD}{fqdn}      smtp_virtual_servers:\n{virtual}", encoding="utf-8")
    return document


@pytest.mark.parametrize(
    ("case", "mends"),
    [
        ("exl102/fires", ["write fqdn: mail.contoso.local"]),
        ("exl102/fires-dot-at-the-end", ["write fqdn: mail.example.com"]),
        ("exl107/fires", ["leave secure_bindings out"]),
        ("exl107/fires-port-465", ["take 10.0.0.10:465 out of bindings"]),
        ("exl108/fires", ["write delay_notification: 360"]),
        ("exl108/fires-local", ["write delay_notification: 30", "write local_delay_notification: 15"]),
        ("exl108/fires-local-expiration-alone", ["write local_delay_notification: 120"]),
        ("exl108/fires-zero", ["write a longer expiration"]),
    ],
)
def test_what_to_write_is_worked_out(case: str, mends: list[str]) -> None:
    code, _, name = case.partition("/")
    assert [one.mend for one in found(code.upper(), CASES / code / f"{name}.yaml")] == mends


def test_no_console_page_shows_secure_bindings() -> None:
    assert [one.console for one in found("EXL107", CASES / "exl107/fires.yaml")] == [""]
    assert all("General > Advanced" in one.console for one in found("EXL107", CASES / "exl107/fires-port-465.yaml"))
    assert [one.console for one in found("EXL106", CASES / "exl106/fires-secure-binding.yaml")] == [""]
    assert all("General > Advanced" in one.console for one in found("EXL106", CASES / "exl106/fires.yaml"))


def test_of_many_virtual_servers_three_are_pointed_at(tmp_path: Path) -> None:
    (name,) = found("EXL102", of_four("", tmp_path, fqdn="      fqdn: mail1\n"))
    (binding,) = found("EXL105", of_four("          bindings: []\n", tmp_path))
    assert [len(one.related) for one in (name, binding)] == [3, 3]


def test_the_marks_say_what_is_meant() -> None:
    (delay,) = found("EXL108", CASES / "exl108/fires.yaml")
    assert [(one.label, one.place.pointer.rpartition("/")[2]) for one in delay.related] == [
        ("mail is given up", "expiration")
    ]


@pytest.mark.parametrize("code", ["EXL118", "EXL119"])
def test_a_smart_host_that_the_verdict_follows_all_the_same_is_an_error_which_says_so(code: str) -> None:
    document = CASES / code.lower() / "fires.yaml"
    (judged,), _ = engine.follow([str(document)])

    assert judged.mail is not None
    assert [flow.verdict.value for flow in judged.mail.flows] == ["delivers"]
    (finding,) = (one for one in judged.findings if one.code == code)
    assert finding.severity is Severity.ERROR
    assert "stays queued; the verdict" in finding.message


def test_of_an_isa_server_that_does_not_answer_nothing_else_is_said_to_come_first(tmp_path: Path) -> None:
    text = (CASES / "exl101/fires-isa-server-that-does-not-answer.yaml").read_text(encoding="utf-8")
    document = tmp_path / "infra.yaml"
    for line in ("          external_dns_servers: [198.51.100.53]", ""):
        kept = "\n".join(line if "external_dns_servers" in one and "expect" in one else one for one in text.split("\n"))
        document.write_text(kept, encoding="utf-8")
        (finding,) = found("EXL101", document)
        assert finding.mend.startswith("let ISA1 answer first: nothing answers DNS on ISA1")
        assert finding.first == ""
    document.write_text(kept.replace("dns_listener: false", "dns_listener: true"), encoding="utf-8")
    (finding,) = found("EXL101", document)
    assert finding.first == "dns_servers of MAIL1"


def two_servers(virtual_server: str, more: str, tmp_path: Path) -> Path:
    """MAIL1 with a virtual server as given, and MAIL2."""
    other = "    - name: MAIL2\n      edition: exchange-2000\n      address: 10.0.0.11\n"
    virtual = "      smtp_virtual_servers:\n        - name: V\n"
    document = tmp_path / "infra.yaml"
    document.write_text(f"{HEAD}{virtual}{virtual_server}{other}{virtual}{more}", encoding="utf-8")
    return document


def test_with_several_servers_a_connector_does_not_take_all_that_a_virtual_server_sends(tmp_path: Path) -> None:
    connector = "  connectors: [{name: C, address_spaces: ['SMTP:*;1'], bridgeheads: [MAIL2/V], delivery: dns}]\n"
    first = '          smart_host: "[198.51.100.25]"\n          attempt_direct_delivery: true\n'

    document = two_servers(first, connector, tmp_path)

    report = engine.check([str(document)], policies=lambda _: engine.Policy(codes=frozenset({"EXL117"})))
    assert [one.code for one in report.findings] == ["EXL117"]


def test_a_smart_host_that_is_the_other_server_does_no_harm_beside_another_one(tmp_path: Path) -> None:
    (finding,) = found("EXL121", two_servers("          smart_host: [MAIL2, relay.example.net]\n", "", tmp_path))

    assert finding.severity is Severity.INFO


LIST = "    external_servers: [198.51.100.53]"
DC1 = "        root_hints: false\n"


@pytest.mark.parametrize(
    ("changes", "mend", "first", "fixes"),
    [
        ([(DC1, DC1 + "        forwarders: [198.51.100.53]\n")], "add 10.0.0.1", "", 1),  # DC1 does not use the list
        ([], "let ISA1 answer first: ISA1 asks DC1", "", 0),
        ([("dns_forwarders: [10.0.0.5]", "dns_forwarders: [198.51.100.53]")], "add 10.0.0.1", "", 1),
        ([("dns_forwarders: [10.0.0.5]", ""), (LIST, "#")], "add 10.0.0.1", "external_servers of forest, dns", 0),
        ([("dns_listener: true", "dns_listener: false"), (LIST, "#")], "let ISA1 answer first: nothing answers", "", 0),
    ],
)
def test_the_forests_list_is_mended_where_it_is_written_and_the_isa_server_answers(
    changes: list[tuple[str, str]], mend: str, first: str, fixes: int, tmp_path: Path
) -> None:
    text = (CASES / "exl201/fires-asked-back-by-the-forest.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    document = tmp_path / "infra.yaml"
    document.write_text(text, encoding="utf-8")

    (judged,), _ = engine.follow([str(document)])
    finding = next(one for one in judged.findings if one.code == "EXL201" and "forest" in one.message)

    assert finding.mend.startswith(mend)
    assert (finding.first, len(finding.proposed) > 0) == (first, fixes > 0)
