"""An SMTP virtual server writes its senders as users of another domain.

## What it finds
A masquerade domain with the form of a mail domain; what is none is EXL109's. The rule is in the group `non-default`,
because masquerading may well be meant.

## Why mail suffers
It does not by itself. Replies and non-delivery reports go to that domain, and come back through this virtual server.
Only the first hop is rewritten: mail that comes from another server keeps its sender's domain.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Masquerade domain; empty the box. The domain of all addresses belongs into a recipient policy.

In YAML: write `masquerade_domain: null`.

## Source
KB 303734, Set the Masquerade Domain.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.hostnames import is_mail_domain
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        domain = sender.declared.masquerade_domain
        if isinstance(domain, str) and is_mail_domain(domain):
            yield Problem(
                (*sender.at, "masquerade_domain"),
                f"{sender.name} on {sender.server.name} writes senders as users of {domain}; the product's own is none;"
                " replies and non-delivery reports come back through this virtual server, and only the first hop is"
                " rewritten",
                sender.identity,
                label="takes the place of the senders' domain",
                mend="write masquerade_domain: null",
                console=consoles.virtual_server(sender, "Delivery", "Advanced", "Masquerade domain"),
            )


RULE = Rule(
    "EXL112",
    "masquerade-domain",
    Severity.INFO,
    __doc__ or "",
    "KB303734",
    "Set the Masquerade Domain",
    "setting",
    group="non-default",
    when=("masquerade_domain",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
