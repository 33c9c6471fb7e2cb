"""`exlint diff` and `exlint check --since`: what changed, in words and for programs, between files and revisions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.conftest import BROKEN, CLEAN, commit, with_other_servers

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done, Git

    Exlint = Callable[..., Done]

CODES = {"EXL201", "EXL401", "EXL101", "EXL302", "EXL301"}
VERDICT = " mail: MAIL1/Default SMTP Virtual Server: "


def told(exlint: Exlint, *words: str) -> Any:
    return json.loads(exlint("diff", "--output-format", "json", *words).out)


def test_what_breaks_the_article_s_estate_is_worse_and_the_reasons_are_named(
    exlint: Exlint, clean: Path, broken: Path
) -> None:
    done = exlint("diff", clean.name, broken.name)

    assert (done.status, done.err) == (1, "")
    # By hand: with the old external DNS server and the Allow rule ISA1's own listener answers, and mail goes out by the
    # rule Mail; without either of the two it does not. Nothing else that changed concerns MAIL1.
    verdict, _, rest = done.out.partition(f"{VERDICT}delivers -> queues, every hour\n")[2].partition("\n\n")
    assert verdict.splitlines() == [
        "   because of 2 changes; taken back together, they give delivers again:",
        "   - SMTP virtual server Default SMTP Virtual Server on MAIL1: external_dns_servers 10.0.0.1 ->",
        "     198.51.100.53",
        "   - site and content rule Allow rule on ISA1 is gone",
    ]
    assert set(re.findall(r"^ new      error (EXL\d{3})", rest, re.MULTILINE)) == CODES
    assert " removed  client set DNS servers on ISA1\n" in rest
    assert done.out.endswith("\n\n1 verdict got worse; 5 objects changed; 5 findings new, 0 gone\n")


def test_what_mends_it_is_not_worse_and_what_is_enough_is_named(exlint: Exlint, clean: Path, broken: Path) -> None:
    done = exlint("diff", broken.name, clean.name)

    assert done.status == 0
    assert f"{VERDICT}queues, every hour -> delivers\n" in done.out
    assert "because of 2 changes; they are enough by themselves:" in done.out
    assert set(re.findall(r"^ gone     error (EXL\d{3})", done.out, re.MULTILINE)) == CODES


def test_the_json_says_it_all(exlint: Exlint, clean: Path, broken: Path) -> None:
    found = told(exlint, clean.name, broken.name)

    assert set(found) == {"version", "documents", "worse"}
    assert (found["version"], found["worse"]) == (1, True)
    (document,) = found["documents"]
    assert (document["old"], document["new"], document["worse"]) == (clean.name, broken.name, True)
    changes = {(one["change"], one["kind"], one["object"]) for one in document["objects"]}
    assert changes == {
        ("changed", "forest", "forest"),
        ("changed", "smtp_virtual_server", "MAIL1/Default SMTP Virtual Server"),
        ("removed", "client_set", "ISA1/DNS servers"),
        ("removed", "protocol_rule", "ISA1/DNS for DNS servers"),
        ("removed", "site_and_content_rule", "ISA1/Allow rule"),
    }
    forest = next(one for one in document["objects"] if one["kind"] == "forest")
    setting = {"key": "dns.external_servers", "old": ["10.0.0.1"], "new": ["198.51.100.53"]}
    assert forest == {
        "change": "changed",
        "kind": "forest",
        "object": "forest",
        "settings": [setting],
        "moved": None,
    }
    gone = next(one for one in document["objects"] if one["kind"] == "client_set")
    assert gone["settings"] == [{"key": "addresses", "old": ["10.0.0.5"]}]
    assert {one["code"] for one in document["findings"]["new"]} == CODES
    assert document["findings"]["gone"] == []
    (verdict,) = document["verdicts"]
    week = {day: ["00-24"] for day in verdict["new"]["windows"]}
    assert len(week) == 7
    assert verdict["old"] == {"verdict": "delivers", "windows": {}, "destinations": []}
    assert verdict["new"] == {"verdict": "queues", "windows": week, "destinations": []}
    assert (verdict["changed"], verdict["worse"], verdict["because"]["fewest"]) == (True, True, True)
    assert [one["object"] for one in verdict["because"]["changes"]] == [
        "MAIL1/Default SMTP Virtual Server",
        "ISA1/Allow rule",
    ]


def test_comments_quotes_and_order_are_no_difference(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    text = clean.read_text(encoding="utf-8").replace("name: Mail\n", 'name: "Mail" # the mail\n')
    head, exchange, isa = re.split(r"(?m)^(?=exchange:|isa:)", text)
    (tmp_path / "other.yaml").write_text(head + isa + exchange, encoding="utf-8")

    assert exlint("diff", clean.name, "other.yaml") == (0, "", "no difference that matters\n")
    assert told(exlint, clean.name, "other.yaml")["documents"][0]["objects"] == []


def test_a_document_that_is_no_longer_judged_is_worse(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(CLEAN.replace(b"external_dns_servers: [10.0.0.1]", b"tcp_prot: 25"))

    done = exlint("diff", clean.name, "bad.yaml")

    assert done.status == 1
    assert f"{VERDICT}delivers -> NOT JUDGED\n" in done.out
    assert " new      error EXL011 " in done.out
    assert told(exlint, clean.name, "bad.yaml")["documents"][0]["verdicts"][0]["new"]["verdict"] is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"exlint: 1\nforest: [\n", "EXL001"),  # no YAML
        (b"Gone fishing.\n", "EXL010"),  # YAML, and no mapping
        (b"# exlint: soon\n", "EXL006"),
        (CLEAN.replace(b"exlint: 1\n", b"", 1), "EXL006"),
    ],
)
def test_what_a_file_without_an_estate_holds_is_not_judged_and_nothing_of_it_is_gone(
    exlint: Exlint, broken: Path, tmp_path: Path, text: bytes, code: str
) -> None:
    (tmp_path / "bad.yaml").write_bytes(text)

    done = exlint("diff", broken.name, "bad.yaml")

    assert done.status == 1
    assert f"{VERDICT}queues, every hour -> NOT JUDGED\n" in done.out
    assert f" new      error {code} " in done.out
    assert "gone" not in done.out.replace("1 finding new, 0 gone\n", "")
    if code != "EXL006":
        assert "; 0 objects changed; 1 finding new, 0 gone\n" in done.out


def test_nothing_came_with_a_document_that_was_no_yaml_before(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforest: [\n", encoding="utf-8")

    done = exlint("diff", "bad.yaml", broken.name)

    assert done.status == 0  # it is judged again
    assert f"{VERDICT}not judged -> queues, every hour\n" in done.out
    assert " added " not in done.out
    assert " gone     error EXL001 " in done.out


def test_a_document_that_a_fragment_without_yaml_is_part_of_is_not_judged(
    exlint: Exlint, clean: Path, tmp_path: Path
) -> None:
    head, _ = re.split(r"(?m)^(?=isa:)", CLEAN.decode())
    text = head.replace("exlint: 1\n", "exlint: 1\ninclude: [isa.yaml]\n")
    (tmp_path / "parts.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "isa.yaml").write_text("exlint: 1\npart_of: parts.yaml\nisa: [\n", encoding="utf-8")

    done = exlint("diff", clean.name, "parts.yaml")

    assert f"{VERDICT}delivers -> NOT JUDGED\n" in done.out
    assert " removed " not in done.out


def test_a_document_that_is_judged_again_is_not_worse_whatever_is_found(
    exlint: Exlint, broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: {}\n", encoding="utf-8")

    assert exlint("diff", "bad.yaml", broken.name).status == 1  # its virtual server is a new one, and queues
    broken.write_bytes(BROKEN.replace(b"forest:", b"forrest:", 1))
    (tmp_path / "again.yaml").write_bytes(BROKEN)
    assert exlint("diff", broken.name, "again.yaml").status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.yaml"], "diff: expected two documents, the old and the new one (1 given); or --from with a revision"),
        (["clean.yaml", "clen.yaml"], "clen.yaml: no such file (did you mean clean.yaml?)"),
        (["clean.yaml", "."], ".: is a folder; expected a document (--from compares folders with a revision)"),
        (["--from", "HEAD"], ".: no folder upwards is a git repository with files (.git)"),
    ],
)
@pytest.mark.usefixtures("clean")
def test_what_cannot_be_compared_is_one_line_and_status_2(exlint: Exlint, words: list[str], said: str) -> None:
    assert exlint("diff", *words) == (2, "", f"exlint: {said}\n")


def test_to_needs_from(exlint: Exlint) -> None:
    done = exlint("diff", "--to", "HEAD")

    assert (done.status, done.out) == (2, "")
    assert "--to needs --from" in done.err


def test_the_working_tree_is_compared_with_a_revision(exlint: Exlint, clean: Path, git: Git) -> None:
    commit(git)
    clean.write_bytes(BROKEN)

    done = exlint("diff", "--from", "HEAD")

    assert done.status == 1
    assert done.out.startswith(f"document: HEAD:clean.yaml -> clean.yaml\n\n{VERDICT}delivers -> queues")


def test_two_revisions_are_compared_whatever_the_working_tree_holds(exlint: Exlint, clean: Path, git: Git) -> None:
    commit(git)
    clean.write_bytes(BROKEN)
    commit(git)
    clean.unlink()

    assert exlint("diff", "--from", "HEAD~1", "--to", "HEAD").status == 1
    assert exlint("diff", "--from", "HEAD", "--to", "HEAD~1").status == 0
    assert exlint("diff", "--from", "HEAD", "--to", "HEAD") == (0, "", "no difference that matters\n")
    (document,) = told(exlint, "--from", "HEAD", "--to", "HEAD~1", "clean.yaml")["documents"]
    assert (document["old"], document["new"]) == ("HEAD:clean.yaml", "HEAD~1:clean.yaml")
    assert {one["file"] for one in document["findings"]["gone"]} == {"HEAD:clean.yaml"}


def test_documents_that_came_and_went_are_shown_as_such(
    exlint: Exlint, clean: Path, broken: Path, git: Git, tmp_path: Path
) -> None:
    clean.rename(tmp_path / "old.yaml")
    broken.rename(tmp_path / "kept.yaml")
    commit(git)
    (tmp_path / "old.yaml").unlink()
    (tmp_path / "new.yaml").write_bytes(with_other_servers(CLEAN))

    done = exlint("diff", "--from", "HEAD")

    assert done.status == 0  # the new virtual server delivers
    assert re.findall(r"^document: .*$", done.out, re.MULTILINE) == [
        "document: new.yaml (new)",
        "document: HEAD:old.yaml (gone)",
    ]
    assert " mail: MAIL9/Default SMTP Virtual Server: new -> delivers\n" in done.out
    assert f"{VERDICT}delivers -> gone\n" in done.out
    assert " added    ISA server ISA9, with 7 objects\n" in done.out
    (tmp_path / "new.yaml").write_bytes(with_other_servers(BROKEN))
    assert exlint("diff", "--from", "HEAD").status == 1


def test_paths_narrow_what_is_compared(exlint: Exlint, clean: Path, broken: Path, git: Git, tmp_path: Path) -> None:
    commit(git)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "x.yaml").write_bytes(BROKEN)
    clean.write_bytes(BROKEN)

    assert exlint("diff", "--from", "HEAD", broken.name) == (0, "", "no difference that matters\n")
    assert [one["new"] for one in told(exlint, "--from", "HEAD", "sub")["documents"]] == ["sub/x.yaml"]
    assert exlint("diff", "--from", "HEAD", "gone.yaml") == (
        2,
        "",
        "exlint: gone.yaml: no such file or folder in HEAD or the working tree\n",
    )
    assert exlint("diff", "--from", "HEAD", str(tmp_path.parent)).status == 2
    assert exlint("diff", "--from", "HEAD", ".").out == exlint("diff", "--from", "HEAD").out != ""


def test_a_fragment_leads_to_its_document_in_both_versions(exlint: Exlint, git: Git, tmp_path: Path) -> None:
    head, isa = re.split(r"(?m)^(?=isa:)", CLEAN.decode())
    (tmp_path / "one.yaml").write_bytes(CLEAN)
    commit(git)
    (tmp_path / "one.yaml").write_text(
        head.replace("exlint: 1\n", "exlint: 1\ninclude: [isa.yaml]\n"), encoding="utf-8"
    )
    (tmp_path / "isa.yaml").write_text(f"exlint: 1\npart_of: one.yaml\n{isa}", encoding="utf-8")

    for words in ([], ["isa.yaml"], ["one.yaml"]):
        assert exlint("diff", "--from", "HEAD", *words) == (0, "", "no difference that matters\n")


def test_the_trees_of_submodules_are_not_compared(exlint: Exlint, clean: Path, git: Git, tmp_path: Path) -> None:
    commit(git)
    inner = tmp_path / "inner"
    inner.mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=inner, check=True)
    shutil.copy(clean, inner / "x.yaml")

    done = exlint("diff", "--from", "HEAD")

    assert done == (0, "", "inner is a repository of its own; not compared\nno difference that matters\n")


def test_names_in_an_answer_reach_no_terminal_unescaped(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    evil = CLEAN.replace(b"name: Mail\n", b'name: "\\e[31m::error::x\\n::error::y"\n')
    (tmp_path / "evil.yaml").write_bytes(evil)

    out = exlint("diff", clean.name, "evil.yaml").out

    assert "\\x1b[31m" in out
    assert "\x1b" not in out
    assert not any(line.lstrip().startswith("::") for line in out.splitlines())


def test_colour_marks_what_got_worse(exlint: Exlint, clean: Path, broken: Path) -> None:
    assert "\x1b[1;31m mail: " in exlint("diff", "--color", "always", clean.name, broken.name).out
    assert "\x1b" not in exlint("diff", "--color", "always", broken.name, clean.name).out


def since(exlint: Exlint, *words: str) -> tuple[int, list[str], str]:
    done = exlint("check", "--since", "HEAD", "--output-format", "concise", *words)
    return done.status, re.findall(r"(?:error|warning) (EXL\d{3})", done.out), done.err


def test_since_a_revision_nothing_old_is_shown_and_the_closing_line_counts_it(
    exlint: Exlint, broken: Path, git: Git
) -> None:
    commit(git)
    broken.write_bytes(b"# moved all lines\n\n" + BROKEN)

    status, codes, err = since(exlint)

    assert (status, codes) == (0, [])
    assert err.endswith("; 5 not asked for\n")


def test_since_a_revision_a_suppression_that_did_nothing_then_is_old(exlint: Exlint, clean: Path, git: Git) -> None:
    clean.write_bytes(b"# exlint: file-ignore[EXL101] -- known\n" + CLEAN)
    commit(git)
    assert since(exlint)[:2] == (0, [])

    clean.write_bytes(b"# exlint: file-ignore[EXL101] -- known\n# exlint: ignore[] -- new\n" + CLEAN)

    assert since(exlint)[:2] == (1, ["EXL905"])


def test_a_diff_tells_new_findings_though_a_comment_suppresses_them(exlint: Exlint, clean: Path, broken: Path) -> None:
    before = told(exlint, clean.name, broken.name)["documents"][0]["findings"]
    broken.write_bytes(b"# exlint: file-ignore[all] -- known\n" + BROKEN)

    after = told(exlint, clean.name, broken.name)["documents"][0]["findings"]

    assert [one["code"] for one in after["new"]] == [one["code"] for one in before["new"]] != []


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        # A changed object shows what lies on it, however old.
        (("bindings: [", "logging: true\n          bindings: ["), ["EXL401", "EXL101"]),
        (("'CONTOSO\\Domain Admins'", "'CONTOSO\\Admins'"), ["EXL302"]),
        # What lies on a list of rules, when one of the rules changed.
        (("name: Staff", "name: People"), ["EXL301"]),
        # Nothing lies on what changed.
        (("protocols: [SMTP]", "protocols: [SMTP, HTTP]"), []),
        (("contoso.local", "contoso.example"), ["EXL201"]),
    ],
)
def test_since_a_revision_only_what_lies_on_a_change_is_shown(
    exlint: Exlint, git: Git, broken: Path, edit: tuple[str, str], codes: list[str]
) -> None:
    commit(git)
    text = BROKEN.decode()
    assert edit[0] in text
    broken.write_text(text.replace(*edit), encoding="utf-8")

    status, found, err = since(exlint)

    assert (status, found) == (1 if codes else 0, codes)
    assert err == "" or err.endswith("; 5 not asked for\n")


def test_since_a_revision_what_a_change_elsewhere_causes_is_shown(exlint: Exlint, clean: Path, git: Git) -> None:
    commit(git)
    clean.write_bytes(CLEAN.replace(b"internal_addresses: [10.0.0.1]", b"internal_addresses: [10.0.0.2]"))

    status, codes, _ = since(exlint)

    assert status == 1
    assert {"EXL101", "EXL201", "EXL401"} & set(codes)  # they lie on MAIL1 and the forest, which did not change


def test_since_a_revision_without_the_document_everything_is_shown(exlint: Exlint, git: Git, tmp_path: Path) -> None:
    commit(git)
    (tmp_path / "new.yaml").write_bytes(BROKEN)

    assert set(since(exlint)[1]) == CODES


def test_since_a_revision_what_keeps_a_file_from_being_read_is_shown_always(
    exlint: Exlint, broken: Path, git: Git
) -> None:
    broken.write_text("exlint: 1\nforest: [\n", encoding="utf-8")
    commit(git)

    assert since(exlint)[:2] == (1, ["EXL001"])


def test_since_what_keeps_an_estate_from_being_judged_is_shown_however_old(
    exlint: Exlint, broken: Path, git: Git
) -> None:
    broken.write_text("exlint: 1\nforrest: {}\n", encoding="utf-8")
    commit(git)

    status, codes, _ = since(exlint)

    assert (status, codes) == (1, ["EXL011"])


def test_since_json_and_totals_count_what_is_shown(exlint: Exlint, broken: Path, git: Git) -> None:
    commit(git)
    broken.write_bytes(BROKEN.replace(b"Domain Admins", b"Admins"))

    report = json.loads(exlint("check", "--since", "HEAD", "--output-format", "json").out)
    full = exlint("check", "--since", "HEAD").out

    assert (report["summary"]["errors"], len(report["findings"])) == (1, 1)
    assert "\n1 error in 1 file (1 estate); 4 not asked for; 1 can be mended with --fix --unsafe-fixes\n" in full


@pytest.mark.parametrize("name", ["nope", "-x", ""])
def test_since_no_revision_is_one_line_and_status_2(exlint: Exlint, broken: Path, git: Git, name: str) -> None:
    commit(git)

    done = exlint("check", f"--since={name}", broken.name)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("exlint: ")
    assert done.err.count("\n") == 1


def test_since_without_a_repository_is_one_line_and_status_2(exlint: Exlint, broken: Path) -> None:
    done = exlint("check", "--since", "HEAD", broken.name)

    assert done == (2, "", "exlint: .: no folder upwards is a git repository with files (.git)\n")
