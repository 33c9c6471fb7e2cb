"""A value is of another kind than its key asks for.

## What it finds
Text where a list belongs, a number where text belongs, a mapping where a single value belongs, and so on; also a file
that is no mapping of keys at all. A plain value has the type that the core schema of YAML 1.2 gives it: `true`, `10`
and `1.5` are no texts, while `yes`, `no` and `10.0.0.1` are.

## Why mail suffers
What the author meant is clear to a person and not to a program: is `external_dns_servers: 10.0.0.1` one server, or was
the rest of the list lost? exlint does not guess, and judges nothing of this estate.

## How to mend it
The message says what is expected and, where only the spelling is wrong, how to write the same value: in quotation
marks, without them, or between `[` and `]`. A switch is `true` or `false`. An editor that knows the published schema
(`exlint schema`) marks the same places while you type.

## Source
exlint's format, version 1, which gives each key its type. YAML 1.2, section 10.3.2: the types of plain values.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL010",
    "wrong-type",
    Severity.ERROR,
    __doc__ or "",
    fix="what was meant by the value only its author knows",
)
