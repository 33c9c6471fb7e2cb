"""An SMTP virtual server listens on several addresses and ports.

## What it finds
A virtual server with more than one binding; the same one twice counts once. Where EXL106 or EXL107 finds fault with one
of them, this rule is silent. The rule is in the group `non-default`.

## Why mail suffers
It does not by that alone. All bindings share one set of limits, authentication and relay settings; a second port that
was meant for other clients needs a virtual server of its own.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
General > Advanced; remove all but one.

In YAML: keep one item of `bindings`.

## Source
Exchange Best Practices Analyzer, TechNet aa997328.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.bindings import bindings, for_tls, named, taken
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    others = taken(mail.estate.virtual_servers)
    for sender in mail.estate.virtual_servers:
        heard = [one for one in bindings(sender) if not one.secure]
        texts = {one.text for one in heard}
        if len(texts) > 1 and for_tls(sender, others) not in heard and not any(one.at in others for one in heard):
            yield Problem(
                (*sender.at, "bindings"),
                f"{sender.name} on {sender.server.name} listens on {len(texts)} addresses and ports"
                f" ({named(one.text for one in heard)}); the product's own is one; nothing happens to mail by that"
                " alone",
                sender.identity,
                Mark.KEY,
                "more than one",
                mend="keep one binding",
                console=consoles.virtual_server(sender, "General", "Advanced"),
            )


RULE = Rule(
    "EXL114",
    "several-smtp-bindings",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-SEVERAL",
    "",
    "setting",
    group="non-default",
    when=("bindings",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
