"""What the commands that judge files can be told; the one place where their options and values are named."""

from __future__ import annotations

from typing import NamedTuple

from exlint.document import Limits
from exlint.rules.selection import Selection

FORMATS = ("full", "concise", "json", "github")
FAIL_LEVELS = ("error", "warning", "info", "never")
COLORS = ("auto", "always", "never")
_LIMITS = Limits()


class CheckOptions(NamedTuple):
    """The options of `exlint check`, with their defaults; `since` is a git revision, None to show every finding."""

    paths: tuple[str, ...] = ()
    output_format: str = "full"
    fail_level: str = "warning"
    skip_foreign: bool = False
    stdin_filename: str = ""
    show_files: bool = False
    quiet: bool = False
    color: str = "auto"
    max_size: int = _LIMITS.size
    max_depth: int = _LIMITS.depth
    max_nodes: int = _LIMITS.nodes
    rules: Selection = Selection()
    server: str = ""
    statistics: bool = False
    rule_files: tuple[str, ...] = ()
    since: str | None = None

    @property
    def limits(self) -> Limits:
        """The bounds on each file."""
        return Limits(self.max_size, self.max_depth, self.max_nodes)


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
