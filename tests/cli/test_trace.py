"""`exlint trace` as a process: text, exit status, streams, standard input, colour."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

BROKEN = (Path(__file__).parents[2] / "examples/kb305394/broken.yaml").read_bytes()


def test_mail_that_stays_gives_status_1_and_names_who_stops_it(exlint: Exlint, broken: Path) -> None:
    done = exlint("trace", broken.name)

    assert (done.status, done.err) == (1, "")
    assert "MAIL1/Default SMTP Virtual Server -> the Internet" in done.out
    assert "QUEUES, every hour" in done.out
    assert "ISA1   stops it: no protocol rule allows udp 53: DNS for" in done.out
    assert "The sender sees: the message waits in the queue" in done.out
    assert "console  ISA Management > Servers and Arrays > ISA1 > Access Policy > Protocol Rules" in done.out
    assert " To mend: EXL302 on ISA1/DNS for admins; EXL101 on MAIL1/Default SMTP Virtual Server" in done.out
    assert max(map(len, done.out.splitlines())) <= 100


def test_mail_that_leaves_gives_status_0(exlint: Exlint, clean: Path) -> None:
    done = exlint("trace", clean.name)

    assert done.status == 0
    assert "DELIVERS" in done.out
    assert "Mail leaves at every hour" in done.out


def test_the_week_is_drawn_where_its_hours_differ(exlint: Exlint, clean: Path) -> None:
    text = clean.read_text(encoding="utf-8").replace(
        "protocols: [SMTP]", "protocols: [SMTP]\n          schedule: Work hours"
    )
    clean.write_text(text, encoding="utf-8")

    lines = exlint("trace", clean.name).out.splitlines()

    assert " Monday     #########........#######" in lines
    assert " Sunday     ########################" in lines


def test_what_is_to_be_declared_is_listed(exlint: Exlint, clean: Path) -> None:
    text = clean.read_text(encoding="utf-8").replace("      dns_listener: true\n", "")
    clean.write_text(text, encoding="utf-8")

    done = exlint("trace", clean.name)

    assert done.status == 0
    assert " To decide it, declare:\n  - dns_listener of ISA1\n" in done.out


def test_a_document_with_errors_gets_its_findings_and_no_verdict(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: 1\n", encoding="utf-8")

    done = exlint("trace", "bad.yaml")

    assert (done.status, done.err) == (1, "exlint: bad.yaml: no verdict: mend 1 error first (EXL011)\n")
    assert done.out.startswith("bad.yaml:2:1: error EXL011")


def test_one_document_without_a_verdict_hides_no_other(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: 1\nisa: 3\n", encoding="utf-8")

    done = exlint("trace", "bad.yaml", clean.name)

    assert (done.status, "DELIVERS" in done.out) == (1, True)
    assert done.err == "exlint: bad.yaml: no verdict: mend 2 errors first (EXL011, EXL010)\n"


def test_a_fragment_without_its_document_has_no_verdict(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_text("exlint: 1\n", encoding="utf-8")
    (tmp_path / "isa.yaml").write_text("exlint: 1\npart_of: infra.yaml\n", encoding="utf-8")

    done = exlint("trace", "isa.yaml")

    assert (done.status, done.err) == (1, "exlint: isa.yaml: no verdict: mend 1 error first (EXL024)\n")


def test_a_document_without_mail_says_so(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "infra.yaml").write_text("exlint: 1\n", encoding="utf-8")

    done = exlint("trace")

    assert (done.status, done.out) == (0, "")
    assert done.err == "exlint: infra.yaml: no SMTP virtual server is declared, so there is no mail to follow\n"


def test_standard_input_is_traced_under_its_name(exlint: Exlint) -> None:
    done = exlint("trace", "-", "--stdin-filename", "infra.yaml", stdin=BROKEN)

    assert (done.status, done.err) == (1, "")
    assert "infra.yaml:21" in done.out
    assert "<stdin>:21" in exlint("trace", "-", stdin=BROKEN).out


def test_too_much_on_standard_input_is_no_document(exlint: Exlint) -> None:
    done = exlint("trace", "-", "--max-size", "10", stdin=BROKEN)

    assert (done.status, done.out) == (2, "")
    assert done.err == "exlint: standard input has more than 10 bytes (--max-size)\n"


def test_a_limit_cuts_a_file_as_in_check(exlint: Exlint, broken: Path) -> None:
    done = exlint("trace", "--max-depth", "2", broken.name)

    assert (done.status, "EXL003" in done.out) == (1, True)


def test_nothing_to_trace_is_said_with_where(exlint: Exlint) -> None:
    done = exlint("trace")

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("exlint: nothing to trace in the current directory")


@pytest.mark.parametrize(
    ("options", "env", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_asked_for_as_in_check(
    exlint: Exlint,
    broken: Path,
    options: list[str],
    env: dict[str, str],
    coloured: bool,  # noqa: FBT001 - a case's value
) -> None:
    out = exlint("trace", *options, broken.name, env=env).out

    assert ("\x1b[1;31m" in out) is coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", out) == exlint("trace", broken.name).out


def test_a_server_is_picked_by_name_and_a_wrong_name_gets_the_nearest(exlint: Exlint, clean: Path) -> None:
    assert exlint("trace", "--server", "mail1", clean.name).status == 0
    done = exlint("trace", "--server", "MAIL2", clean.name)

    assert (done.status, done.out) == (2, "")
    assert "MAIL2: no such Exchange server" in done.err
    assert "did you mean MAIL1?" in done.err


def test_a_name_cannot_break_the_trace(exlint: Exlint, broken: Path) -> None:
    text = broken.read_text(encoding="utf-8").replace("DNS for admins", '"x\\e[31m\\n::error::y"')
    broken.write_text(text, encoding="utf-8")

    done = exlint("trace", broken.name)

    assert "\x1b" not in done.out
    assert not any(line.lstrip().startswith("::error::y") for line in done.out.splitlines())


def test_a_server_whose_name_is_a_command_begins_no_line(exlint: Exlint, broken: Path) -> None:
    text = broken.read_text(encoding="utf-8").replace("- name: MAIL1", '- name: "::error::x"')
    text = text.replace("- name: ISA1", '- name: "::error::y"')
    broken.write_text(text, encoding="utf-8")

    done = exlint("trace", broken.name)

    assert "mail: ::error::x" in done.out
    assert not any(line.lstrip().startswith("::") for line in done.out.splitlines())
