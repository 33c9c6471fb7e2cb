"""Two versions of an estate: what changed in objects, findings and verdicts, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from exlint.engine.judged import Judged
from exlint.findings import Finding
from exlint.mailflow.because import Because, reasons
from exlint.mailflow.turns import turns
from exlint.model import renaming
from exlint.model.comparing import compare
from exlint.model.objects import Objects, objects
from exlint.reports.different import Difference


def followed(old: Mapping[str, Judged], new: Mapping[str, Judged]) -> dict[str, str]:
    """The documents of two versions, by path, that only changed their path: the new one -> the old one.

    Raises:
        renaming.TooMany: They cannot be held against one another in good time.
    """
    gone = {path: _objects(one) for path, one in old.items() if path not in new}
    came = {path: _objects(one) for path, one in new.items() if path not in old}
    return renaming.renamed(gone, came)


def difference(old: Judged | None, new: Judged | None, *, renamed: bool = False) -> Difference:
    """What two versions of a document differ in; None for one that is not there.

    Args:
        old: The old version.
        new: The new one.
        renamed: Whether they are one document under two names.
    """
    before, after = _both(old, new)
    changes = compare(before, after)
    every = tuple(turns(before, old and old.mail, after, new and new.mail))
    found, gone = _only(new, old), _only(old, new)
    if new and not new.mail:
        gone = ()  # its rules were not run
    why: Mapping[str, Because] = {}
    if old and old.mail and new and new.mail:
        turned = [turn for turn in every if turn.changed]
        why = reasons((before, old.mail), (after, new.mail), changes, turned)
    judged = bool(old and old.mail), bool(new and new.mail)
    return Difference(_shown(old), _shown(new), changes, found, gone, every, why, judged, renamed)


def _both(old: Judged | None, new: Judged | None) -> tuple[Objects, Objects]:
    """The objects of both versions.

    Of a version with a file that holds nothing, or is not read to its end, nobody knows them: they are taken for those
    of the other, so that none of them is said to have come or gone.
    """
    before, after = _objects(old), _objects(new)
    if new and not _is_whole(new):
        return before, before
    return (before, after) if old is None or _is_whole(old) else (after, after)


def _is_whole(judged: Judged) -> bool:
    return all(isinstance(file.data, dict) for file in judged.files)


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
