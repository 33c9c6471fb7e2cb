"""`exlint plan`: what it shows, what git makes of its diff, and its exit status. It writes nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import oracle
from document.styles import HANDS, Hand, written
from exlint.document import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Run = Callable[..., Done]

PROJECT = Path(__file__).parents[2]
BROKEN = (PROJECT / "examples/kb305394/broken.yaml").read_bytes()
MENDED = (PROJECT / "examples/kb305394/mended.yaml").read_bytes()
NOTHING = "no YAML file there has a line that begins with exlint:"
DENY = b"""        - name: No mail
          action: deny
          protocols: [SMTP]
          applies_to: any_request
      site_and_content_rules:"""

NO_SPAM = b"""\
        - name: No spam
          action: deny
          destinations: {sets: [Bad]}
          applies_to: any_request
      destination_sets: [{name: Bad, destinations: ["*.spam.example"]}]
      packet_filters:"""


def data_of(text: bytes) -> Any:
    return json.loads(json.dumps(read(text).data))


def apply(folder: Path, text: str) -> None:
    """Applies the diff in what exlint printed, as it is, with all that is said around it."""
    done = subprocess.run(["git", "apply"], cwd=folder, input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def verdicts(path: Path) -> set[str]:
    return {answer.verdict for answer in oracle.judge(data_of(path.read_bytes())).values()}


def test_the_articles_estate_gets_steps_a_diff_and_what_stays(exlint: Run, broken: Path) -> None:
    done = exlint("plan", "broken.yaml")

    assert (done.status, done.err) == (1, "")
    assert broken.read_bytes() == BROKEN  # nothing is written
    lines = done.out.splitlines()
    assert lines[0] == "plan: broken.yaml: 3 steps"
    assert [line for line in lines if line in (" Exchange System Manager", " ISA Management")] == [
        " Exchange System Manager",
        " ISA Management",
    ]
    assert "+++ b/broken.yaml" in lines
    assert "mail: MAIL1/Default SMTP Virtual Server: queues today, delivers with these steps" in lines
    assert lines[-1] == " Findings that stay: EXL201 on contoso.local; EXL302 on ISA1/DNS for admins; EXL301 on ISA1."


@pytest.mark.parametrize("hand", [hand for hand in HANDS if hand.encoding == "utf-8"], ids=str)
def test_git_applies_the_plan_in_every_hand_and_mail_leaves(hand: Hand, exlint: Run, tmp_path: Path) -> None:
    path = tmp_path / "infra.yaml"
    path.write_bytes(written(data_of(BROKEN), hand))

    apply(tmp_path, exlint("plan", "infra.yaml").out)

    assert verdicts(path) == {"delivers"}
    assert path.read_bytes().count(hand.end.encode()) == path.read_bytes().count(b"\n" if "\n" in hand.end else b"\r")
    assert exlint("plan", "infra.yaml").status == 0


def test_of_a_file_that_git_takes_for_binary_there_are_steps_and_no_diff(exlint: Run, tmp_path: Path) -> None:
    hand = next(hand for hand in HANDS if hand.encoding != "utf-8")
    (tmp_path / "infra.yaml").write_bytes(written(data_of(BROKEN), hand))

    done = exlint("plan")

    assert done.status == 1
    assert "plan: infra.yaml: 3 steps" in done.out
    assert "+++" not in done.out
    assert done.err == (
        "exlint: infra.yaml: it is in an encoding that git takes for binary, so no diff of it can be applied\n"
    )


def test_with_fragments_each_edit_goes_to_the_file_that_holds_the_object(exlint: Run, tmp_path: Path) -> None:
    text = BROKEN.decode()
    head, isa = text[: text.index("\nisa:\n")], text[text.index("\nisa:\n") :]
    (tmp_path / ".git").mkdir()
    (tmp_path / "isa").mkdir()
    (tmp_path / "infra.yaml").write_text(head.replace("exlint: 1", "exlint: 1\ninclude: isa/*.yaml"), encoding="utf-8")
    (tmp_path / "isa/one.yaml").write_text(f"exlint: 1\npart_of: ../infra.yaml\n{isa}", encoding="utf-8")

    done = exlint("plan")
    apply(tmp_path, done.out)

    assert [line for line in done.out.splitlines() if line.startswith("+++")] == [
        "+++ b/infra.yaml",
        "+++ b/isa/one.yaml",
    ]
    assert "external_dns_servers: [10.0.0.1, 198.51.100.53]" in (tmp_path / "infra.yaml").read_text(encoding="utf-8")
    assert "name: Mail servers" in (tmp_path / "isa/one.yaml").read_text(encoding="utf-8")
    assert exlint("plan").status == 0


@pytest.mark.parametrize("has_git", [True, False])
def test_of_files_that_do_not_lie_below_the_diff_begins_at_a_folder_that_holds_all_and_says_so(
    exlint: Run, tmp_path: Path, *, has_git: bool
) -> None:
    text = BROKEN.decode()
    head, isa = text[: text.index("\nisa:\n")], text[text.index("\nisa:\n") :]
    top = tmp_path / "top"
    for folder in ("mail", "isa"):
        (top / folder).mkdir(parents=True)
    if has_git:
        subprocess.run(["git", "init", "-q", str(top)], check=True)
    (top / "exlint.toml").touch()
    document = top / "mail/infra.yaml"
    document.write_text(head.replace("exlint: 1", "exlint: 1\ninclude: ../isa/one.yaml"), encoding="utf-8")
    (top / "isa/one.yaml").write_text(f"exlint: 1\npart_of: ../mail/infra.yaml\n{isa}", encoding="utf-8")

    done = exlint("plan", cwd=top / "mail")
    apply(top, done.out)

    assert [line for line in done.out.splitlines() if line.startswith("+++")] == [
        "+++ b/mail/infra.yaml",
        "+++ b/isa/one.yaml",
    ]
    assert done.err == f"the paths in the diff begin at {top.as_posix()}; apply it there (git -C, or cd)\n"
    assert exlint("plan", cwd=top / "mail").status == 0


def test_two_documents_that_share_a_fragment_are_planned_one_after_the_other(exlint: Run, tmp_path: Path) -> None:
    text = BROKEN.decode()
    head, isa = text[: text.index("\nisa:\n")], text[text.index("\nisa:\n") :]
    (tmp_path / ".git").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(head.replace("exlint: 1", "exlint: 1\ninclude: isa.yaml"), encoding="utf-8")
    (tmp_path / "isa.yaml").write_text(f"exlint: 1\npart_of: [a.yaml, b.yaml]\n{isa}", encoding="utf-8")

    done = exlint("plan")
    apply(tmp_path, done.out)

    assert "plan: a.yaml: 3 steps" in done.out
    assert "plan: b.yaml: 1 step\n" in done.out  # the other two are done with a.yaml's
    assert exlint("plan").status == 0


def test_standard_input_is_planned_under_its_name(exlint: Run, tmp_path: Path) -> None:
    done = exlint("plan", "-", "--stdin-filename", "infra.yaml", stdin=BROKEN)
    (tmp_path / "infra.yaml").write_bytes(BROKEN)
    apply(tmp_path, done.out)

    assert done.status == 1
    assert verdicts(tmp_path / "infra.yaml") == {"delivers"}


@pytest.mark.usefixtures("clean")
def test_where_mail_leaves_there_is_nothing_to_do(exlint: Run) -> None:
    done = exlint("plan")

    assert (done.status, done.out) == (0, "")
    assert done.err == "nothing to do: mail leaves from the virtual server\n"


def test_what_is_undecided_is_no_goal_but_the_keys_to_declare_are_named(exlint: Run, tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_bytes(MENDED.replace(b"      dns_listener: true\n", b""))

    done = exlint("plan")

    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "mail: MAIL1/Default SMTP Virtual Server: unknown, as before\n"
        " To decide whether MAIL1/Default SMTP Virtual Server may send, declare first:\n"
        "  - dns_listener of ISA1\n"
    )


def test_where_a_rule_denies_a_person_is_told_which_one_and_where(exlint: Run, tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_bytes(BROKEN.replace(b"      site_and_content_rules:", DENY))

    done = exlint("plan")

    assert (done.status, done.err) == (1, "")
    assert "plan:" not in done.out
    assert "mail: MAIL1/Default SMTP Virtual Server: queues, as before" in done.out
    assert "the protocol rule No mail denies it (action: deny)" in " ".join(done.out.split())
    assert "ISA Management > Servers and Arrays > ISA1 > Access Policy > Protocol Rules > No mail > Properties" in (
        " ".join(done.out.split())
    )


def test_one_deny_rule_for_some_mail_does_not_keep_the_rest_from_a_plan(exlint: Run, tmp_path: Path) -> None:
    """A person has denied one destination at all hours; what really stops mail are the article's causes."""
    (tmp_path / "infra.yaml").write_bytes(BROKEN.replace(b"      packet_filters:", NO_SPAM))

    done = exlint("plan")
    apply(tmp_path, done.out)

    said = " ".join(done.out.split())
    assert "plan: infra.yaml: 3 steps" in said
    assert "mail: MAIL1/Default SMTP Virtual Server: queues today, partial with these steps" in said
    assert said.count(" stops it (") == 1
    assert (
        "A person has to decide about what still stops some of MAIL1/Default SMTP Virtual Server:"
        " - ISA1 stops it (MAIL1 connects to *.spam.example over tcp 25):"
        " the site and content rule No spam denies it (action: deny)"
    ) in said
    assert verdicts(tmp_path / "infra.yaml") == {"partial"}
    assert exlint("plan").out.startswith("mail: MAIL1/Default SMTP Virtual Server: partial, as before\n")


