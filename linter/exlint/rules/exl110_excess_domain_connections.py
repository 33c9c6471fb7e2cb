"""An SMTP virtual server may open more than 100 connections to one domain.

## What it finds
A limit of outgoing connections for each domain that is above 100, or `unlimited`.

## Why mail suffers
It does not leave faster: servers that get so many connections at once from one other may slow it down or refuse it, and
then its mail waits.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Outbound connections > Limit number of connections per domain to; write 100.

In YAML: write `outbound_connections_per_domain: 100`.

## Source
STIG EMG2-120, of the guide for Exchange Server 2003, which asks for at most 100.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.rules import Rule
from exlint.schema import ABSENT

_MOST = 100
_BOX = "Limit number of connections per domain to"


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        limits = sender.declared.limits
        limit = limits.outbound_connections_per_domain if limits is not ABSENT else ABSENT
        if limit == "unlimited" or (isinstance(limit, int) and limit > _MOST):
            count = "any number of" if limit == "unlimited" else f"up to {limit}"
            yield Problem(
                (*sender.at, "limits", "outbound_connections_per_domain"),
                f"{sender.name} on {sender.server.name} opens {count} connections to one domain; expected at most"
                f" {_MOST}; other servers may slow it down or refuse it",
                sender.identity,
                label=f"more than {_MOST}",
                mend=f"write outbound_connections_per_domain: {_MOST}",
                console=consoles.virtual_server(sender, "Delivery", "Outbound connections", _BOX),
            )


RULE = Rule(
    "EXL110",
    "excess-domain-connections",
    Severity.INFO,
    __doc__ or "",
    "STIG-EX2003",
    "",
    "refused",
    when=("outbound_connections_per_domain",),
    fix="how many connections a domain may take depends on who is at the other end",
    check=check,
)
