"""A DNS server that is stopped is asked before one that answers.

## What it finds
A virtual server that sends mail by DNS, or a DNS server with forwarders of its own, that asks several servers, where
the first is stopped at hours at which a later one answers; of a DNS server the root hints are the last. What is stopped
is the question itself, or all that the server asked would have to ask in its turn. Where the first one answers, it is
no matter whether others behind it do. Lists that EXL101 and EXL201 speak of, because the ISA server is missing from
them, are left alone.

## Why mail suffers
It leaves, but late: the first server is asked, nobody answers, and only when the time for an answer is over is the next
one asked. KB 829722 describes the same for a primary DNS server that is not available.

## How to mend it
In the console: for external DNS servers, Exchange System Manager > Servers > the server > Protocols > SMTP > the
virtual server > Properties > Delivery > Advanced > Configure; for those of the network adapter, Network Connections >
the adapter > Properties > Internet Protocol (TCP/IP) > Properties; for forwarders, DNS console > the server >
Properties > Forwarders. Remove the server that is stopped, or move it down.

In YAML: remove its address from `external_dns_servers`, `dns_servers` or `forwarders`, or let the question through.

## Source
KB 829722.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail, asked_by, asks, deciding_connectors, forwarded_to, sends_by_dns
from exlint.mailflow.asking import StoppedFirst, stopped_first
from exlint.mailflow.reasons import spoken
from exlint.model import consoles
from exlint.model.estate import DnsServer, VirtualServer
from exlint.model.hours import ALWAYS
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server and each such DNS server."""
    estate = mail.estate
    connectors = deciding_connectors(estate)
    for sender in estate.virtual_servers:
        asked = asked_by(sender, mail.ground) if sends_by_dns(sender, connectors) else ()
        found = stopped_first(asked)
        if found and not _lacks_isa(sender):
            yield _of_sender(sender, found)
    crossed = {isa.at for isa, _ in mail.dns_senders}
    for server in estate.dns_servers:
        found = stopped_first(forwarded_to(server, mail.ground)) if server.forwarders else None
        isa = server.standing.isa
        if found and not (isa is not None and isa.at in crossed and not asks(isa, server.forwarders)):
            yield _of_server(server, found)


def _lacks_isa(sender: VirtualServer) -> bool:
    """Whether EXL101 speaks of the list."""
    isa, asked = sender.server.standing.isa, sender.external_dns_servers
    return bool(asked) and isa is not None and not asks(isa, asked)


def _of_sender(sender: VirtualServer, found: StoppedFirst) -> Problem:
    if sender.external_dns_servers:
        console = consoles.virtual_server(sender, "Delivery", "Advanced", "Configure")
    else:
        console = consoles.network_adapter(sender.server.name)
    return _problem(sender.full_name, sender.identity, found, "each message waits for the time-out", console)


def _of_server(server: DnsServer, found: StoppedFirst) -> Problem:
    who, console = f"the DNS server {server.name}", consoles.dns_server(server, "Forwarders")
    return _problem(who, server.name, found, "each answer, and mail that needs it, waits for the time-out", console)


def _problem(who: str, name: str, found: StoppedFirst, clause: str, console: str) -> Problem:
    first, cause = found.first, found.reason.cause
    when = "" if found.hours == ALWAYS else f" ({spoken(found.hours)})"
    return Problem(
        first.at,
        f"{who} asks {first} before {found.answering}, and {found.reason}{when}; expected a server that answers first;"
        f" {clause}",
        name,
        label="is asked first, and stopped",
        related=(Clue(cause.at, cause.brief, Mark.KEY),) if cause.at is not None else (),
        mend=f"remove {first} from {first.at[-2]}, or let it through",
        console=console,
    )


RULE = Rule(
    "EXL205",
    "stopped-dns-server-first",
    Severity.WARNING,
    __doc__ or "",
    "KB829722",
    "",
    "slow",
    confidence="medium",
    when=("external_dns_servers", "dns_servers", "forwarders"),
    fix="whether the stopped server is to leave the list or to be let through is a decision",
    check=check,
)
