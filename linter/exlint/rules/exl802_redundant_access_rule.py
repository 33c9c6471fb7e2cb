"""An access rule changes nothing, because later rules decide the same about everything that it decides.

## What it finds
An enabled access rule or system policy rule for all users of an ISA Server 2004 or 2006 without which every request
would be decided alike: whatever the rules before it leave to it is met by later rules of the same list first, all of
them for all users and with the same action. Of several such rules what stays is enough: they are looked for from the
last to the first, and one that is found does not count for those before it. A rule is left alone where one that EXL801
or EXL802 finds would take over and decide otherwise: whichever of the rules found are removed, one of them or all,
every request is decided as before. A deny rule is left alone where only the Default Rule would deny the same, because
people want it in the log. A rule that never decides is EXL801's.

It is proved as EXL801 proves, with the same readings.

## Why mail suffers
It does not. But whoever changes such a rule expects something to happen, and nothing does: a narrower schedule, say,
leaves the night to the later rule, which allows it.

## How to mend it
In the console: ISA Server Management > the server > Firewall Policy > the rule > Delete, unless somebody needs it for
reading.

In YAML: remove the item from `access_rules`, or from `system_rules`.

## Source
TechNet bb838971, on access rules: ISA Server checks them in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import AccessRule, IsaServer
from exlint.rules import Rule

_SHOWN = 3


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for one in mail.ordered_rules:
        for rule, later in one.redundant:
            yield _problem(one.isa, rule, later)


def _problem(isa: IsaServer, rule: AccessRule, later: Sequence[AccessRule]) -> Problem:
    alone = len(later) == 1
    named = later[0].name if alone else f"{later[0].name} and {len(later) - 1} more"
    decide = ("allows" if alone else "allow") if rule.allows else ("denies" if alone else "deny")
    return Problem(
        (*rule.at, "name"),
        f"{rule.name} on {isa.name} changes nothing: {named} after it {decide} all of it too;"
        " expected one of them; mail goes the same way without it",
        f"{isa.name}/{rule.name}",
        label="changes nothing",
        related=tuple(Clue((*one.at, "name"), "decides the same later") for one in later[:_SHOWN]),
        mend=f"remove {rule.name}, if nobody needs it for reading",
        console=consoles.access_rule(isa, rule),
    )


RULE = Rule(
    "EXL802",
    "redundant-access-rule",
    Severity.INFO,
    __doc__ or "",
    "TN-ACCESSRULES",
    "",
    "setting",
    confidence="medium",
    when=("access_rules", "system_rules"),
    fix="to take a rule away is a decision about the policy",
    check=check,
)
