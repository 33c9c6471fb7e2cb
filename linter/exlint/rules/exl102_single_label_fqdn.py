"""An SMTP virtual server calls itself by a name without a domain.

## What it finds
A virtual server whose fully-qualified domain name has no dot, as `mail`: its own where one is written, else that of its
computer. A name that is written nowhere is not looked at.

## Why mail suffers
The name stands in the greeting that other servers see. Exchange 2000 servers of other organizations do not get along
with one that has no domain: their mail to this server stays in the queue until it expires, and then comes back to its
senders. Servers that check the name may refuse outgoing mail, too.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Fully-qualified domain name; write the name with its domain.

In YAML: write `fqdn` of the virtual server, or of the Exchange server, with the domain, as `mail.contoso.com`.

## Source
KB 301401, cause. The article is about Exchange 2000 at both ends, which tells by this name whether a server belongs to
the same organization; that an Exchange Server 2003 with such a name is met alike is exlint's conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Route, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.model.hostnames import is_single_label
from exlint.rules import Rule
from exlint.schema import ABSENT

_SHOWN = 3


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server, and one for all that take the name of their computer."""
    forest = mail.estate.forest.name
    domain = "example.com" if is_single_label(forest) else forest
    heirs: dict[Route, list[VirtualServer]] = {}
    for sender in mail.estate.virtual_servers:
        own, inherited = sender.declared.fqdn, sender.server.declared.fqdn
        if own is not ABSENT and is_single_label(own):
            said = f"{sender.name} on {sender.server.name} calls itself {own}"
            yield _problem((*sender.at, "fqdn"), sender.identity, said, _wanted(own, domain), [sender])
        elif own is ABSENT and inherited is not ABSENT and is_single_label(inherited):
            heirs.setdefault(sender.server.at, []).append(sender)
    for at, senders in heirs.items():
        server, more = senders[0].server, len(senders) - 1
        name = str(server.declared.fqdn)
        who = f"{senders[0].name} and {more} more on" if more else f"{senders[0].name} on"
        said = f"{who} {server.name} {'call themselves' if more else 'calls itself'} {name}"
        yield _problem((*at, "fqdn"), server.name, said, _wanted(name, domain), senders)


def _wanted(name: str, domain: str) -> str:
    return f"{name.strip('.')}.{domain}"


def _problem(at: Route, identity: str, said: str, wanted: str, senders: list[VirtualServer]) -> Problem:
    return Problem(
        at,
        f"{said}; expected a name with a domain, as {wanted}; Exchange 2000 servers of other organizations keep their"
        " mail to it queued",
        identity,
        label="a name without a domain",
        related=tuple(Clue((*one.at, "name"), "is called so") for one in senders[:_SHOWN]),
        mend=f"write fqdn: {wanted}",
        console=consoles.virtual_server(senders[0], "Delivery", "Advanced", "Fully-qualified domain name"),
    )


RULE = Rule(
    "EXL102",
    "single-label-fqdn",
    Severity.WARNING,
    __doc__ or "",
    "KB301401",
    "cause",
    "incoming",
    confidence="medium",
    when=("fqdn",),
    fix="the name of the server in the Internet is not in the file",
    check=check,
)
