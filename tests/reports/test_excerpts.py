"""Marks stand below what they mark, and labels hide nothing, whatever a line holds. All is measured anew here."""

from __future__ import annotations

import re
from itertools import accumulate
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from exlint.findings import Finding, Place, Related, Report, Severity, Summary
from exlint.reports import renderer

PLAIN = False

# What a character is shown as. None begins within another, so a row reads back in one way only.
SHOWN = {
    "a": "a",
    ":": ":",
    " ": " ",
    "\t": " ",
    "中": "中",
    "e\u0301": "e\u0301",
    "\x1b": r"\x1b",
    "\u202e": r"\u202e",
}
UNITS = st.lists(st.sampled_from(list(SHOWN)), max_size=260)


def columns(text: str) -> int:
    return len(text) - text.count("\u0301") + text.count("中")


def under(text: str, row: str, mark: str) -> str:
    """Gives the characters of a row of text that stand above a mark in another row."""
    ends = list(accumulate(columns(char) for char in text))
    return "".join(char for char, end in zip(text, ends, strict=True) if row[end - 1 : end] == mark)


@st.composite
def lines_with_spans(draw: st.DrawFn, most: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Gives a line as units, and spans in units: none empty, none twice."""
    units = [*draw(UNITS), *draw(st.lists(st.sampled_from(["a", "中"]), min_size=1, max_size=3))]
    start = st.integers(0, len(units) - 1)
    span = start.flatmap(lambda at: st.tuples(st.just(at), st.integers(at + 1, len(units))))
    return units, draw(st.lists(span, min_size=1, max_size=most, unique=True))


def place(units: list[str], start: int, end: int) -> Place:
    before, within = "".join(units[:start]), "".join(units[start:end])
    return Place("f.yaml", 1, len(before) + 1, 1, len(before) + len(within) + 1, "/x")


def rows_of(units: list[str], spans: list[tuple[int, int]], labels: list[str]) -> list[str]:
    """Gives the rows of the frame, without the gutter."""
    own, *others = [Related(place(units, *span), label) for span, label in zip(spans, labels, strict=True)]
    finding = Finding(own.place, "EXL011", "unknown-key", Severity.ERROR, "m", label=own.label, related=tuple(others))
    text = renderer("full")(Report((finding,), Summary(1, 1, 1), lambda _file, _line: "".join(units)), PLAIN)
    body = text.split("\n")[3:-5]
    assert all(re.match(r"(1| ) \| ", row) for row in body)
    assert max(columns(row) for row in body if row.startswith("1")) <= 100
    return [row[4:] for row in body]


@given(lines_with_spans(1))
def test_the_marks_stand_below_the_marked_characters(drawn: tuple[list[str], list[tuple[int, int]]]) -> None:
    units, [(start, end)] = drawn
    text, marks = rows_of(units, [(start, end)], [""])
    assert set(marks) <= {" ", "^"}
    found = under(text, marks, "^")
    whole = "".join(SHOWN[unit] for unit in units[start:end])
    if found != whole:
        assert text.endswith("...")
        assert found
        assert whole.startswith(found)
        assert text.removesuffix("...").endswith(found)


@given(lines_with_spans(1))
def test_what_is_shown_of_a_line_is_part_of_it(drawn: tuple[list[str], list[tuple[int, int]]]) -> None:
    units, spans = drawn
    text, _ = rows_of(units, spans, [""])
    whole = "".join(SHOWN[unit] for unit in units)
    if columns(whole) <= 96:
        assert text == whole
    else:
        assert columns(text) > 45  # the least: a window of 96 characters, each second of which takes no column
        assert text.removeprefix("...").removesuffix("...") in whole


@given(lines_with_spans(4))
def test_every_label_is_whole_and_tied_to_a_mark(drawn: tuple[list[str], list[tuple[int, int]]]) -> None:
    units, spans = drawn
    labels = [f"label{number}" for number in range(len(spans))]
    rows = rows_of(units, spans, labels)
    assert sorted(re.findall(r"label\d", "\n".join(rows))) == labels
    for label in labels:
        (number,) = [number for number, row in enumerate(rows) if label in row]
        column = rows[number].index(label)
        if "|" in rows[number - 1][column : column + 1] or "label" in rows[number - 1][column : column + 5]:
            above = [row[column : column + 1] for row in reversed(rows[:number])]
            # Up through the lines, and through labels of places that begin at the same character, to a mark.
            first_mark = next(index for index, char in enumerate(above) if char in "^-")
            assert set(above[:first_mark]) <= {"|", "l"}
        else:
            assert rows[number][column - 2 : column] in ("^ ", "- ")


@given(lines_with_spans(4))
def test_the_primary_place_is_never_covered(drawn: tuple[list[str], list[tuple[int, int]]]) -> None:
    units, spans = drawn
    rows = rows_of(units, spans, ["" for _ in spans])
    (at,) = [number for number, row in enumerate(rows) if set(row) <= set(" ^-") and "^" in row]
    found = under(rows[at - 1], rows[at], "^")
    whole = "".join(SHOWN[unit] for unit in units[slice(*spans[0])])
    assert found
    assert whole.startswith(found)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_place_of_no_length_has_one_mark_below_what_follows_it(length: int, at: int, other: int) -> None:
    at, other = min(at, length), min(other, length)
    line = "".join(chr(ord("a") + number % 26) for number in range(length)) + "\n"
    related = Related(Place("f.yaml", 1, other + 1, 1, other + 1, "/x"), "")
    finding = Finding(
        Place("f.yaml", 1, at + 1, 1, at + 1, "/x"), "EXL001", "invalid-yaml", Severity.ERROR, "m", label="l"
    )
    finding = finding._replace(related=(related,))
    text = renderer("full")(Report((finding,), Summary(1, 1, 1), lambda _file, _line: line[:-1]), PLAIN)
    rows = [row[4:] for row in text.split("\n")[3:-5]]
    (number,) = [number for number, row in enumerate(rows) if "^" in row]
    assert rows[number].count("^") == 1
    source = rows[number - 1]
    assert source[rows[number].index("^") :][:1] == line[at].strip()


def test_a_line_of_a_megabyte_costs_no_more_than_a_short_one() -> None:
    line = "a" * 1_000_000 + "中" + "\x1b" * 1_000_000
    far = Related(Place("f", 1, 1, 1, 2, "/x"), "")
    place = Place("f", 1, 1_000_001, 1, 1_000_002, "/x")
    finding = Finding(place, "EXL011", "n", Severity.ERROR, "m", related=(far,))
    report = Report((finding,) * 2000, Summary(1, 1, 1), lambda _file, _line: line)
    begun = process_time()
    blocks = renderer("full")(report, PLAIN).split("\n\n")
    assert process_time() - begun < 10  # seconds; measured: below one
    assert blocks[0].split("\n")[5:7] == ["1 | ..." + "a" * 20 + "中" + r"\x1b" * 17 + "...", "  | " + " " * 23 + "^^"]
    assert len(blocks) == 2001
