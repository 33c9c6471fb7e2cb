"""Whole files: each oddity has an answer, with a code and a place."""

from __future__ import annotations

import codecs

import pytest

from exlint.document import Document, TextFault, read


def told(document: Document, fault: TextFault) -> tuple[str, int, int, str]:
    """Code, line, column and marked characters of a fault."""
    line, column = document.source.position(fault.span.start)
    return fault.code, line, column, document.source.text[fault.span.start : fault.span.end]


def faults(data: bytes) -> list[tuple[str, int, int, str]]:
    document = read(data)
    return [told(document, fault) for fault in document.faults]


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"   ", b"\r\n\r\n", b"# only a comment", b"# one\n# two\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE],
    ids=["empty", "newline", "spaces", "CRLF", "comment", "comments", "UTF-8 mark", "UTF-16 mark"],
)
def test_a_file_without_content_is_a_document_without_data(data: bytes) -> None:
    document = read(data)
    assert (document.data, document.all_data, document.faults) == (None, (), ())


@pytest.mark.parametrize("data", [b"---\n", b"---", b"--- \n...\n", b"--- # comment\n", b"~", b"null\n"])
def test_a_document_of_nothing_is_null(data: bytes) -> None:
    document = read(data)
    assert (document.data, document.all_data, document.faults) == (None, (None,), ())


@pytest.mark.parametrize(
    "data",
    [b"a: 1\n", b"---\na: 1\n", b"---\na: 1\n...\n", b"--- {a: 1}\n", b"%YAML 1.2\n---\na: 1\n", b"\n\n# c\n---\na: 1"],
)
def test_one_document(data: bytes) -> None:
    document = read(data)
    assert (document.data, document.all_data, document.faults) == ({"a": 1}, ({"a": 1},), ())


def test_further_documents_are_a_fault_each() -> None:
    document = read(b"a: 1\n---\nb: 2\n--- c\n")
    assert document.all_data == ({"a": 1}, {"b": 2}, "c")
    assert document.data == {"a": 1}
    assert [told(document, fault) for fault in document.faults] == [("EXL005", 2, 1, "---"), ("EXL005", 4, 1, "---")]
    assert document.faults[0].mend == "put it into a file of its own"


def test_keys_that_stand_twice_are_told_of_each_document() -> None:
    assert faults(b"a: 1\na: 2\n---\nc: 2\nc: 3\n") == [
        ("EXL004", 2, 1, "a"),
        ("EXL005", 3, 1, "---"),
        ("EXL004", 5, 1, "c"),
    ]


def test_a_document_behind_an_end_mark_is_a_second_one() -> None:
    assert faults(b"a: 1\n...\nb: 2\n") == [("EXL005", 3, 1, "")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%YAML 1.1\n---\na: 1\n", ("EXL005", 2, 1, "---")),
        (b"%YAML 1.3\n---\na: 1\n", ("EXL001", 1, 1, "")),
        (b"%YAML 2.0\n---\na: 1\n", ("EXL001", 1, 1, "")),
        (b"%YAML 1.2\n%YAML 1.2\n---\na: 1\n", ("EXL001", 2, 1, "")),
        (b"%YAML 1." + b"9" * 5_000 + b"\n---\na: 1\n", ("EXL001", 1, 1, "")),
        (b"%YAML 1.2\na: 1\n", ("EXL001", 2, 1, "")),
        (b"%TAG ! tag:a\n%TAG ! tag:b\n---\na: 1\n", ("EXL001", 2, 1, "")),
    ],
    ids=["1.1", "1.3", "2.0", "twice", "a huge version", "no document", "a handle twice"],
)
def test_directives(data: bytes, expected: tuple[str, int, int, str]) -> None:
    assert faults(data) == [expected]


def test_a_percent_sign_at_the_beginning_of_a_line_may_be_text() -> None:
    assert read(b"a: x\n  %YAML 1.1\n").data == {"a": "x %YAML 1.1"}


TWICE = ("EXL004", 2, 1, "a")


