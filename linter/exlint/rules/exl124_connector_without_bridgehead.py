"""An SMTP connector has no local bridgehead.

## What it finds
An SMTP connector with address spaces, and without a virtual server in `bridgeheads`.

## Why mail suffers
The local bridgeheads of a connector are the virtual servers that send its mail. Without one the connector is passed
over: mail for its domains takes another connector, or the way of the virtual server where it waits, as if the connector
were not there.

## How to mend it
In the console: Exchange System Manager > Connectors > the connector > Properties > General > Local bridgeheads > Add.

In YAML: write `bridgeheads: [SERVER/VIRTUAL SERVER]` at the connector.

## Source
Exchange Best Practices Analyzer, TechNet aa996822. It warns of a gateway none of whose virtual servers is the local
bridgehead of a connector with an address space; that a connector without any is passed over is exlint's conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import Connector, Estate
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such connector."""
    for connector in mail.estate.connectors:
        if connector.address_spaces and not connector.bridgeheads:
            yield _problem(connector, mail.estate)


def _problem(connector: Connector, estate: Estate) -> Problem:
    first, *others = connector.declared.address_spaces or ("",)
    more = f" and {len(others)} more" if others else ""
    head = estate.virtual_servers[0].identity if estate.virtual_servers else ""
    return Problem(
        (*connector.at, "bridgeheads"),
        f"the SMTP connector {connector.name} has no local bridgehead; expected a virtual server"
        f"{f', as {head}' if head else ''}; mail for {first}{more} does not pass it",
        connector.name,
        Mark.KEY,
        "no virtual server sends its mail",
        (),
        f"write bridgeheads: [{head or 'SERVER/VIRTUAL SERVER'}]",
        consoles.connector(connector, "General", "Local bridgeheads"),
    )


RULE = Rule(
    "EXL124",
    "connector-without-bridgehead",
    Severity.WARNING,
    __doc__ or "",
    "EXBPA-BRIDGEHEAD",
    "",
    "some",
    confidence="medium",
    when=("address_spaces",),
    fix="which virtual server is to send for the connector is a decision",
    check=check,
)