def test_where_the_verdict_stays_it_is_said_that_more_leaves(exlint: Run, tmp_path: Path) -> None:
    """Mail may go at weekends only, and one destination is denied always."""
    at_weekends = MENDED.replace(b"protocols: [SMTP]", b"protocols: [SMTP]\n          schedule: Weekends")
    (tmp_path / "infra.yaml").write_bytes(at_weekends.replace(b"      packet_filters:", NO_SPAM))

    done = exlint("plan")

    assert "partial today, partial with these steps, which let more of it leave" in " ".join(done.out.split())


def test_what_would_be_decided_by_a_key_says_which_before_anything_is_opened(exlint: Run, tmp_path: Path) -> None:
    """Without dns_listener, what ISA1 comes to is not known, and a deny rule keeps MAIL1 from asking others."""
    text = BROKEN.replace(b"      dns_listener: true\n", b"").replace(
        b"      site_and_content_rules:", DENY.replace(b"[SMTP]", b"[DNS Query]")
    )
    (tmp_path / "infra.yaml").write_bytes(text)

    done = exlint("plan")

    assert done.status == 1
    assert "mail: MAIL1/Default SMTP Virtual Server: queues, as before" in done.out
    assert "declare first:\n  - dns_listener of ISA1\n" in done.out


def test_a_plan_that_would_bring_a_new_warning_is_not_offered(exlint: Run, tmp_path: Path) -> None:
    """MAIL1 could be let out over UDP, but long answers come over TCP, which a rule denies: EXL206."""
    text = BROKEN.replace(b"dns_listener: true", b"dns_listener: false")
    (tmp_path / "infra.yaml").write_bytes(
        text.replace(b"      site_and_content_rules:", DENY.replace(b"[SMTP]", b"[DNS Zone Transfer]"))
    )

    done = exlint("plan")

    assert done.status == 1
    said = " ".join(done.out.split())
    refused, _, rest = said.partition(": Default SMTP Virtual Server on MAIL1 asks 198.51.100.53 over udp 53,")
    assert refused == "plan: infra.yaml: no plan is offered: EXL206 would be found, which was not there before"
    assert rest.endswith(" mail: MAIL1/Default SMTP Virtual Server: queues, as before")
    assert "A person has to decide" not in rest  # nothing stops mail that a plan could not help against


