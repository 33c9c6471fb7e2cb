"""A DNS server is to wait 0 seconds for a forwarder.

## What it finds
`forwarding_timeout: 0` at a DNS server that forwards: to its own forwarders, or else to the forest's
`external_servers`. Where a root zone or disabled recursion makes forwarders unavailable, the value does not count and
the rule is silent.

## Why mail suffers
It does not by itself. 0 is no valid time, and the server waits 5 seconds all the same. Whoever wrote it, to give up at
once or never, has neither.

## How to mend it
In the console: DNS console > the server > Properties > Forwarders > "Number of seconds before forward queries time
out" ("Forward time-out (seconds)" in Windows 2000).

In YAML: write `forwarding_timeout: 5`, or leave it out.

## Source
TechNet cc940784, range and default.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Edit, Fix, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.asking import is_cut_off
from exlint.mailflow.resolution import forwarders
from exlint.model import consoles
from exlint.model.estate import DnsServer
from exlint.rules import Rule

_WAITED = 5  # seconds


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such DNS server."""
    for server in mail.estate.dns_servers:
        if server.declared.forwarding_timeout == 0 and not is_cut_off(server) and forwarders(server, mail.ground):
            yield _problem(server)


def _problem(server: DnsServer) -> Problem:
    at = (*server.at, "forwarding_timeout")
    return Problem(
        at,
        f"the DNS server {server.name} waits 0 seconds for a forwarder, which is no valid time; expected 1 or more; it"
        " waits 5 seconds all the same",
        server.name,
        label="is taken for 5",
        mend="write forwarding_timeout: 5",
        console=consoles.forwarding_timeout(server),
        fixes=(Fix(f"set forwarding_timeout of {server.name} to 5", (Edit(at, _WAITED),), safe=True),),
    )


RULE = Rule(
    "EXL203",
    "zero-forwarding-timeout",
    Severity.WARNING,
    __doc__ or "",
    "REG-FORWARDINGTIMEOUT",
    "",
    "setting",
    when=("forwarding_timeout != 5",),
    safety="safe",
    fix="it writes 5, the seconds that the server waits already",
    check=check,
)
