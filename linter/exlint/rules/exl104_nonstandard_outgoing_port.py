"""An SMTP virtual server delivers to the Internet by DNS, but does not connect to port 25.

## What it finds
A virtual server that sends mail to the Internet by DNS, by itself or as the bridgehead of a connector, and whose
outgoing TCP port is not 25. One whose mail goes to a smart host is not looked at: a smart host may listen anywhere.

## Why mail suffers
The mail hosts of the Internet listen on port 25. A connection to another port is refused or never answered, so all mail
by DNS waits in the queue and comes back when it expires. Whether a firewall lets the port through is another matter.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Outbound connections > TCP port; write 25. If the port is that of a smart host, name the smart host.

In YAML: write `tcp_port: 25`, or leave the key out.

## Source
Exchange Best Practices Analyzer, page 6dbd672c.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.rules import Rule
from exlint.schema import ABSENT

_SMTP = 25


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.senders_by_dns:
        port = sender.declared.tcp_port
        if port is not ABSENT and port != _SMTP:
            yield Problem(
                (*sender.at, "tcp_port"),
                f"{sender.name} on {sender.server.name} connects to port {port} of the Internet's mail hosts;"
                " expected 25, where they listen; mail stays queued",
                sender.identity,
                label="no mail host of the Internet listens there",
                related=(Clue((*sender.at, "name"), "delivers to the Internet by DNS"),),
                mend="write tcp_port: 25, or leave it out",
                console=consoles.virtual_server(sender, "Delivery", "Outbound connections", "TCP port"),
            )


RULE = Rule(
    "EXL104",
    "nonstandard-outgoing-port",
    Severity.WARNING,
    __doc__ or "",
    "EXBPA-PORT",
    "",
    "queue",
    when=("tcp_port != 25",),
    fix="whether the port or the way of delivery is wrong only a person knows",
    check=check,
)
