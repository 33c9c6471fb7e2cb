"""Two versions of an estate: what changed in objects, findings and verdicts, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exlint.engine.because import Because, reasons
from exlint.engine.comparing import Change, compare
from exlint.engine.objects import Objects, objects
from exlint.engine.run import Judged
from exlint.engine.verdicts import Turn, turns
from exlint.findings import Finding


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
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    found: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    turns: tuple[Turn, ...]
    because: Mapping[str, Because]
    judged: tuple[bool, bool]

    @property
    def worse(self) -> bool:
        """Whether a verdict got worse, or there is none any more, or none about a new document."""
        lost = bool(self.new) and not self.judged[1] and (self.judged[0] or not self.old)
        return lost or any(turn.worse for turn in self.turns)

    @property
    def empty(self) -> bool:
        """Whether nothing that matters differs."""
        same_documents = bool(self.old) == bool(self.new) and self.judged[0] == self.judged[1]
        return same_documents and not (self.changes or self.found or self.gone or self.turned)

    @property
    def turned(self) -> tuple[Turn, ...]:
        """The virtual servers about which something changed."""
        return tuple(turn for turn in self.turns if turn.changed)


def difference(old: Judged | None, new: Judged | None) -> Difference:
    """What two versions of a document differ in; None for one that is not there."""
    before, after = _objects(old), _objects(new)
    changes = compare(before, after)
    every = tuple(turns(old, new, before, after))
    found, gone = _only(new, old), _only(old, new)
    why: Mapping[str, Because] = {}
    if old and old.mail and new and new.mail:
        turned = [turn for turn in every if turn.changed]
        why = reasons((before, old.mail), (after, new.mail), changes, turned)
    judged = bool(old and old.mail), bool(new and new.mail)
    return Difference(_shown(old), _shown(new), changes, found, gone, every, why, judged)


def _objects(judged: Judged | None) -> Objects:
    return objects(file.data for file in judged.files) if judged else objects(())


def _only(one: Judged | None, other: Judged | None) -> tuple[Finding, ...]:
    """The findings that one version has and the other has not, as one reads them."""
    there = Counter(finding.fingerprint for finding in _findings(other))
    found = []
    for finding in _findings(one):
        if there[finding.fingerprint]:
            there[finding.fingerprint] -= 1
        else:
            found.append(finding)
    return tuple(sorted(found, key=lambda finding: finding.place))


def _findings(judged: Judged | None) -> Sequence[Finding]:
    return judged.findings if judged else ()


def _shown(judged: Judged | None) -> str:
    return judged.files[0].shown if judged else ""
