"""An access rule never decides, because rules before it decide everything that it is for.

## What it finds
An enabled access rule or system policy rule of an ISA Server 2004 or 2006 that requests could meet, if it were not for
enabled rules before it in the same list, which together match all of them: from every source, to every target, over
every protocol, of every user, with every content and at every hour. The first three of those that decide something are
shown, in their order.

This is proved, not guessed, with these readings: users are told apart by the user sets that rules name, and a rule for
some of them also decides about a request that says nothing about its user, by denying it. A path of a destination set
is one that no other path is taken for. Where no local address table is declared, every address may be inside or not.
Of a list so involved that the proofs would take more than fifty thousand steps not all such rules are found.

## Why mail suffers
ISA Server checks the rules in order, and the first that matches a request decides; what stands behind it is never
asked. A deny rule that comes too late denies nothing. An allow rule that comes too late is what an administrator looks
at, and sees mail allowed, while the queue grows.

## How to mend it
In the console: ISA Server Management > the server > Firewall Policy > the rule > Move Up, until it stands above the
first rule that decides in its stead; or make that rule narrower on its pages From, To, Protocols, Users, Content Types
and Schedule; or delete the rule that is never asked. System policy rules stand in the product's own order: Firewall
Policy > Edit System Policy > the configuration group of the rule that decides; turn it off on the page General, or make
it narrower on the page From or To.

In YAML: move the item up in `access_rules`, above the rules that the finding shows, or remove it; in `system_rules`
write what the console shows then.

## Source
TechNet bb838971, on access rules: ISA Server checks them in order. TechNet cc302664: where a rule that matches asks for
users, credentials are validated; that nobody's request ends there is exlint's reading, in its verdicts too.
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
        for rule, before in one.shadowed:
            yield _problem(one.isa, rule, before)


def _problem(isa: IsaServer, rule: AccessRule, before: Sequence[AccessRule]) -> Problem:
    first, alone = before[0].name, len(before) == 1
    named = first if alone else f"{first} and {len(before) - 1} more"
    part = "all" if alone else "part"
    expected, mend = f"it above {first}, or a narrower {first}", f"move {rule.name} above {first}, or remove it"
    if all((one.allows, one.declared.users) == (rule.allows, rule.declared.users) for one in before):
        expected, mend = "one of them", f"remove {rule.name}"
    elif "system_rules" in rule.at:
        expected, mend = f"a narrower {first}", f"turn off or narrow {first}, whose place nobody can change"
    return Problem(
        (*rule.at, "name"),
        f"{rule.name} on {isa.name} never decides: {named} before it decide{'s' if alone else ''} everything that it"
        f" is for; expected {expected}; what it {'allows' if rule.allows else 'denies'} {_outcome(before, named)}",
        f"{isa.name}/{rule.name}",
        label="never decides",
        related=tuple(Clue((*one.at, "name"), f"decides {part} of it first") for one in before[:_SHOWN]),
        mend=mend,
        console=consoles.access_rule(isa, rule),
    )


def _outcome(before: Sequence[AccessRule], named: str) -> str:
    if not any(one.allows for one in before):
        return f"is denied by {named}"
    if all(one.allows and one.for_everybody for one in before):
        return f"is allowed by {named}"
    return f"goes as {named} say{'' if len(before) > 1 else 's'}"


RULE = Rule(
    "EXL801",
    "shadowed-access-rule",
    Severity.WARNING,
    __doc__ or "",
    "TN-ACCESSRULES",
    "",
    "setting",
    confidence="medium",
    when=("access_rules", "system_rules"),
    fix="whether the rule is to move up or to go is a decision about the policy",
    check=check,
)
