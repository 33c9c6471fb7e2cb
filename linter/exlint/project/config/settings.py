"""What is configured, with where each part of it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from exlint.project.config.keys import KEYS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exlint.findings import Route
    from exlint.project.config.toml import Toml

_Value = TypeVar("_Value")


class Misconfigured(Exception):  # noqa: N818 - named for what the tool is
    """The configuration cannot be used.

    Attributes:
        faults: Why, each in one line that begins with its place; may hold any character.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Origin(NamedTuple):
    """Where something was said.

    Attributes:
        source: A file as it is shown, an environment variable, a flag, or `default`.
        base: The real folder that paths and globs said there are relative to; empty for a default.
        toml: The file's text, where it is a file.
        route: The way into that text.
        layer: The number of the layer; a higher one is over a lower one, and a default has 0.
    """

    source: str
    base: str = ""
    toml: Toml | None = None
    route: Route = ()
    layer: int = 0

    def __str__(self) -> str:
        """The source; of a file with line and column, as `exlint.toml:3:1`."""
        return self.source if self.toml is None else f"{self.source}:{self.toml.place(self.route)}"

    def of_value(self) -> str:
        """The same, with the place of the value and not of its key."""
        return self.source if self.toml is None else f"{self.source}:{self.toml.place(self.route, value=True)}"

    def item(self, step: str | int) -> Origin:
        """The origin of an item of the list, or a key of the table, that was said here."""
        return self if self.toml is None else self._replace(route=(*self.route, step))


class Said(NamedTuple, Generic[_Value]):
    """A value, and where it was said."""

    value: _Value
    origin: Origin


Texts = Said[tuple[Said[str], ...]]
"""A list of texts; each item has an origin of its own."""

Levels = Said[tuple[tuple[Said[str], str], ...]]
"""A word that means rules, and `error`, `warning` or `info`; the narrower layers come last."""

Ignores = Said[tuple[tuple[Said[str], tuple[Said[str], ...]], ...]]
"""A glob, and the words for rules that do not count in the files that it names."""


class Settings(NamedTuple):
    """What is configured, by the keys of `keys.KEYS`; a key has None where nobody said a value and none is usual."""

    select: Texts
    extend_select: Texts
    ignore: Texts
    extend_ignore: Texts
    severity: Levels
    per_file_ignores: Ignores
    preview: Said[bool]
    exclude: Texts
    extend_exclude: Texts
    force_exclude: Said[bool]
    fail_level: Said[str]
    max_warnings: Said[int | None]
    baseline: Said[str | None]
    require_reason: Said[bool]
    rule_files: Texts
    output_format: Said[str]
    extend: Said[str | None]
    required_version: Said[str | None]


_DEFAULT = Origin("default")
_EMPTY = (Kind.WORDS, Kind.GLOBS, Kind.LEVELS, Kind.IGNORES)  # a list or a table, empty by default

USUAL: Mapping[str, Said[Any]] = {key.name: Said(() if key.kind in _EMPTY else key.default, _DEFAULT) for key in KEYS}
"""The default of every key."""

DEFAULTS = Settings(**{key.field: USUAL[key.name] for key in KEYS})
"""The settings where nothing is configured."""
