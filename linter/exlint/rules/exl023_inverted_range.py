"""A range ends before it begins.

## What it finds
A range of addresses whose second address is lower than the first, as `10.0.0.255-10.0.0.1`: in a local address table, a
client set, a network, a destination set, a packet filter's remote computer, or a list of who may connect or relay. A
window of hours that does not end after it starts, as `18-08` or `08-08`.

## Why mail suffers
Such a range holds nothing, although its author meant it to hold something: an empty local address table takes the mail
server for an external computer, and a schedule without hours never lets mail out.

## How to mend it
Exchange the two ends; of addresses the message shows the range that was probably meant. Hours that go over midnight are
two windows on two days: `monday: [18-24]` and `tuesday: [00-08]`. A whole day is `00-24`.

## Source
exlint's format, version 1, Rules of the file: whole hours, start before end, end exclusive, no window over midnight.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL023",
    "inverted-range",
    Severity.ERROR,
    __doc__ or "",
    fix="which end is wrong only a person knows",
)
