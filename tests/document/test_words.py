"""What an administrator reads when a file is no YAML: the place, what is wrong, what to write instead."""

from __future__ import annotations

import re

import pytest

from exlint.document import TextFault, read
from exlint.document.words import _TABLE, trouble


def only_fault(text: str) -> TextFault:
    (fault,) = read(text.encode()).faults
    assert fault.code == "EXL001"
    return fault


def place(text: str, offset: int) -> tuple[int, int]:
    return read(text.encode()).source.position(offset)


CASES: list[tuple[str, tuple[int, int], str, str]] = [
    ("a:\n\tb: 1\n", (2, 1), "a tab stands where YAML wants spaces", "replace the tab by spaces"),
    ("a: @b\n", (1, 4), "a value cannot begin with '@'", "put quotes around the value"),
    ("a: `b`\n", (1, 4), "a value cannot begin with '`'", "put quotes around the value"),
    ("a: %TEMP%\n", (1, 4), "a value cannot begin with '%'", "put quotes around the value"),
    ("a: b: c\n", (1, 5), "this colon follows a text that is no key", "put quotes around a value with a colon in it"),
    ("a: b\n  c: d\n", (2, 4), "this colon follows a text that is no key", "else mend the indentation"),
    ("a:1\nb: 2\n", (2, 2), "this colon follows a text that is no key", "or the key above"),
    (
        "a: 1\nb c\nd: 2\n",
        (2, 1),
        "this is neither a key with a colon nor an item with a dash",
        "write it as key: value",
    ),
    ("a: - b\n", (1, 4), "a list begins behind a key", "put the dash on a line of its own"),
    ("a: ? b\n", (1, 4), "a ? outside quotes begins a key", "put quotes around the value"),
    ("a: {b: @}\n", (1, 8), "a value cannot begin with '@'", "put quotes"),
    ("a:\n- b\nc:\n  - d\n - e\n", (5, 2), "this line is indented like no line above it", "indent this line"),
    ("a:\n    b: 1\n  c: 2\n", (3, 3), "this line is indented like no line above it", "indent this line"),
    ("a: 1\n- b\n", (2, 1), "an item of a list stands among keys", "indent this line"),
    ("- a\nb: 1\n", (2, 1), "a key stands among the items of a list", "indent this line"),
    ("a: 'it's'\n", (1, 8), "this stands behind the end of a value", "inside '...' write '' for a '"),
    ('a: "b" c\n', (1, 8), "this stands behind the end of a value", "put quotes around the whole value"),
    ("a: [b], c\n", (1, 7), "this stands behind the end of a value", "put quotes around the whole value"),
    ("a: 1\n]\n", (2, 1), "this stands behind the end of a value", ""),
    ("a: [b,,c]\n", (1, 7), "a value is missing before ,", "write the value"),
    ("a: ]\n", (1, 4), "a value is missing before ]", "with quotes if it begins with ]"),
    ('a: "CONTOSO\\Domain Users"\n', (1, 13), "there is none with D", "write '...' instead of \"...\""),
    ('a: "C:\\Users"\n', (1, 9), "lacks some of its 8 hexadecimal digits", "or two backslashes"),
    ("a: * b\n", (1, 5), "a * outside quotes begins an alias", "put quotes around a value that begins with *"),
    ("a: & b\n", (1, 5), "a & outside quotes begins an anchor", "put quotes around a value that begins with &"),
    ("a: |b\n", (1, 5), "begins a block of text, which stands on the lines below", "put quotes"),
    ("a: > 5 MB\n", (1, 6), "begins a block of text, which stands on the lines below", "put quotes"),
    ("a: |\n \n  b\n", (3, 3), "an empty line at the beginning of this block of text holds spaces", "take the spaces"),
    ("%YAML 2.0\n---\na: 1\n", (1, 1), "exlint does not know this % line", "drop the line"),
    ("%TAG x\n---\na: 1\n", (1, 6), "exlint does not know this % line", "drop the line"),
    ("%YAML 1.3\n---\na: 1\n", (1, 1), "exlint reads YAML 1.2", "drop the %YAML line"),
    ("a: !x!b c\n", (1, 4), "a ! outside quotes begins a tag", "put quotes around a value that begins with !"),
    ("a: !<b\n", (1, 7), "a ! outside quotes begins a tag", "put quotes around a value that begins with !"),
    ("{a: 1}\nb: 2\n", (2, 1), "this belongs to nothing: the document has ended above it", "indent it"),
    ("%YAML 1.2\na: 1\n", (2, 1), "this belongs to nothing", "between % lines and the document write ---"),
    ("a: 1\n... b\n", (2, 5), "this stands behind the ... that ends the document", "drop it"),
    ("a: 1\nb: \x01\n", (2, 4), "the character U+0001 is not allowed in YAML", "take it out"),
    ('a: 1\nb: "\\U00110000"\n', (2, 1), 'an escape inside "..." stands for no character', "write the character"),
    ("a: *.example.com\n", (1, 4), "*.example.com stands for nothing", "put quotes around a text that begins with *"),
]


