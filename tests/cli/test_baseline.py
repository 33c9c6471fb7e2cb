"""`exlint baseline` and `exlint check --baseline`: old findings wait, new ones count, and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import BROKEN, CLEAN, Done

Exlint = Callable[..., Done]

NAME = "exlint-baseline.jsonl"
CODES = ["EXL101", "EXL201", "EXL301", "EXL302", "EXL401"]  # of broken.yaml, sorted
HEADER = '{"exlint_baseline": 1}\n'
SERVER = """\
    - name: MAIL2
      edition: exchange-2003-standard
      address: 10.0.0.11
      dns_servers: [10.0.0.5]
      smtp_virtual_servers:
        - {name: Default SMTP Virtual Server, external_dns_servers: [198.51.100.53]}
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What `exlint baseline write` writes beside broken.yaml."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "broken.yaml").write_bytes(BROKEN)
    words = ["baseline", "write", "--baseline", str(folder / NAME), str(folder / "broken.yaml")]
    subprocess.run([sys.executable, "-m", "exlint", *words], check=True, capture_output=True)
    return (folder / NAME).read_bytes()


@pytest.fixture
def known(written: bytes, broken: Path) -> Path:
    """The baseline of broken.yaml, beside it."""
    path = broken.with_name(NAME)
    path.write_bytes(written)
    return path


SAID = f"--baseline: {NAME}"


def check(exlint: Exlint, *words: str) -> Done:
    return exlint("check", "--baseline", NAME, "--output-format", "concise", *words)


def found(done: Done) -> list[str]:
    return sorted(re.findall(r"^\S+: \w+ (EXL\d{3})", done.out, re.MULTILINE))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def mend(broken: Path) -> None:
    """Ends EXL101 of broken.yaml, and nothing else."""
    text = broken.read_text(encoding="utf-8")
    changed = re.sub(r"( external_dns_servers:) \[.*?\]", r"\1 [10.0.0.1]", text)
    assert changed != text
    broken.write_text(changed, encoding="utf-8", newline="\n")


def test_write_writes_what_counts_and_says_how_many(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    done = exlint("baseline", "write")

    assert done == (0, "", f"5 findings written to {NAME}\n")
    header, *entries = lines(tmp_path / NAME)
    assert header == {"exlint_baseline": 1}
    assert [one["code"] for one in entries] == CODES
    assert {one["document"] for one in entries} == {broken.name}
    report = json.loads(exlint("check", "--output-format", "json").out)
    assert {(one["object"], one["fingerprint"]) for one in entries} == {
        (one["object"], one["fingerprint"]) for one in report["findings"]
    }


def test_what_is_in_the_baseline_does_not_count_but_is_counted(exlint: Exlint, known: Path) -> None:
    done = check(exlint)

    nothing = "1 file (1 estate), 1 virtual server: nothing to report"
    mail = "mail: MAIL1/Default SMTP Virtual Server queues at every hour"
    assert done == (0, "", f"{nothing}; {mail}; 5 suppressed\n")
    assert known.is_file()


def test_the_json_has_what_is_in_the_baseline_with_its_line(exlint: Exlint, known: Path) -> None:
    done = exlint("check", "--baseline", NAME, "--output-format", "json")

    report = json.loads(done.out)
    assert (done.status, report["summary"]["suppressed"], report["summary"]["errors"]) == (0, 5, 0)
    for finding in report["findings"]:
        why = finding["suppressed"]
        assert (why["kind"], why["reason"], why["until"], why["owner"]) == ("baseline", "in the baseline", None, None)
        assert (why["file"], why["column"]) == (NAME, 1)
        assert lines(known)[why["line"] - 1]["fingerprint"] == finding["fingerprint"]


def test_a_new_finding_counts_alone(exlint: Exlint, known: Path, broken: Path) -> None:
    edit(broken, "\nisa:\n", f"\n{SERVER}\nisa:\n".replace("\n\n    -", "\n    -"))

    done = check(exlint)

    assert done.status == 1
    assert found(done) == ["EXL101", "EXL401"]
    assert all("MAIL2" in line for line in done.out.splitlines())
    assert known.is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [("exlint: 1\n", "# one\n\n# two\nexlint: 1\n"), ("name: MAIL1", "name: mail1"), ("\nisa:\n", "\nisa: # here\n")],
    ids=["lines above", "a name in another case", "a comment"],
)
def test_an_edit_elsewhere_wakes_nothing(exlint: Exlint, known: Path, broken: Path, old: str, new: str) -> None:
    edit(broken, old, new)

    assert check(exlint).status == 0
    assert known.is_file()


