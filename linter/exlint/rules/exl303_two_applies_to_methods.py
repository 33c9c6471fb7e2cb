"""A rule applies to client groups and to client sets, which ISA Server 2000 cannot do in one rule.

## What it finds
A protocol rule, or a site and content rule, of an ISA Server 2000 whose `applies_to` holds both `client_groups` and
`client_sets`.

## Why mail suffers
It does not by itself. KB 305394 asks to add a client set to a rule for client groups, but a rule of ISA Server 2000 has
one applies-to method. exlint judges such a rule as the two rules that it stands for; whoever carries it to the console
has to make both.

## How to mend it
In the console: keep the rule for the users and groups; make a second one with the same settings for the client address
set.

In YAML: split the rule in two, one with `client_groups`, one with `client_sets`. Nothing obliges you to: the document
means the same either way.

## Source
ISA Server 2000 SDK, FPCProtocolRule, AppliesToMethod; KB 305394, the last two steps of the resolution.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from exlint.findings import Edit, Fix, Mark, Pairs, Problem, Severity, Value, pairs
from exlint.mailflow import Mail
from exlint.model.estate import IsaServer, ProtocolRule, SiteAndContentRule
from exlint.model.names import unused
from exlint.rules import Rule
from exlint.schema import again

_Rule = ProtocolRule | SiteAndContentRule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for isa in mail.estate.isa_servers:
        for rules in (isa.protocol_rules or (), isa.site_and_content_rules or ()):
            for rule in rules:
                if rule.applies_to.client_groups is not None and rule.applies_to.client_sets:
                    yield _problem(isa, rule, [one.name for one in rules])


def _problem(isa: IsaServer, rule: _Rule, names: Collection[str]) -> Problem:
    return Problem(
        (*rule.at, "applies_to"),
        f"{rule.name} on {isa.name} applies to client groups and to client sets; a rule of ISA Server 2000 has one"
        " method: it is read as two rules",
        f"{isa.name}/{rule.name}",
        Mark.KEY,
        "two methods",
        mend="make it two rules, one for the groups and one for the client sets",
        console=f"ISA Management > Servers and Arrays > {isa.name} > Access Policy",
        fixes=(_fix(isa, rule, names),),
    )


def _fix(isa: IsaServer, rule: _Rule, names: Collection[str]) -> Fix:
    """The rule for its groups, and right behind it the same for its client sets."""
    second = unused(f"{rule.name} for client sets", names)
    written = _keys(rule.declared)
    to = _keys(rule.declared.applies_to)
    groups = to.pop("client_groups", ())
    item = Pairs((written | {"name": second, "applies_to": Pairs(to.items())}).items())
    *rules, number = rule.at
    edits = (
        Edit((*rule.at, "applies_to"), pairs(client_groups=groups)),
        Edit(tuple(rules), item, "insert", int(number) + 1),
    )
    return Fix(f"split {rule.name} on {isa.name}: {second} has its client sets", edits, safe=True)


def _keys(declared: Any) -> dict[str, Value]:
    """The keys of a declared object that are written, with their values."""
    data = again.data(declared)
    assert isinstance(data, Pairs)  # the caller has an object
    return dict(data)


RULE = Rule(
    "EXL303",
    "two-applies-to-methods",
    Severity.INFO,
    __doc__ or "",
    "SDK-PROTOCOLRULE",
    "AppliesToMethod",
    "setting",
    when=("client_groups",),
    safety="safe",
    fix="it leaves the rule to the groups and adds a second one, with the same settings, for the client sets. The two "
    "are what the one stands for; where other rules say the same, EXL307 may then find the second one",
    check=check,
)
