"""The JSON of version 1."""

from __future__ import annotations

import json

import pytest

from exlint.findings import Finding, Place, Related, Report, Severity, Summary
from exlint.reports import renderer

PLAIN = False


def rendered(*findings: Finding) -> str:
    report = Report(findings, Summary(files=3, estates=1, virtual_servers=4, not_judged=1), lambda _file, _line: "")
    return renderer("json")(report, PLAIN)


FINDING = Finding(
    Place("infra.yaml", 18, 11, 18, 31, "/exchange/servers/0"),
    "EXL101",
    "smtp-external-dns-without-isa",
    Severity.ERROR,
    "does not ask ISA1",
    object="MAIL1/Default SMTP Virtual Server",
    label="holds no internal address",
    related=(Related(Place("isa/isa1.yaml", 24, 13, 25, 1, "/isa/servers/0/name"), "MAIL1 is behind this"),),
    mend="add 10.0.0.1",
    console="Servers > MAIL1",
    source="KB 305394, cause 1",
    fingerprint="0123456789abcdef",
)


def test_has_every_field_of_the_contract_and_no_other() -> None:
    infos = [FINDING._replace(severity=Severity.INFO, related=())] * 2
    document = json.loads(rendered(FINDING, *infos))
    assert document["findings"][0] == {
        "code": "EXL101",
        "name": "smtp-external-dns-without-isa",
        "severity": "error",
        "message": "does not ask ISA1",
        "object": "MAIL1/Default SMTP Virtual Server",
        "url": None,
        "file": "infra.yaml",
        "line": 18,
        "column": 11,
        "end_line": 18,
        "end_column": 31,
        "pointer": "/exchange/servers/0",
        "related": [
            {
                "file": "isa/isa1.yaml",
                "line": 24,
                "column": 13,
                "end_line": 25,
                "end_column": 1,
                "pointer": "/isa/servers/0/name",
                "label": "MAIL1 is behind this",
            }
        ],
        "fix": None,
        "suppressed": None,
        "fingerprint": "0123456789abcdef",
    }
    assert [(found["severity"], found["related"]) for found in document["findings"][1:]] == [("info", [])] * 2
    del document["findings"]
    assert document == {
        "version": 1,
        "summary": {
            "files": 3,
            "estates": 1,
            "virtual_servers": 4,
            "errors": 1,
            "warnings": 0,
            "infos": 2,
            "suppressed": 0,
        },
        "verdicts": {"queues": 0, "partial": 0, "unknown": 0, "delivers": 0},
    }


def test_a_clean_run_is_a_whole_document_too() -> None:
    assert rendered() == (
        '{"version": 1, "findings": [], "summary": {"files": 3, "estates": 1, "virtual_servers": 4, '
        '"errors": 0, "warnings": 0, "infos": 0, "suppressed": 0}, '
        '"verdicts": {"queues": 0, "partial": 0, "unknown": 0, "delivers": 0}}\n'
    )


@pytest.mark.parametrize(
    ("message", "written"),
    [
        pytest.param("Größe 中 \U0001f600", "Größe 中 \U0001f600", id="readable letters stay"),
        pytest.param('"\\\n', r"\"\\\n", id="JSON's own"),
        pytest.param("\x1b\x7f\x9b", r"\u001b\u007f\u009b", id="controls"),
        pytest.param("\u202e\u2028", r"\u202e\u2028", id="bidi and line separator"),
        pytest.param("\udc80", r"\udc80", id="lone surrogate"),
        pytest.param("\U000e0041", r"\udb40\udc41", id="beyond the first plane"),
        pytest.param("##[error]", r"##\u005berror]", id="a runner's command"),
    ],
)
def test_writes_unsafe_characters_as_escapes_that_read_back(message: str, written: str) -> None:
    text = rendered(FINDING._replace(message=message))
    assert f'"message": "{written}"' in text
    assert json.loads(text)["findings"][0]["message"] == message
    assert json.loads(text.encode("utf-8"))["findings"][0]["message"] == message
