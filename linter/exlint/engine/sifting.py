"""From what was found to what counts: severities, files in which a rule is ignored, suppressions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exlint.engine import placing
from exlint.engine.files import File
from exlint.engine.policy import Policy, weighed
from exlint.findings import Finding


class Sifted(NamedTuple):
    """The findings of an estate that count, and those that do not."""

    counted: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()


def sift(findings: Sequence[Finding], files: Sequence[File], policy: Policy) -> Sifted:
    """What counts of an estate's findings.

    Fingerprints come first: what is ignored must not change those of the rest.
    """
    found = placing.fingerprinted(findings, files) if findings else ()
    if policy.severities:
        found = tuple(weighed(finding, policy) for finding in found)
    if policy.ignored is not None:
        paths = {file.shown: file.path for file in files}
        found = tuple(one for one in found if not policy.ignored(paths[one.place.file], one.code))
    return Sifted(found)