def test_to_move_servers_to_a_fragment_wakes_nothing(exlint: Exlint, known: Path, broken: Path) -> None:
    head, _, rest = broken.read_text(encoding="utf-8").partition("exchange:\n")
    exchange, _, isa = rest.partition("\nisa:\n")
    broken.write_text(f"{head}include: parts/*.yaml\nisa:\n{isa}", encoding="utf-8")
    broken.with_name("parts").mkdir()
    fragment = f"exlint: 1\npart_of: ../{broken.name}\nexchange:\n{exchange}\n"
    broken.with_name("parts").joinpath("mail.yaml").write_text(fragment, encoding="utf-8")

    assert check(exlint).err.startswith("2 files (1 estate)")
    assert check(exlint).status == 0
    assert known.is_file()


def test_a_document_under_another_name_takes_the_entries_along(exlint: Exlint, known: Path, broken: Path) -> None:
    broken.rename(broken.with_name("renamed.yaml"))

    assert check(exlint).status == 0
    assert exlint("baseline", "prune").err == f"0 of 5 entries removed from {NAME}\n"
    assert exlint("baseline", "write").err == f"5 findings written to {NAME}\n"
    assert {one["document"] for one in lines(known)[1:]} == {"renamed.yaml"}


def test_a_run_over_other_files_says_nothing_about_a_document_that_was_renamed(
    exlint: Exlint, known: Path, broken: Path, clean: Path
) -> None:
    broken.rename(broken.with_name("renamed.yaml"))

    assert check(exlint, clean.name).status == 0
    assert exlint("baseline", "prune", clean.name).err == f"0 of 5 entries removed from {NAME}\n"
    assert known.is_file()


def test_the_entries_of_a_document_that_is_gone_are_stale(
    exlint: Exlint, known: Path, broken: Path, clean: Path
) -> None:
    broken.unlink()

    done = check(exlint)

    assert (done.status, found(done)) == (1, ["EXL911"] * 5)
    assert f"in {broken.name}, which is gone, has no EXL101 any more" in done.out
    assert check(exlint, clean.name).status == 0
    assert exlint("baseline", "prune").err == f"5 of 5 entries removed from {NAME}\n"
    assert known.read_text(encoding="utf-8") == HEADER


@pytest.mark.usefixtures("known")
def test_the_entries_of_a_document_that_loses_its_line_are_stale_and_say_so(
    exlint: Exlint, broken: Path, clean: Path
) -> None:
    text = broken.read_bytes()
    broken.write_bytes(text.replace(b"\nexlint: 1", b"\n# exlint: 1"))

    done = check(exlint)

    assert (done.status, found(done)) == (1, ["EXL911"] * 5)
    lost = f"in {broken.name}, which has no line any more that begins with exlint:, is not checked: this entry"
    assert done.out.count(lost) == 5
    assert check(exlint, clean.name).status == 0  # it was not asked about the other
    broken.with_name("renamed.yaml").write_bytes(text)
    assert check(exlint).status == 0


@pytest.mark.parametrize("name", ["full", "concise", "json", "github"])
def test_a_stale_entry_is_a_warning_at_its_line_in_every_format(
    exlint: Exlint, known: Path, broken: Path, name: str
) -> None:
    mend(broken)

    done = exlint("check", "--baseline", NAME, "--output-format", name)

    assert done.status == 1
    words = "MAIL1/Default SMTP Virtual Server in broken.yaml has no EXL101 any more"
    message = f"{words}: this entry suppresses nothing; exlint baseline prune removes it"
    line = known.read_text(encoding="utf-8").splitlines()[1]
    width = len(line) + 1
    if name == "full":
        assert f"warning[EXL911]: {words}" in done.out
        assert f"--> {NAME}:2:1\n" in done.out
        assert f"2 | {line[:60]}" in done.out
    elif name == "concise":
        assert done.out == f"{NAME}:2:1: warning EXL911 {message}\n"
    elif name == "json":
        (finding,) = (one for one in json.loads(done.out)["findings"] if not one["suppressed"])
        assert (finding["code"], finding["message"]) == ("EXL911", message)
        assert [finding[key] for key in ("file", "line", "column", "end_line", "end_column")] == [NAME, 2, 1, 2, width]
        assert re.fullmatch("[0-9a-f]{16}", finding["fingerprint"])
    else:
        where = f"file={NAME},line=2,endLine=2,col=1,endColumn={width}"
        assert done.out == f"::warning title=EXL911 stale-baseline-entry,{where}::{message}\n"


