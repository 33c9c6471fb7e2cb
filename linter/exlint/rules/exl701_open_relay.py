"""An SMTP virtual server relays mail for computers of the Internet that do not sign on.

## What it finds
A virtual server that takes anonymous connections and whose `relay` is `all_except_listed` and leaves a public address
that may connect, or is `only_listed` with a list of all addresses. `connection_control` says who may connect; where it
is not written, everybody may. Public is what is neither a private address (RFC 1918) nor 127.0.0.0/8. A `relay` that is
not written is closed, as the product has it.

## Why mail suffers
Whoever finds such a server sends mail through it. The queues fill with foreign mail, which one's own mail waits behind;
non-delivery reports for it come back; and ever more domains refuse whatever this server sends.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Access > Relay > Only the list below; keep in the list the computers that have to relay and cannot sign on.

In YAML: write `computers: only_listed` in `relay`, and in its `list` the addresses of these computers. With
`all_except_listed` an empty list means everybody.

## Source
KB 324958, How to block open SMTP relaying and clean up Exchange Server SMTP queues; also KB 310380.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.addresses import EVERY_ADDRESS, NOT_PUBLIC, AddressSet, interval
from exlint.model.estate import VirtualServer
from exlint.rules import Rule
from exlint.schema import ABSENT
from exlint.schema.smtp_parts import ConnectionControl, Relay


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for sender in mail.estate.virtual_servers:
        relay, signing_on = sender.declared.relay, sender.declared.authentication
        if relay is ABSENT or not (signing_on is ABSENT or "anonymous" in signing_on):
            continue
        control = sender.declared.connection_control
        granted = _let_in(relay)
        connecting = EVERY_ADDRESS if control is ABSENT else _let_in(control)
        open_to_all = relay.computers == "all_except_listed" or granted == EVERY_ADDRESS
        if open_to_all and granted.within(connecting).without(NOT_PUBLIC).intervals:
            yield _problem(sender, relay, granted, connecting)


def _let_in(computers: ConnectionControl | Relay) -> AddressSet:
    listed = AddressSet.of(map(interval, computers.list or ()))
    return listed if computers.computers == "only_listed" else EVERY_ADDRESS.without(listed)


def _problem(sender: VirtualServer, relay: Relay, granted: AddressSet, connecting: AddressSet) -> Problem:
    whom = "everybody" if connecting == EVERY_ADDRESS else "everybody who may connect"
    whom += "" if granted == EVERY_ADDRESS else " but the listed computers"
    by_list = relay.computers == "only_listed"
    return Problem(
        (*sender.at, "relay", "list" if by_list else "computers"),
        f"{sender.name} on {sender.server.name} relays for {whom}; expected only_listed, with the organization's own"
        " computers; foreign mail fills the queues, and other domains come to refuse this server",
        sender.identity,
        Mark.KEY if by_list else Mark.VALUE,
        "holds every address" if by_list else "whoever is not listed",
        mend="list the computers that have to relay" if by_list else "write computers: only_listed",
        console=consoles.virtual_server(sender, "Access", "Relay", "Only the list below"),
    )


RULE = Rule(
    "EXL701",
    "open-relay",
    Severity.ERROR,
    __doc__ or "",
    "KB324958",
    "",
    "relay",
    when=("relay",),
    fix="for whom the server is to relay is a decision",
    check=check,
)