@pytest.mark.parametrize(("text", "at", "message", "mend"), CASES)
def test_a_fault_says_where_what_and_what_to_write(text: str, at: tuple[int, int], message: str, mend: str) -> None:
    fault = only_fault(text)
    assert place(text, fault.span.start) == at
    assert message in fault.message
    assert mend in fault.mend


OPENINGS: list[tuple[str, tuple[int, int], str, tuple[int, int], str]] = [
    ("a: 'b\nc: 1\n", (3, 1), "the file ends inside quotes", (1, 4), "the quotes are opened here"),
    ('a: 1\nb: "c\n', (3, 1), "the file ends inside quotes", (2, 4), "the quotes are opened here"),
    ("a: 'b\n---\nc'\n", (2, 1), "a line that separates documents stands inside quotes", (1, 4), "the quotes are"),
    ("a: [b", (1, 6), "the file ends inside a list: its ] is missing", (1, 4), "the list is opened here"),
    ("a:\n  {b: 1\n", (3, 1), "the file ends inside a mapping: its } is missing", (2, 3), "the mapping is opened here"),
    ("a: [b\nc: 1\n", (2, 2), "a comma, or the ] of the list, is missing before this", (1, 4), "the list is opened"),
    ("a: {b: 1\nc: 2\n", (2, 2), "a comma, or the } of the mapping, is missing", (1, 4), "the mapping is opened"),
    ("a: [b}\n", (1, 6), "a comma, or the ] of the list, is missing before this", (1, 4), "the list is opened"),
    ("a:\n  - b\n  c: 1\n", (3, 3), "a key stands among the items of a list", (2, 3), "the list begins here"),
    ("a: 1\nb: 2\n- c\n", (3, 1), "an item of a list stands among keys", (1, 1), "the keys begin here"),
]


@pytest.mark.parametrize(("text", "at", "message", "opened", "label"), OPENINGS)
def test_a_fault_shows_where_it_began(
    text: str, at: tuple[int, int], message: str, opened: tuple[int, int], label: str
) -> None:
    fault = only_fault(text)
    assert place(text, fault.span.start) == at
    assert message in fault.message
    ((span, words),) = fault.related
    assert place(text, span.start) == opened
    assert words.startswith(label)


TEXTS = [*(case[0] for case in CASES), *(case[0] for case in OPENINGS)]


def test_every_line_of_the_table_is_told_by_some_text() -> None:
    told = [(fault.message, fault.mend) for text in TEXTS for fault in [only_fault(text)]]

    def as_pattern(words: str) -> str:
        return re.escape(words.replace("{{", "{").replace("}}", "}")).replace(r"\{0\}", ".+")

    untold = [
        words.pattern
        for words in _TABLE
        if not any(
            re.fullmatch(as_pattern(words.message), message) and re.fullmatch(as_pattern(words.mend), mend)
            for message, mend in told
        )
    ]
    assert untold == []


def test_lines_are_short_enough_to_be_read() -> None:
    assert max(len(words.message) for words in _TABLE) <= 100
    assert max(len(words.mend) for words in _TABLE) <= 100


class Complaint(Exception):  # noqa: N818 - a stand-in for the errors of another version of ruamel.yaml
    """An error with parts such as ruamel.yaml's errors have."""

    def __init__(self, **parts: object) -> None:
        super().__init__()
        self.__dict__.update(parts)


class Mark:
    """A place as ruamel.yaml gives it."""

    def __init__(self, index: int) -> None:
        self.index = index


def test_a_complaint_without_words_of_ours_is_told_in_the_parsers_own_and_without_its_advice() -> None:
    error = Complaint(context=None, problem="odd thing", problem_mark=Mark(7), note="see http://example.com", warn="x")
    assert trouble(error) == ("this is not YAML: odd thing", 7, "", None)


def test_a_complaint_with_a_context_only_is_told_at_its_context() -> None:
    assert trouble(Complaint(context="odd place", context_mark=Mark(3))) == ("this is not YAML: odd place", 3, "", None)


@pytest.mark.parametrize("error", [KeyError("x"), IndexError(), NotImplementedError(), RecursionError(), Complaint()])
def test_an_error_of_any_other_kind_says_no_more_than_it_knows(error: Exception) -> None:
    assert trouble(error) == ("this is not YAML", None, "", None)
