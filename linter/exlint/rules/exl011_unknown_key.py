"""A key does not exist at this place.

## What it finds
A key that the format does not have here: a slip (`adress`), a key of another place (`forwarders` of an Exchange
server), or one of another program. Keys are in lower case. Only at the top of a file, a key beginning with `x-` is
allowed and ignored: a place for anchors.

## Why mail suffers
A misspelt key is a setting that nobody reads: the author believes that the ISA server is among the external DNS
servers, and exlint would judge as if nothing were written. So it says what it does not understand, and judges nothing
until then.

## How to mend it
Take the key that the message suggests. If it suggests none, look the name up in the documentation of the format; they
are the words that the consoles of the products use. A remark about a server or a rule belongs in `description`, or
behind `#`.

## Source
exlint's format, version 1: an unknown key is an error.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL011",
    "unknown-key",
    Severity.ERROR,
    __doc__ or "",
    fix="whether the key is misspelt or belongs elsewhere only its author knows; the message names the nearest key",
)
