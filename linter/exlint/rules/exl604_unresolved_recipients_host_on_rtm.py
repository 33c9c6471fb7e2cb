"""Exchange 2000 without a service pack forwards mail with unresolved recipients to a host.

## What it finds
An SMTP virtual server with an `unresolved_recipients_host` on a server of an Exchange 2000 edition whose
`service_pack` is 0. A service pack that is not written is not known, and nothing is said.

## Why mail suffers
A message from an Outlook user (MAPI) to a recipient that the organization does not know is to go to that host. In
Exchange 2000 as it was first released such messages pile up in the queue to it instead.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Properties > General shows the service pack; install
service pack 1 or later for Exchange 2000. Or clear the host in Exchange System Manager > Servers > the server >
Protocols > SMTP > the virtual server > Properties > Messages > Forward all mail with unresolved recipients to host.

In YAML: write the service pack that is installed then in `service_pack`, or `unresolved_recipients_host: null`.

## Source
KB 275596, MAPI Messages Stack Up in Send Queue to the Host Specified in Forward Unresolved Recipients.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        host = sender.declared.unresolved_recipients_host
        if isinstance(host, str) and sender.server.is_2000 and sender.server.declared.service_pack == 0:
            yield _problem(sender, host)


def _problem(sender: VirtualServer, host: str) -> Problem:
    return Problem(
        (*sender.at, "unresolved_recipients_host"),
        f"{sender.name} on {sender.server.name} forwards unresolved recipients to {host}, on Exchange 2000 without a"
        f" service pack; expected service pack 1 or later; such mail piles up in the queue to {host}",
        sender.identity,
        label="mail to this host piles up",
        related=(Clue((*sender.server.at, "service_pack"), "without a service pack"),),
        mend="install the service pack, or write unresolved_recipients_host: null",
        console=consoles.virtual_server(sender, "Messages", "Forward all mail with unresolved recipients to host"),
    )


RULE = Rule(
    "EXL604",
    "unresolved-recipients-host-on-rtm",
    Severity.WARNING,
    __doc__ or "",
    "KB275596",
    "",
    "queue",
    when=("unresolved_recipients_host",),
    fix="a service pack is not installed by a file",
    check=check,
)