def test_prune_removes_the_stale_entries_and_touches_no_other_line(exlint: Exlint, known: Path, broken: Path) -> None:
    mend(broken)
    header, *entries = known.read_bytes().splitlines()
    odd = entries[1].replace(b": ", b" :  ")  # a line as another program may have written it
    known.write_bytes(b"\r\n".join([header, entries[4], odd, b"", entries[0], *entries[2:4]]) + b"\r\n")
    known.chmod(0o640)

    assert exlint("baseline", "prune") == (0, "", f"1 of 5 entries removed from {NAME}\n")

    assert known.read_bytes() == b"\r\n".join([header, entries[4], odd, b"", *entries[2:4]]) + b"\r\n"
    if os.name != "nt":
        assert stat.S_IMODE(known.stat().st_mode) == 0o640
    assert check(exlint).status == 0
    before = known.stat().st_ino
    assert exlint("baseline", "prune").err == f"0 of 4 entries removed from {NAME}\n"
    assert known.stat().st_ino == before


def test_a_line_that_a_merge_left_twice_does_no_harm_and_goes_with_prune_or_write(
    exlint: Exlint, known: Path, broken: Path
) -> None:
    before = known.read_bytes()
    header, *entries = before.splitlines(keepends=True)
    twice = b"".join([header, *entries[:3], header, *entries[2:]])
    assert broken.is_file()

    known.write_bytes(twice)
    assert check(exlint)[:2] == (0, "")
    said = f"0 of 5 entries removed from {NAME}, and 2 lines that stood there already\n"
    assert exlint("baseline", "prune").err == said
    assert known.read_bytes() == before
    known.write_bytes(twice)
    assert exlint("baseline", "write").err == f"5 findings written to {NAME}\n"
    assert known.read_bytes() == before


def test_what_comes_back_after_pruning_counts(exlint: Exlint, known: Path, broken: Path) -> None:
    mend(broken)
    exlint("baseline", "prune")
    broken.write_bytes(BROKEN)

    assert found(check(exlint)) == ["EXL101"]
    assert known.is_file()


@pytest.mark.parametrize(
    ("words", "codes"),
    [([], ["EXL911"]), (["--select", "dns,exlint"], []), (["--ignore", "EXL911"], []), (["--select", "smtp"], [])],
)
def test_an_entry_is_stale_only_where_its_rule_and_the_one_on_stale_entries_run(
    exlint: Exlint, known: Path, broken: Path, words: list[str], codes: list[str]
) -> None:
    mend(broken)

    assert found(check(exlint, *words)) == codes
    assert known.is_file()


def test_an_entry_of_a_rule_that_is_off_by_default_stays_until_the_rule_runs(
    exlint: Exlint, clean: Path, tmp_path: Path
) -> None:
    edit(clean, 'bindings: ["*:25"]', "maximum_hop_count: 40")
    assert exlint("baseline", "write", "--extend-select", "EXL113").err == f"1 finding written to {NAME}\n"

    assert check(exlint).status == 0
    assert exlint("baseline", "prune").err == f"0 of 1 entry removed from {NAME}\n"
    kept = f"0 findings written to {NAME}; 1 entry kept of what was not looked at\n"
    assert exlint("baseline", "write").err == kept
    assert [one["code"] for one in lines(tmp_path / NAME)[1:]] == ["EXL113"]
    clean.write_bytes(CLEAN)
    assert found(check(exlint, "--extend-select", "EXL113")) == ["EXL911"]


