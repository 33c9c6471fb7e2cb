"""A smart host is set on an SMTP virtual server, in an organization with several Exchange servers.

## What it finds
An SMTP virtual server with a smart host, where the document has more than one Exchange server. A virtual server whose
smart host is not valid, or is the server itself, is left to EXL118, EXL119 and EXL125. With a single server a smart
host on the virtual server is a matter of taste; it is hardly more, and info only, where the smart host is the one other
Exchange server and that has no smart host itself.

## Why mail suffers
A smart host of a virtual server is for all that it sends, mail to the other Exchange servers included. That mail may
leave the organization, come back, or stay with a smart host that does not take it. A connector sends what its address
spaces name, and nothing else.

## How to mend it
In the console: Exchange System Manager > Connectors > New > SMTP Connector; on its General tab, Forward all mail
through this connector to the following smart hosts; on its Address Space tab, add SMTP and `*`. Then Servers > the
server > Protocols > SMTP > the virtual server > Properties > Delivery > Advanced, and empty Smart host.

In YAML: move `smart_host` to `smart_hosts` of a connector with `address_spaces: ["SMTP:*;1"]`, and the virtual server
to its `bridgeheads`.

## Source
Exchange Best Practices Analyzer, TechNet aa997387. The security guide for Exchange 2003 asks for the same (STIG
EMG2-131), and KB 257426 shows both places.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.smart_hosts import is_alone, names_server, smart_hosts
from exlint.model import consoles
from exlint.model.estate import ExchangeServer, VirtualServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    estate = mail.estate
    if is_alone(estate):
        return
    flawed = {host.of.at for host in smart_hosts(estate) if host.flaw}
    forwarding = {sender.server.at for sender in estate.virtual_servers if sender.smart_hosts}
    for sender in estate.virtual_servers:
        if sender.smart_hosts and sender.at not in flawed:
            others = [one for one in estate.exchange_servers if one.at != sender.server.at]
            passed_by = [one for one in others if not _is_smart_host(one, sender)]
            other = (passed_by or others)[0]
            if passed_by or other.at in forwarding:
                yield _problem(sender, other, f"mail to {other.name} may go there too")
            else:
                found = _problem(sender, other, f"all of it goes to {other.name}, which does no harm by itself")
                yield found._replace(severity=Severity.INFO)


def _is_smart_host(server: ExchangeServer, sender: VirtualServer) -> bool:
    return any(names_server(text, server) for text in sender.smart_hosts)


def _problem(sender: VirtualServer, other: ExchangeServer, clause: str) -> Problem:
    first, *others = sender.smart_hosts
    more = f" and {len(others)} more" if others else ""
    return Problem(
        (*sender.at, "smart_host"),
        f"{sender.full_name} has the smart host {first}{more} for all that it sends; expected it on an SMTP connector;"
        f" {clause}",
        sender.identity,
        Mark.KEY,
        "for all that it sends",
        (Clue((*other.at, "name"), "mail to this server takes the same way"),),
        'move it to smart_hosts of a connector with address_spaces: ["SMTP:*;1"]',
        f"{consoles.smart_host(sender)}; then Connectors > New > SMTP Connector",
    )


RULE = Rule(
    "EXL121",
    "virtual-server-smart-host",
    Severity.WARNING,
    __doc__ or "",
    "EXBPA-VSSMARTHOST",
    "",
    "some",
    when=("smart_host",),
    fix="whether mail is to go by this virtual server or by a connector is a decision about the organization",
    check=check,
)
