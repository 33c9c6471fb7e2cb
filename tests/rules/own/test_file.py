"""Rule files: what is read, and each mistake in one line with its place."""

from __future__ import annotations

import time

import pytest

from exlint.document import Limits
from exlint.findings import Severity
from exlint.rules.own import file

HEAD = "exlint_rules: 1\nprefix: ACME\nrules:\n"
RULE = """\
  - code: ACME001
    name: long-queue-expiry
    severity: warning
    select: smtp_virtual_server
    assert: {properties: {retry: {properties: {expiration: {maximum: 1440}}}}}
    message: "{name} on {server} keeps mail for {retry.expiration} minutes"
    page: Mail waits for more than a day.
"""
MEANS_NOTHING = "9:14: message of long-queue-expiry: {} means nothing for the kind smtp_virtual_server"


def _read(*texts: str) -> file.Read:
    files = ((f"{letter}.yaml", text.encode()) for letter, text in zip("abc", texts, strict=False))
    return file.read(files)


def _changed(line: str, *, of: str = RULE) -> str:
    """A file whose rule has this line instead of the one with the same key, or besides the others."""
    key = line.partition(":")[0]
    lines = of.splitlines()
    kept = [f"{old[:4]}{line}" if old[4:].startswith(f"{key}:") else old for old in lines]
    return HEAD + "\n".join(kept if kept != lines else [*lines, f"    {line}"]) + "\n"


def test_a_rule_has_what_is_written() -> None:
    read = _read(HEAD + RULE)

    assert read.mistakes == ()
    (own,) = read.rules
    assert own.rule[:4] == (
        "ACME001",
        "long-queue-expiry",
        Severity.WARNING,
        "Mail waits for more than a day.",
    )
    assert (own.rule.area, own.rule.cited, own.kind, own.place, own.cases) == (
        "own",
        "",
        "smtp_virtual_server",
        "a.yaml:4",
        (),
    )


def test_the_rules_of_several_files_come_by_code() -> None:
    other = HEAD + RULE.replace("ACME001", "ACME000").replace("long-", "longer-")

    assert [own.rule.code for own in _read(HEAD + RULE, other).rules] == ["ACME000", "ACME001"]


def test_a_case_knows_the_lines_of_its_document_in_the_file() -> None:
    cases = '    cases:\n      - silent: |\n          exlint: 1\n      - fires: "exlint: 1"\n'

    silent, fires = _read(HEAD + RULE + cases).rules[0].cases

    assert (silent.fires, silent.text, silent.line, silent.first) == (False, "exlint: 1\n", 12, 13)
    assert (fires.fires, fires.text, fires.line, fires.first) == (True, "exlint: 1", 14, 0)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("severity: warn", "6:15: severity of long-queue-expiry is 'warn'; expected error, info or warning; did you"),
        ("severity: 3", "6:15: severity of long-queue-expiry is 3; expected error, info or warning"),
        ("sevrity: error", "11:5: 'sevrity' is no key of long-queue-expiry; did you mean severity?"),
        ("select: protocol_rul", "7:13: select of long-queue-expiry is 'protocol_rul'; expected access_rule, "),
        ("code: acme001", "4:11: code of long-queue-expiry is 'acme001'; expected the prefix and three digits"),
        ("code: ACME01", "4:11: code of long-queue-expiry is 'ACME01'; expected the prefix and three digits"),
        ("code: ACMA001", "4:11: code is ACMA001; expected ACME (prefix) and three digits"),
        ("name: Long", "5:11: name of Long is 'Long'; expected words of small letters, joined by -"),
        ("name: dns", "5:11: the name dns is taken: a word of --select"),
        ("name: non-default", "5:11: the name non-default is taken: a word of --select"),
        ("name: low-hop-count", "5:11: the name low-hop-count is taken: EXL103 of exlint"),
        ("assert: 3", "8:13: assert of long-queue-expiry is 3; expected true or false or a mapping of keys"),
        ("assert:", "8:5: assert of long-queue-expiry has no value; expected true or false or a mapping of keys"),
        ("assert: {maximun: 3}", "8:14: 'maximun' is no keyword that exlint takes; did you mean maximum?"),
        ("assert: {required: [retri]}", "8:25: 'retri' is no key of such an object; did you mean retry?"),
        ("where: {required: [retri]}", "11:24: 'retri' is no key of such an object; did you mean retry?"),
        ("message: ' '", "9:14: message of long-queue-expiry: expected one line of text"),
        ('message: "a\\nb"', "9:14: message of long-queue-expiry: expected one line of text"),
        ("message: 'a } b'", "9:14: message of long-queue-expiry: } stands alone; write }} for a brace"),
        (
            "message: '{nam}'",
            f"{MEANS_NOTHING.format('{nam}')}: 'nam' is no key there; did you mean name?",
        ),
        (
            "message: '{name.__class__}'",
            f"{MEANS_NOTHING.format('{name.__class__}')}: '__class__' is no key there",
        ),
        (
            "message: '{isa}'",
            MEANS_NOTHING.format("{isa}"),
        ),
        ("mend: '{retry.expire}'", "11:11: mend of long-queue-expiry: {retry.expire} means nothing for the kind"),
        ("label: '{retry.expire}'", "11:12: label of long-queue-expiry: {retry.expire} means nothing for the kind"),
        ("page: ' '", "10:11: page of long-queue-expiry is blank; expected what the rule finds, and why"),
        ("cases: [{}]", "11:13: item 1 of cases of long-queue-expiry is an empty mapping; expected silent or fires"),
        (
            "cases: [{silent: a, fires: b}]",
            "11:13: item 1 of cases of long-queue-expiry has silent and fires; expected",
        ),
        ("code: !!python/name:os.system ''", "4:11: the tag tag:yaml.org,2002:python/name:os.system is not one of"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(line: str, mistake: str) -> None:
    read = _read(_changed(line))

    assert read.rules == ()
    (told,) = read.mistakes
    assert told.startswith(f"a.yaml:{mistake}")


@pytest.mark.parametrize("key", ["code", "name", "severity", "select", "assert", "message", "page"])
def test_a_key_that_every_rule_has_is_missed(key: str) -> None:
    lines = [line for line in RULE.splitlines() if f"{key}:" not in line[:15]]
    lines[0] = f"  - {lines[0][4:]}"

    (told,) = _read(HEAD + "\n".join(lines)).mistakes

    assert told.endswith(f"lacks the key {key}")


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "1:1: the file is empty, or holds only comments; write exlint_rules: 1"),
        ("exlint: 1\n", "1:1: this is no rule file: it lacks the key exlint_rules; write exlint_rules: 1"),
        ("- a\n", "1:1: the document is a list; expected a mapping with exlint_rules, prefix or rules"),
        (HEAD.replace(": 1", ": 2") + RULE, "1:15: exlint_rules is 2; expected 1"),
        (HEAD + "  []\n", "4:3: rules is an empty list; expected at least one item"),
        (HEAD.replace("ACME", "EXLA") + RULE.replace("ACME", "EXLA"), "2:9: prefix is EXLA, which exlint uses itself"),
        (HEAD.replace("ACME", "SMTP") + RULE.replace("ACME", "SMTP"), "2:9: prefix is SMTP, which exlint uses itself"),
        (HEAD.replace("ACME", "A") + RULE, "2:9: prefix is 'A'; expected 2 to 8 capital letters"),
        (HEAD + RULE + "rule: []\n", "11:1: 'rule' is no key of the document; did you mean rules?"),
        (HEAD + RULE + "prefix: B\n", "11:1: the key prefix stands twice in one mapping: one of the two would be lost"),
        (HEAD + RULE + "---\na: 1\n", "11:1: a second YAML document begins here"),
        ("exlint_rules: [1\n", "2:1: the file ends inside a list: its ] is missing"),
    ],
)
def test_a_file_that_is_none_is_told_at_its_place(text: str, mistake: str) -> None:
    assert _read(text).mistakes[0].startswith(f"a.yaml:{mistake}")


