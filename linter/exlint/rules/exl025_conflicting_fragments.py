"""Two files of one estate write the same single value.

## What it finds
`name` or `description` of `forest`, or `organization` of `exchange`, in more than one of the files that a document and
its fragments consist of; also where both write the same text. Lists are no conflict: they are joined.

## Why mail suffers
An estate is one forest with one organization. Two names are a sign that fragments of two estates were put together, and
a verdict about their union would be about servers that do not exist together.

## How to mend it
Keep the value in one of the files, best in the document itself. If the files belong to two forests, give each a
document of its own, with its own `include`.

## Source
exlint's format, version 1, Fragments: a single value may be written in one file only.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL025",
    "conflicting-fragments",
    Severity.ERROR,
    __doc__ or "",
    fix="which of the two values holds has to be looked up in the console",
)
