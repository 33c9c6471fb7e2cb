"""An access rule that carries mail or DNS decides about no mail: every verdict is the same without it.

## What it finds
An enabled access rule or system policy rule of an ISA Server 2004 or 2006 that carries SMTP (TCP 25, or the port that a
virtual server sends to) or DNS, is not limited to content, and without which mail goes as before: every verdict is the
same, and for every destination the hours at which mail stops, and those of which nothing is known. Only an ISA server
counts that an Exchange or DNS server is behind or on. What EXL801, EXL802 and EXL805 find is left to them, and counts
as removed. An estate whose mail to the Internet is not known to leave at any hour is left out: there no rule makes a
difference yet.

It is in the group `what-if`, off until selected: most such rules are there for people, not for servers. Each rule that
decides about something these servers send costs a verdict where that would be decided otherwise without it.

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

from collections.abc import Iterable, Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.ordered_rules import OrderedRules
from exlint.mailflow.what_if import Trial, wanted, without
from exlint.model import consoles
from exlint.model.estate import AccessRule, IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    # Where no mail leaves as far as is known, that a rule makes no difference says nothing about the rule.
    if not any(flow.at_large.permitted for flow in mail.flows):
        return
    crossed, ports = {isa.at for isa in mail.crossed}, wanted(mail.estate)
    lists = [one for one in mail.ordered_rules if one.isa.at in crossed]
    asked = [(one.isa, rule) for one in lists for rule in _deciding(one) if _carries(rule, ports)]
    if asked:
        # EXL801 and EXL802 have found these: of two rules that say the same the other one is needed.
        found = (rule.at for one in lists for rule, _ in (*one.shadowed, *one.redundant))
        trial = Trial(without(mail.estate, *found))
        yield from (_problem(isa, rule) for isa, rule in asked if not trial.needs(rule.at))


def _carries(rule: AccessRule, ports: Iterable[tuple[str, int]]) -> bool:
    return rule.any_content and any(rule.protocols.carry(*port) for port in ports)


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
    confidence="medium",
    group="what-if",
    when=("access_rules", "system_rules"),
    fix="to take a rule away is a decision about the policy",
    check=check,
)
