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

from collections.abc import Iterator

from exlint.findings import Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model.estate import IsaServer, ProtocolRule, SiteAndContentRule
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for isa in mail.estate.isa_servers:
        rules: list[ProtocolRule | SiteAndContentRule] = [*(isa.protocol_rules or ())]
        rules += isa.site_and_content_rules or ()
        for rule in rules:
            if rule.applies_to.client_groups is not None and rule.applies_to.client_sets:
                yield _problem(isa, rule)


def _problem(isa: IsaServer, rule: ProtocolRule | SiteAndContentRule) -> Problem:
    return Problem(
        (*rule.at, "applies_to"),
        f"{rule.name} on {isa.name} applies to client groups and to client sets; a rule of ISA Server 2000 has one"
        " method: it is read as two rules",
        f"{isa.name}/{rule.name}",
        Mark.KEY,
        "two methods",
        mend="make it two rules, one for the groups and one for the client sets",
        console=f"ISA Management > Servers and Arrays > {isa.name} > Access Policy",
    )


RULE = Rule(
    "EXL303",
    "two-applies-to-methods",
    Severity.INFO,
    __doc__ or "",
    "SDK-PROTOCOLRULE",
    "AppliesToMethod",
    "setting",
    when=("client_groups",),
    fix="whether both methods are wanted, as two rules, or one was left behind, is a decision about the policy",
    check=check,
)
