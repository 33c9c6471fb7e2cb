"""An SMTP virtual server writes its senders as users of something that is no mail domain.

## What it finds
A masquerade domain that does not have the form of a mail domain: a single label, an address, an `@` in front, a
space in it. `null` stands for none. Whether the domain receives mail is not looked at.

## Why mail suffers
The masquerade domain takes the place of the senders' own domain. Replies and non-delivery reports go to it; where it is
no domain they go nowhere, and servers that look up the sender's domain refuse the mail.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Masquerade domain; write a domain that receives mail, or empty the box.

In YAML: write `masquerade_domain: contoso.com` with a domain of yours, or `masquerade_domain: null`.

## Source
KB 303734, Set the Masquerade Domain: replies go to that domain. What no domain can be is exlint's conclusion, from the
form of host names (RFC 1123, with the underscore that Windows allows).
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
        if isinstance(domain, str) and not is_mail_domain(domain):
            yield Problem(
                (*sender.at, "masquerade_domain"),
                f"{sender.name} on {sender.server.name} writes senders as users of {domain}, which is no mail domain;"
                " expected a domain as contoso.com; replies and non-delivery reports go nowhere",
                sender.identity,
                label="no mail domain",
                mend="write a domain that receives mail, or null",
                console=consoles.virtual_server(sender, "Delivery", "Advanced", "Masquerade domain"),
            )


RULE = Rule(
    "EXL109",
    "invalid-masquerade-domain",
    Severity.WARNING,
    __doc__ or "",
    "KB303734",
    "Set the Masquerade Domain",
    "incoming",
    confidence="medium",
    when=("masquerade_domain",),
    fix="the mail domain is not in the file",
    check=check,
)
