"""A smart host is the virtual server itself that sends to it.

## What it finds
A smart host that leads a virtual server's mail back to the same virtual server: an address of its computer or
127.0.0.0/8, or the computer's name, where the virtual server itself listens at the port that it connects to and no
other virtual server of the computer takes the connection. The smart host may be that of the virtual server, where no
connector takes mail to the Internet, or that of a connector, for one of its bridgeheads. Another port is no loop: a
gateway may listen on the same computer.

## Why mail suffers
The virtual server takes its own message in and sends it to the smart host again. Each round counts as a hop, until the
maximum hop count stops the message and it comes back to its sender as undeliverable.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Smart host; or Connectors > the connector > Properties > General. Enter the next host.

In YAML: write the next host, at `smart_host` or in `smart_hosts`.

The verdict does not follow a message into a loop: it calls such a smart host reached.

## Source
KB 260247, which tells of a server of Exchange 5.5 that found itself as the next host; that a smart host does the same
is exlint's reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.smart_hosts import SmartHost, smart_hosts
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such smart host."""
    for host in smart_hosts(mail.estate):
        if host.loops_at is not None:
            yield _problem(host, host.loops_at)


def _problem(host: SmartHost, sender: VirtualServer) -> Problem:
    server = sender.server
    return Problem(
        host.at,
        f"the smart host {host.text} of {host.whose} is {server.name} itself; expected another host; mail goes round"
        " until the hop count stops it, and comes back as undeliverable",
        host.object,
        label="the sender itself",
        related=(Clue((*server.at, "address"), f"{sender.name} sends from here, and listens here", Mark.KEY),),
        mend="write the next host",
        console=consoles.smart_host(host.of),
    )


RULE = Rule(
    "EXL125",
    "smart-host-loop",
    Severity.ERROR,
    __doc__ or "",
    "KB260247",
    "",
    "loop",
    confidence="medium",
    when=("smart_host", "smart_hosts"),
    fix="which host was meant only a person knows",
    check=check,
)
