"""An SMTP virtual server may open another number of connections to one domain than the product's own.

## What it finds
A limit of outgoing connections for each domain of at most 100 that is not the product's own: 10 in Small Business
Server 2003, 100 in all other editions. Above 100 it is EXL110's. The rule is in the group `non-default`.

## Why mail suffers
With a low limit the queue of a domain that gets much mail empties slowly; it does not hinder mail to others.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Outbound connections > Limit number of connections per domain to; write the product's own number.

In YAML: leave `outbound_connections_per_domain` out.

## Source
Exchange Best Practices Analyzer, page 6c66c741.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule
from exlint.schema import ABSENT

_MOST = 100
_BOX = "Limit number of connections per domain to"
_SMALL_BUSINESS_2003 = ("sbs-2003-standard", "sbs-2003-premium")


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        limits = sender.declared.limits
        limit = limits.outbound_connections_per_domain if limits is not ABSENT else ABSENT
        own = 10 if sender.server.declared.edition in _SMALL_BUSINESS_2003 else _MOST
        if isinstance(limit, int) and limit <= _MOST and limit != own:
            yield _problem(sender, limit, own)


def _problem(sender: VirtualServer, limit: int, own: int) -> Problem:
    effect = "that domain's queue may empty slowly" if limit < own else "more of one domain's mail leaves at once"
    return Problem(
        (*sender.at, "limits", "outbound_connections_per_domain"),
        f"{sender.name} on {sender.server.name} opens up to {limit} connections to one domain; the product's own is"
        f" {own}; {effect}",
        sender.identity,
        label=f"the product's own is {own}",
        mend="leave outbound_connections_per_domain out",
        console=consoles.virtual_server(sender, "Delivery", "Outbound connections", _BOX),
    )


RULE = Rule(
    "EXL116",
    "other-domain-connections",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-DOMAIN",
    "",
    "slow",
    group="non-default",
    when=("outbound_connections_per_domain",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