def test_where_the_smallest_plan_brings_a_warning_the_next_one_is_offered(exlint: Run, tmp_path: Path) -> None:
    """MAIL1 may ask the provider or DC1, which asks the provider; MAIL1 itself would be left without TCP (EXL206)."""
    text = BROKEN.replace(b"dns_listener: true", b"dns_listener: false")
    text = text.replace(b"external_dns_servers: [198.51.100.53]", b"external_dns_servers: [198.51.100.53, 10.0.0.5]")
    deny = DENY.replace(b"[SMTP]", b"[DNS Zone Transfer]").replace(b"any_request", b"{client_sets: [Web]}")
    sets = b"      client_sets: [{name: Web, addresses: [10.0.0.10-10.0.0.20]}]\n      packet_filters:"
    text = text.replace(b"      site_and_content_rules:", deny).replace(b"      packet_filters:", sets)
    (tmp_path / "infra.yaml").write_bytes(text)

    done = exlint("plan")
    apply(tmp_path, done.out)

    said = " ".join(done.out.split())
    assert "make the protocol rule DNS for DNS servers" in said
    assert "DNS for Mail servers" not in said
    assert "A smaller one is not offered: EXL206 would be found, which was not there before: Default SMTP" in said
    assert verdicts(tmp_path / "infra.yaml") == {"delivers"}
    assert "EXL206" not in exlint("check", "--output-format", "concise").out


