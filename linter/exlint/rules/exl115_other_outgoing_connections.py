"""An SMTP virtual server may open another number of connections than the product's own 1000.

## What it finds
A limit of outgoing connections that is not 1000, `unlimited` too. The rule is in the group `non-default`.

## Why mail suffers
With a low limit a full queue empties slowly, for instance when the Internet was out of reach for hours. With a high
one, or none, connections to hosts that do not answer may keep the server busy.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Outbound connections > Limit number of connections to; write 1000.

In YAML: write `outbound_connections: 1000`, or leave the key out.

## Source
Exchange Best Practices Analyzer, page 71ef13ad.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.rules import Rule
from exlint.schema import ABSENT

_OWN = 1000
_BOX = "Limit number of connections to"


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        limits = sender.declared.limits
        limit = limits.outbound_connections if limits is not ABSENT else ABSENT
        if limit is not ABSENT and limit != _OWN:
            count = "any number of" if limit == "unlimited" else f"up to {limit}"
            few = limit != "unlimited" and limit < _OWN
            effect = "a full queue may empty slowly" if few else "hosts that do not answer may keep it busy"
            yield Problem(
                (*sender.at, "limits", "outbound_connections"),
                f"{sender.name} on {sender.server.name} opens {count} connections at once; the product's own is {_OWN};"
                f" {effect}",
                sender.identity,
                label=f"the product's own is {_OWN}",
                mend=f"write outbound_connections: {_OWN}",
                console=consoles.virtual_server(sender, "Delivery", "Outbound connections", _BOX),
            )


RULE = Rule(
    "EXL115",
    "other-outgoing-connections",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-CONNECTIONS",
    "",
    "slow",
    group="non-default",
    when=("outbound_connections != 1000",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
