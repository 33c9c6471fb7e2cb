"""An allow rule allows nothing, because rules of its kind deny all of it.

## What it finds
An enabled allow rule of an ISA Server 2000, every request of which enabled deny rules of the same kind deny: one of
them, or several together. Protocols or destinations, contents, clients, users and hours are held against one another
exactly. A deny rule for users leaves whoever has no name, and a deny rule for one group is not taken to hold another
group's users. Destinations count as they are written: a name and its address are two things.

Not compared are rules for `internal` or `external` destinations of an ISA server without `local_address_table`, rules
with a path under a wildcard, and rules for everything except a set with a path. Where the rules of a server overlap in
thousands of pieces, a rule may be taken for one that allows something.

## Why mail suffers
Rules of ISA Server 2000 have no order: deny rules are looked at first, and what one of them denies no rule allows.
Whoever relies on the allow rule, a mail server or a user, is stopped; the list of rules shows an allow rule for him.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > Protocol Rules (or Site and Content
Rules) > the deny rule > Properties: narrow it, for instance on the Applies To tab. Or delete the allow rule.

In YAML: narrow the deny rule, or remove the allow rule.

## Source
ISA Server 2000 product documentation, m_p_c_proxyrule, on deny rules being processed before allow rules; TechNet
cc723314 says the same of both kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.dead_rules import RuleOf2000, enabled
from exlint.model import consoles
from exlint.model.estate import IsaServer
from exlint.rules import Rule

_SHOWN = 3


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for isa in mail.estate.isa_servers:
        if any(not rule.allows for rule in enabled(isa)):
            found = mail.policy(isa).overridden
            yield from (_problem(isa, rule, found[rule.at]) for rule in enabled(isa) if rule.at in found)


def _problem(isa: IsaServer, rule: RuleOf2000, denying: Sequence[RuleOf2000]) -> Problem:
    first, more = denying[0].name, f" and {len(denying) - 1} more deny" if len(denying) > 1 else " denies"
    return Problem(
        (*rule.at, "name"),
        f"{rule.name} on {isa.name} allows nothing: {first}{more} all of it, and deny wins; expected a narrower deny"
        f" rule, or no such allow rule; whatever relies on {rule.name} is stopped",
        f"{isa.name}/{rule.name}",
        label="allows nothing",
        related=tuple(
            Clue((*one.at, "name"), f"denies {'all' if len(denying) == 1 else 'part'} of it")
            for one in denying[:_SHOWN]
        ),
        mend=f"narrow {first}, or remove {rule.name}",
        console=consoles.rule(isa, denying[0], "Applies To"),
    )


RULE = Rule(
    "EXL305",
    "overridden-allow-rule",
    Severity.WARNING,
    __doc__ or "",
    "PD-RULES",
    "",
    "setting",
    when=("= deny",),
    fix="which of the rules is wrong is a decision about the policy",
    check=check,
)
