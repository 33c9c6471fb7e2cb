"""A comment has suppressed findings up to a day that is over.

## What it finds
A comment `# exlint: ignore[...] until=2027-01-31 -- reason` after that day, by the clock of the computer that runs
exlint. On the day itself it still suppresses. After it, what it suppressed counts again.

## Why mail suffers
It does as it did before: somebody knew that a setting keeps mail back, or may, and took time until that day to mend it.
The findings that count again say which.

## How to mend it
Mend what the comment suppressed, and take it out. If more time is needed, write a later day behind `until=`, and say in
the reason why.

## Source
exlint's own manual, Suppressions: a suppression with a day ends with that day.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL903",
    "expired-suppression",
    Severity.WARNING,
    __doc__ or "",
    symptom="setting",
    fix="whether the finding is to be mended now or to wait longer is a decision",
)
