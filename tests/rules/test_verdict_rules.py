"""What the findings on the verdict, and on what it hangs on, say about mending it: which key, in which console."""

from __future__ import annotations

from pathlib import Path

import pytest

from exlint import engine
from exlint.findings import Finding

CASES = Path(__file__).parent


def found(code: str, document: Path) -> list[Finding]:
    return [one for one in engine.check([str(document)]).findings if one.code == code]


@pytest.mark.parametrize("code", ["EXL401", "EXL402", "EXL403"])
def test_a_finding_on_mail_that_stays_names_the_key_and_the_console(code: str) -> None:
    for case in (CASES / code.lower()).glob("fires*.yaml"):
        for one in found(code, case):
            assert one.mend.startswith("change ")
            assert " > " in one.console or one.console.startswith("on ")


def test_what_stops_mail_on_two_ways_is_shown_once(tmp_path: Path) -> None:
    (case,) = (CASES / "exl402").glob("fires.yaml")
    text = case.read_text(encoding="utf-8")
    sender = "        - name: Default SMTP Virtual Server"
    assert sender in text
    ways = '{name: Second, smart_host: "[192.0.2.9]", attempt_direct_delivery: true, external_dns_servers: [10.0.0.1]}'
    document = tmp_path / "document.yaml"
    document.write_text(text.replace(sender, f"        - {ways}\n{sender}", 1), encoding="utf-8")

    for one in found("EXL402", document):
        assert len(one.related) == len(set(one.related)) == 1


def test_of_many_things_that_stop_mail_at_times_three_are_pointed_at(tmp_path: Path) -> None:
    text = (CASES / "exl402/fires.yaml").read_text(encoding="utf-8")
    deny = "action: deny, protocols: [SMTP], applies_to: any_request"
    rules = "".join(f"        - {{name: D{hour}, {deny}, schedule: S{hour}}}\n" for hour in range(4))
    hours = (f"{{name: S{hour}, hours: {{monday: [1{hour}-1{hour + 1}]}}}}" for hour in range(4))
    text = text.replace(
        "      protocol_rules:\n", f"      schedules: [{', '.join(hours)}]\n      protocol_rules:\n{rules}"
    )
    document = tmp_path / "document.yaml"
    document.write_text(text, encoding="utf-8")

    (finding,) = found("EXL402", document)

    assert len(finding.related) == 3


def test_a_rule_is_held_against_the_verdicts_where_the_mail_of_one_server_leaves(tmp_path: Path) -> None:
    text = (CASES / "exl804/fires.yaml").read_text(encoding="utf-8")
    asks = "          external_dns_servers: [10.0.0.1]\n"
    nobody = "        - {name: Second, external_dns_servers: [10.0.0.99]}\n"
    document = tmp_path / "document.yaml"
    document.write_text(text.replace(asks, f"{asks}{nobody}"), encoding="utf-8")

    report = engine.check([str(document)], policies=lambda _: engine.Policy(codes=frozenset({"EXL804"})))

    assert [one.object for one in report.findings if one.code == "EXL804"] == ["ISA1/Mail from the staff"]


def test_nobody_is_told_to_deny_an_isa_server_that_was_not_declared(tmp_path: Path) -> None:
    document = tmp_path / "document.yaml"
    server = "{name: M, edition: exchange-2000, address: 10.0.0.10, smtp_virtual_servers: [{name: V}]}"
    document.write_text(f"exlint: 1\nexchange: {{servers: [{server}]}}\n", encoding="utf-8")

    (one,) = found("EXL501", document)
    assert one.mend == "declare the ISA server before it, or write behind: none"


def test_a_rule_that_stops_mail_at_few_hours_is_not_blamed_for_all(tmp_path: Path) -> None:
    text = (CASES.parents[1] / "examples/exchange-2003-enterprise.yaml").read_text(encoding="utf-8")
    system = "      system_rules: # what the ISA computer itself may send\n"
    deny = "{name: Not now, action: deny, protocols: [DNS], from: [Local Host], to: [All Networks], schedule: Weekends}"
    assert system in text
    text = text.replace(system, f"{system}        - {deny}\n").replace(
        "from: [Internal], to: [External]", "from: [], to: []"
    )
    document = tmp_path / "document.yaml"
    document.write_text(text, encoding="utf-8")

    for one in found("EXL401", document):
        assert "no network rule relates" in one.message
        assert one.message.endswith("(Mon, Tue, Wed, Thu, Fri 00-24)")
        assert one.console.endswith("Network Rules")
    assert found("EXL401", document)
