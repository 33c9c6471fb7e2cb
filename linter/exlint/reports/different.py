"""What a report on two versions is given: a document, and what differs in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exlint.findings import Finding
from exlint.mailflow.because import Because
from exlint.mailflow.turns import Turn
from exlint.model.comparing import Change


class Difference(NamedTuple):
    """What two versions of a document, with its fragments, differ in.

    Attributes:
        old: The old document as shown; empty where there is none.
        new: The new document, likewise.
        changes: What changed in objects.
        found: The findings that only the new version has.
        gone: Those that only the old version has.
        turns: The verdict about each virtual server of either version.
        because: Identity of a virtual server whose verdict changed -> why.
        judged: Whether each version was judged; False where there is none.
        renamed: Whether it is one document under two names.
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    found: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    turns: tuple[Turn, ...]
    because: Mapping[str, Because]
    judged: tuple[bool, bool]
    renamed: bool = False

    @property
    def worse(self) -> bool:
        """Whether a verdict got worse, or there is none any more, or none about a new document."""
        lost = bool(self.new) and not self.judged[1] and (self.judged[0] or not self.old)
        return lost or any(turn.worse for turn in self.turns)

    @property
    def empty(self) -> bool:
        """Whether nothing that matters differs."""
        is_other = self.renamed or bool(self.old) != bool(self.new) or self.judged[0] != self.judged[1]
        return not (is_other or self.changes or self.found or self.gone or self.turned)

    @property
    def turned(self) -> tuple[Turn, ...]:
        """The virtual servers about which something changed."""
        return tuple(turn for turn in self.turns if turn.changed)
