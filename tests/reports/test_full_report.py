"""The report for people: each picture below was drawn by hand."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from exlint.findings import Finding, Place, Related, Report, Severity, Summary
from exlint.reports import renderer

PLAIN = False

ESTATE = """\
exlint: 1

forest:
  dns:
    servers:
      - name: DC1
        address: 10.0.0.5
        root_hints: true
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2000
      address: 10.0.0.10
      dns_servers: [10.0.0.5]
      smtp_virtual_servers:
        - name: Default SMTP Virtual Server
          bindings: ["*:25"]
          external_dns_servers: [198.51.100.53]

isa:
  servers:
    - version: isa-2000
      internal_addresses: [10.0.0.1]
      name: ISA1
"""


def lines_of(files: dict[str, str], file: str, line: int) -> str:
    return [*files[file].split("\n"), ""][line - 1]


def rendered(files: dict[str, str], *findings: Finding, colour: bool = False) -> str:
    report = Report(findings, Summary(3, 1, 4), lambda file, line: lines_of(files, file, line))
    return renderer("full")(report, colour)


def drawn(text: str, *findings: Finding) -> str:
    """Gives the report on one file, without the totals, from the arrow on."""
    body, _, _ = rendered({"a.yaml": text}, *findings).rpartition("\n\n")
    return body.partition("\n")[2] + "\n"


def marked(
    start: tuple[int, int], end: tuple[int, int], label: str = "", *related: Related, file: str = "a.yaml"
) -> Finding:
    place = Place(file, *start, *end, "/x")
    return Finding(place, "EXL011", "unknown-key", Severity.ERROR, "a message", label=label, related=related)


def near(start: tuple[int, int], end: tuple[int, int], label: str, file: str = "a.yaml") -> Related:
    return Related(Place(file, *start, *end, "/x"), label)


ARTICLE = Finding(
    Place("infra.yaml", 18, 11, 18, 31, "/x"),
    "EXL101",
    "smtp-external-dns-without-isa",
    Severity.ERROR,
    "Default SMTP Virtual Server on MAIL1 does not ask ISA1 for Internet names",
    object="MAIL1/Default SMTP Virtual Server",
    label="holds no internal address of ISA1 (10.0.0.1)",
    related=(
        near((24, 13), (24, 17), "MAIL1 is behind this ISA server", "infra.yaml"),
        near((16, 17), (16, 44), "delivers to the Internet by DNS", "infra.yaml"),
    ),
    mend="add 10.0.0.1 to external_dns_servers",
    console="Exchange System Manager > Servers > MAIL1 > Protocols > SMTP > Default SMTP Virtual Server > Properties "
    "> Delivery > Advanced > Configure",
    source="KB 305394, cause 1",
)


def test_draws_the_picture_of_the_goal() -> None:
    assert rendered({"infra.yaml": ESTATE}, ARTICLE) == dedent("""\
        error[EXL101]: Default SMTP Virtual Server on MAIL1 does not ask ISA1 for Internet names
          --> infra.yaml:18:11
           |
        16 |         - name: Default SMTP Virtual Server
           |                 --------------------------- delivers to the Internet by DNS
        17 |           bindings: ["*:25"]
        18 |           external_dns_servers: [198.51.100.53]
           |           ^^^^^^^^^^^^^^^^^^^^ holds no internal address of ISA1 (10.0.0.1)
           |
          ::: infra.yaml:24:13
           |
        24 |       name: ISA1
           |             ---- MAIL1 is behind this ISA server
           |
           = mend     add 10.0.0.1 to external_dns_servers
           = console  Exchange System Manager > Servers > MAIL1 > Protocols > SMTP
                      > Default SMTP Virtual Server > Properties > Delivery > Advanced > Configure
           = source   KB 305394, cause 1 (exlint explain EXL101)

        1 error in 3 files (1 estate)
        """)


def test_parts_findings_by_an_empty_line_in_the_given_order_and_counts_them_at_the_end() -> None:
    later = marked((3, 1), (3, 7))
    earlier = marked((1, 1), (1, 7))._replace(severity=Severity.WARNING)
    assert rendered({"a.yaml": ESTATE}, later, earlier) == dedent("""\
        error[EXL011]: a message
         --> a.yaml:3:1
          |
        3 | forest:
          | ^^^^^^
          |
          = explain  exlint explain EXL011

        warning[EXL011]: a message
         --> a.yaml:1:1
          |
        1 | exlint: 1
          | ^^^^^^
          |
          = explain  exlint explain EXL011

        1 error, 1 warning in 3 files (1 estate)
        """)


def test_says_which_rules_did_not_run() -> None:
    report = Report((marked((1, 1), (1, 7)),), Summary(1, 1, 0, not_judged=1), lambda _file, _line: "exlint: 1")
    assert renderer("full")(report, PLAIN).endswith(
        "\n\n1 error in 1 file (1 estate)\nrules not run for 1 estate: mend the errors above first\n"
    )


FRAMES = [
    pytest.param(
        "behind: ISA2\n",
        marked((1, 9), (1, 13), "no such server"),
        """\
         --> a.yaml:1:9
          |
        1 | behind: ISA2
          |         ^^^^ no such server
          |
          = explain  exlint explain EXL011
        """,
        id="a single place",
    ),
    pytest.param(
        "{name: ISA1, behind: ISA2}\n",
        marked((1, 22), (1, 26), "no such server", near((1, 8), (1, 12), "this one?")),
        """\
         --> a.yaml:1:22
          |
        1 | {name: ISA1, behind: ISA2}
          |        ----          ^^^^ no such server
          |        |
          |        this one?
          |
          = explain  exlint explain EXL011
        """,
        id="two labels on one line",
    ),
    pytest.param(
        "[one, two, three]\n",
        marked((1, 2), (1, 5), "first", near((1, 12), (1, 17), "third"), near((1, 7), (1, 10), "second")),
        """\
         --> a.yaml:1:2
          |
        1 | [one, two, three]
          |  ^^^  ---  ----- third
          |  |    |
          |  |    second
          |  first
          |
          = explain  exlint explain EXL011
        """,
        id="three labels on one line",
    ),
    pytest.param(
        "list: [one, two]\n",
        marked((1, 8), (1, 11), "wrong", near((1, 7), (1, 17), "in this list")),
        """\
         --> a.yaml:1:8
          |
        1 | list: [one, two]
          |       -^^^------
          |       ||
          |       |wrong
          |       in this list
          |
          = explain  exlint explain EXL011
        """,
        id="a place within another",
    ),
    pytest.param(
        "name: ISA1\n",
        marked((1, 7), (1, 11), "wrong", near((1, 7), (1, 11), "and here too")),
        """\
         --> a.yaml:1:7
          |
        1 | name: ISA1
          |       ^^^^ wrong
          |       |
          |       and here too
          |
          = explain  exlint explain EXL011
        """,
        id="the same place twice",
    ),
    pytest.param(
        "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n",
        marked((7, 1), (7, 2), "", near((1, 1), (1, 2), "first"), near((2, 1), (2, 2), "second")),
        """\
         --> a.yaml:7:1
          |
        1 | a: 1
          | - first
        2 | b: 2
          | - second
        ...
        7 | g: 7
          | ^
          |
          = explain  exlint explain EXL011
        """,
        id="a gap",
    ),
    pytest.param(
        "a: 1\n" * 9 + "b: 2\n",
        marked((10, 1), (10, 2), "here", near((4, 4), (4, 5), "far")),
        """\
          --> a.yaml:10:1
           |
        10 | b: 2
           | ^ here
           |
          ::: a.yaml:4:4
           |
         4 | a: 1
           |    - far
           |
           = explain  exlint explain EXL011
        """,
        id="far away in the same file",
    ),
    pytest.param(
        "\tb:\t中文, x\n",
        marked((1, 9), (1, 10), "here", near((1, 5), (1, 7), "wide")),
        """\
         --> a.yaml:1:9
          |
        1 |  b: 中文, x
          |     ----  ^ here
          |     |
          |     wide
          |
          = explain  exlint explain EXL011
        """,
        id="tabs and wide characters",
    ),
    pytest.param(
        "e\u0301e\u0301: x\n",
        marked((1, 7), (1, 8), "here", near((1, 3), (1, 5), "one letter")),
        """\
         --> a.yaml:1:7
          |
        1 | e\u0301e\u0301: x
          |  -  ^ here
          |  |
          |  one letter
          |
          = explain  exlint explain EXL011
        """,
        id="combining marks",
    ),
    pytest.param(
        "a: \x1b[0m \u202eb\n",
        marked((1, 4), (1, 5), "", near((1, 9), (1, 11), "turns\x1b the text")),
        r"""
         --> a.yaml:1:4
          |
        1 | a: \x1b[0m \u202eb
          |    ^^^^    ------- turns\x1b the text
          |
          = explain  exlint explain EXL011
        """.lstrip("\n"),
        id="controls",
    ),
    pytest.param(
        "list:\n  - one\n  - two\nnext: 1\n",
        marked((1, 1), (3, 8), "wrong"),
        """\
         --> a.yaml:1:1
          |
        1 | list:
          | ^^^^^ wrong ... to line 3
          |
          = explain  exlint explain EXL011
        """,
        id="several lines",
    ),
    pytest.param(
        "list:\n  - one\n  - two\nnext: 1\n",
        marked((2, 3), (4, 1)),
        """\
         --> a.yaml:2:3
          |
        2 |   - one
          |   ^^^^^ ... to line 3
          |
          = explain  exlint explain EXL011
        """,
        id="several lines up to a line's start, no label",
    ),
    pytest.param(
        "a: [1\n",
        marked((1, 6), (2, 1), "wrong"),
        """\
         --> a.yaml:1:6
          |
        1 | a: [1
          |      ^ wrong
          |
          = explain  exlint explain EXL011
        """,
        id="only the end of a line",
    ),
    pytest.param(
        "a: [1",
        marked((1, 6), (1, 6), "']' is missing"),
        """\
         --> a.yaml:1:6
          |
        1 | a: [1
          |      ^ ']' is missing
          |
          = explain  exlint explain EXL011
        """,
        id="empty, behind the last character",
    ),
    pytest.param(
        "a: [1\n",
        marked((2, 1), (2, 1), "']' is missing"),
        """\
         --> a.yaml:2:1
          |
        2 |
          | ^ ']' is missing
          |
          = explain  exlint explain EXL011
        """,
        id="empty, behind the last line",
    ),
]


@pytest.mark.parametrize(("text", "finding", "picture"), FRAMES)
def test_marks_places(text: str, finding: Finding, picture: str) -> None:
    assert drawn(text, finding) == dedent(picture)


def test_draws_no_frame_where_there_is_nothing_to_show() -> None:
    picture = " --> a.yaml:1:1\n  |\n  = explain  exlint explain EXL011\n"
    assert drawn("", marked((1, 1), (1, 1))) == picture


def test_shows_a_place_in_another_file_in_a_frame_of_its_own() -> None:
    files = {"a.yaml": "part_of: infra.yaml\n", "infra.yaml": "exlint: 1\ninclude: [b.yaml]\n"}
    finding = marked((1, 10), (1, 20), "does not include this file", near((2, 10), (2, 18), "only this", "infra.yaml"))
    assert rendered(files, finding) == dedent("""\
        error[EXL011]: a message
         --> a.yaml:1:10
          |
        1 | part_of: infra.yaml
          |          ^^^^^^^^^^ does not include this file
          |
         ::: infra.yaml:2:10
          |
        2 | include: [b.yaml]
          |          -------- only this
          |
          = explain  exlint explain EXL011

        1 error in 3 files (1 estate)
        """)


# 100 columns less the gutter `1 | ` leave 96 for the text of a line.
LONG = "key: " + "0123456789" * 30
ZALGO = "e\u0301\u0301"

CUTS = [
    pytest.param(
        LONG,
        marked((1, 1), (1, 4), "here"),
        f"""\
        1 | {LONG[:93]}...
          | ^^^ here
        """,
        id="behind",
    ),
    pytest.param(
        LONG + "END",
        marked((1, 306), (1, 309), "here"),
        f"""\
        1 | ...{LONG[-85:]}END
          | {" " * 88}^^^ here
        """,
        id="in front",
    ),
    pytest.param(
        LONG,
        marked((1, 106), (1, 116), "here"),
        f"""\
        1 | ...{LONG[85 : 85 + 90]}...
          | {" " * 23}^^^^^^^^^^ here
        """,
        id="on both sides",
    ),
    pytest.param(
        LONG,
        marked((1, 6), (1, 306), "here"),
        f"""\
        1 | {LONG[:93]}...
          |      {"^" * 88}
          |      |
          |      here
        """,
        id="within the marks",
    ),
    pytest.param(
        LONG + "END",
        marked((1, 306), (1, 309), "here", near((1, 1), (1, 4), "and there")),
        f"""\
        1 | {LONG[:93]}...
          | --- and there
        1 | ...{LONG[-85:]}END
          | {" " * 88}^^^ here
        """,
        id="between two places that are too far apart for one excerpt",
    ),
    pytest.param(
        LONG[:96],
        marked((1, 95), (1, 97), ""),
        f"""\
        1 | {LONG[:96]}
          | {" " * 94}^^
        """,
        id="not where it just fits",
    ),
    pytest.param(
        LONG[:96],
        marked((1, 97), (1, 97), ""),
        f"""\
        1 | ...{LONG[4:96]}
          | {" " * 95}^
        """,
        id="in front for a mark behind the last character",
    ),
    pytest.param(
        LONG,
        marked((1, 95), (1, 96), ""),
        f"""\
        1 | ...{LONG[74 : 74 + 90]}...
          | {" " * 23}^
        """,
        id="in front for a mark where the line would be cut",
    ),
    pytest.param(
        LONG,
        marked((1, 24), (1, 306), ""),
        f"""\
        1 | {LONG[:93]}...
          | {" " * 23}{"^" * 70}
        """,
        id="not in front of three characters",
    ),
    pytest.param(
        LONG,
        marked((1, 93), (1, 94), "", near((1, 1), (1, 2), "")),
        f"""\
        1 | {LONG[:93]}...
          | -{" " * 91}^
        """,
        id="right behind the second place",
    ),
    pytest.param(
        LONG,
        marked((1, 94), (1, 95), "", near((1, 1), (1, 2), "")),
        f"""\
        1 | {LONG[:93]}...
          | -
        1 | ...{LONG[73 : 73 + 90]}...
          | {" " * 23}^
        """,
        id="where the second place begins",
    ),
    pytest.param(
        ZALGO * 200,
        marked((1, 301), (1, 304), "here"),
        # Of a line this long, 96 characters in front of the place are looked at: 32 columns.
        f"""\
        1 | ...{ZALGO * 64}...
          | {" " * 35}^ here
        """,
        id="on both sides of a part that would fit",
    ),
    pytest.param(
        LONG[:80],
        marked((1, 1), (1, 81), "fifteen letters"),
        f"""\
        1 | {LONG[:80]}
          | {"^" * 80} fifteen letters
        """,
        id="nowhere: the label just fits behind the marks",
    ),
    pytest.param(
        LONG[:80],
        marked((1, 1), (1, 81), "sixteen letters!"),
        f"""\
        1 | {LONG[:80]}
          | {"^" * 80}
          | |
          | sixteen letters!
        """,
        id="nowhere: the label fits below the marks",
    ),
    pytest.param(
        LONG[:90],
        marked((1, 86), (1, 91), "holds no internal address"),
        f"""\
        1 | ...{LONG[23:90]}
          | {" " * 65}^^^^^ holds no internal address
        """,
        id="in front where the label needs the room",
    ),
]


@pytest.mark.parametrize(("text", "finding", "picture"), CUTS)
def test_cuts_a_long_line_around_its_marks(text: str, finding: Finding, picture: str) -> None:
    lines = drawn(text, finding).splitlines(keepends=True)
    assert "".join(lines[2:-2]) == dedent(picture)


def test_a_note_wraps_between_words_and_keeps_a_name_s_blanks() -> None:
    words = " ".join(["server"] * 12)
    finding = marked((1, 1), (1, 2))._replace(mend=f"write 'A   B' for {words}", source=f"KB 1 {words}")
    notes = drawn("a: 1", finding).splitlines()[5:]
    assert notes == [
        # 13 columns of head and 18 of text leave 69: ten words of six letters with nine blanks between them.
        "  = mend     write 'A   B' for " + " ".join(["server"] * 10),
        "             server server",
        "  = source   KB 1 " + " ".join(["server"] * 11),
        "             server (exlint explain EXL011)",
    ]


def test_a_blank_at_the_end_of_a_note_makes_no_line() -> None:
    finding = marked((1, 1), (1, 2))._replace(mend="x" * 100 + "  ")
    assert drawn("a: 1", finding).splitlines()[5:] == [
        f"  = mend     {'x' * 100}  ",
        "  = explain  exlint explain EXL011",
    ]


def test_no_line_of_a_note_can_be_a_workflow_command() -> None:
    finding = marked((1, 1), (1, 2))._replace(mend="x" * 90 + " ::error::y", console="x" * 90 + " > ::error::y")
    notes = drawn("a: 1", finding).splitlines()[5:]
    assert notes == [
        f"  = mend     {'x' * 90} ::error::y",
        f"  = console  {'x' * 90}",
        "             > ::error::y",
        "  = explain  exlint explain EXL011",
    ]


def test_colours_the_kind_the_marks_and_the_gutter_when_asked() -> None:
    finding = marked((1, 2), (1, 5), "first", near((1, 7), (1, 10), "second"))
    assert rendered({"a.yaml": "[one, two]"}, finding, colour=True).splitlines()[:7] == [
        "\x1b[1;31merror[EXL011]\x1b[0m\x1b[1m: a message\x1b[0m",
        " \x1b[34m-->\x1b[0m a.yaml:1:2",
        "\x1b[34m  |\x1b[0m",
        "\x1b[34m1 |\x1b[0m [one, two]",
        "\x1b[34m  |\x1b[0m  \x1b[1;31m^^^\x1b[0m  \x1b[34m---\x1b[0m \x1b[34msecond\x1b[0m",
        "\x1b[34m  |\x1b[0m  \x1b[1;31m|\x1b[0m",
        "\x1b[34m  |\x1b[0m  \x1b[1;31mfirst\x1b[0m",
    ]


@pytest.mark.parametrize("severity", list(Severity))
def test_says_the_same_with_and_without_colour(severity: Severity) -> None:
    finding = ARTICLE._replace(severity=severity)
    plain = rendered({"infra.yaml": ESTATE}, finding)
    coloured = rendered({"infra.yaml": ESTATE}, finding, colour=True)
    assert "\x1b" not in plain
    assert coloured != plain
    assert re.sub("\x1b\\[[0-9;]+m", "", coloured) == plain


def test_a_long_label_is_broken_between_words() -> None:
    label = "no protocol rule allows tcp 25 at this hour: Mail applies at other hours only (schedule: Office)"
    text = "  key: value # and a comment that is so long that it goes on to the end of the line and a bit further"

    rows = drawn(text, marked((1, 3), (1, 6), label)).splitlines()

    assert rows[3:7] == [
        "  |   ^^^",
        "  |   |",
        "  |   no protocol rule allows tcp 25 at this hour: Mail applies at other hours only (schedule:",
        "  |   Office)",
    ]
