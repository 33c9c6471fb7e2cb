"""Reads the common forms of a command line without typer, whose import takes longer than checking a file.

It knows `check` with paths and a few options. At the first thing that it does not know it gives up, and typer reads the
whole line: every error, every help text and every rare form is typer's. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

from exlint.cli.options import COLORS, FAIL_LEVELS, FORMATS, CheckOptions

_CHOICES = {
    "--output-format": ("output_format", FORMATS),
    "--fail-level": ("fail_level", FAIL_LEVELS),
    "--color": ("color", COLORS),
}
_FLAGS = {"--skip-foreign": "skip_foreign", "--quiet": "quiet", "-q": "quiet"}


def read(arguments: Sequence[str]) -> CheckOptions | None:
    """The options that a command line means; None where typer must read it."""
    if not arguments or arguments[0] != "check":
        return None
    found: dict[str, str | bool] = {}
    paths: list[str] = []
    rest = iter(arguments[1:])
    for word in rest:
        if word == "--":
            paths += rest
        elif word in _FLAGS:
            found[_FLAGS[word]] = True
        elif word.startswith("-"):
            name, equals, value = word.partition("=")
            field, choices = _CHOICES.get(name, ("", ()))
            value = value if equals else next(rest, "")
            if name == "--baseline" and value:
                found["baseline"] = value
            elif value in choices:
                found[field] = value
            else:
                return None
        else:
            paths.append(word)
    return CheckOptions(tuple(paths), **found)  # type: ignore[arg-type] # the tables name fields of the right type