def test_keys_that_begin_with_x_are_a_place_for_anchors() -> None:
    text = "x-day: &day {maximum: 1440}\n" + HEAD + RULE.replace("{maximum: 1440}", "*day")

    assert _read(text).mistakes == ()


def test_a_code_and_a_name_stand_once_in_all_files() -> None:
    read = _read(HEAD + RULE, HEAD + RULE.replace("long-", "longer-"), HEAD + RULE.replace("001", "002"))

    assert read.rules == ()
    assert read.mistakes == (
        "b.yaml:4:11: the code ACME001 is taken: a.yaml:4",
        "c.yaml:5:11: the name long-queue-expiry is taken: a.yaml:5",
    )


def test_every_mistake_is_told_as_one_reads() -> None:
    text = _changed("severity: warn").replace("    assert:", "    asert:")

    # The key that is missing is told at the rule's name, before the severity; the schema asks for it last.
    assert [told.split(":")[1] for told in _read(text, text).mistakes] == ["5", "6", "8"] * 2


def test_of_thousands_of_mistakes_the_first_are_told() -> None:
    words = ", ".join(f"k{number}: 1" for number in range(5000))

    assert len(_read(_changed(f"assert: {{{words}}}")).mistakes) == 100


def test_aliases_that_multiply_are_stopped_by_the_limits_of_documents() -> None:
    lines = ["x-a0: &a0 [1, 1]", *(f"x-a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]

    (told,) = _read("\n".join(lines) + "\n" + HEAD + RULE).mistakes

    assert "more than 2,000,000 keys, values and items up to here" in told


def test_nesting_is_stopped_by_the_limits_of_documents() -> None:
    (told,) = _read(_changed(f"assert: {'{not: ' * 70}true{'}' * 70}")).mistakes

    assert "nested 65 deep; exlint reads 64" in told


def test_deeper_limits_do_not_let_a_deep_fragment_through() -> None:
    text = _changed(f"assert: {'{not: ' * 5000}true{'}' * 5000}")

    read = file.read([("a.yaml", text.encode())], Limits(depth=20_000))

    assert ["nested" in told for told in read.mistakes] == [True]


def test_a_schema_that_doubles_is_refused_in_no_time() -> None:
    steps = "".join(
        f"d{n}: {{allOf: [{{$ref: '#/$defs/d{n + 1}'}}, {{$ref: '#/$defs/d{n + 1}'}}]}}, " for n in range(15)
    )
    begun = time.perf_counter()

    (told,) = _read(_changed(f"assert: {{$ref: '#/$defs/d0', $defs: {{{steps}d15: true}}}}")).mistakes

    assert "comes to more than 1,000 schemas" in told
    assert time.perf_counter() - begun < 5
