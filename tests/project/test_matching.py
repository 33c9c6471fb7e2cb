"""Wildcards of one path component."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.project.matching import fits, is_wild


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("isa.yaml", "isa.yaml", True),
        ("isa.yaml", "ISA.yaml", False),
        ("*.yaml", "isa.yaml", True),
        ("*.yaml", "isa.yml", False),
        ("*.YAML", "isa.yaml", False),
        ("*", "a", True),
        ("*", "", True),
        ("?", "", False),
        ("?", "ab", False),
        ("?", "é", True),
        ("isa?.yaml", "isa1.yaml", True),
        ("a*b*c", "aXbYc", True),
        ("a*b*c", "aXcYb", False),
        ("*a", "aaab", False),
        ("a**", "abc", True),
        ("*", ".hidden", False),
        ("?hidden", ".hidden", False),
        (".*", ".hidden", True),
        (".*", "shown", False),
        ("[ab]", "a", False),
        ("[ab]", "[ab]", True),
        ("*\n*", "a\nb", True),
    ],
)
def test_a_name_fits_a_pattern(pattern: str, name: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert fits(pattern, name) is expected


def test_only_an_asterisk_and_a_question_mark_are_wild() -> None:
    assert [is_wild(text) for text in ("a*", "?", "[ab]", "{a,b}", "a.yaml", "")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def by_regular_expression(pattern: str, name: str) -> bool:
    """The same question put to another judge."""
    words = {"*": ".*", "?": "."}
    body = "".join(words.get(sign) or re.escape(sign) for sign in pattern)
    hidden = "" if pattern.startswith(".") else r"(?!\.)"
    return re.fullmatch(hidden + body, name, re.DOTALL) is not None


@given(st.text("ab.*?", max_size=8), st.text("ab.\n", max_size=10))
def test_the_matcher_and_a_regular_expression_agree(pattern: str, name: str) -> None:
    assert fits(pattern, name) is by_regular_expression(pattern, name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_with_any_part_starred_fits(left: str, right: str) -> None:
    assert fits(f".{left}*{right}", f".{left}anything{right}")


def seconds(pattern: str, name: str) -> float:
    """The best time of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        assert not fits(pattern, name)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("grows", ["pattern", "name", "stars"])
def test_eightfold_length_takes_about_eightfold_time(grows: str) -> None:
    cases = {
        "pattern": [("*" + "a" * size + "b", "a" * 3000) for size in (50, 400)],
        "name": [("*" + "a" * 100 + "b", "a" * size) for size in (1000, 8000)],
        "stars": [("*a" * size + "b", "a" * 3000) for size in (100, 800)],
    }
    small, large = cases[grows]
    # Squared time would be 64-fold, and backtracking over several stars would never end.
    assert seconds(*large) < 24 * seconds(*small) + 0.001
