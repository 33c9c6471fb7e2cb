"""Two versions of an estate: what changed in objects, findings and verdicts, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from exlint.engine.judged import Judged
from exlint.findings import Finding
from exlint.mailflow.because import Because, reasons
from exlint.mailflow.turns import turns
from exlint.model.comparing import compare
from exlint.model.objects import Objects, objects
from exlint.reports.different import Difference


def difference(old: Judged | None, new: Judged | None) -> Difference:
    """What two versions of a document differ in; None for one that is not there."""
    before, after = _objects(old), _objects(new)
    changes = compare(before, after)
    every = tuple(turns(before, old and old.mail, after, new and new.mail))
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