@pytest.mark.parametrize(
    ("text", "again", "first"),
    [
        ("a: 1\na: 2\n", [TWICE], [(1, 1)]),
        ("a: 1\na: 2\na: 3\n", [TWICE, ("EXL004", 3, 1, "a")], [(1, 1), (1, 1)]),
        ("{a: 1, b: 2, a: 3}", [("EXL004", 1, 14, "a")], [(1, 2)]),
        ("a: 1\n'a': 2\n", [("EXL004", 2, 1, "'a'")], [(1, 1)]),
        ('"\\x61": 1\na: 2\n', [TWICE], [(1, 1)]),
        ("&x a: 1\n*x : 2\n", [("EXL004", 2, 1, "*x")], [(1, 1)]),
        ("b: 1\na: {c: 1, c: {c: 2}}\n", [("EXL004", 2, 11, "c")], [(2, 5)]),
        ("a: {x: [1, {y: 2}]}\nb: 1\na: 2\n", [("EXL004", 3, 1, "a")], [(1, 1)]),
        ("- a: 1\n  a: 2\n- a: 3\n", [("EXL004", 2, 3, "a")], [(1, 3)]),
        ("a: 1\nb: 2\nb: 3\na: 4\n", [("EXL004", 3, 1, "b"), ("EXL004", 4, 1, "a")], [(2, 1), (1, 1)]),
        ("? a\n? a\n", [("EXL004", 2, 3, "a")], [(1, 3)]),
        ("<<: {a: 1}\n<<: {b: 2}\n", [("EXL004", 2, 1, "<<")], [(1, 1)]),
    ],
)
def test_a_key_that_stands_twice(
    text: str, again: list[tuple[str, int, int, str]], first: list[tuple[int, int]]
) -> None:
    document = read(text.encode())
    assert [told(document, fault) for fault in document.faults] == again
    related = [document.source.position(fault.related[0][0].start) for fault in document.faults]
    assert related == first


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nA: 2\n",
        "1: a\n1.0: b\n'01': c\n",
        "x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n",
        "x: &x {a: 1}\ny: &y {a: 2}\nz: {<<: [*x, *y]}\n",
        "a: {a: {a: 1}}\n",
        "[a, a]",
        "[{a: 1}, {a: 1}]",
    ],
)
def test_what_only_looks_like_a_key_twice(text: str) -> None:
    assert read(text.encode()).faults == ()


def test_the_first_of_two_keys_is_the_one_that_counts() -> None:
    assert read(b"a: 1\nb: [2]\na: [3]\nb: 4\n").data == {"a": 1, "b": [2]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("? [a]\n: 1\nb: 2\n", ("EXL005", 1, 3, "[")),
        ("? {a: 1}\n: 1\nb: 2\n", ("EXL005", 1, 3, "{")),
        ("[a]: 1\nb: 2\n", ("EXL005", 1, 1, "[")),
        ("? - a\n: 1\nb: 2\n", ("EXL005", 1, 3, "")),
    ],
)
def test_a_mapping_or_a_list_is_no_key(text: str, expected: tuple[str, int, int, str]) -> None:
    document = read(text.encode())
    assert [told(document, fault) for fault in document.faults] == [expected]
    assert document.data == {"b": 2}


def test_a_key_that_is_no_text_is_not_merged_either() -> None:
    document = read(b"a: &a {[x]: 1, b: 2}\nc: {<<: *a}\n")
    assert document.data == {"a": {"b": 2}, "c": {"b": 2}}


def test_a_template_that_was_never_filled_in_is_a_mapping_as_a_key() -> None:
    assert faults(b"name: {{ organization }}\n") == [("EXL005", 1, 8, "{")]


