"""A name stands for nothing in the estate.

## What it finds
A `behind` that names no ISA server, a bridgehead that is no virtual server of a declared Exchange server; in the rules
of an ISA server a protocol, schedule, client set, destination set, content group or network that is neither declared at
that ISA server nor one of the product's own. Names are compared without case. The sections of another version of ISA
Server are not looked at (EXL601 reports them).

## Why mail suffers
A rule for a client set that does not exist lets nobody out. More often the set exists under another spelling, and the
rule does let mail out. exlint cannot tell the two apart, so it judges nothing of this estate.

## How to mend it
Take the name that the message suggests, or declare what is missing. A bridgehead is written as SERVER/VIRTUAL SERVER. A
protocol that you have defined yourself belongs in `protocol_definitions`; the names of ISA Server 2000 are not all
those of ISA Server 2004: `DNS Query` there is `DNS` here. Users and groups are not declared anywhere, so they are not
checked.

## Source
exlint's format, version 1, Rules of the file: a reference to nothing is an error.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL020",
    "undefined-reference",
    Severity.ERROR,
    __doc__ or "",
    fix="whether the name is wrong or the object is missing only a person knows",
)
