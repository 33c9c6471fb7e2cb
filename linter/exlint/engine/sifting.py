"""From what was found to what counts: severities, files in which a rule is ignored, suppressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exlint.engine import placing
from exlint.engine.files import File
from exlint.engine.policy import Policy, weighed
from exlint.findings import Finding, Place


class Sifted(NamedTuple):
    """The findings of an estate that count, and those that do not.

    `refuted` is what no other estate can say about a file that it shares with this one, as in `suppressing.Outcome`.
    """

    counted: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    refuted: frozenset[tuple[Place, str]] = frozenset()


def sift(findings: Sequence[Finding], files: Sequence[File], policy: Policy, *, judged: bool) -> Sifted:
    """What counts of an estate's findings; `judged` says whether its rules were run."""
    found = _weighed(findings, files, policy)
    comments = [(file, file.comments) for file in files] if policy.suppressions else []
    if not any(some for _, some in comments):
        return Sifted(found)
    from exlint.engine.suppressing import suppress  # noqa: PLC0415 - few estates have such comments

    outcome = suppress(found, comments, policy, judged=judged)
    said = [one for one in outcome.said if policy.codes is None or one.code in policy.codes]
    counted = tuple(one for one in found if one not in outcome.suppressed)
    suppressed = tuple(one._replace(suppressed=why) for one, why in outcome.suppressed.items())
    return Sifted(counted + _weighed(said, files, policy), suppressed, outcome.refuted)


def _weighed(findings: Sequence[Finding], files: Sequence[File], policy: Policy) -> tuple[Finding, ...]:
    """The findings that are not ignored in their files, with fingerprints, and with the severity that they are given.

    Fingerprints come first: what is ignored must not change those of the rest.
    """
    found = placing.fingerprinted(findings, files) if findings else ()
    if policy.severities:
        found = tuple(weighed(finding, policy) for finding in found)
    if policy.ignored is not None:
        paths = {file.shown: file.path for file in files}
        found = tuple(one for one in found if not policy.ignored(paths[one.place.file], one.code))
    return found
