"""A key that is required is not written.

## What it finds
An object without one of the keys that it cannot be without: a server without `name`, an Exchange server without
`edition`, an ISA server without `internal_addresses`, a protocol rule without `applies_to`. `forest` needs its `name`
once: where an estate has several files, in one of them.

## Why mail suffers
What is not declared is unknown to exlint, never good. Most keys may be left out for that reason; these may not, because
without them nothing could be said about the object at all.

## How to mend it
Add the key with the value that the console shows. A list that is empty on the server is written as `[]`, where the
format allows an empty one. If you cannot find out the value, leave out the whole object: exlint then says what it would
need to know.

## Source
exlint's format, version 1, where such keys are marked as required; the published schema lists them under `required`.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL012",
    "missing-key",
    Severity.ERROR,
    __doc__ or "",
    fix="what is missing has to be looked up in the console",
)