def test_without_suppressions_the_entries_about_comments_wait(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    edit(clean, "exlint: 1\n", "exlint: 1 # exlint: ignore[EXL101] -- was so once\n")
    assert exlint("baseline", "write").err == f"1 finding written to {NAME}\n"
    assert [one["code"] for one in lines(tmp_path / NAME)[1:]] == ["EXL901"]

    assert check(exlint, "--no-suppressions")[:2] == (0, "")
    clean.write_bytes(CLEAN)
    assert check(exlint, "--no-suppressions")[:2] == (0, "")
    assert found(check(exlint)) == ["EXL911"]


def test_an_estate_that_is_not_judged_makes_no_entry_stale(exlint: Exlint, known: Path, broken: Path) -> None:
    broken.write_text("exlint: 1\nforrest: {}\n", encoding="utf-8")

    assert found(check(exlint)) == ["EXL011"]
    assert known.is_file()


@pytest.mark.parametrize(
    ("text", "why"), [("forest: [", "EXL001"), ("forrest: {}", "EXL011"), ("part_of: gone.yaml", "EXL024")]
)
def test_neither_command_goes_on_where_a_document_is_not_judged(
    exlint: Exlint, known: Path, text: str, why: str
) -> None:
    before = known.read_bytes()
    known.with_name("odd.yaml").write_text(f"exlint: 1\n{text}\n", encoding="utf-8")

    for command in ("write", "prune"):
        said = f"exlint: odd.yaml is not judged ({why}; exlint check says more), so the baseline stays as it is\n"
        assert exlint("baseline", command) == (2, "", said)
        assert known.read_bytes() == before


@pytest.mark.parametrize("command", ["write", "prune"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lost"], "lost: no such file"),
        (["empty"], "nothing to check in empty: no YAML file there has a line that begins with exlint:"),
        (["-"], "what comes from standard input has no place in a baseline: name the files"),
        (
            ["--select", "smpt"],
            "--select: smpt: no such rule, area or group (did you mean smtp?); exlint rules lists them",
        ),
    ],
    ids=["no such file", "nothing", "standard input", "selection"],
)
def test_neither_command_goes_on_where_there_is_not_all_to_look_at(
    exlint: Exlint, known: Path, command: str, words: list[str], said: str
) -> None:
    before = known.read_bytes()
    known.with_name("empty").mkdir()

    assert exlint("baseline", command, *words) == (2, "", f"exlint: {said}\n")
    assert known.read_bytes() == before


def test_a_part_of_an_estate_that_cannot_be_read_is_named(exlint: Exlint, known: Path, broken: Path) -> None:
    edit(broken, "exlint: 1\n", "exlint: 1\ninclude: part.yaml\n")
    broken.with_name("part.yaml").mkdir()
    before = known.read_bytes()

    done = exlint("baseline", "write")

    assert done.status == 2
    assert done.err.startswith(f"exlint: {broken.name} is not judged (EXL024")
    assert known.read_bytes() == before


BAD = {
    "no JSON": (
        "{",
        ":3: expected an object with document, code, object and fingerprint, each a text; this is no",
    ),
    "deep": ("[" * 100_000, ":3: expected an object"),
    "a conflict": ("<<<<<<< HEAD", ":3: a merge is not finished here"),
    "hostile": ('{"\x1b[31m": 1}', ":3: expected an object"),
}


@pytest.mark.parametrize(("line", "said"), BAD.values(), ids=BAD)
def test_a_baseline_that_cannot_be_understood_is_one_line_and_nothing_is_judged(
    exlint: Exlint, known: Path, line: str, said: str
) -> None:
    text = "".join(known.read_text(encoding="utf-8").splitlines(keepends=True)[:2])
    text += f"{line}\n"
    known.write_text(text, encoding="utf-8")

    for command in (["check"], ["baseline", "write"], ["baseline", "prune"])[: 3 if line.startswith("<") else 1]:
        done = exlint(*command, "--baseline", NAME)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"exlint: {SAID}{said}")
        assert done.err.count("\n") == 1
        assert "\x1b" not in done.err
    assert known.read_text(encoding="utf-8") == text


