"""Names, labels, messages and files of any characters: every report stays what it is, and no runner obeys it."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exlint.findings import Finding, Place, Related, Report, Severity, Summary
from exlint.reports import FORMATS, renderer
from exlint.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN, COLOURED = False, True

ATTACKS = [
    "\n::error::x",
    "\r::stop-commands::t",
    "::error::x",
    "  ::set-env name=PATH::/tmp",
    " ##[error]x",
    "##[add-mask]a",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\u202e",
    "\udc80",
    "%0A::error::x",
    ",line=1::",
    ' "\\u',
    " > ",
    "\u2028",
]
TEXT = st.lists(st.characters(exclude_categories=()) | st.sampled_from(ATTACKS), max_size=30).map("".join)


class Command(NamedTuple):
    """A workflow command as GitHub's runner reads it."""

    name: str
    properties: dict[str, str]
    data: str


COMMANDS = {"error", "warning", "notice", "debug", "add-mask", "stop-commands", "set-env", "set-output", "add-path"}


def unescaped(text: str, signs: str) -> str:
    for sign in signs:
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text.replace("%25", "%")


def command_in(line: str) -> Command | None:
    """Reads a line as the runner does: `::NAME PROPERTIES::DATA` at its start, or `##[NAME PROPERTIES]DATA` in it."""
    if new := re.match(r"\s*::(?P<info>.*?)::(?P<data>.*)", line, re.DOTALL):
        name, _, rest = new["info"].partition(" ")
        if name in COMMANDS:
            pairs = [pair.split("=", 1) for pair in rest.split(",") if "=" in pair]
            return Command(name, {k: unescaped(v, "\r\n:,") for k, v in pairs}, unescaped(new["data"], "\r\n"))
    if (old := re.search(r"##\[(?P<info>[^]]*)\](?P<data>.*)", line)) and old["info"].partition(" ")[0] in COMMANDS:
        return Command(old["info"], {}, old["data"])
    return None


def finding(message: str, obj: str, label: str, file: str) -> Finding:
    place = Place(file, 2, 1, 2, 3, "/x")
    related = Related(Place(label, 7, 2, 7, 3, "/y"), message)
    return Finding(
        place,
        "EXL101",
        "a-rule",
        Severity.ERROR,
        message,
        object=obj,
        label=label,
        related=(related,),
        mend=obj,
        console=message,
        source=label,
    )


def report(one: Finding) -> Report:
    return Report((one, one), Summary(1, 1, 1), lambda _file, _line: one.message)


FINDINGS = st.builds(finding, TEXT, TEXT, TEXT, TEXT)
ALL_ATTACKS = finding(*["".join(ATTACKS)] * 4)


def assert_shows_nothing_that_acts(text: str) -> None:
    acting = {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}}
    assert acting <= {"\n"}
    assert text.encode("utf-8").decode("utf-8") == text


def assert_full_has_only_its_own_rows(text: str) -> None:
    *body, total, end = text.split("\n")
    assert end == ""
    assert total == "2 errors in 1 file (1 estate)"
    heads = [row for row in body if not row.startswith(" ") and not re.match(r"\d+ \|", row) and row != "..."]
    assert [row[:14] for row in heads if row] == ["error[EXL101]:"] * 2
    rest = [row for row in body if row.startswith(" ")]
    assert all(re.match(r" +(-->|:::|\||= (mend|console|source|explain)|\S)", row) for row in rest)
    assert [command_in(row) for row in body] == [None] * len(body)


def assert_concise_has_a_line_a_finding(text: str, one: Finding) -> None:
    lines = text.split("\n")
    assert lines[0] == lines[1]
    assert lines[0].removeprefix("./") == (
        f"{visible(one.place.file)}:2:1: error EXL101 {visible(one.message)}".removeprefix("./")
    )
    assert lines[2:] == [""]
    assert command_in(lines[0]) is None


def assert_json_reads_back(text: str, one: Finding) -> None:
    (related,) = one.related
    found = json.loads(text)["findings"]
    assert found[0] == found[1]
    read = [found[0]["message"], found[0]["object"], found[0]["file"]]
    read += [found[0]["related"][0]["label"], found[0]["related"][0]["file"]]
    assert read == [
        joined(text) for text in (one.message, one.object, one.place.file, related.label, related.place.file)
    ]
    assert command_in(text) is None


def joined(text: str) -> str:
    """Gives the text as JSON can say it: two surrogates that make a pair are the character they stand for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def assert_github_reads_back(text: str, one: Finding) -> None:
    properties = {"title": "EXL101 a-rule", "file": visible(one.place.file)}
    numbers = {"line": "2", "endLine": "2", "col": "1", "endColumn": "3"}
    expected = Command("error", {**properties, **numbers}, visible(one.message))
    *lines, end = text.split("\n")
    assert end == ""
    assert [command_in(line) for line in lines] == [expected] * 2


@given(FINDINGS)
@example(ALL_ATTACKS)
def test_the_full_report_shows_hostile_text_harmlessly(one: Finding) -> None:
    text = renderer("full")(report(one), PLAIN)
    assert_shows_nothing_that_acts(text)
    assert_full_has_only_its_own_rows(text)


@given(FINDINGS)
@example(ALL_ATTACKS)
def test_colour_adds_only_colour(one: Finding) -> None:
    for name in FORMATS:
        coloured = renderer(name)(report(one), COLOURED)
        assert re.sub("\x1b\\[[0-9;]+m", "", coloured) == renderer(name)(report(one), PLAIN)


@given(FINDINGS)
@example(ALL_ATTACKS)
def test_the_concise_report_has_one_line_for_each_finding(one: Finding) -> None:
    text = renderer("concise")(report(one), PLAIN)
    assert_shows_nothing_that_acts(text)
    assert_concise_has_a_line_a_finding(text, one)


@given(FINDINGS)
@example(ALL_ATTACKS)
def test_the_json_reads_back_to_the_same_strings(one: Finding) -> None:
    text = renderer("json")(report(one), PLAIN)
    assert_shows_nothing_that_acts(text)
    assert_json_reads_back(text, one)


@given(FINDINGS)
@example(ALL_ATTACKS)
def test_github_reads_exactly_our_commands(one: Finding) -> None:
    text = renderer("github")(report(one), PLAIN)
    assert_shows_nothing_that_acts(text)
    assert_github_reads_back(text, one)


@pytest.fixture(scope="session")
def naughty(corpora: Callable[[str], Path]) -> list[str]:
    strings: list[str] = json.loads((corpora("blns") / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) > 500
    return strings


def test_every_naughty_string_passes_through_every_report(naughty: list[str]) -> None:
    for string in naughty:
        one = finding(string, string, string, string)
        texts = {name: renderer(name)(report(one), PLAIN) for name in FORMATS}
        for text in texts.values():
            assert_shows_nothing_that_acts(text)
        assert_full_has_only_its_own_rows(texts["full"])
        assert_concise_has_a_line_a_finding(texts["concise"], one)
        assert_json_reads_back(texts["json"], one)
        assert_github_reads_back(texts["github"], one)
