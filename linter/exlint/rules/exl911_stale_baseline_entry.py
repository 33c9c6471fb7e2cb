"""An entry of a baseline stands for a finding that is gone.

## What it finds
A line of the file that `baseline` names, for which nothing was found: the setting was mended, the object was renamed
or removed, the document is gone, has another baseline or lost its line that begins with `exlint:`, or a comment
suppresses the finding now. It is reported only where this is certain: the document of the entry was judged and the rule
ran; or the document is no longer there, every document that may be it under another name was looked at, and none took
the entry over. A run over some files says nothing about the entries of the others.

## Why mail suffers
It does not, yet. But an entry that is left behind takes the same finding again without a word when somebody brings the
fault back, and then mail stays in the queue although the gate was open.

## How to mend it
Run `exlint baseline prune`: it removes these lines and touches no other. Commit the file together with what mended the
setting. A document that lost its line is not checked any more: if that was not meant, give it the line back.

## Source
exlint's own manual, exlint in a repository with 500 old findings.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL911",
    "stale-baseline-entry",
    Severity.WARNING,
    __doc__ or "",
    symptom="upkeep",
    fix="exlint baseline prune takes it out",
)
