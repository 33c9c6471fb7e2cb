"""A file does not say that it is a document of exlint.

## What it finds
A file without the key `exlint`, an empty file too. Only a file that is named on the command line, comes from standard
input, is brought in by `include`, or had the key in the revision of `--since` can be without it: of a folder exlint
takes no others than those in which a line begins with `exlint:`.

## Why mail suffers
It does not, yet: nothing in this file is judged. Without the version nobody can know which keys the file may have, and
a file of another program, taken for an estate, would give nothing but false alarms.

## How to mend it
Write `exlint: 1` in the first line, in a fragment too. If the file belongs to another program, do not name it; where
something else chooses the files, as a hook does, `--skip-foreign` leaves such files alone. With `--since`, a file that
was a document and is none any more on purpose is named in `exclude` of the configuration.

## Source
exlint's format, version 1: the key `exlint` holds the version, and marks a file as one of exlint's.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL006",
    "missing-format-version",
    Severity.ERROR,
    __doc__ or "",
    fix="a file without the key may be another program's",
)
