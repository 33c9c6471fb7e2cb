"""`exlint graph`: formats, narrowing, exit status, where what is said goes, and its speed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

VIRTUAL = "Default SMTP Virtual Server"
FORMATS = {"mermaid": "flowchart LR\n", "dot": "digraph mail {\n", "svg": "<svg "}


@pytest.mark.parametrize("name", FORMATS)
def test_a_picture_says_who_stops_mail_in_every_format_and_is_no_failure(
    exlint: Exlint, broken: Path, name: str
) -> None:
    done = exlint("graph", "--output-format", name, broken.name)

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(FORMATS[name])
    assert "mail stops here: DNS for admins" in re.sub(r"</?tspan[^>]*>", "", done.out)
    assert "it stops at ISA1, DNS for admins." in done.out
    assert exlint("graph", "--output-format", name, broken.name) == done


def test_mermaid_is_what_is_written_where_nothing_is_asked(exlint: Exlint, broken: Path) -> None:
    assert exlint("graph", broken.name) == exlint("graph", "--output-format", "mermaid", broken.name)


def test_the_svg_has_a_title_and_a_description_for_a_screen_reader(exlint: Exlint, broken: Path) -> None:
    root = ET.fromstring(exlint("graph", "--output-format", "svg", broken.name).out)  # noqa: S314 - it is ours

    named = {one.get("id"): one.text for one in root}
    assert root.get("role") == "img"
    assert [named[one] for one in str(root.get("aria-labelledby")).split()] == [
        "Outgoing mail of broken.yaml",
        f"Mail of MAIL1/{VIRTUAL} to the Internet stays in the queue at every hour: it stops at ISA1, DNS for admins.",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_several_estates_are_one_picture(exlint: Exlint, broken: Path, clean: Path, name: str) -> None:
    done = exlint("graph", "--output-format", name, broken.name, clean.name)

    assert done.status == 0
    assert "Outgoing mail of 2 estates" in done.out
    assert "Outgoing mail of broken.yaml" in done.out
    assert "Outgoing mail of clean.yaml" in done.out


def test_the_picture_is_utf_8_with_line_feeds_whatever_the_terminal_speaks(exlint: Exlint, broken: Path) -> None:
    text = broken.read_text(encoding="utf-8").replace("DNS for admins", "DNS f\u00fcr Admins \u6f22")
    broken.write_text(text, encoding="utf-8")

    done = exlint("graph", "--output-format", "svg", broken.name, env={"PYTHONIOENCODING": "ascii"})

    assert "DNS f\u00fcr" in done.out
    assert "\r" not in done.out


def test_a_server_is_picked_by_name_and_a_wrong_name_gets_the_nearest(exlint: Exlint, clean: Path) -> None:
    assert exlint("graph", "--server", "mail1/default smtp virtual server", clean.name).status == 0
    done = exlint("graph", "--server", "MAIL2", clean.name)

    assert (done.status, done.out) == (2, "")
    assert "MAIL2: no such Exchange server" in done.err
    assert "did you mean MAIL1?" in done.err


def test_a_document_without_a_verdict_gives_status_1_and_hides_no_other(
    exlint: Exlint, clean: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: 1\n", encoding="utf-8")

    done = exlint("graph", clean.name, "bad.yaml")

    assert done.status == 1
    assert done.out.startswith("flowchart LR\n  accTitle: Outgoing mail of clean.yaml\n")
    assert done.err.startswith("bad.yaml:2:1: error EXL011")


def test_nothing_to_draw_is_status_2(exlint: Exlint, tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("exlint: 1\n", encoding="utf-8")

    nobody, missing = exlint("graph", "empty.yaml"), exlint("graph", "none.yaml")

    assert [(done.status, done.out) for done in (nobody, missing)] == [(2, "")] * 2
    assert "nothing to draw: no SMTP virtual server" in nobody.err
    assert "none.yaml: no such file" in missing.err


def test_a_format_that_is_none_is_an_error_of_use(exlint: Exlint, clean: Path) -> None:
    assert exlint("graph", "--output-format", "png", clean.name).status == 2


def test_check_imports_nothing_of_it(clean: Path) -> None:
    program = (
        "import sys\nfrom exlint.cli.entry import main\n"
        f"main(['check', {str(clean)!r}])\n"
        "print([name for name in sys.modules if name.startswith('exlint.reports.') and name.rpartition('.')[2] in "
        "('picture', 'mailpath', 'computers', 'mermaid', 'dot', 'svg', 'layout', 'stacking', 'fitting')])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_an_estate_of_200_virtual_servers_and_20_isa_servers_is_drawn_in_a_few_seconds(
    exlint: Exlint, tmp_path: Path
) -> None:
    allowed = {"name": "All", "action": "allow", "applies_to": "any_request"}
    isa = [
        {
            "name": f"ISA{net}",
            "version": "isa-2000",
            "internal_addresses": [f"10.{net}.0.1"],
            "local_address_table": [f"10.{net}.0.0/16"],
            "dns_listener": net % 4 != 0,
            "packet_filtering": False,
            "protocol_rules": [allowed | {"protocols": "all"}],
            "site_and_content_rules": [allowed],
        }
        for net in range(20)
    ]
    servers = [
        {
            "name": f"MAIL{index}",
            "edition": "exchange-2003-standard",
            "address": f"10.{index % 20}.1.{index + 1}",
            "smtp_virtual_servers": [{"name": "VS", "external_dns_servers": [f"10.{index % 20}.0.1"]}],
        }
        for index in range(200)
    ]
    data = {"exchange": {"servers": servers}, "isa": {"servers": isa}}
    text = "exlint: 1\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in data.items())
    (tmp_path / "large.yaml").write_text(text, encoding="utf-8")
    start = time.perf_counter()

    done = exlint("graph", "--output-format", "svg", "large.yaml")

    assert done.status == 0
    assert done.out.count("mail stops here: dns_listener") == 5
    assert time.perf_counter() - start < 5


def test_a_picture_is_narrowed_to_a_destination_and_an_hour_as_a_trace_is(exlint: Exlint, broken: Path) -> None:
    done = exlint("graph", "--to", "example.org", "--at", "tue 9", broken.name)

    assert done.status == 0
    assert f"Mail of MAIL1/{VIRTUAL} to example.org stays in the queue" in done.out
    assert exlint("graph", "--at", "tue 25", broken.name).status == 2


def test_standard_input_is_drawn_under_its_name(exlint: Exlint, broken: Path) -> None:
    done = exlint("graph", "-", "--stdin-filename", "here.yaml", stdin=broken.read_bytes())

    assert done.status == 0
    assert "Outgoing mail of here.yaml" in done.out
