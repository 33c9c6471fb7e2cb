"""The fast reader of the command line means what typer means, or it leaves the line to typer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exlint.cli import app, check, fast

if TYPE_CHECKING:
    from exlint.cli.options import CheckOptions

WORDS = [
    "a.yaml",
    "-",
    "--",
    "--output-format",
    "--output-format=json",
    "--output-format=",
    "--output-format=xml",
    "json",
    "full",
    "--fail-level",
    "--fail-level=never",
    "never",
    "--color",
    "--color=always",
    "--skip-foreign",
    "--skip-foreign=1",
    "--quiet",
    "-q",
    "-qq",
    "-x",
    "--no",
    "--baseline",
    "--baseline=known.jsonl",
    "--baseline=",
    "--max-depth",
    "3",
    "--help",
    "",
]


def _typer(words: list[str]) -> CheckOptions | None:
    """The options that typer reads; None where it does something else than check."""
    seen: list[CheckOptions] = []

    def run(options: CheckOptions) -> int:
        seen.append(options)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "run", run)
        app.run(words)
    return seen[0] if seen else None


@given(st.lists(st.sampled_from(WORDS), max_size=6))
@example(["--", "-q"])
@example(["a.yaml", "--", "--", "b.yaml"])
@example(["--output-format", "json", "-q", "--", "--help"])
def test_what_the_fast_reader_reads_typer_reads_alike(words: list[str]) -> None:
    found = fast.read(["check", *words])

    if found is not None:
        assert found == _typer(["check", *words])


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "a.yaml", "b.yaml"],
        ["check", "--output-format", "json", "a.yaml"],
        ["check", "a.yaml", "--output-format=github", "--fail-level", "error", "-q"],
        ["check", "--skip-foreign", "--", "a.yaml"],
        ["check", "--baseline", "known.jsonl", "a.yaml"],
    ],
)
def test_the_common_forms_are_read_fast(words: list[str]) -> None:
    assert fast.read(words) is not None


@pytest.mark.parametrize(
    "words", [[], ["rules"], ["--help"], ["check", "--help"], ["check", "--max-depth", "3"], ["check", "-qx"]]
)
def test_everything_else_is_left_to_typer(words: list[str]) -> None:
    assert fast.read(words) is None
