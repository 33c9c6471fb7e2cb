"""The keys of the configuration: the one place where they are listed."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

FORMATS = ("full", "concise", "json", "github")
SEVERITIES = ("error", "warning", "info")
FAIL_LEVELS = (*SEVERITIES, "never")

_END = r"$(?!\n)"  # Python's `$` also stands before a last line feed
_CLAUSE = r" *(>=|<=|==|!=|>|<) *[0-9]{1,9}(\.[0-9]{1,9}){0,9} *"

WORD = r"\S"
"""What a word that means rules matches somewhere."""

GLOB = rf"^(?!/|[\s\S]:|([\s\S]*/)?\.\.(/|{_END})|(\.?/)*\.?{_END})[^\\\u0000]+{_END}"
"""What a glob matches that `globs.glob` takes; for the JSON Schema, which has no other words."""

PATH = rf"^[^\u0000]+{_END}"
"""What a path matches."""

VERSIONS = rf"^{_CLAUSE}(,{_CLAUSE})*{_END}"
"""What a version specifier matches: clauses with commas, each a comparison and a dotted number."""


class Kind(Enum):
    """What the value of a key is; the value says what a message expects."""

    WORDS = 'a list of rules, as ["EXL101", "dns"]'
    GLOBS = 'a list of globs, as ["lab/**"]'
    LEVELS = 'a table of rules, as {EXL101 = "info"}'
    IGNORES = 'a table of globs, as {"lab/**" = ["EXL101"]}'
    FLAG = "true or false"
    CHOICE = "one of its words"
    NUMBER = "a whole number, 0 or more"
    VERSIONS = 'versions, as ">=0.1,<2"'
    PATH = 'a path, as "config/exlint.toml"'


class Key(NamedTuple):
    """A key of the configuration.

    Attributes:
        name: As it is written in a file.
        kind: What its value is.
        meaning: What it does, in a sentence without its full stop.
        default: The value where nobody says one; None for a key that then has none.
        choices: The words that a value of the kind CHOICE is one of.
        adds: Whether its values add up from layer to layer, and are not replaced.
        only_in_files: Whether neither environment nor flags can say it.
    """

    name: str
    kind: Kind
    meaning: str
    default: Any = None
    choices: tuple[str, ...] = ()
    adds: bool = False
    only_in_files: bool = False

    @property
    def field(self) -> str:
        """The name in `Settings`."""
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """The name in the environment."""
        return f"EXLINT_{self.field.upper()}"


KEYS = (
    Key("select", Kind.WORDS, "Only these rules: codes, beginnings of codes, names, areas, groups, or `all`", []),
    Key("extend-select", Kind.WORDS, "These rules as well", [], adds=True),
    Key("ignore", Kind.WORDS, "Not these rules", []),
    Key("extend-ignore", Kind.WORDS, "Nor these", [], adds=True),
    Key("severity", Kind.LEVELS, "How bad the findings of rules are: `error`, `warning` or `info`", {}, adds=True),
    Key("per-file-ignores", Kind.IGNORES, "Which rules do not count in which files", {}, adds=True),
    Key("preview", Kind.FLAG, "Rules in preview as well", default=False),
    Key("exclude", Kind.GLOBS, "Files and folders to leave out below the folders that are checked", []),
    Key("extend-exclude", Kind.GLOBS, "These as well", [], adds=True),
    Key("force-exclude", Kind.FLAG, "Leave out what is excluded also where the command line names it", default=False),
    Key("fail-level", Kind.CHOICE, "The least severity that gives exit status 1", "warning", FAIL_LEVELS),
    Key("max-warnings", Kind.NUMBER, "More warnings than this give exit status 1, whatever the fail level"),
    Key("baseline", Kind.PATH, "The file of findings that are known and do not count"),
    Key("require-reason", Kind.FLAG, "A comment that suppresses must say why, or it suppresses nothing", default=True),
    Key("rule-files", Kind.GLOBS, "The files of your own rules", []),
    Key("output-format", Kind.CHOICE, "How findings are written", "full", FORMATS),
    Key("extend", Kind.PATH, "The file that this one begins from", only_in_files=True),
    Key("required-version", Kind.VERSIONS, "The versions of exlint that may read this file"),
)
"""Every key, in the order in which the manual and `exlint config show` have them."""

BY_NAME = {key.name: key for key in KEYS}
"""Name -> key."""

SELECTING = ("select", "extend-select", "ignore", "extend-ignore")
"""The keys that a layer with `select` drops from the layers below it."""
