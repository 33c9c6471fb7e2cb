"""The fixes of the whole catalogue: every case that fires is mended as far as it can be, and is never worse."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from exlint import engine, rules
from exlint.document import Limits
from exlint.engine import Judged, Policy
from exlint.findings import Finding, Severity
from exlint.fixes import Bench
from exlint.fixes.proof import worse
from fixes.test_trying import everything

CASES = Path(__file__).parents[1] / "rules"
FIRES = sorted((*CASES.glob("exl*/fires*.yaml"), *CASES.glob("exl*/fires*/infra.yaml")))
RULES = {rule.code: rule for rule in rules.catalogue()}
EVERY_RULE = Policy(codes=frozenset(RULES), suppressions=False)


def every_rule(_: str) -> Policy:
    return EVERY_RULE


@cache
def judged(document: Path) -> tuple[Judged, ...]:
    return engine.follow([str(document)], policies=every_rule)[0]


def counts(parts: tuple[Judged, ...]) -> Counter[tuple[str, str]]:
    """The errors and warnings of some estates, without those about verdicts."""
    found = (one for part in parts for one in part.findings if one.severity is not Severity.INFO)
    return Counter((one.code, one.fingerprint) for one in found if not one.code.startswith("EXL4"))


@pytest.mark.parametrize("document", FIRES, ids=lambda path: path.relative_to(CASES).as_posix())
def test_a_case_that_is_mended_is_never_worse_and_a_second_run_mends_nothing(document: Path) -> None:
    before = judged(document)
    if not any(one.proposed for part in before for one in part.findings):
        return

    done = Bench(Limits(), {}, every_rule).mend([str(document)], everything)

    after, _ = engine.follow([str(document)], None, done.new, every_rule)
    assert counts(after) <= counts(before)
    for old, new in zip(before, after, strict=True):
        assert old.mail is not None
        assert new.mail is not None
        assert not any(worse(was, now) for was, now in zip(old.mail.flows, new.mail.flows, strict=True))
    assert Bench(Limits(), done.new, every_rule).mend([str(document)], everything).fixed == ()


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_says_what_its_fix_does_and_whether_it_is_safe_or_why_it_has_none(code: str) -> None:
    rule = RULES[code]
    cases = [path for path in FIRES if path.relative_to(CASES).parts[0] == code.lower()]
    fixes = [fix for path in cases for one in found(path, code) for fix in one.proposed]

    assert rule.fix
    assert not rule.fix.endswith(".")
    assert {"safe" if fix.safe else "unsafe" for fix in fixes} == ({rule.safety} - {""})


@pytest.mark.parametrize("document", FIRES, ids=lambda path: path.relative_to(CASES).as_posix())
def test_a_fix_writes_the_value_that_its_title_names(document: Path) -> None:
    findings = [one for part in judged(document) for one in part.findings]
    for fix in [fix for one in findings for fix in one.proposed]:
        for edit in fix.edits:
            if isinstance(edit.value, int | str):
                written = str(edit.value).lower() if isinstance(edit.value, bool) else str(edit.value)
                assert written.strip("[]") in fix.title  # 203.0.113.25 is put in brackets


@pytest.mark.parametrize("document", FIRES, ids=lambda path: path.relative_to(CASES).as_posix())
def test_nothing_need_be_declared_first_where_there_is_a_fix(document: Path) -> None:
    assert not [one for part in judged(document) for one in part.findings if one.proposed and one.first]


def found(document: Path, code: str) -> list[Finding]:
    return [one for part in judged(document) for one in part.findings if one.code == code]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("exl118/fires.yaml", 'smart_host: "relay.example.net" #'),
        ("exl120/fires.yaml", 'smart_host: "[203.0.113.25]" #'),
        ("exl203/fires.yaml", "forwarding_timeout: 5 #"),
        (
            "exl303/fires.yaml",
            """
        - name: DNS for all servers for client sets
          action: allow
          protocols: [DNS Query, DNS Zone Transfer]
          applies_to: {client_sets: [DNS servers]}
""",
        ),
        (
            "exl303/fires-whatever-it-does.yaml",
            """
        - name: Old rule for client sets
          action: allow
          enabled: false
""",
        ),
    ],
)
def test_a_safe_fix_is_made_without_leave_for_unsafe_ones(case: str, expected: str) -> None:
    document = CASES / case

    done = Bench(Limits(), {}, every_rule).mend([str(document)], lambda _: lambda _finding, fix: fix.safe)

    assert [one.code for one in done.fixed][:1] == [case[:6].upper()]
    (text,) = (data.decode() for data in done.new.values())
    assert expected in text


SAFE = {code.lower() for code, rule in RULES.items() if rule.safety == "safe"}
COMES_TO_LIGHT = {"exl303/fires-site-and-content-rule.yaml": {"EXL307"}}
"""Case -> what is found of a rule that stood for two before: Allow rule allows the client set, too."""


@pytest.mark.parametrize(
    "document",
    [path for path in FIRES if path.parent.name in SAFE],
    ids=lambda path: path.relative_to(CASES).as_posix(),
)
def test_safe_fixes_of_a_rule_leave_every_other_finding_as_it_was(document: Path) -> None:
    code = document.parent.name.upper()

    done = Bench(Limits(), {}, every_rule).mend([str(document)], lambda _: lambda finding, _fix: finding.code == code)

    after, _ = engine.follow([str(document)], None, done.new, every_rule)
    old, new = (
        Counter((f.code, f.fingerprint) for p in parts for f in p.findings) for parts in (judged(document), after)
    )
    assert {found for found, _ in old - new} <= {code}
    assert {found for found, _ in new - old} == COMES_TO_LIGHT.get(document.relative_to(CASES).as_posix(), set())
