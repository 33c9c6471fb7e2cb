"""A DNS server is to wait longer for one forwarder than it has for the whole answer.

## What it finds
A DNS server that forwards, to its own forwarders or else to the forest's `external_servers`, and whose
`forwarding_timeout` is greater than its `recursion_timeout`, where one of the two is written. The defaults are 5 and 15
seconds; a recursion time-out of 0 counts as 15, and a forwarding time-out of 0 is EXL203. Where a root zone or disabled
recursion makes forwarders unavailable, the rule is silent.

## Why mail suffers
The longer time does not count: the server takes the recursion time-out for it. By then it has to answer, and says that
it failed; there is no time left to ask a second forwarder, or the root servers. The virtual server does not find the
receiving host, and the message waits for the next try. With one forwarder and no root hints nothing is lost, but
whoever wrote the time does not get it.

## How to mend it
In the console: DNS console > the server > Properties > Forwarders > "Number of seconds before forward queries time
out" ("Forward time-out (seconds)" in Windows 2000). No console shows the recursion time-out: it is RecursionTimeout in
the registry.

In YAML: write a smaller `forwarding_timeout`, so that each forwarder can be asked within `recursion_timeout`.

## Source
TechNet cc940784: where ForwardingTimeout is greater than RecursionTimeout (TechNet cc940788), the server uses the
latter. That nothing else is asked then is exlint's conclusion.
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
        if forwarding > recursion and not is_cut_off(server):
            asked = forwarders(server, mail.ground) or ()
            if asked:
                yield _problem(server, forwarding, recursion, len(asked))


def _problem(server: DnsServer, forwarding: int, recursion: int, asked: int) -> Problem:
    key = "recursion_timeout" if server.declared.forwarding_timeout is ABSENT else "forwarding_timeout"
    hints = server.declared.root_hints is True
    if asked > 1 or hints:
        clause = f"then {'a second forwarder' if asked > 1 else 'the root servers'} may not be asked, and mail waits"
    else:
        clause = "nothing else is lost"
    return Problem(
        (*server.at, key),
        f"the DNS server {server.name} is to wait {_seconds(forwarding)} for a forwarder, but has"
        f" {_seconds(recursion)} for the whole answer; expected at most {recursion}; it waits {_seconds(recursion)}"
        f" instead; {clause}",
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
    confidence="medium",
    when=("forwarding_timeout != 5", "recursion_timeout != 15"),
    fix="which of the two times is wrong only a person knows",
    check=check,
)
