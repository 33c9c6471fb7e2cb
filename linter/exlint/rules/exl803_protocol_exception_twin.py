"""An access rule allows everything but a protocol, and another protocol with the same port is not excepted.

## What it finds
An enabled allow rule in the `access_rules` of an ISA Server 2004 or 2006 for all outbound traffic except some
protocols, where another protocol goes out over the transport and port of an excepted one: SMTP, or one that
`protocol_definitions` declares. One finding a rule, for the first such pair. Where rules before it decide about all of
that traffic, the exception is of no use and there is nothing to find.

## Why mail suffers
ISA Server excepts protocols, not ports: what is sent over the port then counts as the other protocol, and goes out. A
rule for everything except SMTP, meant to let only the mail server send, lets every client send over TCP 25 as soon as
somebody has defined a protocol of his own for it.

exlint's verdict is more careful: it takes a port for left out once a protocol that describes it is excepted. So a
verdict never rests on the gap, while this finding shows it. The product's own DNS is not taken for a twin, because no
source that was read gives its numbers.

## How to mend it
In the console: ISA Server Management > the server > Firewall Policy > the rule > Properties > Protocols: add the other
protocol to the exceptions of "All outbound traffic except selected". Or put a deny rule for both protocols above it.

In YAML: add the other protocol to `all_except`, or a deny rule before the rule.

## Source
ISA Server 2006 Help, isalink_protocoldirection, Ports. The SMTP protocol and its port: KB 291662.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles, predefined
from exlint.model.estate import AccessRule, IsaServer, Protocol, Protocols
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for one in mail.ordered_rules:
        for rule in one.rules:
            if "access_rules" in rule.at and rule.allows and rule.protocols.all_but:
                going_out = (
                    (excepted, other)
                    for excepted, other in _pairs(one.isa, rule.protocols)
                    if not one.decided_before(rule, excepted.transport, excepted.port)
                )
                for excepted, other in islice(going_out, 1):
                    yield _problem(one.isa, rule, excepted, other)


def _pairs(isa: IsaServer, protocols: Protocols) -> Iterator[tuple[Protocol, Protocol]]:
    """Each excepted protocol with each that is not, where both go out over the same transport and port."""
    names = {one.name.casefold() for one in protocols.definitions}
    others = [one for one in _known(isa) if one.outgoing and one.name.casefold() not in names]
    for excepted in protocols.definitions:
        for other in others:
            if excepted.outgoing and (excepted.transport, excepted.port) == (other.transport, other.port):
                yield excepted, other


def _known(isa: IsaServer) -> list[Protocol]:
    """The declared protocols, and SMTP unless it is among them."""
    declared = [
        Protocol(one.name, one.transport, one.port, one.direction) for one in isa.declared.protocol_definitions or ()
    ]
    is_declared = any(one.name.casefold() == "smtp" for one in declared)
    return declared if is_declared else [*declared, *predefined.PROTOCOLS[False]["smtp"]]


def _problem(isa: IsaServer, rule: AccessRule, excepted: Protocol, other: Protocol) -> Problem:
    definitions = enumerate(isa.declared.protocol_definitions or ())
    at = [(*isa.at, "protocol_definitions", index) for index, one in definitions if one.name == other.name]
    port = f"{other.transport} {other.port}"
    return Problem(
        (*rule.at, "protocols", "all_except"),
        f"{rule.name} on {isa.name} allows everything but {excepted.name}, and {other.name} is {port} too; expected"
        f" {other.name} among the exceptions, or a deny rule before it; what is sent as {other.name} goes out",
        f"{isa.name}/{rule.name}",
        Mark.KEY,
        f"lacks {other.name}",
        tuple(Clue((*one, "name"), f"is {port} too") for one in at),
        f"add {other.name} to all_except",
        consoles.access_rule(isa, rule, "Protocols"),
    )


RULE = Rule(
    "EXL803",
    "protocol-exception-twin",
    Severity.WARNING,
    __doc__ or "",
    "ISA2006-PROTOCOLS",
    "Ports",
    "exposed",
    when=("all_except",),
    fix="to except one protocol more is a decision about the policy",
    check=check,
)
