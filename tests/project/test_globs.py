"""Patterns that name files and folders of a project."""

from __future__ import annotations

import os
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.project.globs import BadGlob, glob

BASE = os.path.join(os.path.abspath(os.sep), "project")


def covers(pattern: str, path: str) -> bool:
    return glob(BASE, pattern).covers(os.path.join(BASE, *path.split("/")))


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("old", "old", True),
        ("old", "old/infra.yaml", True),
        ("old", "sites/old/infra.yaml", True),
        ("old", "older/infra.yaml", False),
        ("old/", "sites/old/infra.yaml", True),
        ("infra.yaml", "a/b/infra.yaml", True),
        ("*.old.yaml", "a/infra.old.yaml", True),
        ("sites/*.yaml", "sites/a.yaml", True),
        ("sites/*.yaml", "sites/a/b.yaml", False),
        ("sites/*.yaml", "x/sites/a.yaml", False),
        ("./old", "sites/old", False),
        ("./old", "old/a.yaml", True),
        ("sites/*", "sites/a/b.yaml", True),
        ("sites/**/old", "sites/old/a.yaml", True),
        ("sites/**/old", "sites/a/b/old/a.yaml", True),
        ("sites/**/old", "sites/a/b/new/a.yaml", False),
        ("**/test/*.yaml", "test/a.yaml", True),
        ("**/test/*.yaml", "a/test/b/test/c.yaml", True),
        ("*", ".hidden/a.yaml", True),
        ("Old", "old", False),
        ("[ab]", "a", False),
        ("a/?.yaml", "a/é.yaml", True),
    ],
)
def test_a_path_is_named_by_a_pattern(pattern: str, path: str, expected: bool) -> None:  # noqa: FBT001 - a column
    assert covers(pattern, path) is expected


def test_neither_the_base_itself_nor_what_lies_outside_is_ever_named() -> None:
    assert not glob(BASE, "**").covers(BASE)
    assert not glob(BASE, "**").covers(BASE + "2")
    assert not glob(BASE, "**").covers(os.path.dirname(BASE))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("a\\b", "holds a backslash"),
        ("/etc", "is absolute"),
        ("C:/x", "is absolute"),
        ("../x", "leads upwards"),
        ("a/../b", "leads upwards"),
        ("", "names nothing"),
        ("./", "names nothing"),
        ("a\0", "names nothing"),
    ],
)
def test_a_pattern_that_can_name_nothing_is_refused(pattern: str, words: str) -> None:
    with pytest.raises(BadGlob, match=words):
        glob(BASE, pattern)


def by_regular_expression(pattern: str, path: str) -> bool:
    """The same question put to another judge: a pattern with a folder in it, matched as one regular expression."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    words = {"*": "[^/]*", "?": "[^/]"}
    plain = ["".join(words.get(sign) or re.escape(sign) for sign in part) + "/" for part in parts]
    body = "".join("([^/]*/)*" if part == "**" else name for part, name in zip(parts, plain, strict=True))
    return re.fullmatch(body + "([^/]*/)*", path + "/") is not None


NAMES = st.text("ab.", min_size=1, max_size=3).filter(lambda name: name.strip("."))
PARTS = st.one_of(st.just("**"), st.text("ab*?", min_size=1, max_size=3).filter(lambda part: part != "**"))


@given(st.lists(PARTS, min_size=1, max_size=5), st.lists(NAMES, min_size=1, max_size=6))
def test_the_matcher_and_a_regular_expression_agree(parts: list[str], names: list[str]) -> None:
    pattern, path = "./" + "/".join(parts), "/".join(names)

    assert covers(pattern, path) is by_regular_expression(pattern, path)


@given(st.lists(PARTS, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4), NAMES)
def test_whatever_lies_in_a_folder_that_is_named_is_named(parts: list[str], names: list[str], name: str) -> None:
    pattern, folder = "/".join(parts), "/".join(names)

    assert not covers(pattern, folder) or covers(pattern, f"{folder}/{name}")


def seconds(pattern: str, path: str) -> float:
    """The best time of three."""
    compiled, place = glob(BASE, pattern), os.path.join(BASE, path)
    times = []
    for _ in range(3):
        start = time.process_time()
        assert not compiled.covers(place)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("grows", ["stars", "path"])
def test_eightfold_length_takes_about_eightfold_time(grows: str) -> None:
    cases = {
        "stars": [("/".join(["**", "a"] * size) + "/b", "/".join(["a"] * 800)) for size in (50, 400)],
        "path": [("**/" + "a/" * 50 + "b", "/".join(["a"] * size)) for size in (200, 1600)],
    }
    small, large = cases[grows]
    # Backtracking over several ** would never end.
    assert seconds(*large) < 32 * seconds(*small) + 0.001
