"""Two objects of one list have the same name.

## What it finds
Two servers, virtual servers of one Exchange server, connectors, or rules, filters, sets, schedules and so on of one ISA
server, whose names are equal when case does not count. Each list stands for itself: a computer may be an Exchange
server and a DNS server under one name. The lists of all files of an estate are one list.

## Why mail suffers
A reference to that name could mean either of the two, and a finding about it too. The products do not allow such a
pair, so the document does not describe the servers as they are.

## How to mend it
The finding shows both places. Often one is a copy whose name was not changed yet: rename it, and what refers to it. If
both describe the same object, keep one. An own protocol, schedule or content group may have the name of one of the
product's own: it replaces that one, and is no duplicate.

## Source
exlint's format, version 1, Rules of the file: names are unique within their list and compared without case.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL021",
    "duplicate-name",
    Severity.ERROR,
    __doc__ or "",
    fix="which of the two keeps the name, and what refers to which, only a person knows",
)
