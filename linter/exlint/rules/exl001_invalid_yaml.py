"""A file is not YAML, or not text at all.

## What it finds
Text that YAML does not allow: a bracket or a quotation mark that is never closed, a line that is indented by a tab or
to a column that fits nothing, a colon and a space within a value. An alias such as `*lan` whose anchor `&lan` does not
stand above it. Bytes that are no characters in the file's encoding, which is UTF-8 unless a byte order mark at the
beginning says UTF-16 or UTF-32.

## Why mail suffers
It does not, yet. But what stands behind this place could mean anything, so exlint reads the file no further and judges
nothing of its estate. A setting that keeps mail in the queue may hide there.

## How to mend it
Look at the marked place first, then at the line above it: a list or a quotation mark that is never closed is often
noticed only later. Indent by spaces. Put quotation marks around a value that holds `: ` or ` #`, or that begins with
one of `* & ! % @ [ {`. Save the file as UTF-8.

## Source
YAML 1.2, section 5 (characters and encodings), section 6.1 (indentation) and section 7.1 (alias nodes).
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL001",
    "invalid-yaml",
    Severity.ERROR,
    __doc__ or "",
    fix="what was meant by text that is no YAML, only its author knows",
)
