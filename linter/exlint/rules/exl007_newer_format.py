"""A file is written in a later version of the format than this exlint knows.

## What it finds
A key `exlint` with a number above 1, as in `exlint: 2`. Anything else there that is not the number 1 is a wrong type or
a wrong value (EXL010, EXL013), or no value (EXL014).

## Why mail suffers
It does not, yet. A later version may give a key another meaning, so this exlint would rather judge nothing than say
that mail leaves when it does not.

## How to mend it
Install a newer exlint, on the computer of each author and in the continuous integration job. If the file uses nothing
new, or if the number is a slip, write `exlint: 1`: exlint then names every key that it does not know.

## Source
exlint's format, version 1, Rules of the file: later versions are refused, not guessed at.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL007",
    "newer-format",
    Severity.ERROR,
    __doc__ or "",
    fix="it is exlint that is too old",
)
