"""The cases of own rules: what holds, and each way in which a case can fail."""

from __future__ import annotations

import pytest

from exlint.engine.cases import complaints
from exlint.rules.own import OwnRule, file

HEAD = """\
exlint_rules: 1
prefix: ACME
rules:
  - code: ACME001
    name: long-queue-expiry
    severity: warning
    select: smtp_virtual_server
    assert: {properties: {retry: {properties: {expiration: {maximum: 1440}}}}}
    message: "{name} on {server} keeps mail for {retry.expiration} minutes"
    page: Mail waits for more than a day.
"""
DOCUMENT = """\
exlint: 1
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      smtp_virtual_servers:
        - {name: Default, retry: {expiration: 1440}}
"""
FAULTY = DOCUMENT.replace("1440}}", "1441}}")
ANNOUNCED = FAULTY[:-1] + " # expect: ACME001 Default on MAIL1 keeps mail\n"


def _rule(*cases: tuple[str, str]) -> OwnRule:
    texts = []
    for kind, document in cases:
        texts.append(f"      - {kind}: |\n")
        texts += [f"          {line}\n" for line in document.splitlines()]
    read = file.read([("acme.yaml", (HEAD + "    cases:\n" + "".join(texts)).encode())])
    assert read.mistakes == ()
    return read.rules[0]


def _told(*cases: tuple[str, str]) -> list[str]:
    return list(complaints(_rule(*cases)))


def test_cases_that_are_as_announced_give_no_complaint() -> None:
    assert _told(("silent", DOCUMENT), ("fires", ANNOUNCED)) == []


@pytest.mark.parametrize(
    "words", ["Default ... 1441", "Default...keeps...", "Default on MAIL1 keeps mail for 1441 minutes"]
)
def test_three_points_stand_for_anything_in_a_message(words: str) -> None:
    assert _told(("silent", DOCUMENT), ("fires", FAULTY[:-1] + f" # expect: ACME001 {words}\n")) == []


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        # 10 lines of HEAD, `cases:`, 9 of the silent case, and `- fires: |`: the document begins on line 22.
        (DOCUMENT, "22: ACME001 fires: nothing is announced (# expect: ACME001 MESSAGE)"),
        (FAULTY, "22: ACME001 fires: nothing is announced (# expect: ACME001 MESSAGE)"),
        (
            ANNOUNCED.replace("1441}}", "1440}}"),
            "29: ACME001 fires: this is announced, and not found: Default on MAIL1",
        ),
        (
            ANNOUNCED.replace("Default on", "Second on"),
            "29: ACME001 fires: announced is: Second on MAIL1 keeps mail; found is: Default on MAIL1 keeps mail",
        ),
        (
            ANNOUNCED.replace("Default on MAIL1", "Default ... 1440"),
            "29: ACME001 fires: announced is: Default ... 1440",
        ),
        (ANNOUNCED.replace("ACME001", "ACME002"), "29: ACME001 fires: ACME002 is announced; expected ACME001 and the"),
        (FAULTY[:-1] + " # expect: ACME001\n", "29: ACME001 fires: ACME001 is announced; expected ACME001 and the"),
        (
            f"{ANNOUNCED}        - {{name: Second, retry: {{expiration: 9999}}}}\n",
            "30: ACME001 fires: this is found, and not announced: Second on MAIL1 keeps mail for 9999 minutes",
        ),
        (
            f"{ANNOUNCED}        - {{name: Default}}\n",
            "30: ACME001 fires: this is no document: EXL021 ",
        ),
        (f"{ANNOUNCED}forest: [\n", "31: ACME001 fires: this is no document: EXL001 "),
        (
            "exlint: 1\ninclude: a.yaml\n# expect: ACME001 x\n",
            "23: ACME001 fires: a case is one document, which has no",
        ),
    ],
)
def test_a_case_that_fails_is_told_at_the_line_of_the_rule_file(document: str, complaint: str) -> None:
    told = _told(("silent", DOCUMENT), ("fires", document))

    assert told[0].startswith(f"acme.yaml:{complaint}")
    assert len(told) == (2 if document == FAULTY else 1)  # nothing is announced, and something is found


def test_a_case_that_is_to_be_silent_fails_where_something_is_found() -> None:
    assert _told(("silent", FAULTY), ("fires", ANNOUNCED)) == [
        "acme.yaml:20: ACME001 silent: this is found, and not announced: Default on MAIL1 keeps mail for 1441 minutes"
    ]


def test_a_silent_case_cannot_announce() -> None:
    told = _told(("silent", ANNOUNCED), ("fires", ANNOUNCED))

    assert told == ["acme.yaml:20: ACME001 silent: a finding is announced where the rule is to be silent"]


@pytest.mark.parametrize(
    ("cases", "missing"),
    [([("fires", ANNOUNCED)], "is silent (- silent: |)"), ([("silent", DOCUMENT)], "fires (- fires: |)")],
)
def test_a_rule_has_cases_of_both_kinds(cases: list[tuple[str, str]], missing: str) -> None:
    assert _told(*cases) == [f"acme.yaml:4: ACME001 has no case that {missing}"]


def test_a_rule_without_cases_fails() -> None:
    (rule,) = file.read([("acme.yaml", HEAD.encode())]).rules

    assert len(list(complaints(rule))) == 2


def test_a_document_that_has_no_lines_in_the_rule_file_is_told_at_its_case() -> None:
    text = ANNOUNCED.replace('"', '\\"').replace("\n", "\\n").replace("1441}}", "1440}}")
    cases = f'    cases:\n      - fires: "{text}"\n'

    *_, told = complaints(file.read([("acme.yaml", (HEAD + cases).encode())]).rules[0])

    assert told == (
        "acme.yaml:12: ACME001 fires: this is announced, and not found: Default on MAIL1 keeps mail"
        " (line 8 of the document)"
    )
