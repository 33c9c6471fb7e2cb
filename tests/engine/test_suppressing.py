"""Suppressions: which findings the comments of an estate suppress, and what is said about comments that do nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint import engine, rules
from exlint.document import Limits, Span
from exlint.document.comments import Comment
from exlint.engine import Policy
from exlint.engine.directive import Directive
from exlint.engine.files import Files
from exlint.engine.orders import Order
from exlint.engine.suppressing import _matches, is_suppressible
from exlint.findings import Finding, Place, Report, Severity

DOCUMENT = """\
exlint: 1
forest: {name: contoso.local}
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      behind: none
      dns_servers: [198.51.100.53]
      smtp_virtual_servers: [{name: A}]
"""
MISSPELT = "forrest: {}"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def checked(text: str | bytes, policy: Policy | None = None) -> Report:
    data = text.encode() if isinstance(text, str) else text
    report = engine.check(["a.yaml"], given={"a.yaml": data}, policies=lambda _: policy or Policy())
    assert report.errors == ()
    return report


def told(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    return [(one.code, one.place.line) for one in findings]


# What is suppressed


def test_a_suppressed_finding_does_not_count_and_says_why() -> None:
    text = f"{DOCUMENT}{MISSPELT} # exlint: ignore[EXL011] until=2027-01-31 owner=ops -- our own key\n"

    report = checked(text, Policy(today="2026-06-01"))

    (finding,) = report.suppressed
    assert report.findings == ()
    assert (finding.code, finding.place[1:3]) == ("EXL011", (11, 1))
    assert finding.suppressed == (
        Place("a.yaml", 11, 13, 11, 79, ""),
        "comment",
        "our own key",
        "2027-01-31",
        "ops",
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a: {b: 1, # N\n c: 2}\nd: 1", {"d"}),
        ("a: 1 # N\nb: 1\n", {"b"}),
        ("# N\na: 1\nb: 1\n", {"b"}),
        ("a: 1\n# N\nb: 1\nc: 1", {"a", "c"}),
        ("# F\na: 1\nb: 1\n", set()),
        ("a: 1\nb: 1\n# F", set()),
        ("a: '# N'\nb: 1", {"a", "b"}),
        ("a: |\n  # N\nb: 1", {"a", "b"}),
        ("a: | # N\n  x\nb: 1", {"b"}),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_a_comment_covers_is_what_it_is_about(text: str, left: set[str], end: str, encoding: str) -> None:
    for letter, verb in (("N", "ignore"), ("F", "file-ignore")):
        text = text.replace(f"# {letter}", f"# exlint: {verb}[unknown-key] -- because")

    report = checked(f"exlint: 1\n{text}".replace("\n", end).encode(encoding))

    marked = {report.lines(one.place.file, one.place.line)[one.place.column - 1] for one in report.findings}
    assert {one.code for one in report.findings} == ({"EXL011"} if left else set())
    assert marked == left


def test_a_comment_covers_what_stands_in_it_at_any_depth_and_nothing_of_another_file() -> None:
    Path("infra.yaml").write_text("exlint: 1 # exlint: file-ignore[EXL011] -- x\ninclude: isa.yaml\na: 1\n", "utf-8")
    Path("isa.yaml").write_text("exlint: 1\npart_of: infra.yaml\nisa: # exlint: ignore[EXL011] -- x\n  b: 1\nc: 1\n")

    report = engine.check(["infra.yaml"])

    assert [(one.place.file, one.place.line) for one in report.findings] == [("isa.yaml", 5)]
    assert [(one.place.file, one.place.line) for one in report.suppressed] == [("infra.yaml", 3), ("isa.yaml", 4)]


@pytest.mark.parametrize("word", ["EXL011", "exl011", "EXL01", "exl0", "unknown-key", "Unknown-Key", "file", "all"])
def test_a_rule_is_meant_as_where_rules_are_selected(word: str) -> None:
    report = checked(f"exlint: 1\na: 1 # exlint: ignore[{word}] -- because\n")
    assert told(report.suppressed) == [("EXL011", 2)]
    assert report.findings == ()


def test_a_group_is_meant_by_its_name() -> None:
    policy = Policy(codes=frozenset(entry.code for entry in rules.ENTRIES))
    comment = " # exlint: ignore[non-default] -- our relay"
    text = DOCUMENT.replace("[{name: A}]", "[{name: A, maximum_hop_count: 15}]" + comment)
    assert "EXL113" in {one.code for one in checked(text.replace(comment, ""), policy).findings}
    assert {one.code for one in checked(text, policy).suppressed} == {"EXL113"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("exlint: 1\na: [ # exlint: file-ignore[all] -- x\n", "EXL001"),
        ("exlint: 1\n# exlint: file-ignore[all] -- x\na: &x [*x]\n", "EXL003"),
        ("exlint: 1\nexlint: 1 # exlint: ignore[EXL004] -- x\n", "EXL004"),
        ("exlint: 1 # exlint: file-ignore[all] -- x\nx-a: 01\n", "EXL005"),
        ("# exlint: file-ignore[EXL006] -- x\na: 1\n", "EXL006"),
        ("exlint: 9 # exlint: file-ignore[EXL007, all] -- x\n", "EXL007"),
    ],
)
def test_what_is_wrong_with_the_text_itself_always_counts(text: str, code: str) -> None:
    report = checked(text)
    assert code in {one.code for one in report.findings}
    assert report.suppressed == ()


def test_what_is_said_about_suppressions_always_counts() -> None:
    report = checked(f"# exlint: file-ignore[exlint, EXL901] -- quiet\n{DOCUMENT}# exlint: ignore[EXL101] -- x\n")
    assert told(report.findings) == [("EXL901", 1), ("EXL901", 1), ("EXL901", 12)]
    assert "such findings always count" in report.findings[0].message
    assert not any(map(is_suppressible, ["EXL001", "EXL009", "EXL901", "EXL905"]))
    assert all(map(is_suppressible, ["EXL010", "EXL025", "EXL101", "EXL805"]))


def test_of_two_comments_that_cover_a_finding_the_inner_one_suppresses_it_and_the_other_is_unused() -> None:
    text = "exlint: 1\n# exlint: ignore[EXL011] -- outer\na: 1 # exlint: ignore[EXL011] -- inner\n"
    report = checked(text)
    assert [one.suppressed and one.suppressed.reason for one in report.suppressed] == ["inner"]
    assert told(report.findings) == [("EXL901", 2)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1 # exlint: ignore[EXL011, EXL01] -- x", "EXL01: a word beside it does already"),
        ("a: 1 # exlint: ignore[EXL011, EXL012] -- x", "EXL012: line 2 has no such finding"),
        (
            "# exlint: ignore[EXL011] -- outer\na: 1 # exlint: ignore[EXL011] -- inner",
            "EXL011: another comment does already",
        ),
        (
            "# exlint: file-ignore[EXL01] -- x\na: 1 # exlint: ignore[EXL011] -- x",
            "EXL01: another comment does already",
        ),
        (
            "a: 1 # exlint: ignore[EXL011] -- x\nx-b: 1 # exlint: ignore[EXL011] -- x",
            "EXL011: line 3 has no such finding",
        ),
        (
            "x-b: 1 # exlint: ignore[EXL011] -- x\na: 1 # exlint: ignore[EXL011] -- x",
            "EXL011: line 2 has no such finding",
        ),
    ],
)
def test_an_unused_word_is_told_what_suppresses_the_finding_in_its_place(text: str, why: str) -> None:
    report = checked(f"exlint: 1\n{text}\n")

    word, _, reason = why.partition(": ")
    assert told(report.suppressed) == [("EXL011", 2 + (text[0] in "#x"))]
    assert [one.message for one in report.findings] == [f"the suppression of {word} suppresses nothing: {reason}"]


@pytest.mark.parametrize("about", ["", "file-"])
@pytest.mark.parametrize(
    "form", ["exlint {}ignore[a]", "Exlint: {}ignore[a]", "exlint : {}ignore [a]", "EXLINT-{}IGNORE[a]"]
)
def test_a_comment_without_its_colon_is_told_though_it_is_no_comment_for_exlint(form: str, about: str) -> None:
    text = form.format(about)

    (finding,) = checked(f"{DOCUMENT}# {text} -- x\n").findings

    begun = text.partition("[")[0].strip()
    assert (finding.code, finding.place[1:3]) == ("EXL905", (11, 1))
    assert finding.message == (
        f"this comment suppresses nothing: it begins with {begun} and not with exlint: {about}ignore;"
        " expected as # exlint: ignore[EXL101] -- reason"
    )


@pytest.mark.parametrize(
    "remark",
    [
        "exlint ignores [a]",
        "exlint ignore EXL101",
        "exlinter: ignore[a]",
        "see exlint ignore[a]",
        "exlint does ignore[a]",
    ],
)
def test_a_remark_that_names_exlint_is_none(remark: str) -> None:
    assert checked(f"{DOCUMENT}# {remark}\n").findings == ()


def test_a_day_that_is_none_is_told_once_how_it_is_written() -> None:
    (finding,) = checked(f"{DOCUMENT}# exlint: ignore[EXL101] until=soon -- x\n").findings

    assert finding.message == (
        "this comment suppresses nothing: until=soon is no day of the calendar; expected as until=2027-01-31"
    )
    assert finding.mend == "write it as until=2027-01-31"


def test_of_two_words_for_a_finding_the_first_suppresses_it() -> None:
    report = checked("exlint: 1\na: 1 # exlint: ignore[EXL01, EXL011] -- x\n")
    (finding,) = report.findings
    assert finding.message == "the suppression of EXL011 suppresses nothing: a word beside it does already"


# What is said about comments


def test_without_a_reason_nothing_is_suppressed_unless_none_is_asked_for() -> None:
    text = "exlint: 1\na: 1 # exlint: ignore[EXL011]\n"
    assert told(checked(text).findings) == [("EXL011", 2), ("EXL904", 2)]
    assert told(checked(text, Policy(require_reason=False)).findings) == []


@pytest.mark.parametrize(("today", "codes"), [("2027-01-30", []), ("2027-01-31", []), ("2027-02-01", ["EXL011"])])
def test_a_suppression_holds_up_to_its_day_and_on_it(today: str, codes: list[str]) -> None:
    text = "exlint: 1\na: 1 # exlint: ignore[EXL011] until=2027-01-31 -- until we move\n"

    report = checked(text, Policy(today=today))

    assert [one.code for one in report.findings if one.code != "EXL903"] == codes
    messages = [one.message for one in report.findings if one.code == "EXL903"]
    ended = f"the suppression of EXL011 ended with 2027-01-31, and today is {today}: it suppresses nothing"
    assert messages == ([ended] if codes else [])


def test_where_no_day_is_given_it_is_the_computers() -> None:
    text = "exlint: 1\na: 1 # exlint: ignore[EXL011] until={} -- until we move\n"
    before = time.strftime("%Y-%m-%d")
    (message,) = [one.message for one in checked(text.format("2001-01-01")).findings if one.code == "EXL903"]
    days = {before, time.strftime("%Y-%m-%d")}  # a test may run over midnight
    assert message.partition(" today is ")[2].partition(":")[0] in days
    assert checked(text.format("9999-12-31")).findings == ()


def test_the_known_words_of_a_comment_count_beside_unknown_ones() -> None:
    report = checked("exlint: 1\na: 1 # exlint: ignore[EXL11, EXL011, nonsense] -- x\n")
    assert told(report.suppressed) == [("EXL011", 2)]
    (finding,) = report.findings
    names = "the suppression of EXL11, EXL011, nonsense names nonsense, which is no rule, area or group"
    assert finding.message == f"{names}: the word suppresses nothing"


def test_a_comment_with_unknown_words_only_is_told_of_each() -> None:
    report = checked("exlint: 1 # exlint: ignore[dnss, smpt] -- x\n")
    assert [one.message.partition(" names ")[2] for one in report.findings] == [
        "dnss, which is no rule, area or group (did you mean dns?): the word suppresses nothing",
        "smpt, which is no rule, area or group (did you mean smtp?): the word suppresses nothing",
    ]


def test_a_comment_that_cannot_be_read_is_marked_whole() -> None:
    (finding,) = checked("exlint: 1 # exlint: ignore[] -- x  \n").findings
    assert (finding.code, finding.severity, finding.place) == (
        "EXL905",
        Severity.WARNING,
        Place("a.yaml", 1, 11, 1, 34, ""),
    )
    assert finding.message == (
        "this comment suppresses nothing: a rule is missing between the brackets;"
        " expected as # exlint: ignore[EXL101] -- reason"
    )


def test_a_file_that_is_cut_is_not_asked_about_its_comments() -> None:
    assert told(checked("exlint: 1 # exlint: ignore[] -- x\na: [\n").findings) == [("EXL001", 3)]


def test_in_a_file_of_two_documents_comments_are_read_in_both() -> None:
    report = checked("exlint: 1\na: 1 # exlint: ignore[EXL011] -- x\n---\nb: '# exlint: no' # exlint: nothing\n")
    assert told(report.suppressed) == [("EXL011", 2)]
    assert told(report.findings) == [("EXL005", 3), ("EXL905", 4)]


# Unused, as far as that is known

USUAL = frozenset(entry.code for entry in rules.ENTRIES if rules.on_by_default(entry))
UNUSED = DOCUMENT.replace("exlint: 1", "exlint: 1 # exlint: file-ignore[WORD] -- because")


@pytest.mark.parametrize(
    ("word", "policy", "codes"),
    [
        ("EXL101", Policy(), ["EXL901"]),
        ("smtp", Policy(), ["EXL901"]),
        ("EXL0", Policy(), ["EXL901"]),
        ("non-default", Policy(), []),
        ("all", Policy(), []),
        ("EXL101", Policy(codes=frozenset({"EXL102", "EXL901"})), []),
        ("EXL102", Policy(codes=frozenset({"EXL102", "EXL901"})), ["EXL901"]),
        ("smtp", Policy(codes=frozenset({"EXL102", "EXL901"})), []),
        ("EXL011", Policy(codes=frozenset({"EXL901"})), ["EXL901"]),
        ("EXL", Policy(codes=USUAL - {"EXL902"}), ["EXL901"]),  # what always counts need not have run
        ("EXL", Policy(codes=USUAL - {"EXL102"}), []),
        ("EXL101", Policy(codes=frozenset({"EXL101"})), []),
        ("EXL101", Policy(ignored=lambda _, code: code == "EXL101"), []),
        ("EXL101", Policy(ignored=lambda _, code: code == "EXL901"), []),
        ("EXL101", Policy(ignored=lambda path, _: not path.endswith("a.yaml")), ["EXL901"]),
        ("EXL101", Policy(suppressions=False), []),
    ],
)
def test_a_word_is_unused_where_all_its_rules_have_run(word: str, policy: Policy, codes: list[str]) -> None:
    assert [one.code for one in checked(UNUSED.replace("WORD", word), policy).findings] == codes


@pytest.mark.parametrize(
    ("word", "codes"),
    [("EXL101", []), ("EXL020", []), ("file", []), ("EXL014", ["EXL901"]), ("EXL004", ["EXL901"])],
)
def test_where_an_estate_is_not_judged_only_the_shape_of_its_files_is_known(word: str, codes: list[str]) -> None:
    report = checked(UNUSED.replace("WORD", word) + MISSPELT)
    assert [one.code for one in report.findings if one.code != "EXL011"] == codes


def test_of_a_file_that_is_no_document_not_even_the_shape_is_known() -> None:
    assert told(checked("a: 1 # exlint: ignore[EXL011] -- x\n").findings) == [("EXL006", 1)]


def test_findings_about_suppressions_have_the_severity_that_they_are_given() -> None:
    (finding,) = checked(UNUSED, Policy(severities={"EXL902": Severity.INFO})).findings
    assert finding.severity is Severity.INFO


def test_findings_about_suppressions_have_fingerprints_that_differ() -> None:
    findings = checked(
        UNUSED.replace("WORD", "dns") + "# exlint: ignore[smtp] -- x\n# exlint: ignore[] -- x\n"
    ).findings
    assert len({one.fingerprint for one in findings}) == len(findings) == 3
    assert all(len(one.fingerprint) == 16 for one in findings)


# Files that documents share


CONFLICT = "forest: {name: b.example}\n"
USED = "# exlint: ignore[EXL025] -- x"


def shared(one: str, two: str) -> None:
    """Two documents with a fragment, and a comment in it that suppresses something where the document conflicts."""
    Path("one.yaml").write_text(f"exlint: 1\ninclude: part.yaml\n{one}", "utf-8")
    Path("two.yaml").write_text(f"exlint: 1\ninclude: part.yaml\n{two}", "utf-8")
    part = f"exlint: 1\npart_of: [one.yaml, two.yaml]\nforest: {{name: a.example}} {USED}\n"
    Path("part.yaml").write_text(part, "utf-8")


def test_a_suppression_in_a_shared_file_is_used_if_one_of_the_estates_needs_it() -> None:
    shared("", CONFLICT)
    report = engine.check(["one.yaml", "two.yaml"])
    assert told(report.suppressed) == [("EXL025", 3)]
    assert report.findings == ()
    assert "" not in report.failures  # what one estate says of the comment does not make the run fail either


def test_a_suppression_in_a_shared_file_is_unused_if_none_of_the_estates_needs_it() -> None:
    shared("", "")
    report = engine.check(["one.yaml", "two.yaml"])
    assert told(report.findings) == [("EXL901", 3)]
    assert report.failures == ("",)


@pytest.mark.parametrize("paths", [["one.yaml", "two.yaml"], ["two.yaml", "one.yaml"]])
def test_a_word_in_a_shared_file_is_needed_though_in_another_estate_a_word_beside_it_does_all(paths: list[str]) -> None:
    isa = "{name: ISA1, version: isa-2000, internal_addresses: [10.0.0.1], local_address_table: [10.0.0.0/24]}"
    server = "name: A, external_dns_servers: [198.51.100.53], maximum_hop_count: 5"
    text = DOCUMENT.replace("name: A", server).replace("      behind: none\n", "").removeprefix("exlint: 1\n")
    head = "exlint: 1 # exlint: file-ignore[EXL103, smtp] -- x\n"
    Path("one.yaml").write_text("exlint: 1\ninclude: part.yaml\n", "utf-8")
    Path("two.yaml").write_text(f"exlint: 1\ninclude: part.yaml\nisa: {{servers: [{isa}]}}\n", "utf-8")
    Path("part.yaml").write_text(f"{head}part_of: [one.yaml, two.yaml]\n{text}", "utf-8")

    report = engine.check(paths)

    assert {one.code for one in report.suppressed} == {"EXL103", "EXL101"}
    assert [one.message for one in report.findings if one.code == "EXL901"] == []
    Path("part.yaml").write_text(f"{head}part_of: one.yaml\n{text}", "utf-8")
    (unused,) = (one for one in engine.check(["one.yaml"]).findings if one.code == "EXL901")
    assert unused.message.endswith("smtp suppresses nothing: a word beside it does already")


@pytest.mark.parametrize("paths", [["one.yaml"], ["two.yaml"]])
def test_nothing_is_said_of_a_suppression_in_a_file_that_a_document_outside_of_the_run_shares(paths: list[str]) -> None:
    shared("", "")
    assert engine.check(paths).findings == ()
    assert told(engine.check(["part.yaml"]).findings) == [("EXL901", 3)]  # it is judged through both documents


def test_nothing_is_said_of_a_suppression_in_a_shared_file_if_one_of_the_estates_is_not_judged() -> None:
    shared("", f"{MISSPELT} # exlint: ignore[EXL011] -- x\n")
    assert engine.check(["one.yaml", "two.yaml"]).findings == ()


def test_what_an_estate_says_of_its_own_file_no_other_refutes() -> None:
    Path("one.yaml").write_text(f"{DOCUMENT}# exlint: file-ignore[EXL101] -- x\n", "utf-8")
    Path("two.yaml").write_text(f"{DOCUMENT}a: 1 # exlint: file-ignore[EXL011] -- x\n", "utf-8")
    report = engine.check(["one.yaml", "two.yaml"])
    assert [(one.place.file, one.code) for one in report.findings] == [("one.yaml", "EXL901")]


# Other commands


def test_what_is_followed_is_told_with_all_findings() -> None:
    Path("a.yaml").write_text(f"{DOCUMENT}{MISSPELT} # exlint: ignore[EXL011] -- x\n# exlint: ignore[] -- x\n", "utf-8")
    (judged,), report = engine.follow(["a.yaml"], policies=engine.audit())
    assert told(judged.findings) == told(report.findings) == [("EXL011", 11)]
    assert report.suppressed == ()


# The innermost comment, by brute force

CODES = ["EXL101", "EXL102", "EXL201"]
_SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
_ORDERS = st.lists(st.tuples(_SPANS, st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True)), max_size=6)
_FOUND = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(CODES)), max_size=8, unique=True)
TEXT = "".join(f"{number % 10}" if number % 7 else "\n" for number in range(41))


@given(_ORDERS, _FOUND)
def test_a_finding_is_suppressed_by_the_comment_that_begins_last_before_it(
    asked: list[tuple[list[int], list[str]]], places: list[tuple[int, str]]
) -> None:
    file = Files(Limits()).take("a.yaml", TEXT.encode())
    position = file.text.source.position
    orders = []
    for number, ((start, end), codes) in enumerate(asked):
        place = Place(file.shown, 1000 + number, 1, 1000 + number, 2, "")
        comment = Comment(Span(0, 0), "", alone=False, about=None)
        meant = {code: frozenset({code}) for code in codes}
        orders.append(Order(file, comment, Directive(tuple(codes)), place, Span(start, end), meant))
    found = [
        Finding(Place(file.shown, *position(at), *position(at), ""), code, "", Severity.INFO, "") for at, code in places
    ]

    expected = {}
    for (at, code), finding in zip(places, found, strict=True):
        fitting = [
            (start, -end, number)
            for number, ((start, end), codes) in enumerate(asked)
            if start <= at <= end and code in codes
        ]
        if fitting:
            expected[finding] = max(fitting)[2]

    assert {finding: order.place.line - 1000 for finding, order, _ in _matches(orders, found)} == expected


# Time


def cost(text: str) -> float:
    data, times = text.encode(), []
    for _ in range(2):
        start = time.process_time()
        report = engine.check(["a.yaml"], given={"a.yaml": data})
        times.append(time.process_time() - start)
        assert report.errors == ()
    return min(times)


SHAPES: dict[str, Callable[[int], str]] = {
    "unused": lambda n: "exlint: 1\nx-a:\n" + "".join(f"  k{i}: v # exlint: ignore[EXL101] -- x\n" for i in range(n)),
    "used": lambda n: "exlint: 1\n" + "".join(f"k{i}: v # exlint: ignore[EXL011] -- x\n" for i in range(n)),
    "all about one": lambda n: "exlint: 1\n" + "# exlint: ignore[EXL011, EXL010] -- x\n" * n + "a: v\n" * 1,
    "unknown": lambda n: "exlint: 1\n" + "".join(f"# exlint: ignore[a{i}] -- x\n" for i in range(n)),
    "unknown in one": lambda n: f"exlint: 1\n# exlint: ignore[{','.join(f'a{i}' for i in range(n))}] -- x\n",
    "taken beside": lambda n: (
        "exlint: 1\n" + "".join(f"k{i}: v # exlint: ignore[EXL011, EXL01] -- x\n" for i in range(n))
    ),
    "malformed": lambda n: "exlint: 1\n" + "# exlint: ignore[] -- x\n" * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_comments_take_about_twice_the_time(shape: str) -> None:
    text = SHAPES[shape]
    assert cost(text(1_600)) < 3 * cost(text(800)) + 0.1


def test_nothing_of_this_is_imported_where_no_comment_is_meant_for_exlint(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("exlint.document.comments", "exlint.engine.suppressing"):
        monkeypatch.setitem(sys.modules, module, None)  # an import of it fails
    assert checked(f"{DOCUMENT}# a remark about exlint: 1\n").findings == ()
    with pytest.raises(AssertionError, match="internal error"):
        checked(f"{DOCUMENT}# exlint: 2\n")
