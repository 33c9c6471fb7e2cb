"""Every rule of the catalogue against its cases, and against what the catalogue promises.

The cases of EXL101 are the files `exl101/fires*.yaml` and `exl101/silent*.yaml`, or folders of such names with an
`infra.yaml` and its fragments. Each is a complete document that the whole engine judges with the whole catalogue; the
comments in it announce every finding (tests/conftest.py). What cannot lie in a file is in test_file_rules.py.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import AsAnnounced

from exlint import engine, rules
from exlint.document import Limits
from exlint.engine import estates, run
from exlint.engine.files import Files
from exlint.engine.words import words
from exlint.findings import Finding, Lines, Severity
from exlint.rules import Rule
from exlint.rules.sources import DOCUMENTS
from exlint.rules.symptoms import SYMPTOMS

CASES = Path(__file__).parent
PROJECT = CASES.parents[1]
HEADINGS = ["What it finds", "Why mail suffers", "How to mend it", "Source"]
RULES = rules.catalogue()
CHECKS = [rule for rule in RULES if rule.check is not None]
ARTICLE = {"EXL101", "EXL201", "EXL301", "EXL302"}
EVERY_CODE = frozenset(rule.code for rule in RULES)
EVERY_RULE = engine.Policy(codes=EVERY_CODE)


def _cases(kind: str) -> list[Path]:
    return sorted((*CASES.glob(f"exl*/{kind}*.yaml"), *CASES.glob(f"exl*/{kind}*/infra.yaml")))


def _called(document: Path) -> str:
    return document.relative_to(CASES).as_posix()


def _code(document: Path) -> str:
    return document.relative_to(CASES).parts[0].upper()


def _is_about_verdicts(document: Path) -> bool:
    return document.relative_to(CASES).parts[0].startswith("exl4")


def _judged(document: Path) -> engine.Judged:
    files = Files(Limits())
    return run.judge(estates.parts(files.load(str(document)), files))


@pytest.mark.parametrize("document", _cases("fires"), ids=_called)
def test_a_rule_fires_where_its_case_says(document: Path, as_announced: AsAnnounced) -> None:
    code = _code(document)
    assert code in as_announced(document, verdicts=_is_about_verdicts(document), code=code)


@pytest.mark.parametrize("document", _cases("silent"), ids=_called)
def test_nothing_is_found_in_a_silent_case(document: Path, as_announced: AsAnnounced) -> None:
    assert as_announced(document, verdicts=_is_about_verdicts(document), code=_code(document)) == []


@pytest.mark.parametrize("document", _cases("fires"), ids=_called)
def test_a_case_that_fires_says_why_other_rules_of_the_whole_catalogue_fire_too(document: Path) -> None:
    files = document.parent.rglob("*.yaml") if document.name == "infra.yaml" else [document]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    reasons = [match.groups() for line in lines if (match := re.fullmatch(r"# also (EXL\d{3}): (\S.*\S)", line))]

    found = {finding.code for finding in engine.check([str(document)], policies=lambda _: EVERY_RULE).findings}

    assert found - {_code(document)} == {code for code, _ in reasons}, "write lines `# also CODE: why`"
    assert len(reasons) == len({code for code, _ in reasons})


def _told(finding: Finding, kind: str, lines: Lines) -> list[str]:
    """What a finding says of a kind; of the places that it relates, the line and the words of each."""
    if kind == "related":
        return [f"{one.place.line} {one.label}" for one in finding.related] or ["nothing"]
    if kind == "marked":
        place = finding.place
        return [lines(place.file, place.line)[place.column - 1 : place.end_column - 1]]
    return [getattr(finding, kind) or "nothing"]


@pytest.mark.parametrize("document", _cases("fires"), ids=_called)
def test_a_finding_tells_besides_its_message_what_its_case_says(document: Path) -> None:
    notes = re.findall(r"^# (?!also)(\w+) (EXL\d{3}): (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    announced: dict[tuple[str, str], list[str]] = {}
    for kind, code, what in notes:
        announced.setdefault((kind, code), []).append(what)
    if not announced:
        return

    report = engine.check([str(document)], policies=lambda _: EVERY_RULE)

    for (kind, code), expected in announced.items():
        findings = [one for one in report.findings if one.code == code]
        assert [told for one in findings for told in _told(one, kind, report.lines)] == expected


@pytest.mark.parametrize(
    "note",
    [
        "",
        "# expect: EXL024 an entry of include",
        "# expect: EXL013 an entry names the client set DNS server",
        "# expect: EXL020 protocol rule Names on ISA1",
        "# expect: EXL020 protocol rule ... the client sets",
        "# expect: EXL020 protocol rule",
        "# expect: EXL020 protocol rule Names ... # expect: EXL020 protocol rule Names ...",
    ],
    ids=["nothing", "another code", "another code and words", "other words", "other words inside", "too few", "twice"],
)
def test_a_case_that_announces_something_else_fails(note: str, tmp_path: Path, as_announced: AsAnnounced) -> None:
    text = (CASES / "exl020/fires.yaml").read_text(encoding="utf-8")
    document = tmp_path / "document.yaml"
    document.write_text(text.partition("# expect: ")[0] + note, encoding="utf-8")

    with pytest.raises(AssertionError):
        as_announced(document)


def test_a_case_that_does_not_name_the_object_fails(tmp_path: Path, as_announced: AsAnnounced) -> None:
    text = (CASES / "exl101/fires.yaml").read_text(encoding="utf-8")
    document = tmp_path / "document.yaml"
    document.write_text(text.replace("EXL101 Default SMTP Virtual Server on MAIL1", "EXL101 ..."), encoding="utf-8")

    with pytest.raises(AssertionError):
        as_announced(document)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("kind", ["fires", "silent"])
def test_every_rule_has_a_case_that_fires_and_one_that_is_silent(rule: Rule, kind: str) -> None:
    code = rule.code.lower()
    plain = [CASES / code / f"{kind}.yaml", CASES / code / kind / "infra.yaml"]
    tests = (CASES / "test_file_rules.py").read_text(encoding="utf-8")

    elsewhere = re.search(rf"^def test_{code}_(is_)?{kind}_", tests, re.MULTILINE)

    assert elsewhere or any(path.is_file() for path in plain)


def test_every_folder_of_cases_belongs_to_a_rule() -> None:
    folders = {path.name for path in CASES.iterdir() if path.name.startswith("exl")}
    assert folders <= {rule.code.lower() for rule in RULES}


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_found_by_its_code_and_says_what_it_is(rule: Rule) -> None:
    assert rules.rule(rule.code) is rule
    assert re.fullmatch(r"EXL[0-9]{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert rule.area == rules.AREAS[rule.code[3]]


def test_a_file_whose_name_does_not_say_its_rule_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("exlint.rules.exl998_other_name")
    vars(module)["RULE"] = Rule("EXL998", "some-name", Severity.INFO, "A page.")
    monkeypatch.setitem(sys.modules, module.__name__, module)

    with pytest.raises(ValueError, match=r"EXL998 some-name stands in exl998_other_name.py; .* exl998_some_name.py"):
        rules._load("exl998_other_name")


def test_an_unknown_code_has_no_rule() -> None:
    with pytest.raises(KeyError):
        rules.rule("EXL000")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_is_a_sentence_and_four_sections_with_something_in_them(rule: Rule) -> None:
    first, *sections = re.split(r"^## (.*)\n", rule.page, flags=re.MULTILINE)

    assert re.fullmatch(r"[A-Z][^\n]*\.\n\n", first)
    assert sections[::2] == HEADINGS
    assert all(section.strip().endswith((".", ")")) for section in sections[1::2])


def test_the_rules_that_look_at_an_estate_are_those_beyond_the_file() -> None:
    everything = [word for rule in CHECKS for word in rule.when]
    usual = [rule for rule in CHECKS if not rule.group and rule.status == "stable"]

    assert list(rules.checks(everything, EVERY_CODE)) == CHECKS
    assert list(rules.checks(everything)) == usual
    assert all(rule.area in ("file", "exlint") for rule in RULES if rule.check is None)


@pytest.mark.parametrize("document", [*_cases("fires"), *_cases("silent")], ids=_called)
def test_a_rule_that_is_not_even_imported_would_have_found_nothing(document: Path) -> None:
    files, _, mail, *_ = _judged(document)
    if mail is None:
        return
    looking = list(rules.checks(words((file.data for file in files), mail), EVERY_CODE))

    assert [rule.code for rule in CHECKS if rule not in looking and rule.check and list(rule.check(mail))] == []


def test_every_source_and_symptom_of_a_rule_is_in_its_table_and_every_row_is_used() -> None:
    assert {rule.source for rule in RULES} - {""} == set(DOCUMENTS)
    assert {rule.symptom for rule in RULES} == set(SYMPTOMS)
    assert all(rule.source for rule in CHECKS)


def test_the_list_of_candidates_says_of_every_rule_where_it_comes_from_and_names_no_other() -> None:
    decided = set(re.findall(r"EXL\d{3}", (PROJECT / "docs/candidates.md").read_text(encoding="utf-8")))

    assert {rule.code for rule in CHECKS} <= decided
    assert decided <= EVERY_CODE


@pytest.mark.parametrize("document", [*_cases("fires"), *_cases("silent")], ids=_called)
def test_two_rules_of_the_catalogue_never_speak_of_the_same_setting(document: Path) -> None:
    findings = engine.check([str(document)], policies=lambda _: EVERY_RULE).findings
    found = [one for one in findings if one.code not in ARTICLE and one.code[3] not in "04"]
    by_setting: dict[tuple[str, str, str], set[str]] = {}
    for one in found:
        by_setting.setdefault((one.object, one.place.file, one.place.pointer), set()).add(one.code)

    assert [codes for codes in by_setting.values() if len(codes) > 1] == []


def test_what_a_document_is_called_stands_on_the_page_of_the_rule_that_rests_on_it() -> None:
    unsaid = [rule.code for rule in CHECKS if DOCUMENTS[rule.source].number not in " ".join(rule.page.split())]
    assert unsaid == []


@pytest.mark.parametrize("document", [*_cases("fires"), *_cases("silent")], ids=_called)
def test_every_route_leads_into_a_file_of_the_estate(document: Path) -> None:
    files, _, mail, *_ = _judged(document)
    problems = [problem for rule in CHECKS if rule.check and mail for problem in rule.check(mail)]

    routes = [at for problem in problems for at in (problem.at, *(clue.at for clue in problem.related))]

    assert all(at[0] in range(len(files)) for at in routes)
    assert all(at[1] in ("exlint", "forest", "exchange", "isa") for at in routes)


@pytest.mark.parametrize("document", _cases("fires"), ids=_called)
def test_only_a_finding_about_the_file_keeps_an_estate_from_being_judged(document: Path) -> None:
    report = engine.check([str(document)])
    about_file = [finding for finding in report.findings if rules.rule(finding.code).area == "file"]
    assert about_file in ([], list(report.findings))
    assert report.summary.estates <= 1  # a fragment without a document belongs to none
    assert report.summary.not_judged == (report.summary.estates if about_file else 0)


@pytest.mark.parametrize("document", _cases("fires"), ids=_called)
def test_a_rule_says_the_same_twice(document: Path) -> None:
    mail = _judged(document).mail

    for rule in CHECKS:
        if rule.check and mail:
            assert list(rule.check(mail)) == list(rule.check(mail))


@pytest.mark.parametrize("document", _cases("fires"), ids=_called)
def test_a_document_read_twice_gives_the_same_findings(document: Path) -> None:
    assert _judged(document).findings == _judged(document).findings
