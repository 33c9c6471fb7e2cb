"""A rule allows something to the ISA computer itself, which no rule is for.

## What it finds
An enabled allow rule of an ISA Server 2000 that applies to client sets only, and every address of those (less the
excepted ones) is one of `internal_addresses` or `external_addresses` of that ISA server.

## Why mail suffers
Rules are for clients. What runs on the ISA computer itself, an Exchange server on a Small Business Server or a DNS
server, goes through IP packet filters; the rule lets nothing out, and without a filter mail stays in the queue.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > IP Packet Filters > New > Filter:
TCP, outbound, remote port 25 for mail; UDP, send receive, remote port 53 and TCP, outbound, remote port 53 for DNS.
Then delete the rule.

In YAML: add such filters to `packet_filters`, and remove the rule.

## Source
ISA Server 2000 product documentation, cmt_othersvc: for applications that run on the ISA Server computer IP packet
filters must be configured.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.dead_rules import RuleOf2000, Why, enabled
from exlint.model import consoles
from exlint.model.addresses import listed
from exlint.model.estate import IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for isa in mail.estate.isa_servers:
        found = mail.policy(isa).dead
        yield from (_problem(isa, rule) for rule in enabled(isa) if found.get(rule.at) is Why.ISA_COMPUTER)


def _problem(isa: IsaServer, rule: RuleOf2000) -> Problem:
    addresses = [one for one in (*isa.internal, *isa.external) if rule.applies_to.addresses.holds(one)]
    return Problem(
        (*rule.at, "applies_to"),
        f"{rule.name} on {isa.name} applies to {isa.name}'s own address{'es' if len(addresses) > 1 else ''} only"
        f" ({listed(addresses)}); expected a packet filter, which is what its own traffic passes; nothing is let out by"
        " it",
        f"{isa.name}/{rule.name}",
        Mark.KEY,
        "the ISA computer itself",
        tuple(Clue((*one.at, "name"), f"{isa.name} itself") for one in rule.applies_to.client_sets[:3]),
        "add a packet filter, and remove the rule",
        consoles.isa_section(isa, "packet_filters", "New", "Filter"),
    )


RULE = Rule(
    "EXL308",
    "rule-for-isa-computer",
    Severity.WARNING,
    __doc__ or "",
    "PD-OTHERSVC",
    "",
    "setting",
    when=("client_sets",),
    fix="to take a rule away is a decision about the policy",
    check=check,
)
