"""A value is of the right kind, but none of those that its key may have.

## What it finds
A word that is not one of the words to choose from, as `edition: exchange-2013`; a number outside its range, as port 0;
a text of another form than asked for, as `10.0.0.256` for an address, `8-18` for hours or `*` for an address space; a
list with too few or too many items; of keys that exclude one another, two. Also a block of addresses with host bits, as
`10.0.0.10/24`.

## Why mail suffers
A direction or an address with a slip in it matches no traffic, or other traffic than was meant. exlint would rather ask
than judge a rule that no ISA server could hold, and judges nothing of this estate until then.

## How to mend it
The message shows the value, and the words, the range or the form that are expected; of a block with host bits it shows
the block that was probably meant. Hours have two digits. A name in place of an address has to be looked up first:
addresses stand in the document as numbers.

## Source
exlint's format, version 1. The words are those of the products' consoles; the ranges are those of the products.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL013",
    "wrong-value",
    Severity.ERROR,
    __doc__ or "",
    fix="which of the values holds has to be looked up in the console",
)
