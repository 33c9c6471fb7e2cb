"""An access rule that no request can match.

## What it finds
An enabled access rule or system policy rule of an ISA Server 2004 or 2006 without anything at one of its sides. The
first of these is named: a schedule without an hour; `from` that holds no address, because it names nothing or only
networks and sets that are empty; `to` that holds neither an address nor a host; protocols of which none carries
outgoing traffic; no content group.

A rule for no users (`users: []`) is not such a rule: it still denies a request that does not say who it is.

## Why mail suffers
An allow rule that never applies lets no mail out, a deny rule stops nothing, and both look as if they did.

## How to mend it
In the console: ISA Server Management > the server > Firewall Policy > the rule > Properties > the page that the finding
names (Schedule, From, To, Protocols or Content Types); or fill the network object under Firewall Policy > Toolbox; or
delete the rule.

In YAML: write what the rule is for at the key that the finding marks, or in the set or schedule that it names; or
remove the item.

## Source
TechNet bb838971, on access rules: a rule applies to a request that matches all of its conditions (exlint's reading).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import AccessRule, IsaServer
from exlint.rules import Rule

_SHOWN = 3


class _Side(NamedTuple):
    """What is said of a key: why the rule never applies, what was expected, the page of the console."""

    why: str
    expected: str
    page: str


_SIDES = {
    "schedule": _Side("its schedule {} has no hour", "one with an hour", "Schedule"),
    "from": _Side("no address is in its from ({})", "a network or set with an address", "From"),
    "to": _Side("no address or host is in its to ({})", "a network or set with an address or a host", "To"),
    "protocols": _Side("none of its protocols ({}) carries outgoing traffic", "one that does", "Protocols"),
    "content": _Side("its content is limited to no group", "a content group, or all", "Content Types"),
}


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for one in mail.ordered_rules:
        for rule, key in one.never:
            yield _problem(one.isa, rule, key)


def _problem(isa: IsaServer, rule: AccessRule, key: str) -> Problem:
    side, schedule = _SIDES[key], key == "schedule"
    why = side.why.format(_listed(_names(rule, key)))
    return Problem(
        (*rule.at, key),
        f"{rule.name} on {isa.name} never applies: {why}; expected {side.expected}; it"
        f" {'allows' if rule.allows else 'denies'} nothing",
        f"{isa.name}/{rule.name}",
        Mark.VALUE if schedule else Mark.KEY,
        "has no hour" if schedule else "holds nothing",
        tuple(_schedules(isa, rule)) if schedule else (),
        f"write {side.expected}, or remove {rule.name}",
        consoles.access_rule(isa, rule, side.page),
    )


def _schedules(isa: IsaServer, rule: AccessRule) -> Iterator[Clue]:
    for index, one in enumerate(isa.declared.schedules or ()):
        if one.name.casefold() == str(rule.declared.schedule).casefold():
            yield Clue((*isa.at, "schedules", index, "name"), "has no hour")


def _names(rule: AccessRule, key: str) -> Sequence[str]:
    declared = rule.declared
    names = {"from": declared.from_, "to": declared.to, "protocols": declared.protocols, "schedule": declared.schedule}
    written = names.get(key, ())
    return written if isinstance(written, tuple) else (str(written),)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more if names else "nothing"


RULE = Rule(
    "EXL805",
    "never-matching-access-rule",
    Severity.WARNING,
    __doc__ or "",
    "TN-ACCESSRULES",
    "",
    "setting",
    confidence="medium",
    when=("access_rules", "system_rules"),
    fix="a rule that nothing can match was meant for something; for what only a person knows",
    check=check,
)
