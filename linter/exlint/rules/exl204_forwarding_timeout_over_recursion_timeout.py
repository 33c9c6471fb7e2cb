"""A DNS server waits longer for a forwarder than it takes to answer that it failed.

## What it finds
A DNS server that forwards, to its own forwarders or else to the forest's `external_servers`, and whose
`forwarding_timeout` is greater than its `recursion_timeout`, where one of the two is written. The defaults are 5 and 15
seconds; a recursion time-out of 0 counts as 15, and a forwarding time-out of 0 is EXL203. Where a root zone or disabled
recursion makes forwarders unavailable, the rule is silent.

## Why mail suffers
When the recursion time-out is over, the server answers that it failed, though it still waits for the first forwarder. A
second forwarder is never asked. The virtual server does not find the receiving host, and the message waits for the next
try.

## How to mend it
In the console: DNS console > the server > Properties > Forwarders > "Number of seconds before forward queries time
out". No console shows the recursion time-out: it is RecursionTimeout in the registry.

In YAML: write a smaller `forwarding_timeout`, so that each forwarder can be asked within `recursion_timeout`.

## Source
TechNet cc940784: ForwardingTimeout counts only where it is not greater than RecursionTimeout (TechNet cc940788).
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.asking import is_cut_off
from exlint.mailflow.resolution import forwarders
from exlint.model import consoles
from exlint.model.estate import DnsServer
from exlint.rules import Rule
from exlint.schema import ABSENT

_FORWARDING, _RECURSION = 5, 15
"""The defaults, in seconds."""


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such DNS server."""
    for server in mail.estate.dns_servers:
        declared = server.declared
        forwarding = _FORWARDING if declared.forwarding_timeout is ABSENT else declared.forwarding_timeout
        recursion = declared.recursion_timeout or _RECURSION
        if forwarding > recursion and not is_cut_off(server) and forwarders(server, mail.ground):
            yield _problem(server, forwarding, recursion)


def _problem(server: DnsServer, forwarding: int, recursion: int) -> Problem:
    key = "recursion_timeout" if server.declared.forwarding_timeout is ABSENT else "forwarding_timeout"
    return Problem(
        (*server.at, key),
        f"the DNS server {server.name} waits {_seconds(forwarding)} for a forwarder, but answers after"
        f" {_seconds(recursion)} that it failed; expected at most {recursion}; a second forwarder is never asked, and"
        " mail waits for the next try",
        server.name,
        label=f"{_seconds(forwarding)} for a forwarder, {recursion} for the whole",
        mend=f"write forwarding_timeout: {max(1, min(_FORWARDING, recursion // 2))}",
        console=consoles.forwarding_timeout(server),
    )


def _seconds(number: int) -> str:
    return "1 second" if number == 1 else f"{number} seconds"


RULE = Rule(
    "EXL204",
    "forwarding-timeout-over-recursion-timeout",
    Severity.WARNING,
    __doc__ or "",
    "REG-FORWARDINGTIMEOUT",
    "related entry RecursionTimeout",
    "slow",
    when=("forwarding_timeout != 5", "recursion_timeout != 15"),
    check=check,
)
