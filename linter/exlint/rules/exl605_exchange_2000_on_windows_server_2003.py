"""An Exchange 2000 edition is declared on Windows Server 2003.

## What it finds
An Exchange server of the edition `exchange-2000`, `exchange-2000-enterprise` or `sbs-2000` with `operating_system:
windows-server-2003`.

## Why mail suffers
Exchange 2000 is not supported on Windows Server 2003, so one of the two values is probably wrong. It matters for mail:
SMTP on Windows 2000 asks DNS servers over TCP, on Windows Server 2003 over UDP first. The verdict looks at the
transport of the system that is declared, and may find a way open that this server does not take.

## How to mend it
In the console: on the server, Windows Explorer > Help > About Windows shows the operating system; Exchange System
Manager > Servers > the server > Properties > General shows the version of Exchange.

In YAML: correct `edition` or `operating_system`. Where `operating_system` is not written, exlint takes an Exchange 2000
edition to run on Windows 2000.

## Source
TechNet bb124788, on the operating systems that Exchange is supported on; for the transports KB 263237 and KB 820284.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import ExchangeServer
from exlint.model.systems import WINDOWS_SERVER_2003
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such server."""
    for server in mail.estate.exchange_servers:
        if server.is_2000 and server.declared.operating_system == WINDOWS_SERVER_2003:
            yield _problem(server)


def _problem(server: ExchangeServer) -> Problem:
    return Problem(
        (*server.at, "operating_system"),
        f"{server.name} runs {server.declared.edition} on Windows Server 2003, which is not supported; expected Windows"
        " 2000; exlint takes it to ask for names over UDP first",
        server.name,
        label="not supported for this edition",
        related=(Clue((*server.at, "edition"), "an edition of Exchange 2000"),),
        mend="correct edition or operating_system",
        console=consoles.windows_version(server.name),
    )


RULE = Rule(
    "EXL605",
    "exchange-2000-on-windows-server-2003",
    Severity.WARNING,
    __doc__ or "",
    "TN-SUPPORTABILITY",
    "",
    "setting",
    when=("= exchange-2000", "= exchange-2000-enterprise", "= sbs-2000"),
    fix="whether the edition or the operating system is declared wrongly has to be looked up",
    check=check,
)
