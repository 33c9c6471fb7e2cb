"""Errors of use: an option whose value is none of its words, no number, or empty."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace as Some
from typing import TYPE_CHECKING

import pytest

from exlint.cli.usage import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

LEVELS = "expected error, warning, info or never"
AREAS = "expected file, smtp, dns, isa-rules, verdict, isa-elements, editions, security, isa-2004, exlint or own"
NO_SERVER = "--server is empty; expected the name of a server, or SERVER/VIRTUAL SERVER"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--fail-level", "warn"], f'--fail-level is "warn"; {LEVELS} (did you mean warning?)'),
        (["check", "--fail-level=", "a.yaml"], f'--fail-level is ""; {LEVELS}'),
        (["check", "--fail-level", "info", "--fail-level=x", "--", "--fail-level=y"], f'--fail-level is "x"; {LEVELS}'),
        (["check", "--output-format", "xml"], '--output-format is "xml"; expected full, concise, json or github'),
        (["check", "--color", "yes\x1b"], r'--color is "yes\x1b"; expected auto, always or never'),
        (["check", "--max-warnings", "x"], '--max-warnings is "x"; expected a whole number, 0 or more'),
        (["check", "--max-warnings", "-1"], '--max-warnings is "-1"; expected a whole number, 0 or more'),
        (["trace", "--max-size=0"], '--max-size is "0"; expected a whole number, 1 or more'),
        (["rules", "--area", "smpt"], f'--area is "smpt"; {AREAS} (did you mean smtp?)'),
        (
            ["rules", "--severity", "warn"],
            '--severity is "warn"; expected error, warning or info (did you mean warning?)',
        ),
        (["graph", "--output-format", "png"], '--output-format is "png"; expected mermaid, dot or svg'),
        (["config", "show", "--output-format", "toml"], '--output-format is "toml"; expected full or json'),
        (["diff", "--to", "HEAD"], "--to needs --from"),
        (["check", "--server", ""], NO_SERVER),
        (["trace", "--server="], NO_SERVER),
        (["graph", "--server", " "], NO_SERVER),
    ],
)
@pytest.mark.usefixtures("clean")
def test_a_wrong_option_is_told_as_a_wrong_setting_is(exlint: Exlint, words: list[str], said: str) -> None:
    assert exlint(*words) == (2, "", f"exlint: {said}\n")


def test_what_typer_says_well_enough_is_left_to_it(exlint: Exlint, clean: Path) -> None:
    for words in (["check", "--nope", clean.name], ["nope"], ["schema", "x"]):
        done = exlint(*words)
        assert (done.status, done.out) == (2, "")
        assert "Usage: " in done.err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Some(message="'a' is not one of 'b', 'c'.", param=Some(opts=["--x"])), '--x is "a"; expected b or c'),
        (
            Some(message="'a' is not a valid integer range.", param=Some(opts=["--x"], type=Some(min=3))),
            '--x is "a"; expected a whole number, 3 or more',
        ),
        (Some(message="anything else", param=Some(opts=["--x"])), ""),
        (Some(message="No such option"), ""),
    ],
    ids=["words", "a number", "another matter", "no parameter"],
)
def test_errors_of_older_versions_of_typer_are_understood(error: Some, said: str) -> None:
    assert told(error, ["check", "--x", "a"]) == said
