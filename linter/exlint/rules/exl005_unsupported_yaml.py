"""A file uses a part of YAML that exlint and an editor may read differently.

## What it finds
A tag other than those of the core schema, as `!include` or `!!binary`, or a core tag on a value of another type. A
number with a leading zero, or of more than 4,000 characters. A second document behind `---`. A `%YAML` line with a
version other than 1.2. A mapping or a list used as a key. A merge key `<<` with something that is no mapping. Half of a
surrogate pair, written as an escape.

## Why mail suffers
YAML leaves these open, or an older version of it says something else: 010 is ten for one program and eight for another.
exlint judges only what every reader understands in the same way, so it judges nothing of this estate.

## How to mend it
Drop the tag, or the zero; put quotation marks around what is meant as text. Put a second document into a file of its
own. Use words as keys. Where one file should be a part of another, write `include`.

## Source
YAML 1.2, section 10.3 (core schema), section 6.8.1 (YAML directives) and section 9.2 (several documents in one stream).
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL005",
    "unsupported-yaml",
    Severity.ERROR,
    __doc__ or "",
    fix="what is written that way may mean one thing to one reader and another to the next; its author knows which",
)
