"""A comment suppresses findings and does not say why.

## What it finds
A comment `# exlint: ignore[...]` or `# exlint: file-ignore[...]` without ` -- ` and words behind it. It suppresses
nothing.

## Why mail suffers
It does not. But the next reader cannot tell a fault that was looked at from one that was in the way, and a setting that
keeps mail in the queue hides behind the comment for years.

## How to mend it
Write the reason at the end of the comment, as `# exlint: ignore[EXL101] -- the provider asks for it until we move`.

## Source
exlint's own manual, Suppressions: a suppression says why.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL904",
    "suppression-without-reason",
    Severity.WARNING,
    __doc__ or "",
    symptom="setting",
    fix="the reason is not in the file",
)
