"""Names of any characters in Mermaid, DOT and SVG: each stays what it is, and no name is more than a name."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exlint.mailflow.decision import Outcome
from exlint.reports import dot, mermaid, svg
from exlint.reports.escape import visible
from exlint.reports.picture import Edge, Kind, Line, Node, Picture, Remark, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ELEMENTS = {"svg", "title", "desc", "g", "rect", "path", "text", "tspan"}
SVG = "{http://www.w3.org/2000/svg}"
ATTACKS = [
    'x"]; y["',
    "#35; #quot;",
    "%%{init: {}}%%",
    "end",
    "style:#;",
    "1. x",
    "*a* _b_ `c` ~~d~~",
    "<b>&lt;</b><script>x()</script>",
    "\\",
    '\\" ]; a -> b; "',
    "\\N\\n\\nina",
    "&amp;&#65;",
    "]]>",
    "\ud800\ufffe\x00\x1b[31m",
    "fa:fa-x $$x$$",
    "\ufb02\u00b0\u00b035\u00b6\u00df",
    "a  b ",
    "\n  end\n::error::x",
    "##[error]",
    "\u202eabc",
    "K\u0303",
]
TEXT = st.lists(st.characters(exclude_categories=()) | st.sampled_from(ATTACKS), min_size=1, max_size=20).map("".join)


def named(text: str) -> Picture:
    """A picture in which every name is this text."""
    stops, doubts = Remark((2,), Outcome.STOPPED, text), Remark((3,), Outcome.UNKNOWN, text)
    nodes = (
        Node((text,), ("Exchange",), Kind.EXCHANGE, (stops,)),
        Node((text, text), ("DNS",), Kind.DNS, (doubts,)),
        Node((text,), (), Kind.OUTSIDE),
    )
    edges = (Edge(0, 1, "udp 53", Remark((1,), Outcome.PERMITTED)), Edge(1, 2, "tcp 25", stops))
    lines = (Line("1", text, Outcome.PERMITTED), Line("", text, Outcome.STOPPED))
    return Picture(text, nodes, (*edges, Edge(0, 0, "udp 53", doubts)), (Story(text, text, lines),))


def assert_svg_reads_back(text: str) -> None:
    root = ET.fromstring(svg.text([named(text)]))  # noqa: S314 - it is ours
    shown = visible(text)
    texts = ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]
    assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == [shown, shown]
    assert texts.count(shown) >= 6  # title, two nodes, the story's head and its two lines
    said = {f"{shown} = {shown}", f"2: mail stops here: {shown}", f"mail stops here: {shown}", f"3: not known: {shown}"}
    assert said <= {*texts}
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ELEMENTS
    assert not any(name.startswith("on") or "href" in name for one in root.iter() for name in one.attrib)


def tokens(text: str) -> Iterator[str]:
    """The tokens of a DOT text, read as its grammar says: names, signs, strings between quotation marks."""
    place = 0
    token = re.compile(r'\s*(->|[{}\[\];,=]|[A-Za-z_]\w*|-?\d+|"(?:[^"\\]|\\.)*")', re.ASCII | re.DOTALL)
    while text[place:].strip():
        match = token.match(text, place)
        assert match is not None, text[place : place + 50]
        yield match[1]
        place = match.end()


def said(string: str) -> str:
    """What a string of DOT says: escapes and entities undone, line by line."""
    undone = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], string[1:-1])
    return html.unescape(undone)


def assert_dot_reads_back(text: str) -> None:
    found, plain = list(tokens(dot.text([named(text)]))), list(tokens(dot.text([named("x")])))
    shown = visible(text)
    assert [one if one[0] != '"' else '"' for one in found] == [one if one[0] != '"' else '"' for one in plain]
    strings = [(said(one), said(same)) for one, same in zip(found, plain, strict=True) if one[0] == '"']
    for one, same in strings:
        assert one == same or one == re.sub(r"\bx\b", lambda _: shown, same)


def assert_mermaid_reads_back(text: str) -> None:
    written, plain = mermaid.text([named(text)]).splitlines(), mermaid.text([named("x")]).splitlines()
    shown = visible(text)
    assert len(written) == len(plain)
    for line, same in zip(written, plain, strict=True):
        undone = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), line).replace("\u200b", "")
        assert undone == re.sub(r"\bx\b", lambda _: shown, same)
        signs = re.sub(r"#\d+;", "", line)
        assert len(re.findall(r'["`%$&@\\|]', signs)) == len(re.findall(r'["`%$&@\\|]', same))


@given(TEXT)
@example("".join(ATTACKS))
def test_a_name_of_any_characters_is_read_back_from_the_svg(text: str) -> None:
    assert_svg_reads_back(text)


@given(TEXT)
@example("".join(ATTACKS))
def test_a_name_of_any_characters_is_read_back_from_the_dot_text(text: str) -> None:
    assert_dot_reads_back(text)


@given(TEXT)
@example("".join(ATTACKS))
def test_a_name_of_any_characters_is_read_back_from_the_mermaid_text(text: str) -> None:
    assert_mermaid_reads_back(text)


def test_no_line_of_a_picture_begins_with_a_name() -> None:
    for room in (mermaid, dot, svg):
        assert not any(line.lstrip().startswith("::") for line in room.text([named("::error::x")]).splitlines())


@pytest.fixture(scope="session")
def naughty(corpora: Callable[[str], Path]) -> list[str]:
    strings: list[str] = json.loads((corpora("blns") / "blns.json").read_text(encoding="utf-8"))
    return [*filter(None, strings)]


def test_every_naughty_string_is_read_back_from_every_picture(naughty: list[str]) -> None:
    for string in naughty:
        assert_svg_reads_back(string)
        assert_dot_reads_back(string)
        assert_mermaid_reads_back(string)


def test_graphviz_shows_the_names_as_they_are() -> None:
    program = shutil.which("dot")
    if program is None:
        pytest.skip("Graphviz (dot) is not installed")
    for text in [*ATTACKS, "".join(ATTACKS)]:
        done = subprocess.run(
            [program, "-Tsvg"], input=dot.text([named(text)]).encode(), capture_output=True, check=False, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, b"")
        root = ET.fromstring(done.stdout)  # noqa: S314 - Graphviz made it of our text
        shown = {"".join(one.itertext()).replace("\xa0", " ").strip() for one in root.iter(f"{SVG}text")}
        assert {visible(text).strip(), f"mail stops here: {visible(text)}".strip()} <= shown


PARSE = """
import { JSDOM } from 'jsdom';
const { window } = new JSDOM('<!doctype html><body></body>');
Object.assign(globalThis, { window, document: window.document });
const mermaid = (await import('mermaid')).default;
let text = '';
for await (const part of process.stdin) text += part;
for (const one of JSON.parse(text)) await mermaid.parse(one);
console.log('parsed');
"""


def test_mermaid_parses_its_text() -> None:
    home = os.environ.get("TESTS_MERMAID")
    if home is None:
        pytest.skip("TESTS_MERMAID does not name a folder in which npm has installed mermaid and jsdom")
    texts = [mermaid.text([named(text)]) for text in [*ATTACKS, "".join(ATTACKS)]]
    texts.append(mermaid.text([named("x"), named("y")]))
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PARSE],
        cwd=home,
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (0, b"parsed\n"), done.stderr.decode()
