"""A comment suppresses findings that there are not.

## What it finds
A comment `# exlint: ignore[...]` or `# exlint: file-ignore[...]`, or one of the words in its brackets, that suppresses
nothing. Nothing that it covers has such a finding any more; or another word or comment suppresses it already; or there
is no key and no item that it could cover; or it names findings that always count: EXL001 to EXL009, and those about
suppressions. A word counts as unused only where that is known: its rules have run, and in no other estate of the run
does it suppress something in the same file.

## Why mail suffers
It does not, yet. But the comment stays behind when the fault is mended, and suppresses the same fault when it comes
back: then mail stays in the queue, and nobody is told.

## How to mend it
Take the comment out, or the word out of its brackets. If the finding is still there, but at another place, move the
comment: at the end of a line it covers what begins on that line, on a line of its own the key or item that follows.

## Source
exlint's own manual, Suppressions: a suppression that is not needed is reported.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL901",
    "unused-suppression",
    Severity.WARNING,
    __doc__ or "",
    symptom="setting",
    fix="a comment is taken out by whoever knows why it was put in",
)
