"""The maximum hop count of an SMTP virtual server is neither the product's own nor 30.

## What it finds
A maximum hop count of 10 or more that is not 30, nor 15 in the Exchange 2000 editions, whose own it is. Below 10 it is
EXL103's. The rule is in the group `non-default`.

## Why mail suffers
It hardly does. With a smaller number a message that passes many servers comes back before it arrives; with a greater
one a message in a loop goes round longer.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Maximum hop count; write 30.

In YAML: write `maximum_hop_count: 30`.

## Source
Exchange Best Practices Analyzer, TechNet aa996739: 15 and 30 are the products' own, and 30 is recommended for both.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule
from exlint.schema import ABSENT

_LEAST = 10
_RECOMMENDED = 30


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        count = sender.declared.maximum_hop_count
        own = 15 if sender.server.is_2000 else _RECOMMENDED
        if count is not ABSENT and count >= _LEAST and count not in (own, _RECOMMENDED):
            yield _problem(sender, count, own)


def _problem(sender: VirtualServer, count: int, own: int) -> Problem:
    advice = "" if own == _RECOMMENDED else f", and {_RECOMMENDED} is recommended"
    effect = "mail in a loop goes round longer" if count > _RECOMMENDED else "mail with a long way may come back"
    return Problem(
        (*sender.at, "maximum_hop_count"),
        f"{sender.name} on {sender.server.name} takes a message for looping after {count} hops; the product's own is"
        f" {own}{advice}; {effect}",
        sender.identity,
        label=f"the product's own is {own}",
        mend=f"write maximum_hop_count: {_RECOMMENDED}",
        console=consoles.virtual_server(sender, "Delivery", "Advanced", "Maximum hop count"),
    )


RULE = Rule(
    "EXL113",
    "other-hop-count",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-HOPS",
    "resolution",
    "loop",
    group="non-default",
    when=("maximum_hop_count != 30",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
