"""An Exchange or DNS server behind an ISA server runs the Firewall Client.

## What it finds
An Exchange server or a DNS server with `isa_client: firewall_client` that is behind an ISA server. The ISA computer
itself is left alone. A computer that is declared as both is found twice, once at each declaration.

## Why mail suffers
The Firewall Client is not supported on domain controllers and published servers. It signs on for whoever runs a
program; the SMTP and DNS services run as the system account, which cannot sign on. As soon as one rule of the ISA
server applies to users, such a server's requests are denied, its mail waits in the queue, and its questions for names
find no answer.

## How to mend it
In the console: on the server, Control Panel > Add or Remove Programs > Microsoft Firewall Client > Remove. The default
gateway in the TCP/IP settings of its network adapter must lead to the ISA server, as a SecureNAT client needs it.

In YAML: write `isa_client: secure_nat`, or leave `isa_client` out.

## Source
TechNet cc302678, Troubleshooting Unsupported Configurations; also TechNet cc302546. That the system account cannot sign
on is exlint's reading of KB 305394, cause 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import DnsServer, ExchangeServer, IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such server."""
    servers: list[ExchangeServer | DnsServer] = [*mail.estate.exchange_servers, *mail.estate.dns_servers]
    for server in servers:
        isa = server.standing.isa
        if server.declared.isa_client == "firewall_client" and isa is not None and not server.standing.on_isa:
            yield _problem(server, isa)


def _problem(server: ExchangeServer | DnsServer, isa: IsaServer) -> Problem:
    return Problem(
        (*server.at, "isa_client"),
        f"{server.name} runs the Firewall Client behind {isa.name}; expected a SecureNAT client; the Firewall Client is"
        " not for such servers, and where a rule asks for users a service cannot sign on: mail stays queued",
        server.name,
        label="not for servers",
        related=(Clue((*isa.at, "name"), f"{server.name} is behind this ISA server"),),
        mend="write isa_client: secure_nat",
        console=consoles.firewall_client(server.name),
    )


RULE = Rule(
    "EXL506",
    "firewall-client-on-server",
    Severity.WARNING,
    __doc__ or "",
    "TN-UNSUPPORTED",
    "",
    "queue",
    when=("= firewall_client",),
    fix="whether the server needs the Firewall Client only a person knows",
    check=check,
)