def test_an_alias_of_a_list_is_no_key() -> None:
    assert faults(b"a: &a [1]\n*a : 2\n") == [("EXL005", 2, 1, "*a")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: *no\n", ("EXL001", 1, 4, "*no")),
        ("a: *.example.com\n", ("EXL001", 1, 4, "*.example.com")),
        ("a: [*:25]\n", ("EXL001", 1, 5, "*:25")),
        ("a: *later\nb: &later 1\n", ("EXL001", 1, 4, "*later")),
        ("--- &x 1\n--- *x\n", ("EXL001", 2, 5, "*x")),
    ],
)
def test_an_alias_of_nothing(text: str, expected: tuple[str, int, int, str]) -> None:
    assert faults(text.encode())[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {<<: 1}\n", ("EXL005", 1, 9, "1")),
        ("a: {<<: }\n", ("EXL005", 1, 8, "")),
        ("a: {<<: [1]}\n", ("EXL005", 1, 9, "[1]")),
        ("x: &x text\na: {<<: *x}\n", ("EXL005", 2, 9, "*x")),
        ("x: &x {b: 1}\na: {<<: [*x, [*x]]}\n", ("EXL005", 2, 9, "[*x, [*x]]")),
    ],
)
def test_only_mappings_can_be_merged(text: str, expected: tuple[str, int, int, str]) -> None:
    assert faults(text.encode()) == [expected]


def test_a_quoted_merge_key_is_a_key_as_any_other() -> None:
    document = read(b"x: &x {b: 1}\na: {'<<': *x}\n")
    assert (document.data["a"], document.faults) == ({"<<": {"b": 1}}, ())


def test_an_anchor_at_a_key_stands_for_a_value_of_its_own_type() -> None:
    document = read(b"&x 12: a\nb: *x\n*x : c\n")
    assert document.data == {"12": "a", "b": 12}
    assert [told(document, fault) for fault in document.faults] == [("EXL004", 3, 1, "*x")]


def test_a_later_anchor_of_the_same_name_takes_over() -> None:
    assert read(b"[&a 1, *a, &a 2, *a, &a [&a 3, *a], *a]").data == [1, 1, 2, 2, [3, 3], [3, 3]]


@pytest.mark.parametrize(
    ("data", "encoding", "offset", "read_before"),
    [
        (b"\xff\xffa: 1", "UTF-8", 0, ""),
        (b"\xc0\x80", "UTF-8", 0, ""),
        (b"a: \xe9t\xe9\n", "UTF-8", 3, "a: "),
        (b"a: 1\nb: \xed\xa0\x80\n", "UTF-8", 8, "a: 1\nb: "),
        (b"a: 1 # \xe2\x82", "UTF-8", 7, "a: 1 # "),
        (codecs.BOM_UTF8 + b"a: \x80", "UTF-8", 6, "a: "),
        (codecs.BOM_UTF16_LE + "a: é".encode("utf-16-le") + b"\x00", "UTF-16-LE", 10, "a: é"),
        (codecs.BOM_UTF16_BE + "a:".encode("utf-16-be") + b"\xd8\x00", "UTF-16-BE", 6, "a:"),
        (codecs.BOM_UTF32_LE + "a".encode("utf-32-le") + b"\x00\x00\x11\x00", "UTF-32-LE", 8, "a"),
    ],
    ids=[
        "no text at all",
        "an overlong NUL",
        "Latin-1 in the middle",
        "a surrogate",
        "cut off",
        "behind the mark",
        "UTF-16 cut off",
        "UTF-16 half a pair",
        "beyond Unicode",
    ],
)
def test_bytes_that_are_no_text(data: bytes, encoding: str, offset: int, read_before: str) -> None:
    document = read(data)
    (fault,) = document.faults
    assert fault.code == "EXL001"
    assert f"this is no {encoding} text: the byte 0x{data[offset]:02x} at offset {offset}" in fault.message
    assert document.source.text == read_before
    assert fault.span == (len(read_before), len(read_before))
    assert fault.mend == "save the file as UTF-8"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n\0", ("EXL001", 2, 1, "")),
        ("a: \0b\n", ("EXL001", 1, 4, "")),
        ("a: '\x1b[31m'\n", ("EXL001", 1, 5, "")),
        ("# \x08\n", ("EXL001", 1, 3, "")),
        ("a: \x7f\n", ("EXL001", 1, 4, "")),
        ("a: \x9b\n", ("EXL001", 1, 4, "")),
        ("\U0001f600: \ufffe", ("EXL001", 1, 4, "")),
        ("a: 1\0\nb: [", ("EXL001", 1, 5, "")),
    ],
)
def test_characters_that_yaml_does_not_allow(text: str, expected: tuple[str, int, int, str]) -> None:
    assert faults(text.encode()) == [expected]


