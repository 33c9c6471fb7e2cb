"""A rule changes nothing, because other rules of its kind and action say the same about all of it.

## What it finds
An enabled rule of an ISA Server 2000, to allow or to deny, every request of which other enabled rules of the same kind
and action hold too: one of them, or several together. Protocols or destinations, contents, clients, users and hours
are held against one another exactly, as in EXL305. Rules are asked from the last one to the first, and one that is
found does not count for the others: of two equal rules the later one is found, and the rules that stay are enough.
Where the rules of a server overlap in thousands of pieces, not all such rules are found.

A rule with `client_groups` is never found: that it asks for users makes ISA Server ask firewall clients who they are,
so that its removal may change something.

## Why mail suffers
It does not. But whoever changes such a rule changes nothing, and whoever closes a way must find both rules.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > Protocol Rules (or Site and Content
Rules) > the rule > Delete; or keep it, if its name says something to readers.

In YAML: remove the rule. `exlint trace` shows that mail goes the same way.

## Source
ISA Server 2000 product documentation, m_p_c_proxyrule: rules are unordered, a request is allowed where an allow rule
holds it and no deny rule does; so what two rules say alike counts once.
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
        found = mail.policy(isa).redundant
        yield from (_problem(isa, rule, found[rule.at]) for rule in enabled(isa) if rule.at in found)


def _problem(isa: IsaServer, rule: RuleOf2000, others: Sequence[RuleOf2000]) -> Problem:
    one, several = ("allows", "allow") if rule.allows else ("denies", "deny")
    first, more = others[0].name, f" and {len(others) - 1} more {several}" if len(others) > 1 else f" {one}"
    return Problem(
        (*rule.at, "name"),
        f"{rule.name} on {isa.name} changes nothing: {first}{more} all of it already; expected one of them; mail goes"
        " the same way without it",
        f"{isa.name}/{rule.name}",
        label="changes nothing",
        related=tuple(
            Clue((*one.at, "name"), f"holds {'all' if len(others) == 1 else 'part'} of it") for one in others[:_SHOWN]
        ),
        mend=f"remove {rule.name}, unless its name says something to readers",
        console=consoles.isa_section(isa, str(rule.at[-2]), rule.name, "Delete"),
    )


RULE = Rule(
    "EXL307",
    "redundant-rule",
    Severity.INFO,
    __doc__ or "",
    "PD-RULES",
    "",
    "setting",
    confidence="medium",
    when=("protocol_rules", "site_and_content_rules"),
    fix="to take a rule away is a decision about the policy",
    check=check,
)
