"""An SMTP virtual server does not relay for computers that sign on, as the product by itself does.

## What it finds
A virtual server with `allow_authenticated: false` in its `relay`. The rule is in the group `non-default`, for it may be
meant: whoever learns a password can send mail through a server that relays for those who sign on.

## Why mail suffers
POP3 and IMAP4 clients hand their mail to the virtual server by SMTP. Those outside the relay list sign on and are
refused all the same, as soon as a recipient is in another domain.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Access > Relay > Allow all computers which successfully authenticate to relay, regardless of the list above.

In YAML: write `allow_authenticated: true`, or leave it out; or add the clients to `list`.

## Source
Exchange Best Practices Analyzer, page 90819727: relaying for authenticated computers is off.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule
from exlint.schema import ABSENT


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        relay = sender.declared.relay
        if relay is not ABSENT and relay.allow_authenticated is False:
            yield _problem(sender)


def _problem(sender: VirtualServer) -> Problem:
    return Problem(
        (*sender.at, "relay", "allow_authenticated"),
        f"{sender.name} on {sender.server.name} does not relay for computers that sign on; the product's own is that it"
        " does; POP3 and IMAP4 clients outside the list cannot send to other domains",
        sender.identity,
        label="the product's own is true",
        mend="write allow_authenticated: true",
        console=consoles.virtual_server(
            sender,
            "Access",
            "Relay",
            "Allow all computers which successfully authenticate to relay, regardless of the list above",
        ),
    )


RULE = Rule(
    "EXL702",
    "relay-denied-to-authenticated",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-RELAYAUTH",
    "",
    "clients",
    group="non-default",
    when=("allow_authenticated != true",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
