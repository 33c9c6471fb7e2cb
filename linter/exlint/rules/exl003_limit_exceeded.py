"""A file asks for more than exlint is willing to read.

## What it finds
A file of more than 32 MiB (`--max-size`, in bytes); mappings and lists more than 64 deep inside one another
(`--max-depth`); more than two million keys, values and items, where an alias counts as all that it stands for
(`--max-nodes`). Also an anchor that contains itself, whose content never ends, and more than a thousand faults in one
text; these two have no option.

## Why mail suffers
It does not, yet. A file like this is a mistake or an attack far more often than an estate: a few lines of aliases can
stand for billions of values. exlint stops reading there, and judges nothing of the estate.

## How to mend it
See whether the file is the one that you meant; a dump or a log does not belong here. Split a large estate into
fragments with `include`: each limit holds for one file. If the estate is really that large, raise the limit by its
option. Write out what an anchor that contains itself should mean.

## Source
exlint's own limits. YAML 1.2, section 3.2.1, allows a node to contain itself; a description of an estate cannot.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL003",
    "limit-exceeded",
    Severity.ERROR,
    __doc__ or "",
    fix="a file of this size is made by a program; what is too much of it, that program's owner knows",
)
