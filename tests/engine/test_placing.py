"""Where findings are placed: lines, columns and pointers counted by hand (interface.md, Places)."""

from __future__ import annotations

import pytest

from exlint import engine
from exlint.findings import Finding, Related, Report

NAME = "infra.yaml"


def check(text: str | bytes) -> Report:
    data = text.encode() if isinstance(text, str) else text
    report = engine.check([NAME], given={NAME: data})
    assert report.errors == ()
    return report


def only(text: str | bytes) -> Finding:
    (finding,) = check(text).findings
    return finding


def the(code: str, text: str | bytes) -> Finding:
    (finding,) = (one for one in check(text).findings if one.code == code)
    return finding


def marked(text: str, finding: Finding | Related) -> str:
    """The characters of a place, whose line and column count from 1; the end is exclusive."""
    place = finding.place
    lines = text.split("\n")
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]
    first, *middle = lines[place.line - 1 : place.end_line]
    return "\n".join([first[place.column - 1 :], *middle[:-1], middle[-1][: place.end_column - 1]])


ESTATE = """\
exlint: 1
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      behind: ISA1
      smtp_virtual_servers:
        - name: Default
isa:
  servers:
    - name: ISA1
      version: isa-2000
      internal_addresses: [10.0.0.1]
      site_and_content_rules: [{name: All, action: allow, applies_to: any_request}]
"""
LIST = "        - name: Default\n          external_dns_servers: [198.51.100.53]\n"
WITH_LIST = ESTATE.replace("        - name: Default\n", LIST)


def test_a_value_that_lacks_something_is_marked_at_its_key() -> None:
    finding = the("EXL101", WITH_LIST)
    assert finding.place == (
        NAME, 10, 11, 10, 31, "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers"
    )  # fmt: skip
    assert marked(WITH_LIST, finding) == "external_dns_servers"


def test_a_missing_key_of_a_list_item_is_marked_at_the_items_name() -> None:
    finding = the("EXL101", ESTATE)
    assert finding.place == (NAME, 9, 17, 9, 24, "/exchange/servers/0/smtp_virtual_servers/0/name")
    assert marked(ESTATE, finding) == "Default"


def test_with_nothing_written_above_the_key_exlint_is_marked() -> None:
    finding = the("EXL201", ESTATE)  # the forest's list, and there is no forest
    assert finding.place == (NAME, 1, 1, 1, 7, "/exlint")


@pytest.mark.parametrize(
    ("forest", "place"),
    [
        ("forest: {name: a.example}\n", (NAME, 1, 1, 1, 7, "/forest")),
        ("forest: {name: a.example, dns: {}}\n", (NAME, 1, 27, 1, 30, "/forest/dns")),
        (
            "forest: {name: a.example, dns: {external_servers: []}}\n",
            (NAME, 1, 33, 1, 49, "/forest/dns/external_servers"),
        ),
    ],
    ids=["forest", "dns", "external_servers"],
)
def test_a_missing_key_is_marked_at_the_nearest_written_parent(forest: str, place: tuple[object, ...]) -> None:
    assert the("EXL201", forest + ESTATE).place == place


def test_a_missing_required_key_is_marked_in_the_same_way() -> None:
    text = ESTATE.replace("      edition: exchange-2003-standard\n", "")
    finding = only(text)
    assert (finding.code, finding.place) == ("EXL012", (NAME, 4, 13, 4, 18, "/exchange/servers/0/name"))


def test_a_missing_format_version_is_marked_at_the_beginning() -> None:
    assert only("# A remark\nforest: {name: a.example}\n").place[1:3] == (2, 1)


def test_a_wrong_item_of_a_list_is_marked_itself() -> None:
    text = WITH_LIST.replace("[198.51.100.53]", "[10.0.0.1, 10.0.0.300]")
    finding = only(text)
    assert finding.place == (
        NAME, 10, 44, 10, 54, "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers/1"
    )  # fmt: skip
    assert marked(text, finding) == "10.0.0.300"


def test_a_value_over_several_lines_ends_in_its_last() -> None:
    text = ESTATE.replace("edition: exchange-2003-standard", "edition:\n        - exchange-2000\n        - sbs-2000")
    finding = only(text)
    assert marked(text, finding) == "- exchange-2000\n        - sbs-2000"
    assert (finding.place.line, finding.place.end_line) == (6, 7)


@pytest.mark.parametrize(
    ("key", "pointer"),
    [
        ("a/b", "/forest/a~1b"),
        ("a~b", "/forest/a~0b"),
        ("~1", "/forest/~01"),
        ("/~/", "/forest/~1~0~1"),
        ("", "/forest/"),
        ("a b%é😀", "/forest/a b%é😀"),
    ],
)
def test_a_pointer_escapes_tilde_and_slash_and_nothing_else(key: str, pointer: str) -> None:
    finding = only(f'exlint: 1\nforest: {{name: a.example, "{key}": 1}}\n')
    assert (finding.code, finding.place.pointer) == ("EXL011", pointer)