def test_a_comment_that_is_idle_with_a_step_is_named_and_is_no_reason_against_it(exlint: Run, tmp_path: Path) -> None:
    reason = b"# exlint: ignore[EXL101] -- the provider asks for it"
    (tmp_path / "infra.yaml").write_bytes(BROKEN.replace(b"# expect: EXL101", reason))

    done = exlint("plan")

    said = " ".join(done.out.split())
    assert "plan: infra.yaml: 3 steps" in said
    assert "With these steps a comment is idle, so take it out: infra.yaml:23: the suppression of EXL101" in said
    assert "EXL901" not in said
    assert "A person has to decide" not in said


def test_what_the_configuration_ignores_is_no_finding_that_stays(exlint: Run, broken: Path) -> None:
    (broken.parent / "exlint.toml").write_text('ignore = ["EXL201", "EXL301"]\n', encoding="utf-8")

    done = exlint("plan")

    assert done.out.splitlines()[-1] == " Findings that stay: EXL302 on ISA1/DNS for admins."


def test_a_configuration_that_is_wrong_is_told(exlint: Run, broken: Path) -> None:
    (broken.parent / "exlint.toml").write_text('ignore = ["EXL2O1"]\n', encoding="utf-8")

    done = exlint("plan")

    assert (done.status, done.out) == (2, "")
    assert "EXL2O1" in done.err


def test_before_anything_is_opened_the_key_is_named_with_which_less_may_do(exlint: Run, tmp_path: Path) -> None:
    """Whether ISA1 answers is not declared; MAIL1 itself could be let out."""
    (tmp_path / "infra.yaml").write_bytes(BROKEN.replace(b"      dns_listener: true\n", b""))

    done = exlint("plan")

    lines = done.out.splitlines()
    start = lines.index(" Less may be enough, which depends on what is not declared. Declare first:")
    assert lines[start + 1 : start + 4] == [
        "  - dns_listener of ISA1",
        " Then these steps are tried before the above:",
        "  - add 10.0.0.1 to the external DNS servers of Default SMTP Virtual Server on MAIL1 (opens",
    ]
    (plan,) = json.loads(exlint("plan", "--output-format", "json").out)["plans"]
    assert plan["undecided"]["declare"] == ["dns_listener of ISA1"]
    assert [step["opens"] is None for step in plan["undecided"]["steps"]] == [True, True, False]
    assert (plan["idle"], plan["passed_over"], plan["more"]) == ([], None, [])


