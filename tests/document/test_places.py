"""Places: where a route leads, to the character."""

from __future__ import annotations

import codecs

import pytest

from exlint.document import Document, Span, Spot, read
from exlint.findings import Mark, Route

VALUE, KEY = Mark.VALUE, Mark.KEY


def place(document: Document, spot: Spot) -> tuple[int, int, str]:
    """Line and column of a spot, and the characters that it marks."""
    line, column = document.source.position(spot.span.start)
    return line, column, document.source.text[spot.span.start : spot.span.end]


BLOCK = """\
# an estate
exlint: 1

forest:
  name: contoso.local   # the name
  dns:
    servers:
      - name: DC1
        address: 10.0.0.5
      -   name:  'DC 2'
          forwarders:
          - 10.0.0.1
          -   "10.0.0.2"
      - DC3
empty:
"""

FLOW = """\
{"exlint": 1, forest: {name: 'it''s',
  servers: [{name: A}, {address: 10.0.0.1}, plain, []]}, "a\\x62": "q\\"r", none: , key}
"""

MULTI = """\
exlint: 1
plain: one
  two
  three   # behind
quoted: 'one

  two'
literal: |
  one
  two

after: >-
  folded
"""

NESTED = """\
- - a
  - - b
    - [c, [d]]
- x: [1]
"""


@pytest.mark.parametrize(
    ("path", "mark", "expected"),
    [
        (("exlint",), VALUE, (2, 9, "1")),
        (("exlint",), KEY, (2, 1, "exlint")),
        (("forest", "name"), VALUE, (5, 9, "contoso.local")),
        (("forest", "name"), KEY, (5, 3, "name")),
        (("forest", "dns", "servers", 0, "address"), VALUE, (9, 18, "10.0.0.5")),
        (("forest", "dns", "servers", 0), VALUE, (8, 9, "name: DC1\n        address: 10.0.0.5")),
        (("forest", "dns", "servers", 1, "name"), VALUE, (10, 18, "'DC 2'")),
        (("forest", "dns", "servers", 1, "forwarders", 0), VALUE, (12, 13, "10.0.0.1")),
        (("forest", "dns", "servers", 1, "forwarders", 1), VALUE, (13, 15, '"10.0.0.2"')),
        (("forest", "dns", "servers", 2), VALUE, (14, 9, "DC3")),
        (("empty",), KEY, (15, 1, "empty")),
        (("empty",), VALUE, (15, 7, "")),
        (("forest", "dns", "servers", 1, "forwarders", 1), KEY, (13, 15, '"10.0.0.2"')),
    ],
)
def test_block_text(path: Route, mark: Mark, expected: tuple[int, int, str]) -> None:
    document = read(BLOCK.encode())
    assert document.faults == ()
    assert place(document, document.locate(path, mark)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("forest", "organization"), (4, 1, "forest")),
        (("forest", "dns", "external_servers"), (6, 3, "dns")),
        (("forest", "dns", "servers", 0, "behind"), (8, 15, "DC1")),
        (("forest", "dns", "servers", 1, "behind", "deeper"), (10, 18, "'DC 2'")),
        (("forest", "dns", "servers", 2, "behind"), (14, 9, "DC3")),
        (("forest", "dns", "servers", 7), (7, 5, "servers")),
        (("forest", "dns", "servers", "word"), (7, 5, "servers")),
        (("forest", "name", 0), (5, 3, "name")),
        (("exchange", "servers", 0), (2, 1, "exlint")),
        ((), (2, 1, "exlint")),
    ],
)
def test_what_is_not_written_is_found_at_its_nearest_written_parent(
    path: Route, expected: tuple[int, int, str]
) -> None:
    document = read(BLOCK.encode())
    assert place(document, document.locate(path, KEY)) == expected
    if path:
        assert place(document, document.locate(path)) == expected


