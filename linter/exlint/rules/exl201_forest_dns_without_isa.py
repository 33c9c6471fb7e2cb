"""The DNS servers of the forest do not forward to the ISA server.

## What it finds
For each ISA server with a virtual server behind it that sends mail by DNS: the forest's external DNS servers, and the
own forwarders of each DNS server behind that ISA server, where they hold none of its internal addresses. The forest's
list is left alone when it is not written and every DNS server has forwarders of its own.

## Why mail suffers
A virtual server without external DNS servers of its own asks the forest's DNS servers, and they ask on. Behind an ISA
server their questions have to pass the firewall as the system account. Where they are dropped, no receiving host is
found and the message waits in the queue; a non-delivery report comes only after two days. The article saw no event;
others name event 4000 of SMTPSVC (KB 263237, KB 820284).

## How to mend it
In the console: DNS > the server > Properties > Forwarders; add the internal address of the ISA server. No console shows
one list for the forest: do this on each of its DNS servers.

In YAML: add the address to `external_servers` of `forest`, `dns`, or to `forwarders` of the DNS server.

The ISA computer must answer there, and not by asking the same DNS servers in its turn. While it does not, the finding
says why, and has no fix.

## Source
KB 305394, cause 2 and resolution, step 2. The article does not say where the forest keeps its external DNS settings;
the forwarders of its DNS servers are exlint's reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Route, Severity, added
from exlint.mailflow import Mail, asks
from exlint.mailflow.listening import in_vain
from exlint.model import consoles
from exlint.model.addresses import dotted, listed
from exlint.model.estate import DnsServer, Forest, IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for the forest's list, and for each DNS server with forwarders of its own."""
    estate, forest = mail.estate, mail.estate.forest
    servers: dict[Route, list[DnsServer]] = {}
    for server in estate.dns_servers:
        if server.standing.isa is not None and server.forwarders is not None:
            servers.setdefault(server.standing.isa.at, []).append(server)
    external = frozenset(forest.external_servers or ())  # a long list is looked at for each ISA server
    covered = forest.external_servers is None and all(server.forwarders is not None for server in estate.dns_servers)
    for isa, senders in mail.dns_senders:
        clue = Clue((*isa.at, "name"), f"before {senders[0].identity}, which sends mail by DNS")
        if not (covered and estate.dns_servers) and not asks(isa, external):
            sharing = [server for server in estate.dns_servers if server.forwarders is None]
            why = in_vain(isa, mail.ground, sharing)
            yield mail.weighed(_forest(estate.forest, isa, clue, why), senders)
        for server in servers.get(isa.at, ()):
            if not asks(isa, server.forwarders):
                why = in_vain(isa, mail.ground, [server])
                yield mail.weighed(_server(server, isa, clue, why), senders)


def _forest(forest: Forest, isa: IsaServer, clue: Clue, why: str) -> Problem:
    asked, address = forest.external_servers, dotted(isa.asked_at)
    fixes = () if asked is None or why else added("external_servers of the forest", forest.external_at, address)
    seen = f"they are {listed(asked)}" if asked else "there are none"
    return Problem(
        forest.external_at,
        f"the external DNS settings of the forest ({forest.name}) do not lead to {isa.name}:"
        f" {seen}; expected {listed(isa.internal)} among them",
        forest.name,
        Mark.KEY,
        f"no internal address of {isa.name}",
        (clue,),
        _mend(f"add {address} to external_servers of forest, dns", isa, why),
        "DNS console > each DNS server of the forest > Properties > Forwarders",
        fixes=fixes,
        first="" if fixes or why else "external_servers of forest, dns",
    )


def _server(server: DnsServer, isa: IsaServer, clue: Clue, why: str) -> Problem:
    address = dotted(isa.asked_at)
    seen = f"forwards to {listed(server.forwarders)}" if server.forwarders else "forwards to no server"
    return Problem(
        (*server.at, "forwarders"),
        f"the DNS server {server.name} behind {isa.name} {seen}; expected {listed(isa.internal)} among its forwarders",
        server.name,
        Mark.KEY,
        f"no internal address of {isa.name}",
        (clue,),
        _mend(f"add {address} to forwarders of {server.name}", isa, why),
        consoles.dns_server(server, "Forwarders"),
        fixes=() if why else added(f"forwarders of {server.name}", (*server.at, "forwarders"), address),
    )


def _mend(what: str, isa: IsaServer, why: str) -> str:
    """What to do, and before it what keeps the ISA server from answering."""
    return f"let {isa.name} answer first: {why}; then {what}" if why else what


RULE = Rule(
    "EXL201",
    "forest-dns-without-isa",
    Severity.ERROR,
    __doc__ or "",
    "KB305394",
    "cause 2",
    "queue",
    confidence="medium",
    safety="unsafe",
    fix="it changes whom the DNS servers ask. The address goes behind the others, or before them where those "
    "are stopped. There is no fix while the ISA server does not answer, or forwards to those servers "
    "themselves: that comes first",
    check=check,
)
