"""An SMTP virtual server is to speak TLS from the first byte, which Exchange does not do.

## What it finds
A virtual server with secure bindings, or with port 465 among its bindings: where mail programs expect SMTP inside TLS.
The first such address and port is marked; one that another virtual server has already is left to EXL106.

## Why mail suffers
It does not by itself. But no version of Exchange answers with TLS from the first byte; it speaks SMTP in the clear and
changes to TLS on the command STARTTLS. Servers and clients that count on port 465 cannot connect.

## How to mend it
In the console: for port 465, Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server >
Properties > General > Advanced; remove it. No page shows secure bindings: they are an attribute in Active Directory,
msExchSecureBindings. TLS on port 25 needs a certificate: Access > Certificate.

In YAML: leave `secure_bindings` out, and take port 465 out of `bindings`.

## Source
TechNet Magazine cc137760: Exchange has no SMTP inside TLS.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.bindings import for_tls, taken
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    others = taken(mail.estate.virtual_servers)
    for sender in mail.estate.virtual_servers:
        one = for_tls(sender, others)
        if one is not None:
            yield Problem(
                one.at,
                f"{sender.name} on {sender.server.name} listens on {one.text} for TLS from the first byte, which no"
                " Exchange server speaks; expected STARTTLS on port 25; servers and clients that count on it cannot"
                " connect",
                sender.identity,
                label="no TLS from the first byte",
                mend="leave secure_bindings out" if one.secure else f"take {one.text} out of bindings",
                console="" if one.secure else consoles.virtual_server(sender, "General", "Advanced"),
            )


RULE = Rule(
    "EXL107",
    "implicit-tls-binding",
    Severity.INFO,
    __doc__ or "",
    "TECHNETMAG-TLS",
    "",
    "clients",
    when=("secure_bindings", "bindings"),
    fix="whether the port is to be given up, or another server to speak TLS there, is a decision",
    check=check,
)
