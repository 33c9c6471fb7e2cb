"""What the commands that judge files can be told; the one place where their options and values are named."""

from __future__ import annotations

from typing import Any, NamedTuple

from exlint.document import Limits
from exlint.project.config.keys import FAIL_LEVELS, FORMATS, KEYS

__all__ = ["COLORS", "FAIL_LEVELS", "FORMATS", "CheckOptions", "TraceOptions"]

COLORS = ("auto", "always", "never")
_LIMITS = Limits()


class CheckOptions(NamedTuple):
    """The options of `exlint check`.

    Those that stand for a key of the configuration are None where they are not given: environment and files have a say.
    `since` is a git revision, None to show every finding.
    """

    paths: tuple[str, ...] = ()
    output_format: str | None = None
    fail_level: str | None = None
    skip_foreign: bool = False
    stdin_filename: str = ""
    show_files: bool = False
    quiet: bool = False
    color: str = "auto"
    max_size: int = _LIMITS.size
    max_depth: int = _LIMITS.depth
    max_nodes: int = _LIMITS.nodes
    server: str = ""
    statistics: bool = False
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_ignore: tuple[str, ...] | None = None
    preview: bool | None = None
    max_warnings: int | None = None
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] | None = None
    force_exclude: bool | None = None
    rule_file: tuple[str, ...] = ()
    baseline: str | None = None
    no_suppressions: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    fix_only: bool = False
    since: str | None = None
    config: str = ""
    isolated: bool = False

    @property
    def limits(self) -> Limits:
        """The bounds on each file."""
        return Limits(self.max_size, self.max_depth, self.max_nodes)

    @property
    def flags(self) -> dict[str, Any]:
        """What is given of the keys of the configuration: name -> plain value, as a file would hold it."""
        given = {key.name: getattr(self, key.field, None) for key in KEYS}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in given.items()
            if value is not None
        }


class TraceOptions(NamedTuple):
    """The options of `exlint trace`, with their defaults.

    Attributes:
        server: This Exchange server, or this SERVER/VIRTUAL SERVER, whatever its case; empty for all.
        to: A mail domain, `host:NAME`, or an address; None for all that the document tells apart.
        at: A day and an hour, as `mon 14`; None for all.
    """

    paths: tuple[str, ...] = ()
    server: str = ""
    to: str | None = None
    at: str | None = None
    output_format: str = "full"
    stdin_filename: str = ""
    color: str = "auto"
    max_size: int = _LIMITS.size
    max_depth: int = _LIMITS.depth
    max_nodes: int = _LIMITS.nodes

    @property
    def limits(self) -> Limits:
        """The bounds on each file."""
        return Limits(self.max_size, self.max_depth, self.max_nodes)


class DiffOptions(NamedTuple):
    """The options of `exlint diff`, with their defaults.

    Attributes:
        paths: An old document and a new one; or, with `old`, documents and folders of a repository, none for all of it.
        old: A git revision; None to compare two files.
        new: Another one; None for the working tree.
    """

    paths: tuple[str, ...] = ()
    old: str | None = None
    new: str | None = None
    output_format: str = "full"
    color: str = "auto"
    max_size: int = _LIMITS.size
    max_depth: int = _LIMITS.depth
    max_nodes: int = _LIMITS.nodes

    @property
    def limits(self) -> Limits:
        """The bounds on each file."""
        return Limits(self.max_size, self.max_depth, self.max_nodes)


def words(given: list[str] | None) -> tuple[str, ...] | None:
    """The words of an option that may be given several times, each time several words with commas; None for none."""
    return None if given is None else tuple(word.strip() for one in given for word in one.split(","))