def test_utf16_without_a_mark_is_told_as_the_nul_characters_that_it_holds() -> None:
    document = read("a: 1\n".encode("utf-16-le"))
    assert "U+0000" in document.faults[0].message
    assert "save the file as UTF-8" in document.faults[0].mend


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udfff x"', '"x\\ud83d\\ud83d\\ude00"'])
def test_half_of_a_surrogate_pair_is_a_fault_and_never_data(text: str) -> None:
    document = read(f"a: {text}\n".encode())
    assert [told(document, fault) for fault in document.faults] == [("EXL005", 1, 4, text)]
    document.data["a"].encode()


def test_two_halves_of_a_surrogate_pair_are_a_character_as_in_json() -> None:
    document = read(b'"\\ud83d\\ude00": "x\\ud83d\\ude00"\n')
    assert (document.data, document.faults) == ({"\U0001f600": "x\U0001f600"}, ())
    assert document.locate(("\U0001f600",)).span == (16, 31)


@pytest.mark.parametrize("text", ["\U0001f600", "é", "\U0010fffd", "\u200b", "\u202e"])
def test_any_other_character_is_read(text: str) -> None:
    document = read(f"{text}: {text}\n".encode())
    assert (document.data, document.faults) == ({text: text}, ())


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_what_ended_a_line_in_yaml_1_1_is_told_the_same_by_every_parser(character: str) -> None:
    document = read(f"a: 'x{character}y'\nb: 1\n".encode())
    assert document.source.position(document.locate(("b",)).span.start) == (2, 4)


def test_carriage_returns_alone_end_lines() -> None:
    document = read(b"a: 1\r# c\rb:\r  - x\r")
    assert (document.data, document.faults) == ({"a": 1, "b": ["x"]}, ())
    assert document.source.position(document.locate(("b", 0)).span.start) == (4, 5)
    assert document.source.line(2) == "# c"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\n\tb: 1\n", 2, 1),
        ("\ta: 1\n", 1, 1),
        ("a:\n  - x\n\t- y\n", 3, 1),
        ("-\tx\n", 1, 2),
        ("a:\tx\n", 1, 3),
        ("a: x\ty\n", 1, 5),
        ("a: 1\n\t# c\n", 2, 1),
    ],
)
def test_a_tab_outside_quotes_is_refused_where_it_stands(text: str, line: int, column: int) -> None:
    document = read(text.encode())
    assert [told(document, fault) for fault in document.faults] == [("EXL001", line, column, "")]
    assert document.faults[0].message == "a tab stands where YAML wants spaces"
    assert document.faults[0].mend == "replace the tab by spaces"


@pytest.mark.parametrize("text", ["a: 'x\ty'\n", "a: 1 # c\tc\n", "a: |\n  x\ty\n"])
def test_a_tab_inside_quotes_blocks_of_text_and_comments_is_a_character(text: str) -> None:
    assert read(text.encode()).faults == ()


def test_what_was_read_before_a_fault_is_kept_only_of_whole_documents() -> None:
    document = read(b"a: 1\n---\nb: [1\n")
    assert document.all_data == ({"a": 1},)
    assert [fault.code for fault in document.faults] == ["EXL005", "EXL001"]


def test_a_byte_order_mark_belongs_to_no_line() -> None:
    document = read(codecs.BOM_UTF8 + b"a: [\n")
    assert document.source.line(1) == "a: ["
    assert document.source.mark == codecs.BOM_UTF8
    assert document.source.encoding == "utf-8"


def test_two_byte_order_marks_keep_places_right() -> None:
    document = read(codecs.BOM_UTF8 * 2 + b"a: 1\n")
    assert document.source.text[document.locate(tuple(document.data)).span.start] == "1"
