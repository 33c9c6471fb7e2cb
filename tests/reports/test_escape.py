"""What `visible` shows, and that nothing which acts or hides gets through it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.reports.escape import pieces, visible

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Default SMTP Virtual Server", "Default SMTP Virtual Server", id="plain"),
        pytest.param("Größe 中文 é e\u0301", "Größe 中文 é e\u0301", id="letters and marks of any script"),
        pytest.param(r"C:\new", r"C:\new", id="backslash stays"),
        pytest.param("a\nb\tc\rd", r"a\nb\tc\rd", id="line ends and tab"),
        pytest.param("\x1b[31m\x00\x7f", r"\x1b[31m\x00\x7f", id="C0 and DEL"),
        pytest.param("\x85\x9b", r"\x85\x9b", id="C1"),
        pytest.param("\u202a\u202e\u2066\u2069\u200e\u200f", r"\u202a\u202e\u2066\u2069\u200e\u200f", id="bidi"),
        pytest.param("\u2028\u2029", r"\u2028\u2029", id="line and paragraph separator"),
        pytest.param("\udc80\ud800", r"\udc80\ud800", id="lone surrogates"),
        pytest.param("\u200b\ufeff\xad\u2060", r"\u200b\ufeff\xad\u2060", id="zero width"),
        pytest.param("a\xa0b\u3000c\u2009", r"a\xa0b\u3000c\u2009", id="blanks that are no space"),
        pytest.param("\u0378\ue000", r"\u0378\ue000", id="unassigned and private"),
        pytest.param("\U000e0041\U0010ffff", r"\U000e0041\U0010ffff", id="beyond the first plane"),
        pytest.param(
            "\u3164\u115f\uffa0\u2800\ufe0f", r"\u3164\u115f\uffa0\u2800\ufe0f", id="letters drawn as nothing"
        ),
        pytest.param("##[error]x", r"##\x5berror]x", id="GitHub's older command"),
        pytest.param("a ##vso[task.x]", r"a ##vso\x5btask.x]", id="Azure Pipelines' command"),
        pytest.param("###[x]", r"###\x5bx]", id="command behind one more hash"),
        pytest.param("# [x] #[y] ## [z]", "# [x] #[y] ## [z]", id="brackets that are no command"),
    ],
)
def test_shows_what_acts_or_hides_and_leaves_the_rest(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANYTHING)
def test_leaves_no_character_that_acts_or_hides(text: str) -> None:
    left = {unicodedata.category(char) for char in visible(text).replace(" ", "")}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}


@given(ANYTHING)
def test_what_is_shown_is_safe_to_show_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(ANYTHING)
def test_has_one_piece_for_each_character(text: str) -> None:
    assert len(pieces(text)) == len(text)
    assert "".join(pieces(text)) == visible(text)
