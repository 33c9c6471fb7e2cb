"""An access rule that carries mail or DNS decides about no mail: every verdict is the same without it.

## What it finds
An enabled access rule or system policy rule of an ISA Server 2004 or 2006 that carries SMTP (TCP 25, or the port that a
virtual server sends to) or DNS, is not limited to content, and without which mail goes as before: every verdict is the
same, and for every destination the hours at which mail stops, and those of which nothing is known. Only an ISA server
counts that an Exchange or DNS server is behind or on. What EXL801, EXL802 and EXL805 find is left to them.

The rule is off until it is selected, by its code or with `what-if`: most such rules are there for people, not for mail
servers. It works out all verdicts once more for each rule that it asks about, which a large estate notices.

## Why mail suffers
It does not. But a rule that looks as if mail went by it is the one that somebody changes when mail has stopped.

## How to mend it
In the console: ISA Server Management > the server > Firewall Policy > the rule > Properties > General: a description
says whom the rule is for. Or delete it where it is for nobody.

In YAML: `description` says whom it is for. Or remove the item.

## Source
TechNet bb838971, on access rules: the first rule that matches a request decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail, judge
from exlint.mailflow.ordered_rules import OrderedRules
from exlint.mailflow.what_if import same_mail, without
from exlint.model import consoles
from exlint.model.estate import AccessRule, DnsServer, Estate, ExchangeServer, IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    estate = mail.estate
    servers: list[ExchangeServer | DnsServer] = [*estate.exchange_servers, *estate.dns_servers]
    asked = {one.standing.isa.at for one in servers if one.standing.isa is not None}
    ports = _ports(estate)
    for one in mail.ordered_rules:
        for rule in _deciding(one) if one.isa.at in asked else ():
            carries = rule.any_content and any(rule.protocols.carry(*port) for port in ports)
            if carries and same_mail(mail.flows, judge(without(estate, rule.at))):
                yield _problem(one.isa, rule)


def _ports(estate: Estate) -> set[tuple[str, int]]:
    """The transports and ports of mail and of DNS."""
    own = {("tcp", one.declared.tcp_port) for one in estate.virtual_servers if one.declared.tcp_port}
    return {("tcp", 25), ("udp", 53), ("tcp", 53), *own}


def _deciding(one: OrderedRules) -> list[AccessRule]:
    """The rules that none of EXL801, 802 and 805 finds."""
    found = {rule.at for rule, _ in (*one.never, *one.shadowed, *one.redundant)}
    return [rule for rule in one.rules if rule.at not in found]


def _problem(isa: IsaServer, rule: AccessRule) -> Problem:
    return Problem(
        (*rule.at, "name"),
        f"{rule.name} on {isa.name} decides about no mail: every verdict is the same without it; expected only"
        " of a rule that is there for people; mail goes as before if it is removed",
        f"{isa.name}/{rule.name}",
        label="decides about no mail",
        mend=f"remove {rule.name}, if it is for nobody",
        console=consoles.access_rule(isa, rule),
    )


RULE = Rule(
    "EXL804",
    "verdict-neutral-access-rule",
    Severity.INFO,
    __doc__ or "",
    "TN-ACCESSRULES",
    "",
    "setting",
    group="what-if",
    when=("access_rules", "system_rules"),
    check=check,
)