def test_what_stands_behind_an_anchor_has_steps_and_no_diff(exlint: Run, tmp_path: Path) -> None:
    text = BROKEN.decode().replace("isa:\n  servers:\n    - name: ISA1", "x-isa: &isa\n    - name: ISA1")
    (tmp_path / "infra.yaml").write_text(text + "isa:\n  servers: *isa\n", encoding="utf-8")

    done = exlint("plan")

    assert done.status == 1
    assert "plan: infra.yaml: 3 steps" in done.out
    assert "+++" not in done.out
    said = " ".join(done.out.split())
    assert "plan: infra.yaml: the steps cannot be written into the file: what they change stands in a part" in said


def test_what_is_merged_in_has_steps_and_the_reason_why_there_is_no_diff(exlint: Run, tmp_path: Path) -> None:
    """The rules of the ISA server are written in a part that it merges."""
    head, isa = BROKEN.decode().split("\nisa:\n")
    lines = isa.splitlines()[1:]  # without servers:
    shared = "\n".join(["x-isa: &isa", *(f"  {line.removeprefix('    - ').removeprefix('      ')}" for line in lines)])
    (tmp_path / "infra.yaml").write_text(f"{head}\n{shared}\nisa: {{servers: [<<: *isa]}}\n", encoding="utf-8")

    done = exlint("plan")

    assert done.status == 1
    said = " ".join(done.out.split())
    assert (
        "plan: infra.yaml: the steps cannot be written into the file: what they change stands in a part that is"
        " written elsewhere and merged in (<<)"
    ) in said
    assert "+++" not in said


def test_a_document_with_an_error_has_no_plan_and_does_not_hide_the_others(exlint: Run, broken: Path) -> None:
    (broken.parent / "wrong.yaml").write_text("exlint: 1\nforest: 3\n", encoding="utf-8")

    done = exlint("plan")

    assert done.status == 1
    assert "wrong.yaml:2:9: error EXL010" in done.out
    assert "plan: broken.yaml: 3 steps" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["missing.yaml"], "exlint: missing.yaml: no such file\n"),
        ([], f"exlint: nothing to plan in the current directory: {NOTHING}\n"),
    ],
)
def test_where_there_is_nothing_to_plan_the_status_is_2(words: list[str], said: str, exlint: Run) -> None:
    done = exlint("plan", *words)

    assert (done.status, done.out, done.err) == (2, "", said)


def test_for_programs_there_is_json(exlint: Run, broken: Path) -> None:
    done = exlint("plan", "broken.yaml", "--output-format", "json")

    found = json.loads(done.out)
    assert (done.status, done.err) == (1, "")
    assert (found["version"], found["without_diff"], found["not_judged"]) == (1, [], [])
    (plan,) = found["plans"]
    assert (plan["file"], plan["smallest"], plan["refused"], plan["stays"]) == ("broken.yaml", True, None, [])
    assert plan["verdicts"] == [
        {"virtual_server": "MAIL1/Default SMTP Virtual Server", "before": "queues", "after": "delivers"}
    ]
    assert [step["opens"] is None for step in plan["steps"]] == [True, True, False]
    assert plan["steps"][0]["edits"] == [
        {
            "file": "broken.yaml",
            "pointer": "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers",
            "kind": "insert",
            "before": 0,
            "value": "10.0.0.1",
        }
    ]
    apply(broken.parent, found["diff"])
    assert verdicts(broken) == {"delivers"}


def test_json_says_what_stays_and_why(exlint: Run, tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_bytes(BROKEN.replace(b"      site_and_content_rules:", DENY))

    (plan,) = json.loads(exlint("plan", "--output-format", "json").out)["plans"]

    (stay,) = plan["stays"]
    assert (stay["verdict"], stay["declare"]) == ("queues", [])
    assert stay["obstacles"][0]["console"].endswith("Protocol Rules > No mail > Properties")


def test_names_in_a_file_forge_no_line_of_a_plan(exlint: Run, tmp_path: Path) -> None:
    text = BROKEN.decode().replace("name: ISA1", 'name: "ISA1\\n::error::\\e[31m"')
    (tmp_path / "infra.yaml").write_text(text, encoding="utf-8")

    done = exlint("plan")

    assert "\x1b" not in done.out
    assert not any(line.lstrip().startswith("::") for line in done.out.splitlines())
