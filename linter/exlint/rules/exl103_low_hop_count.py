"""An SMTP virtual server takes mail for looping after very few hops.

## What it finds
A virtual server with a maximum hop count below 10.

## Why mail suffers
The virtual server counts the servers that a message has passed, to break loops. A message that has passed more than the
maximum comes back with a non-delivery report, whether it goes round in a loop or only has a long way: through filters,
gateways and the servers of two organizations ten hops are soon reached.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Maximum hop count; write 30.

In YAML: write `maximum_hop_count: 30`.

## Source
Exchange Best Practices Analyzer, TechNet aa996739, resolution: it recommends 30. The bound of 10 is exlint's own; it is
the number that the metabase's schema of Windows gives, before Exchange is installed.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Edit, Fix, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.rules import Rule
from exlint.schema import ABSENT

_LEAST = 10


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        count = sender.declared.maximum_hop_count
        if count is not ABSENT and count < _LEAST:
            yield Problem(
                (*sender.at, "maximum_hop_count"),
                f"{sender.name} on {sender.server.name} takes a message for looping after {count} hops; expected 30;"
                " mail that passes more servers than that comes back as undeliverable",
                sender.identity,
                label="few servers may be passed",
                mend="write maximum_hop_count: 30",
                console=consoles.virtual_server(sender, "Delivery", "Advanced", "Maximum hop count"),
                fixes=(Fix("write maximum_hop_count: 30", (Edit((*sender.at, "maximum_hop_count"), 30),)),),
            )


RULE = Rule(
    "EXL103",
    "low-hop-count",
    Severity.WARNING,
    __doc__ or "",
    "EXBPA-HOPS",
    "resolution",
    "ndr",
    confidence="medium",
    when=("maximum_hop_count != 30",),
    safety="unsafe",
    fix="it changes after how many servers a message comes back",
    check=check,
)
