"""An SMTP virtual server tries DNS before its smart host.

## What it finds
A virtual server with a smart host and with direct delivery first. Without a smart host the box does nothing, which is
another matter; and it is silent for the only Exchange server where a connector takes mail to the Internet, since no
mail comes that way. The rule is in the group `non-default`.

## Why mail suffers
Whoever sets a smart host mostly wants all mail to go through it. Here mail takes the smart host only where the
receiving host's name is not found; all other mail leaves directly, past whatever the smart host does with mail.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Attempt direct delivery before sending to smart host; clear the box.

In YAML: write `attempt_direct_delivery: false`.

## Source
Exchange Best Practices Analyzer, TechNet aa996573. It knows no such setting of Exchange 2003, though the
console of Exchange 2003 offers the box.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail, deciding_connectors
from exlint.mailflow.smart_hosts import is_alone
from exlint.model import consoles
from exlint.rules import Rule

_BOX = "Attempt direct delivery before sending to smart host"


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    if is_alone(mail.estate) and deciding_connectors(mail.estate):
        return
    for sender in mail.estate.virtual_servers:
        if sender.declared.attempt_direct_delivery is True and sender.smart_hosts:
            yield Problem(
                (*sender.at, "attempt_direct_delivery"),
                f"{sender.name} on {sender.server.name} tries DNS before its smart host {sender.smart_hosts[0]}; the"
                " product's own is the smart host alone; mail takes the smart host only where names are not found",
                sender.identity,
                label="DNS comes first",
                related=(Clue((*sender.at, "smart_host"), "comes second", Mark.KEY),),
                mend="write attempt_direct_delivery: false",
                console=consoles.virtual_server(sender, "Delivery", "Advanced", _BOX),
            )


RULE = Rule(
    "EXL117",
    "direct-delivery-before-smart-host",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-DIRECT",
    "",
    "setting",
    group="non-default",
    when=("attempt_direct_delivery != false",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
