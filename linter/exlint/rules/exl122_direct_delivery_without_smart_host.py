"""Direct delivery is to be tried before a smart host, and there is no smart host.

## What it finds
An SMTP virtual server with `attempt_direct_delivery: true` and without a smart host.

## Why mail suffers
The setting says what comes first: DNS, and the smart host where DNS does not find the recipients' domains. Without a
smart host nothing comes second, and mail goes by DNS alone. Whoever counts on a way out through a relay has none.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced. Enter a smart host, or clear "Attempt direct delivery before sending to smart host".

In YAML: write `smart_host`, or `attempt_direct_delivery: false`.

## Source
TechNet cc739348, on SmartHostType: 1 is DNS first and then the smart host, 2 is the smart host always.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Edit, Fix, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        if sender.declared.attempt_direct_delivery is True and not sender.smart_hosts:
            yield _problem(sender)


def _problem(sender: VirtualServer) -> Problem:
    at = (*sender.at, "attempt_direct_delivery")
    return Problem(
        at,
        f"{sender.full_name} is to try DNS before a smart host, and has no smart host; expected one, or false; mail"
        " that it delivers itself goes by DNS alone",
        sender.identity,
        label="before which smart host?",
        mend="write smart_host, or attempt_direct_delivery: false",
        console=consoles.virtual_server(
            sender, "Delivery", "Advanced", "Attempt direct delivery before sending to smart host"
        ),
        fixes=(Fix("write attempt_direct_delivery: false", (Edit(at, value=False),)),),
    )


RULE = Rule(
    "EXL122",
    "direct-delivery-without-smart-host",
    Severity.WARNING,
    __doc__ or "",
    "IIS-SMARTHOSTTYPE",
    "values 1 and 2",
    "setting",
    confidence="medium",
    when=("attempt_direct_delivery != false",),
    safety="unsafe",
    fix="without a smart host the setting has no effect, but it may be the smart host that is missing",
    check=check,
)
