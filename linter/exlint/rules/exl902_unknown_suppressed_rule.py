"""A comment suppresses a rule that there is not.

## What it finds
A word in the brackets of `# exlint: ignore[...]` or `# exlint: file-ignore[...]` that is no code, no beginning of a
code, no name, no area and no group of exlint's rules; also a code or name of an own rule where its rule file is not
configured. The other words of the comment count.

## Why mail suffers
It does not. But the finding that was meant still counts, and whoever reads the comment takes it for suppressed.

## How to mend it
Write one of the codes or names that `exlint rules` lists; the finding names the nearest. Take the word out if its rule
was removed.

## Source
exlint's own manual, Suppressions: a word that means no rule is reported.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL902",
    "unknown-suppressed-rule",
    Severity.WARNING,
    __doc__ or "",
    symptom="setting",
    fix="which rule was meant only the author of the comment knows",
)