def test_a_baseline_that_is_not_there_is_an_error_that_names_the_command(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--baseline", "no.jsonl", broken.name)

    assert done == (2, "", "exlint: --baseline: no.jsonl: no such file (exlint baseline write makes one)\n")
    assert exlint("check", "--baseline", "", broken.name).status == 2
    assert exlint("baseline", "prune").err == f"exlint: {NAME}: no such file (exlint baseline write makes one)\n"


def test_a_baseline_beyond_the_limit_is_not_read(exlint: Exlint, known: Path) -> None:
    size = known.stat().st_size

    done = exlint("check", "--baseline", NAME, "--max-size", "300")

    assert done == (2, "", f"exlint: {SAID}: {size} bytes; exlint reads 300 (--max-size raises it)\n")


@pytest.mark.parametrize("content", [b"", b"my notes\n", b"exlint: 1\n", b"\xff\xfe"])
def test_write_overwrites_nothing_but_a_baseline(exlint: Exlint, broken: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "notes").write_bytes(content)

    done = exlint("baseline", "write", "--baseline", "notes", broken.name)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("exlint: --baseline: notes:1: ")
    assert done.err.endswith("; it is not overwritten\n")
    assert (tmp_path / "notes").read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows allows links to administrators only")
def test_neither_command_writes_through_a_link(exlint: Exlint, known: Path, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(known)
    (tmp_path / "nowhere.jsonl").symlink_to(tmp_path / "made.jsonl")
    mend(broken)
    before = known.read_bytes()

    for command in ("write", "prune"):
        done = exlint("baseline", command, "--baseline", "link.jsonl")
        assert done == (2, "", "exlint: link.jsonl: is a link; name the file itself\n")
    assert exlint("baseline", "write", "--baseline", "nowhere.jsonl").status == 2

    assert known.read_bytes() == before
    assert not (tmp_path / "made.jsonl").exists()


def test_a_folder_that_is_not_there_is_a_reason(exlint: Exlint, broken: Path) -> None:
    done = exlint("baseline", "write", "--baseline", "no/known.jsonl", broken.name)

    assert done.status == 2
    assert done.err.startswith("exlint: no/known.jsonl: cannot be written (")


def test_to_write_about_some_files_keeps_what_is_known_about_the_others(
    exlint: Exlint, known: Path, broken: Path
) -> None:
    other = broken.with_name("other.yaml")
    shutil.copy(broken, other)

    done = exlint("baseline", "write", other.name)

    assert done.err == f"5 findings written to {NAME}; 5 entries kept of what was not looked at\n"
    assert sorted(one["document"] for one in lines(known)[1:]) == [broken.name] * 5 + [other.name] * 5
    assert check(exlint).status == 0
    mend(other)
    assert exlint("baseline", "write").err == f"9 findings written to {NAME}\n"


def test_a_baseline_in_another_folder_names_documents_from_there(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    for folder in ("ci", "sites"):
        (tmp_path / folder).mkdir()
    broken.rename(tmp_path / "sites" / broken.name)

    exlint("baseline", "write", "--baseline", "ci/known.jsonl", "sites")

    assert {one["document"] for one in lines(tmp_path / "ci/known.jsonl")[1:]} == {f"../sites/{broken.name}"}
    assert exlint("check", "--baseline", "ci/known.jsonl").status == 0


def test_standard_input_under_the_name_of_a_document_is_that_document(
    exlint: Exlint, known: Path, broken: Path
) -> None:
    done = exlint("check", "--baseline", NAME, "-", "--stdin-filename", broken.name, stdin=BROKEN)
    assert done.status == 0
    assert known.is_file()


def test_the_baseline_is_the_same_wherever_one_stands(
    exlint: Exlint, known: Path, broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "sub").mkdir()
    before = known.read_bytes()

    assert exlint("baseline", "write", "--baseline", str(known), str(broken)).status == 0
    assert known.read_bytes() == before
    assert exlint("baseline", "write", "--baseline", f"sub/../{NAME}", f"sub/../{broken.name}").status == 0
    assert known.read_bytes() == before


def test_the_command_alone_shows_its_help(exlint: Exlint) -> None:
    done = exlint("baseline")

    assert "write" in done.out + done.err
    assert "prune" in done.out + done.err
