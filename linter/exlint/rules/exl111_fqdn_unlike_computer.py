"""An SMTP virtual server calls itself by another name than its computer has.

## What it finds
A virtual server whose fully-qualified domain name is not that of the computer, where both are written; case and a dot
at the end make no difference. A name without a domain is left to EXL102. The rule is in the group `non-default`,
because a public name beside the computer's own is common and mostly intended.

## Why mail suffers
Mostly it does not. The name stands in the greeting; some servers look up its address, and may refuse mail where
there is none or it is another. It needs an address record in the Internet's DNS.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Fully-qualified domain name; Check DNS there tells whether the name has an address.

In YAML: leave `fqdn` of the virtual server out, or see that the name has an address record.

## Source
Exchange Best Practices Analyzer, page ecf8effc.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.model.hostnames import is_single_label
from exlint.rules import Rule
from exlint.schema import ABSENT


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        own, computer = sender.declared.fqdn, sender.server.declared.fqdn
        if own is not ABSENT and computer is not ABSENT and _differ(own, computer):
            yield _problem(sender, own, computer)


def _differ(own: str, computer: str) -> bool:
    names = {name.removesuffix(".").casefold() for name in (own, computer)}
    return len(names) > 1 and not any(map(is_single_label, names))


def _problem(sender: VirtualServer, own: str, computer: str) -> Problem:
    return Problem(
        (*sender.at, "fqdn"),
        f"{sender.name} on {sender.server.name} calls itself {own}, the computer is {computer}; expected one name,"
        f" or an address record for {own}; servers that check names may refuse its mail",
        sender.identity,
        label="not the computer's name",
        related=(Clue((*sender.server.at, "fqdn"), "the computer's name"),),
        mend=f"leave fqdn out, or see that {own} has an address record",
        console=consoles.virtual_server(sender, "Delivery", "Advanced", "Fully-qualified domain name"),
    )


RULE = Rule(
    "EXL111",
    "fqdn-unlike-computer",
    Severity.INFO,
    __doc__ or "",
    "EXBPA-FQDN",
    "",
    "refused",
    group="non-default",
    when=("fqdn",),
    fix="a difference from the product's own value is often meant",
    check=check,
)
