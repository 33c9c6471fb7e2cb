"""The texts below the fields of the shape, read as schema annotations."""

from __future__ import annotations

from typing import Any

import pytest

from exlint.schema import prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The port.", {"description": "The port."}, id="a description alone"),
        pytest.param("The port. Absent: 25.", {"description": "The port.", "default": 25}, id="a default"),
        pytest.param(
            "The\n    host. Absent: null.", {"description": "The host.", "default": None}, id="null and a line"
        ),
        pytest.param("A. Absent: 15 or 30.", {"description": "A.", "x-absent": "15 or 30"}, id="words that begin so"),
        pytest.param("A. Absent: unknown: why.", {"description": "A.", "x-absent": "unknown: why"}, id="words"),
        pytest.param(
            'A. Examples: ["x. y", [1]]. Absent: "always".',
            {"description": "A.", "examples": ["x. y", [1]], "default": "always"},
            id="examples and a default",
        ),
    ],
)
def test_a_text_is_read_in_its_parts(text: str, expected: dict[str, Any]) -> None:
    assert prose.parse(text) == expected


def test_examples_that_are_no_json_are_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        prose.parse("A. Examples: [DC1].")
