"""Two SMTP virtual servers of one Exchange server listen on the same address and port.

## What it finds
An address and port in `bindings` or `secure_bindings` of a virtual server that another virtual server of the same
Exchange server has too. `*:25` and `10.0.0.10:25` are two things; that both stand nowhere, so that both listen on port
25, is not reported.

## Why mail suffers
An address and port belong to one virtual server. One of the two does not start: it takes no mail, and sends none.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
General > Advanced > Edit; give it an IP address or a TCP port of its own. No page shows secure bindings: they are an
attribute in Active Directory, msExchSecureBindings.

In YAML: write another address or port in `bindings` or `secure_bindings` of one of the two.

## Source
flylib 3.393.1.84, a training book on Exchange 2000: the combination of IP address and port is unique for each virtual
server. That the later one does not start is exlint's conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.bindings import bindings, taken
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each binding that a virtual server before has."""
    others = taken(mail.estate.virtual_servers)
    for sender in mail.estate.virtual_servers:
        for one in bindings(sender):
            if one.at in others:
                first = others[one.at]
                yield Problem(
                    one.at,
                    f"{sender.name} on {sender.server.name} listens on {one.text}, as {first.sender.name} does;"
                    " expected an address and port of its own; one of the two does not start",
                    sender.identity,
                    label="taken already",
                    related=(Clue(first.at, f"{first.sender.name} listens there"),),
                    mend="give it another address or port",
                    console="" if one.secure else consoles.virtual_server(sender, "General", "Advanced"),
                )


RULE = Rule(
    "EXL106",
    "duplicate-smtp-binding",
    Severity.ERROR,
    __doc__ or "",
    "FLYLIB-SMTP",
    "",
    "incoming",
    confidence="medium",
    when=("bindings", "secure_bindings"),
    fix="which of the two listens elsewhere is a decision",
    check=check,
)
