"""Names are asked for over UDP, and TCP, which long answers need, is stopped.

## What it finds
A virtual server that sends mail by DNS and asks over UDP first, then over TCP (Windows Server 2003, or `dns_transport:
udp_then_tcp`), or a DNS server that asks its forwarders or the root servers: where the server that answers it is
reached over udp 53, and not over tcp 53, at some hours. Of several servers the one that answers first counts. What
answers on an ISA computer itself is left out.

## Why mail suffers
An answer that does not fit into a UDP packet comes truncated, and has to be asked for again over TCP. Where TCP is
stopped, the name is not found: mail to most domains leaves, and mail to some stays in the queue, without anything in
the document that says to which.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > Protocol Rules, and add DNS Zone
Transfer (tcp 53) to the rule that carries DNS Query (udp 53); for a computer that is the ISA server itself, Access
Policy > IP Packet Filters > New > Filter, tcp, outbound, remote port 53. In ISA Server 2004 and 2006 the protocol DNS
carries both: Firewall Policy > the rule > Properties > Protocols.

In YAML: add `DNS Zone Transfer` to `protocols`, add a packet filter for tcp 53, or use `DNS`.

## Source
KB 820284, for the SMTP service. That a DNS server does the same with its own questions is general behaviour of DNS,
which no article read for exlint says; the ISA Server 2000 Exchange deployment kit has both protocols in one rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Route, Severity
from exlint.mailflow import Mail, asked_by, deciding_connectors, forwarded_to, sends_by_dns
from exlint.mailflow.asking import UdpOnly, udp_only
from exlint.mailflow.reasons import spoken
from exlint.model.estate import DnsServer, Estate, Standing
from exlint.model.hours import ALWAYS
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server and each such DNS server."""
    estate, ground = mail.estate, mail.ground
    connectors = deciding_connectors(estate)
    for sender in estate.virtual_servers:
        if sender.declared.dns_transport != "udp" and sends_by_dns(sender, connectors):
            found = udp_only(sender.server, asked_by(sender, ground), ground)
            if found is not None:
                yield _problem(sender.full_name, sender.identity, sender.at, sender.server.standing, found)
    for server in estate.dns_servers:
        found = None if _asks_isa_alone(server, estate) else udp_only(server, forwarded_to(server, ground), ground)
        if found is not None:
            one = _problem(f"the DNS server {server.name}", server.name, server.at, server.standing, found)
            yield one._replace(severity=Severity.INFO)


def _asks_isa_alone(server: DnsServer, estate: Estate) -> bool:
    """Whether a DNS server asks its own ISA server and nobody else: that is always reached (semantics.md 3.4)."""
    isa, asked = server.standing.isa, server.forwarders
    asked = estate.forest.external_servers if asked is None else asked
    hints = server.declared.root_hints is True
    return isa is not None and asked is not None and not hints and set(asked) <= set(isa.internal)


def _problem(who: str, name: str, at: Route, standing: Standing, found: UdpOnly) -> Problem:
    isa, whom, cause = standing.isa, found.whom, found.cause
    gate = isa.name if isa else "nothing"
    when = "" if cause.hours == ALWAYS else f" ({spoken(cause.hours)})"
    clues = [Clue(whom.at, f"{whom} is asked")]
    if cause.at is not None:
        clues.append(Clue(cause.at, "stops tcp 53", Mark.KEY))
    return Problem(
        (*at, "name"),
        f"{who} asks {whom} over udp 53, and {gate} stops tcp 53{when}: {cause.by}; expected both to pass; where an"
        " answer is too long for UDP, the domain is not found and its mail stays queued",
        name,
        label="asks over UDP; TCP is stopped",
        related=tuple(clues),
        mend=_mend(standing),
        console=cause.console,
    )


def _mend(standing: Standing) -> str:
    if standing.isa is None or not standing.isa.is_2000:
        return "let the protocol DNS through, which carries tcp 53 too"
    if standing.on_isa:
        return "add a packet filter for tcp 53, outbound"
    return "let DNS Zone Transfer through as well, which is tcp 53"


RULE = Rule(
    "EXL206",
    "no-tcp-for-truncated-answers",
    Severity.WARNING,
    __doc__ or "",
    "KB820284",
    "",
    "some",
    confidence="medium",
    when=("external_dns_servers", "dns_servers", "forwarders", "external_servers", "root_hints"),
    fix="to let TCP through opens the firewall further; the page says for whom",
    check=check,
)