@pytest.mark.parametrize(
    ("path", "mark", "expected"),
    [
        (("exlint",), KEY, (1, 2, '"exlint"')),
        (("forest", "name"), VALUE, (1, 30, "'it''s'")),
        (("forest", "servers"), VALUE, (2, 12, "[{name: A}, {address: 10.0.0.1}, plain, []]")),
        (("forest", "servers", 0), VALUE, (2, 13, "{name: A}")),
        (("forest", "servers", 0), KEY, (2, 20, "A")),
        (("forest", "servers", 1), KEY, (2, 24, "{address: 10.0.0.1}")),
        (("forest", "servers", 1, "name"), VALUE, (2, 24, "{address: 10.0.0.1}")),
        (("forest", "servers", 2), VALUE, (2, 45, "plain")),
        (("forest", "servers", 3), VALUE, (2, 52, "[]")),
        (("ab",), KEY, (2, 58, '"a\\x62"')),
        (("ab",), VALUE, (2, 67, '"q\\"r"')),
        (("none",), VALUE, (2, 80, "")),
        (("key",), KEY, (2, 83, "key")),
        (("key",), VALUE, (2, 86, "")),
    ],
)
def test_flow_text(path: Route, mark: Mark, expected: tuple[int, int, str]) -> None:
    document = read(FLOW.encode())
    assert document.faults == ()
    assert place(document, document.locate(path, mark)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("plain",), (2, 8, "one\n  two\n  three")),
        (("quoted",), (5, 9, "'one\n\n  two'")),
        (("after",), (12, 8, ">-\n  folded\n")),
    ],
)
def test_values_on_several_lines(path: Route, expected: tuple[int, int, str]) -> None:
    document = read(MULTI.encode())
    assert document.data["literal"] == "one\ntwo\n"
    assert place(document, document.locate(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((0,), (1, 3, "- a\n  - - b\n    - [c, [d]]")),
        ((0, 0), (1, 5, "a")),
        ((0, 1), (2, 5, "- b\n    - [c, [d]]")),
        ((0, 1, 0), (2, 7, "b")),
        ((0, 1, 1), (3, 7, "[c, [d]]")),
        ((0, 1, 1, 1, 0), (3, 12, "d")),
        ((1, "x", 0), (4, 7, "1")),
    ],
)
def test_lists_in_lists(path: Route, expected: tuple[int, int, str]) -> None:
    document = read(NESTED.encode())
    assert place(document, document.locate(path)) == expected


def test_a_document_without_the_key_exlint_is_marked_at_its_beginning() -> None:
    document = read(b"\n  - a\n")
    assert place(document, document.locate(("x",))) == (2, 3, "")


def test_a_file_without_content_is_marked_at_its_beginning() -> None:
    document = read(b"# nothing\n")
    assert document.locate(("exlint",)) == Spot(Span(0, 0), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\nb: 1\n", (1, 3)),
        ("a:   # comment\n\n# more\nb: 1\n", (1, 3)),
        ("a   :\n", (1, 6)),
        ("a:", (1, 3)),
        ("{b: 1, a: }", (1, 10)),
        ("{a:\n\n, b: 1}", (1, 4)),
        ("{b: 1, a }", (1, 9)),
        ("? a\n? b\n", (1, 4)),
        ("? a # why: so\n# x:\n:\n", (3, 2)),
        ("a: |\n  x\n", (1, 4)),
    ],
)
def test_a_value_that_is_not_written_stands_behind_its_colon(text: str, expected: tuple[int, int]) -> None:
    document = read(text.encode())
    assert place(document, document.locate(("a",)))[:2] == expected


ALIASES = """\
exlint: 1
x-one: &one 10.0.0.1
x-list: &list [a, *one]
x-key: &word name
value: *one
items:
  - *one
  - *list
*word : by alias
"""


@pytest.mark.parametrize(
    ("path", "mark", "expected", "anchor"),
    [
        (("x-one",), VALUE, (2, 8, "&one 10.0.0.1"), None),
        (("value",), VALUE, (5, 8, "*one"), (2, 8, "&one 10.0.0.1")),
        (("value",), KEY, (5, 1, "value"), None),
        (("items", 0), VALUE, (7, 5, "*one"), (2, 8, "&one 10.0.0.1")),
        (("items", 1), VALUE, (8, 5, "*list"), (3, 9, "&list [a, *one]")),
        (("items", 1, 0), VALUE, (8, 5, "*list"), (3, 16, "a")),
        (("items", 1, 1), VALUE, (8, 5, "*list"), (2, 8, "&one 10.0.0.1")),
        (("x-list", 1), VALUE, (3, 19, "*one"), (2, 8, "&one 10.0.0.1")),
        (("name",), VALUE, (9, 9, "by alias"), None),
        (("name",), KEY, (9, 1, "*word"), (4, 8, "&word name")),
    ],
)
def test_through_an_alias_the_use_is_marked_and_the_anchor_related(
    path: Route, mark: Mark, expected: tuple[int, int, str], anchor: tuple[int, int, str] | None
) -> None:
    document = read(ALIASES.encode())
    assert document.faults == ()
    spot = document.locate(path, mark)
    assert place(document, spot) == expected
    assert (spot.anchor and place(document, spot._replace(span=spot.anchor))) == anchor


