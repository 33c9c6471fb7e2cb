"""A comment for exlint is not written as one that suppresses.

## What it finds
A comment that begins with `exlint:` and goes on in another way than `# exlint: ignore[EXL101] -- reason`, or with
`file-ignore`: another word, as `disable`; no space behind the colon; brackets that are missing or empty; anything but
`until=` and `owner=` between the brackets and the reason; a day that is not in the calendar, as 2027-02-30. Also one
that would be such a comment but for its first word, as `# exlint ignore[EXL101]`. It suppresses nothing. A first line
that was taken out, `# exlint: 1`, is left alone.

## Why mail suffers
It does not. But the finding that was meant still counts, and whoever reads the comment takes it for suppressed.

## How to mend it
Write it as the finding shows. A remark about exlint that should suppress nothing begins with another word.

## Source
exlint's own manual, Suppressions: what a comment for exlint looks like.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL905",
    "malformed-suppression",
    Severity.WARNING,
    __doc__ or "",
    symptom="setting",
    fix="what was meant only the author of the comment knows",
)
