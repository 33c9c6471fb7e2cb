"""Whether a computer is behind an ISA server, and behind which, is not declared.

## What it finds
An Exchange server or a DNS server without `behind`, for which the local address tables do not decide either: there is
no section `isa`, a table is missing, two tables hold its addresses, or a private address is in no table.

## Why mail suffers
Maybe it does not. exlint does not guess what stands between this computer and the Internet: what its mail or its DNS
queries cross is unknown, and the rules of KB 305394 keep quiet about it.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Network Configuration > Local Address Table (LAT)
shows what an ISA server takes for inside; the computer's default gateway shows which ISA server it uses.

In YAML: write `behind: ISA1` (the name of the ISA server) or `behind: none` at the server. Or declare what decides it:
`local_address_table` of the ISA servers, or `isa: {servers: []}` where there is none.

## Source
ISA Server 2000 product documentation, m_p_c_lat, on the local address table; exlint's own reading of what a table
leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model.estate import DnsServer, Estate, ExchangeServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such computer."""
    estate = mail.estate
    for kind, servers in (("Exchange server", estate.exchange_servers), ("DNS server", estate.dns_servers)):
        for server in servers:
            if not server.standing.decided:
                yield _problem(kind, server, estate)


def _problem(kind: str, server: ExchangeServer | DnsServer, estate: Estate) -> Problem:
    choice = " or ".join([*(isa.name for isa in estate.isa_servers[:3]), "none"])
    seen = "no local address table decides it" if estate.isa_servers else "no ISA server is declared"
    return Problem(
        (*server.at, "name"),
        f"behind which ISA server the {kind} {server.name} stands is not declared, and {seen};"
        " whether its mail or its DNS queries leave stays unknown",
        server.name,
        label="behind which ISA server?",
        mend=f"{'' if estate.isa_servers else 'declare the ISA server before it, or '}write behind: {choice}",
        console="ISA Management > Servers and Arrays > the server > Network Configuration > Local Address Table (LAT)",
    )


RULE = Rule(
    "EXL501",
    "undecided-isa-server",
    Severity.WARNING,
    __doc__ or "",
    "PD-LAT",
    "",
    "queue",
    confidence="medium",
    fix="behind which ISA server the computer stands is not in the file",
    check=check,
)