MERGES = """\
x-root: &root {name: R, port: 25, deep: [1]}
x-next: &next
  <<: *root
  port: 26
x-other: &other {name: O, extra: e, port: 27}
x-both: &both [*next, *other]
one:
  <<: *root
  own: 1
chain:
  <<: *next
list:
  <<: [*next, *other]
by-list:
  <<: *both
inline:
  <<: {name: I}
items:
  - <<: *root
    port: 1
"""


@pytest.mark.parametrize(
    ("path", "value", "mark", "expected", "anchor"),
    [
        (("one", "port"), 25, VALUE, (8, 7, "*root"), (1, 31, "25")),
        (("one", "port"), 25, KEY, (8, 7, "*root"), (1, 25, "port")),
        (("one", "own"), 1, VALUE, (9, 8, "1"), None),
        (("one", "deep", 0), 1, VALUE, (8, 7, "*root"), (1, 42, "1")),
        (("chain", "port"), 26, VALUE, (11, 7, "*next"), (4, 9, "26")),
        (("chain", "name"), "R", VALUE, (11, 7, "*next"), (1, 22, "R")),
        (("list", "port"), 26, VALUE, (13, 8, "*next"), (4, 9, "26")),
        (("list", "name"), "R", VALUE, (13, 8, "*next"), (1, 22, "R")),
        (("list", "extra"), "e", VALUE, (13, 15, "*other"), (5, 34, "e")),
        (("by-list", "name"), "R", VALUE, (15, 7, "*both"), (1, 22, "R")),
        (("by-list", "extra"), "e", VALUE, (15, 7, "*both"), (5, 34, "e")),
        (("inline", "name"), "I", VALUE, (17, 14, "I"), None),
        (("items", 0), {"port": 1, "name": "R", "deep": [1]}, KEY, (19, 9, "*root"), (1, 22, "R")),
    ],
)
def test_what_is_merged_is_marked_where_it_is_merged_in(
    path: Route, value: object, mark: Mark, expected: tuple[int, int, str], anchor: tuple[int, int, str] | None
) -> None:
    document = read(MERGES.encode())
    assert document.faults == ()
    data = document.data
    for part in path:
        data = data[part]
    assert data == value
    spot = document.locate(path, mark)
    assert place(document, spot) == expected
    assert (spot.anchor and place(document, spot._replace(span=spot.anchor))) == anchor


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
    ids=["no mark", "UTF-8", "UTF-16 LE", "UTF-16 BE", "UTF-32 LE", "UTF-32 BE"],
)
def test_line_ends_and_encodings_do_not_move_places(end: str, mark: bytes, encoding: str) -> None:
    text = end.join(["# \U0001f4e7 mail", "exlint: 1", "", "\U0001f600: ['é', \U0001d4b3y, z]", "last: x"])
    document = read(mark + text.encode(encoding))
    assert document.faults == ()
    assert document.data == {"exlint": 1, "\U0001f600": ["é", "\U0001d4b3y", "z"], "last": "x"}
    places = [place(document, document.locate(("\U0001f600", index))) for index in range(3)]
    assert places == [(4, 5, "'é'"), (4, 10, "\U0001d4b3y"), (4, 14, "z")]
    assert place(document, document.locate(("last",), KEY)) == (5, 1, "last")
    assert [document.source.line(number) for number in (2, 3, 5, 6)] == ["exlint: 1", "", "last: x", ""]


def test_a_key_that_is_written_in_an_unusual_way_is_found() -> None:
    text = "? one\n  two\n: a\n? |\n  block\n: b\n&x anchored: c\n! tagged: d\n? '%'\n: e\n"
    document = read(text.encode())
    expected = {"one two": "a", "block\n": "b", "anchored": "c", "tagged": "d", "%": "e"}
    assert document.data == expected
    assert {key: place(document, document.locate((key,)))[2] for key in expected} == expected


def test_a_key_with_a_handle_of_its_own_is_found() -> None:
    document = read(b"%TAG !y! tag:yaml.org,2002:\n---\n!y!str key: value\n")
    assert document.faults == ()
    assert place(document, document.locate(("key",))) == (3, 13, "value")
