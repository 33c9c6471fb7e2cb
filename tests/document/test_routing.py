"""The two parsers: whatever the fast one is trusted with, the pure one reads the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exlint.document import Document, read
from exlint.document.events import fast_events
from exlint.findings import Mark, Route

Both = Callable[[str], Any]

needs_c = pytest.mark.skipif(fast_events("") is None, reason="ruamel.yaml.clib has no wheel for this platform")

_SIGNS = "-?:,[]{}#&*!|>'\"%@ \n\t<a1."
_PIECES = [
    *("- ", "? ", ": ", ", ", "[", "]", "{", "}", "# ", "&a ", "*a ", "*a", "! ", "!!str ", "| ", "> ", "'", '"', "%"),
    *(" ", "  ", "\n", "\n  ", "\n ", "<<: ", "a", "1", "010", "a: ", "'a': ", "a:", "--- ", "\n---\n", "\n...\n"),
    *("\r\n", "\r", "\\", "`", "@", "\n- ", "b: *a\n", "\ufeff", "é", "\U0001f600", "\x85", "\u2028", "\x7f"),
]
_TEXTS = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.text(_SIGNS, max_size=9))


def _mutated(text: str, others: list[str], chance: random.Random) -> str:
    for _ in range(chance.choice((1, 1, 2, 3))):
        here, there = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        donor = chance.choice(others)
        cut = chance.randrange(len(donor) + 1)
        text = chance.choice(
            (
                text[:here] + chance.choice(_SIGNS) + text[here:],
                text[:here] + text[here + 1 :],
                text[:here] + chance.choice(_SIGNS) + text[here + 1 :],
                text[:here] + text[here:there][:20] + text[here:],
                text[:here] + donor[cut : cut + 15] + text[here:],
            )
        )
    return text


@settings(max_examples=4_000, deadline=None, derandomize=True, database=None)
@given(_TEXTS)
def test_generated_texts_are_read_the_same(both: Both, text: str) -> None:
    reading = both(text)
    assert reading.fast in (None, reading.pure)
    assert all(0 <= span.start <= span.end <= len(text) for span in reading.spans)


def test_mutated_texts_of_the_suite_are_read_the_same(corpora: Callable[[str], Path], both: Both) -> None:
    texts = [path.read_bytes().decode() for path in sorted(corpora("yaml-test-suite").rglob("in.yaml"))]
    chance = random.Random(305394)
    mutated = [_mutated(chance.choice(texts), texts, chance) for _ in range(6_000)]
    readings = {text: both(text) for text in mutated}
    trusted = {text: reading for text, reading in readings.items() if reading.fast is not None}
    assert [text for text, reading in trusted.items() if reading.fast != reading.pure] == []
    assert fast_events("") is None or len(trusted) > 1_000


@needs_c
@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\nb: [x, 'y', \"z\", {c: ~}]\n",
        "---\n# comment\na:\n- b\n-\n  - c\n",
        "x: &x {a: 1}\ny: [*x, {<<: *x, b: 2}]\n",
        "a: 1\na: 010\n",
        "? a\n: b\n",
    ],
)
def test_plain_estates_are_read_by_the_fast_parser(both: Both, text: str) -> None:
    reading = both(text)
    assert reading.fast == reading.pure


@needs_c
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a:\tb", None),
        ("# \t\na: b", {"a": "b"}),
        ("a: x\x85y", {"a": "x y"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: |\n x\n", {"a": "x\n"}),
        ("a: >\n x\n", {"a": "x\n"}),
        ("a: !!str 1", {"a": "1"}),
        ("!!map {a: 1}", {"a": 1}),
        ("%YAML 1.2\n--- a", "a"),
        ("a\n--- b", "a"),
        ("a\n...\n", "a"),
        (": a", {"": "a"}),
        ("? [a]\n: b", {}),
        ('["a":1]', None),
        ("[a: 1]", [{"a": 1}]),
        ("*a", None),
        ("[&a: 1, *a: ]", [1, 1]),
        ("[a:b, 22:30]", ["a:b", "22:30"]),
        ("[", None),
    ],
)
def test_what_the_parsers_may_read_differently_is_left_to_the_pure_one(both: Both, text: str, data: object) -> None:
    assert both(text).fast is None
    assert read(text.encode()).data == data


def _routes(data: Any, route: Route = ()) -> list[Route]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [route, *(found for part, value in inner for found in _routes(value, (*route, part)))]


def _whole(document: Document, route: Route, mark: Mark) -> bool:
    spot = document.locate(route, mark)
    spans = [spot.span] if spot.anchor is None else [spot.span, spot.anchor]
    return all(0 <= span.start <= span.end <= len(document.source.text) for span in spans)


@settings(max_examples=1_500, deadline=None, derandomize=True, database=None)
@given(_TEXTS)
def test_everything_that_is_read_can_be_found(text: str) -> None:
    document = read(text.encode())
    routes = _routes(document.data)
    assert all(_whole(document, route, mark) for route in routes for mark in Mark)
    missing = [(*route, "no such key") for route in routes]
    assert all(_whole(document, route, mark) for route in missing for mark in Mark)
