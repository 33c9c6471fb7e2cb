"""Plain scalars: the core schema of YAML 1.2, section 10.3.2, and nothing else."""

from __future__ import annotations

import math

import pytest

from exlint.document import read
from exlint.document.scalars import LONGEST_NUMBER

INFINITY = math.inf


def value(text: str) -> object:
    """What a value is read as, on whichever parser reads it."""
    return read(f"value: {text}\n".encode()).data["value"]


def faults(text: str) -> list[tuple[str, str]]:
    document = read(f"value: {text}\n".encode())
    return [(fault.code, document.source.text[fault.span.start : fault.span.end]) for fault in document.faults]


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null(text: str) -> None:
    assert value(text) is None
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)],
)
def test_booleans(text: str, expected: bool) -> None:  # noqa: FBT001 - the value that is expected
    assert value(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("7", 7),
        ("-7", -7),
        ("+7", 7),
        ("-0", 0),
        ("12345678901234567890", 12345678901234567890),
        ("0o7", 7),
        ("0o17", 15),
        ("0o010", 8),
        ("0x1F", 31),
        ("0xff", 255),
        ("0x0a", 10),
        ("1e3", 1000),
        ("1E3", 1000),
        ("1e+3", 1000),
        ("1.0", 1),
        ("-2.0", -2),
        ("5.", 5),
        ("+12e03", 12000),
        ("1000e-3", 1),
        ("0.0", 0),
        ("-0.0", 0),
        ("1e-999", 0),
    ],
)
def test_integers_and_floats_without_a_fraction(text: str, expected: int) -> None:
    assert value(text) == expected
    assert type(value(text)) is int
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5", 0.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("+.5", 0.5),
        ("1.25", 1.25),
        ("12e-1", 1.2),
        ("1.5e-3", 0.0015),
        (".inf", INFINITY),
        (".Inf", INFINITY),
        (".INF", INFINITY),
        ("+.inf", INFINITY),
        ("-.inf", -INFINITY),
        ("-.INF", -INFINITY),
        ("1e999", INFINITY),
        ("-1e999", -INFINITY),
    ],
)
def test_floats(text: str, expected: float) -> None:
    assert value(text) == expected
    assert type(value(text)) is float
    assert faults(text) == []


@pytest.mark.parametrize("text", [".nan", ".NaN", ".NAN"])
def test_not_a_number(text: str) -> None:
    read_value = value(text)
    assert isinstance(read_value, float)
    assert math.isnan(read_value)


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "on", "off", "y", "n", "Yes", "NO", "tRUE", "nULL", "none", "nil"),
        *("1_000", "0b1", "0b101", "0o8", "0O7", "0X1F", "0xg", "0x", "0o", "-0x1F", "+0o7"),
        *("22:30", "1:30:00", "190:20:30", "08-18", "2005-11-09", "2005-11-09T10:00:00Z"),
        *("10.0.0.1", "10.0.0.0/24", "1.2.3", "1e", "e1", "1e3.5", "1e+", ".", "..", "--1", "+", "-.", "+.e1"),
        *(".infinity", "+.nan", "-.nan", "inf", "nan", ".iNF", "1 2", "1,5", "0.5.", "\uff11\uff12", "\u0663"),
    ],
)
def test_text(text: str) -> None:
    assert value(text) == text
    assert faults(text) == []


@pytest.mark.parametrize("text", ["'1'", '"true"', "'null'", '"~"', "''", "'010'", "'<<'", "|-\n  1"])
def test_what_is_quoted_is_text(text: str) -> None:
    assert type(value(text)) is str
    assert faults(text) == []


@pytest.mark.parametrize("text", ["010", "00", "-01", "+08", "007", "0999"])
def test_a_leading_zero_is_refused(text: str) -> None:
    assert faults(text) == [("EXL005", text)]
    message = read(f"value: {text}".encode()).faults[0]
    assert text in message.message
    assert message.mend == "drop the zero for a number, quote the value for text"


@pytest.mark.parametrize("text", ["0", "-0", "0.5", "00.5", "0e1", "0o10", "0x01", "0 1", "'010'", "010.0.0.1"])
def test_a_leading_zero_of_something_else_is_not_refused(text: str) -> None:
    assert faults(text) == []


def test_a_leading_zero_is_refused_wherever_it_stands() -> None:
    document = read(b"[010, {a: 011}, &x 012, *x, ! 013]\n")
    assert [document.source.text[fault.span.start : fault.span.end] for fault in document.faults] == [
        "010",
        "011",
        "&x 012",
    ]
    assert document.data[4] == "013"


@pytest.mark.parametrize("kind", ["9", "0.", "1e", "0x", "0o"])
def test_numbers_are_read_up_to_a_length(kind: str) -> None:
    longest = kind + "1" * (LONGEST_NUMBER - len(kind))
    assert faults(longest) == []
    assert type(value(longest)) in (int, float)
    assert [code for code, _ in faults(longest + "1")] == ["EXL005"]
    assert value(longest + "1") == INFINITY


def test_a_long_text_of_digits_is_a_text_in_quotes() -> None:
    assert value(f"'{'9' * 100_000}'") == "9" * 100_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!!str 010", "010"),
        ("!!str true", "true"),
        ("!!str", ""),
        ("! 12", "12"),
        ("! true", "true"),
        ("!!int 12", 12),
        ("!!int '12'", 12),
        ("!!int 0o17", 15),
        ("!!float 1", 1),
        ("!!float '1.5'", 1.5),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!null", None),
        ("!<tag:yaml.org,2002:int> 3", 3),
        ("!!seq [1]", [1]),
        ("!!map {a: 1}", {"a": 1}),
    ],
)
def test_core_tags(text: str, expected: object) -> None:
    assert value(text) == expected
    assert type(value(text)) is type(expected)
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *("!!int abc", "!!int", "!!int 1.5", '!!int "12\\n"', "!!int 010", "!!bool yes", "!!bool 1", "!!null x"),
        *("!!float x", "!!float true", "!!int true", "!own 1", "!!python/object/apply:os.system [x]", "!!set {a}"),
        *("!!omap [a: 1]", "!!binary aGk=", "!!timestamp 2005-11-09", "!str x", "!int 1", "!!merge x", "!own {}"),
    ],
)
def test_other_tags_are_refused(text: str) -> None:
    assert [code for code, _ in faults(text)] == ["EXL005"]


def test_keys_are_text_whatever_they_look_like() -> None:
    document = read(b"1: a\n1.0: b\ntrue: c\n~: d\n010: e\n1e3: f\n'1_0': g\n")
    assert document.faults == ()
    assert list(document.data) == ["1", "1.0", "true", "~", "010", "1e3", "1_0"]
