"""Rules of one's own on the command line: check, test-rules, rules, explain, schema."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from exlint.model.kinds import KINDS
from exlint.schema.keywords import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

PROJECT = Path(__file__).parents[2]
MANUAL = (PROJECT / "docs/own-rules.md").read_text(encoding="utf-8")
(RULES,) = re.findall(r"^```yaml fragment\n(exlint_rules: 1\n.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
CONCISE = ("--output-format", "concise")


@pytest.fixture
def acme(tmp_path: Path, clean: Path) -> Path:
    """The rule file of the manual as acme.yaml, beside a document that it has something against."""
    text = clean.read_text(encoding="utf-8")
    clean.write_text(text.replace('["*:25"]', '["*:25"]\n          retry: {expiration: 2880}'), encoding="utf-8")
    path = tmp_path / "acme.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_an_own_rule_finds_what_the_catalogue_has_nothing_against(exlint: Exlint, acme: Path, clean: Path) -> None:
    done = exlint("check", *CONCISE, "--rule-file", acme.name, clean.name)

    assert done.status == 1
    assert done.out.splitlines()[0] == (
        "clean.yaml:23:31: warning ACME001 Default SMTP Virtual Server on MAIL1 keeps mail for 2880 minutes;"
        " expected 1440 at most"
    )
    assert exlint("check", clean.name).status == 0


def test_the_json_of_an_own_finding_has_the_fields_of_any_other(exlint: Exlint, acme: Path, clean: Path) -> None:
    done = exlint("check", "--output-format=json", "--select=ACME001", "--rule-file", acme.name, clean.name)

    (finding,) = json.loads(done.out)["findings"]
    assert (finding["code"], finding["name"], finding["severity"]) == ("ACME001", "long-queue-expiry", "warning")
    assert finding["object"] == "MAIL1/Default SMTP Virtual Server"
    assert finding["pointer"] == "/exchange/servers/0/smtp_virtual_servers/0/retry/expiration"
    assert re.fullmatch("[0-9a-f]{16}", finding["fingerprint"])


def test_a_word_that_means_no_rule_gets_the_nearest_own_one(exlint: Exlint, acme: Path, clean: Path) -> None:
    done = exlint("check", "--rule-file", acme.name, "--select", "ACMR", clean.name)

    assert (done.status, done.err) == (
        2,
        "exlint: --select: ACMR: no such rule, area or group (did you mean ACME?); exlint rules lists them\n",
    )


def test_own_rules_are_ignored_by_their_prefix(exlint: Exlint, acme: Path, clean: Path) -> None:
    assert exlint("check", "--rule-file", acme.name, "--ignore", "ACME", clean.name).status == 0


def test_own_rules_do_not_run_over_what_is_no_estate(exlint: Exlint, acme: Path, clean: Path) -> None:
    text = clean.read_text(encoding="utf-8").replace("organization:", "organisation:")
    clean.write_text(text, encoding="utf-8")

    done = exlint("check", *CONCISE, "--rule-file", acme.name, clean.name)

    assert re.findall(r"[A-Z]{3,4}\d{3}", done.out) == ["EXL011"]


def test_an_own_rule_looks_into_every_file_of_an_estate(exlint: Exlint, tmp_path: Path, acme: Path) -> None:
    whole = (PROJECT / "examples/kb305394/mended.yaml").read_text(encoding="utf-8")
    head, exchange, rest = re.split(r"^(?=exchange:|isa:)", whole, flags=re.MULTILINE)
    (tmp_path / "infra.yaml").write_text(f"{head}include: mail.yaml\n{rest}", encoding="utf-8")
    part = exchange.replace('["*:25"]', '["*:25"]\n          retry: {expiration: 2880}')
    (tmp_path / "mail.yaml").write_text(f"exlint: 1\npart_of: infra.yaml\n{part}", encoding="utf-8")

    done = exlint("check", *CONCISE, "--select", "ACME001", "--rule-file", acme.name, "infra.yaml")

    assert done.out.startswith("mail.yaml:13:31: warning ACME001 ")


def test_every_mistake_is_told_before_any_file_is_looked_at(exlint: Exlint, acme: Path, broken: Path) -> None:
    text = RULES.replace("severity: warning", "severity: warn", 1).replace("select:", "selct:", 1)
    acme.write_text(text, encoding="utf-8")

    done = exlint("check", "--rule-file", acme.name, "--rule-file", "gone.yaml", broken.name, "nowhere.yaml")

    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[0] == "exlint: gone.yaml: no such file (--rule-file)"
    assert [line.split(": ")[1][:10] for line in done.err.splitlines()[1:]] == ["acme.yaml:"] * 3


@pytest.mark.parametrize(
    "words", [["rules"], ["explain", "ACME001"], ["test-rules", "acme.yaml"], ["check", "clean.yaml"]]
)
def test_every_command_that_takes_rule_files_refuses_a_mistake(exlint: Exlint, acme: Path, words: list[str]) -> None:
    acme.write_text("exlint: 1\n", encoding="utf-8")
    given = [] if words[0] == "test-rules" else ["--rule-file", acme.name]

    done = exlint(*words, *given)

    assert done == (
        2,
        "",
        "exlint: acme.yaml:1:1: this is no rule file: it lacks the key exlint_rules; write exlint_rules: 1\n",
    )


def test_a_file_given_twice_is_read_once(exlint: Exlint, acme: Path, clean: Path) -> None:
    done = exlint("check", *CONCISE, "--rule-file", acme.name, "--rule-file", f"./{acme.name}", clean.name)

    assert done.out.count("ACME001") == 1


def test_a_rule_file_is_bounded_as_documents_are(exlint: Exlint, acme: Path, clean: Path) -> None:
    done = exlint("check", "--max-size", "100", "--rule-file", acme.name, clean.name)

    assert done.status == 2
    assert done.err == f"exlint: acme.yaml has {acme.stat().st_size:,} bytes; exlint reads 100 of a rule file\n"


def test_the_rules_of_the_manual_hold_their_cases(exlint: Exlint, acme: Path) -> None:
    done = exlint("test-rules", acme.name)

    assert done.status == 0
    assert done.out.splitlines()[0] == "ACME001  long-queue-expiry: 2 cases as announced"
    assert done.err == f"{len(done.out.splitlines())} rules: all hold\n"


def test_a_case_that_fails_gives_status_1_and_its_place(exlint: Exlint, acme: Path) -> None:
    acme.write_text(RULES.replace("maximum: 1440", "maximum: 2880", 1), encoding="utf-8")

    done = exlint("test-rules", acme.name)

    line = next(number for number, text in enumerate(RULES.splitlines(), 1) if "# expect: ACME001" in text)
    assert done.status == 1
    assert done.out.startswith(f"acme.yaml:{line}: ACME001 fires: this is announced, and not found: ")
    assert done.err.endswith(" rules: one of them fails\n")


def test_nothing_to_test_is_no_pass(exlint: Exlint) -> None:
    said = "exlint: no rule file is named or configured; write exlint test-rules FILE\n"
    assert exlint("test-rules") == (2, "", said)


def test_rule_files_that_are_configured_need_not_be_named(exlint: Exlint, acme: Path, clean: Path) -> None:
    acme.with_name("exlint.toml").write_text('rule-files = ["acme.yaml"]\n', encoding="utf-8")

    assert "ACME001" in exlint("check", *CONCISE, clean.name).out
    assert exlint("test-rules").status == 0
    assert "ACME001" in exlint("rules").out
    assert exlint("explain", "ACME001").status == 0


def test_a_rule_file_that_is_configured_and_not_there_is_an_error_with_its_place(
    exlint: Exlint, acme: Path, clean: Path
) -> None:
    acme.with_name("exlint.toml").write_text('rule-files = ["acmee.yaml"]\n', encoding="utf-8")

    for words in (["check", clean.name], ["test-rules"], ["rules"]):
        done = exlint(*words)
        assert (done.status, done.out) == (2, "")
        assert done.err == "exlint: exlint.toml:1:15: acmee.yaml: no such file (did you mean acme.yaml?)\n"


def test_own_rules_stand_behind_those_of_the_catalogue(exlint: Exlint, acme: Path) -> None:
    done = exlint("rules", "--rule-file", acme.name)
    own = exlint("rules", "--rule-file", acme.name, "--area", "own")

    codes = [line.split()[0] for line in done.out.splitlines()]
    assert codes[0] == "EXL001"
    assert codes[-1].startswith("ACME")
    assert own.out.splitlines()[0].split(maxsplit=3)[:3] == ["ACME001", "long-queue-expiry", "warning"]
    assert exlint("rules", "--area", "own").status == 2


@pytest.mark.parametrize("wanted", ["ACME001", "acme001", "long-queue-expiry"])
def test_the_page_of_an_own_rule_is_what_its_file_says(exlint: Exlint, acme: Path, wanted: str) -> None:
    done = exlint("explain", wanted, "--rule-file", acme.name)

    assert done.status == 0
    assert done.out.startswith("# long-queue-expiry (ACME001)\n\n")


def test_an_own_rule_as_json_has_what_other_rules_have(exlint: Exlint, acme: Path) -> None:
    (rule,) = json.loads(exlint("explain", "ACME001", "--rule-file", acme.name, "--output-format", "json").out)["rules"]

    assert (rule["code"], rule["area"], rule["source"], rule["since"], rule["confidence"]) == (
        "ACME001",
        "own",
        None,
        None,
        None,
    )


HOSTILE = "\\u001b]0;title\\u0007 ##vso[task.complete] \\u202e \\u2028 \\u0085"


@pytest.mark.parametrize(
    "words",
    [
        ["check", "clean.yaml"],
        ["check", *CONCISE, "clean.yaml"],
        ["check", "--output-format", "json", "clean.yaml"],
        ["check", "--output-format", "github", "clean.yaml"],
        ["explain", "ACME001"],
        ["explain", "ACME001", "--output-format", "json"],
        ["rules"],
    ],
)
def test_nothing_in_a_rule_file_reaches_a_terminal_or_a_runner(exlint: Exlint, acme: Path, words: list[str]) -> None:
    rule = {"code": "ACME001", "name": "hostile", "severity": "error", "select": "isa_server", "assert": False}
    texts = dict.fromkeys(("message", "label", "mend", "page"), "TEXT")
    document = json.dumps({"exlint_rules": 1, "prefix": "ACME", "rules": [rule | texts]})
    acme.write_text(document.replace("TEXT", HOSTILE), encoding="utf-8")

    done = exlint(*words, "--rule-file", acme.name)

    assert "task.complete" in done.out
    assert not any(found in done.out + done.err for found in ("\x1b", "\a", "##vso[", "\u202e", "\u2028"))
    assert "json" not in words or json.loads(done.out)


def test_a_mistake_shows_nothing_that_a_terminal_obeys(exlint: Exlint, acme: Path) -> None:
    acme.write_text(f'exlint_rules: 1\nprefix: ACME\n"{HOSTILE}": 1\nrules: []\n', encoding="utf-8")

    done = exlint("test-rules", acme.name)

    assert done.status == 2
    assert not any(found in done.err for found in ("\x1b", "\a", "##vso[", "\u202e"))


def test_the_schema_of_rule_files_is_valid_and_takes_the_manual(exlint: Exlint) -> None:
    from exlint import document  # noqa: PLC0415 - only here

    schema = json.loads(exlint("schema", "--rule-files").out)

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document.read(RULES.encode()).data)
    assert schema["$id"] == "urn:exlint:rules:1"


def test_the_manual_names_every_kind_and_every_keyword() -> None:
    words = set(re.findall(r"`([^`\n]+)`", MANUAL))

    assert set(KINDS) <= words
    assert set(KEYWORDS) <= words


def test_without_rule_files_nothing_of_them_is_imported(clean: Path) -> None:
    program = (
        "import sys; from exlint.cli.entry import main; main(sys.argv[1:]);"
        "print([name for name in sys.modules if 'rules.own' in name or name in ('jsonschema', 'exlint.engine.cases')])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(clean)],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )

    assert done.stdout == "[]\n"
