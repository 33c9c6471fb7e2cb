"""A key stands twice in one mapping.

## What it finds
Two keys with the same characters in one mapping, quoted or not: `behind: ISA1` and, some lines further down, `behind:
none` at the same server. Case counts. A key that comes in through a merge key, `<<: *other`, is no duplicate: what the
mapping says itself wins.

## Why mail suffers
One of the two values is lost, and programs do not agree which. If one of them lists the ISA server among the external
DNS servers and the other does not, mail leaves in one reading and stays in the queue in the other.

## How to mend it
The finding shows both places. Keep the value that is set on the server and remove the other. If both lists are meant,
write one list with the items of both.

## Source
YAML 1.2, section 3.2.1.1: each of the keys of a mapping is unique.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL004",
    "duplicate-key",
    Severity.ERROR,
    __doc__ or "",
    fix="which of the two values was meant only a person knows",
)