def test_columns_count_characters_also_beyond_the_basic_plane() -> None:
    # 😀 and 🏔 are one character each, four bytes of UTF-8 and two units of UTF-16; e with a combining accent is two.
    text = "exlint: 1\nforest: {name: \"😀🏔\", description: 'e\u0301', odd: 1}\n"
    finding = only(text)
    assert finding.place == (NAME, 2, 41, 2, 44, "/forest/odd")
    assert marked(text, finding) == "odd"


def test_a_byte_order_mark_has_no_column() -> None:
    assert only(b"\xef\xbb\xbfexlint: 2\n").place == (NAME, 1, 9, 1, 10, "/exlint")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_places_are_the_same_in_every_encoding(codec: str) -> None:
    expected = the("EXL101", WITH_LIST)
    assert the("EXL101", WITH_LIST.encode(codec)) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_places_are_the_same_with_every_line_end(end: str) -> None:
    other = check(WITH_LIST.replace("\n", end))
    assert other.findings == check(WITH_LIST).findings
    assert other.lines(NAME, 10) == "          external_dns_servers: [198.51.100.53]"


def test_a_value_over_several_lines_ends_in_the_same_column_with_every_line_end() -> None:
    text = "exlint: 1\nforest:\n  name:\n    - a\n    - b\n"
    assert only(text).place == only(text.replace("\n", "\r\n")).place == (NAME, 4, 5, 5, 8, "/forest/name")


def test_the_related_places_of_a_finding_come_in_the_order_of_their_labels() -> None:
    finding = the("EXL101", WITH_LIST)
    assert [(one.place[1:5], one.label) for one in finding.related] == [
        ((9, 17, 9, 24), "delivers to the Internet by DNS"),
        ((13, 13, 13, 17), "MAIL1 is behind this ISA server"),
    ]


ALIASED = """\
exlint: 1
x-names:
  isa: &isa ISA1
  dns: &dns [198.51.100.53, 10.0.0.300]
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      smtp_virtual_servers:
        - name: Default
          external_dns_servers: *dns
"""


def test_through_an_alias_the_use_is_marked_and_what_it_stands_for_is_related() -> None:
    finding = only(ALIASED)
    assert marked(ALIASED, finding) == "*dns"
    assert finding.place[1:5] == (12, 33, 12, 37)
    assert finding.place.pointer == "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers/1"
    (related,) = finding.related
    assert (related.place[1:5], marked(ALIASED, related)) == ((4, 29, 4, 39), "10.0.0.300")
    assert related.label == "written here"


def test_an_alias_within_a_related_place_brings_its_anchor_too() -> None:
    text = ALIASED.replace(", 10.0.0.300", "").replace("name: Default", "name: &vs Default").replace("*dns", "[]")
    text = text + "        - name: *vs\n"
    finding = only(text)
    assert finding.code == "EXL021"
    assert [marked(text, one) for one in finding.related] == ["&vs Default", "&vs Default"]
    assert marked(text, finding) == "*vs"
    assert {one.label for one in finding.related} == {"written here", "first here"}


def test_an_item_that_is_an_alias_is_marked_at_the_alias() -> None:
    server = "{name: MAIL1, edition: sbs-2000, address: 10.0.0.10, smtp_virtual_servers: [{name: D}], odd: 1}"
    text = f"exlint: 1\nx-server: &server {server}\nexchange: {{servers: [*server]}}\n"
    finding = only(text)
    assert (finding.code, marked(text, finding), finding.place.line) == ("EXL011", "*server", 3)
    assert [marked(text, one) for one in finding.related] == ["odd"]


def test_a_key_that_is_merged_in_is_marked_at_the_merge() -> None:
    server = "{edition: nothing, address: 10.0.0.10, smtp_virtual_servers: [{name: D}]}"
    text = f"exlint: 1\nx-server: &server {server}\nexchange: {{servers: [{{name: MAIL1, <<: *server}}]}}\n"
    finding = only(text)
    assert (finding.code, marked(text, finding), finding.place.line) == ("EXL013", "*server", 3)
    assert [marked(text, one) for one in finding.related] == ["nothing"]


def test_findings_come_as_one_reads_them() -> None:
    text = ESTATE.replace("address: 10.0.0.10", "address: 10.0.0.300").replace("version: isa-2000", "version: 2000")
    text = text.replace("exchange:", "forrest: 1\nexchange:")
    assert [(one.place.line, one.code) for one in check(text).findings] == [
        (2, "EXL011"),
        (7, "EXL013"),
        (14, "EXL010"),
    ]


def test_a_report_gives_the_lines_of_its_findings_and_of_their_related_places() -> None:
    report = check(WITH_LIST)
    lines = WITH_LIST.split("\n")
    places = [place for one in report.findings for place in (one.place, *(near.place for near in one.related))]
    assert {report.lines(place.file, place.line) for place in places} == {lines[place.line - 1] for place in places}
    assert len({place.line for place in places}) > 3
