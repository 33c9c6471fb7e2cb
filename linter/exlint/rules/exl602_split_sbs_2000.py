"""A Small Business Server 2000 is behind an ISA server on another computer.

## What it finds
An Exchange server of the edition `sbs-2000` that is behind an ISA server and is not that ISA computer itself.

## Why mail suffers
All parts of Small Business Server 2000, Exchange and ISA Server among them, run on one computer. What the ISA computer
itself sends passes packet filters; what comes from behind it passes protocol rules, and site and content rules. If the
document places the server wrongly, exlint asks the wrong ones, and its verdict says nothing about this mail.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Properties > General shows which Exchange it runs; ISA
Management > Servers and Arrays names the computers that run ISA Server.

In YAML: where it is one computer, write an address of the server among the `internal_addresses` of the ISA server, or
the ISA server's at the server; otherwise correct `edition`.

## Source
KB 295765, on the limits of Small Business Server 2000. That the document is wrong, and not the licence, is a reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import ExchangeServer, IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such server."""
    for server in mail.estate.exchange_servers:
        isa = server.standing.isa
        if server.declared.edition == "sbs-2000" and isa is not None and not server.standing.on_isa:
            yield _problem(server, isa)


def _problem(server: ExchangeServer, isa: IsaServer) -> Problem:
    return Problem(
        (*server.at, "edition"),
        f"{server.name} is Small Business Server 2000, and {isa.name} is another computer; expected ISA Server on"
        f" {server.name} itself: all its parts run on one computer; exlint judges mail by rules, where packet filters"
        " may be meant",
        server.name,
        label="all its parts run on one computer",
        related=(Clue((*isa.at, "name"), f"{server.name} is behind this ISA server"),),
        mend=f"give {isa.name} the address of {server.name}, or correct edition",
        console=consoles.exchange_version(server.name),
    )


RULE = Rule(
    "EXL602",
    "split-sbs-2000",
    Severity.WARNING,
    __doc__ or "",
    "KB295765",
    "",
    "setting",
    confidence="medium",
    when=("= sbs-2000",),
    fix="whether the edition or the network is declared wrongly has to be looked up",
    check=check,
)
