"""A protocol rule names a definition for incoming connections where outgoing mail or DNS needs the other one.

## What it finds
An enabled protocol rule of an ISA Server 2000 with a list of protocols, one of which is about mail (TCP 25), about DNS
(UDP 53, TCP 53) or declared in `protocol_definitions`, and carries nothing that a client sends: `SMTP Server` instead
of `SMTP`, `DNS Query Server` instead of `DNS Query`. The rule names no other definition for what is sent to that port;
and if it allows, no other enabled rule allows that either.

## Why mail suffers
The definitions whose names end in Server are there for publishing: they describe connections from the Internet to a
server inside. A rule with such a definition lets no server deliver mail and no server ask for names. A deny rule with
one stops nothing.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > Protocol Rules > the rule >
Properties > Protocols: clear the definition for incoming connections and select the outbound one, `SMTP`, `DNS Query`
or `DNS Zone Transfer`.

In YAML: write the outbound name in `protocols`. If a definition of your own was meant to be outbound, correct its
`direction`.

## Source
ISA Server 2000 product documentation, m_p_c_protocolschem, on the direction of a protocol definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.dead_rules import MAIL_AND_DNS, Incoming, Why, incoming
from exlint.model import consoles
from exlint.model.estate import IsaServer, ProtocolRule
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for isa in mail.estate.isa_servers:
        if Why.INCOMING in mail.policy(isa).dead.values():
            found = incoming(isa)
            for rule in isa.protocol_rules or ():
                if rule.at in found:
                    yield _problem(isa, rule, found[rule.at])


def _problem(isa: IsaServer, rule: ProtocolRule, wrong: Incoming) -> Problem:
    one = wrong.definition
    meant = MAIL_AND_DNS.get((one.transport, one.port), "")
    direction = "only sends, without an answer" if one.direction == "send" else "is for incoming connections"
    effect = "nothing goes out by it" if rule.allows else "it denies nothing"
    if rule.allows and meant:
        effect += ": mail stays queued where no other rule helps"
    return Problem(
        (*rule.at, "protocols", wrong.number),
        f"{rule.name} on {isa.name} names {one.name}, which {direction}; expected {meant or 'an outbound definition'};"
        f" {effect}",
        f"{isa.name}/{rule.name}",
        Mark.VALUE,
        f"{one.transport} {one.port} {one.direction}",
        (Clue((*rule.at, "name"), f"this rule is to {'allow' if rule.allows else 'deny'} it"),),
        f"write {meant}" if meant else "write the name of an outbound definition",
        consoles.rule(isa, rule, "Protocols"),
    )


RULE = Rule(
    "EXL304",
    "inbound-protocol-for-outgoing-traffic",
    Severity.WARNING,
    __doc__ or "",
    "PD-PROTOCOLS",
    "",
    "queue",
    when=("= smtp server", "= dns query server", "= dns zone transfer server", "protocol_definitions"),
    fix="whether the rule is for servers inside or for mail that goes out only a person knows",
    check=check,
)
