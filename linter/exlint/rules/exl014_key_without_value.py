"""A key has no value.

## What it finds
A key with nothing behind its colon, or with `null` or `~`, where the format does not allow that; an item of a list with
nothing behind its dash. `smart_host`, `masquerade_domain` and `unresolved_recipients_host` may be `null`: none is set.

## Why mail suffers
`external_dns_servers:` with nothing behind it may mean that the list is empty, that nobody knows it, or that the lines
below were lost in a merge. The first keeps mail in the queue, the second only might. So exlint asks.

## How to mend it
Write `[]` for a list that is empty on the server. Leave the key out if its value is not known. If items stand below the
key and are still not found, they are indented less than the key: move them to the right.

## Source
exlint's format, version 1, Rules of the file. YAML 1.2, section 7.2: an empty node is null.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL014",
    "key-without-value",
    Severity.ERROR,
    __doc__ or "",
    fix="whether there is nothing or nobody knows has to be said by a person",
)
