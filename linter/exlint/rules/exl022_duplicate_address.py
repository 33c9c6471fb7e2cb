"""Two servers of one list have the same address.

## What it finds
An address that stands at two Exchange servers, at two DNS servers, or at two ISA servers, internal and external
addresses taken together. One computer may carry several roles: the same address at an Exchange server, a DNS server and
an ISA server is right, as on Small Business Server.

## Why mail suffers
Two computers with one address cannot both be reached, so one of the two addresses is wrong. exlint uses the address to
find the ISA server that a computer is behind, and the client sets that let it out; with the wrong one the verdict would
be about another computer.

## How to mend it
Look up the address in the properties of the network adapter of both computers, and correct the one that is wrong. For
one computer that has two names, keep one entry.

## Source
exlint's format, version 1, Rules of the file: one address belongs to one server of a list.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL022",
    "duplicate-address",
    Severity.ERROR,
    __doc__ or "",
    fix="which of the two has another address has to be looked up",
)
