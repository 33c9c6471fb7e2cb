"""A virtual server has a smart host that gets no mail, because a connector takes it.

## What it finds
An SMTP virtual server with a smart host, in an organization with one Exchange server, where an SMTP connector with a
bridgehead takes mail to the Internet at large. It is silent where that connector sends to the same smart hosts. With
several servers EXL121 speaks of the smart host.

## Why mail suffers
It does not, as long as the connector is right. But the smart host of the connector, or its delivery by DNS, overrides
that of the virtual server: whoever changes the latter to mend something changes nothing.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced, and empty Smart host. What counts stands below Connectors > the connector > Properties > General.

In YAML: leave `smart_host` out.

## Source
TechNet aa998478.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail, deciding_connectors
from exlint.mailflow.smart_hosts import is_alone
from exlint.model import consoles
from exlint.model.estate import Connector, VirtualServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    estate = mail.estate
    connectors = deciding_connectors(estate) if is_alone(estate) else ()
    for sender in estate.virtual_servers if connectors else ():
        if not any(_agrees(one, sender) for one in connectors):
            yield _problem(sender, connectors[0])


def _agrees(connector: Connector, sender: VirtualServer) -> bool:
    """Whether a connector has all smart hosts of a virtual server, which may be none."""
    hosts = () if connector.by_dns else connector.smart_hosts or ()
    return {one.casefold() for one in sender.smart_hosts} <= {one.casefold() for one in hosts}


def _problem(sender: VirtualServer, connector: Connector) -> Problem:
    first = sender.smart_hosts[0]
    return Problem(
        (*sender.at, "smart_host"),
        f"{sender.full_name} has the smart host {first}, but the SMTP connector {connector.name} takes mail to the"
        f" Internet; expected one of the two; {first} gets none of it",
        sender.identity,
        Mark.KEY,
        "gets no mail",
        (Clue((*connector.at, "name"), "takes mail to the Internet"),),
        "leave smart_host out",
        consoles.smart_host(sender),
    )


RULE = Rule(
    "EXL123",
    "overridden-smart-host",
    Severity.INFO,
    __doc__ or "",
    "TN-CONNECTOR",
    "",
    "setting",
    when=("smart_host",),
    fix="whether the smart host or the connector is to go is a decision",
    check=check,
)
