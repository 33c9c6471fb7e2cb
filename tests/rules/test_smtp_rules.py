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
