"""How many columns a text takes."""

from __future__ import annotations

import pytest

from exlint.reports.columns import width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("ISA1", 4, id="ASCII"),
        pytest.param("Größe", 5, id="precomposed"),
        pytest.param("e\u0301", 1, id="combining acute"),
        pytest.param("a\u20dd", 1, id="enclosing circle"),
        pytest.param("中文", 4, id="wide"),
        pytest.param("Ａ", 2, id="full width"),  # noqa: RUF001 - the full-width letter is the point
        pytest.param("ｱ", 1, id="half width"),
        pytest.param("\U0001f600", 2, id="emoji"),
        pytest.param("±", 1, id="ambiguous"),
    ],
)
def test_counts_wide_characters_twice_and_marks_not_at_all(text: str, columns: int) -> None:
    assert width(text) == columns
