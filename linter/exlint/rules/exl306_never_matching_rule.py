"""A rule never applies: no request has its hours, its clients, its protocols or its destinations.

## What it finds
An enabled rule of an ISA Server 2000, to allow or to deny, that no request can meet. The first reason that holds is
said: its schedule has no hour; it applies to nobody, because its client sets hold no address, because only exceptions
are named, or because the list of clients or groups is empty; all its clients lie outside the local address table; its
list of protocols holds none for outgoing traffic; its destination sets are empty, or it leaves out every destination;
its list of content groups is empty.

A client set that is empty beside others does no harm. An empty local address table is no matter of one rule, so it is
not said here.

## Why mail suffers
The rule allows or denies nothing, whatever its name promises. Where mail or DNS was to leave by it, mail stays in the
queue; where it was to deny, what it denies goes out.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > Protocol Rules (or Site and Content
Rules) > the rule > Properties, and there the tab Schedule, Applies To, Protocols, Destinations or HTTP Content; what
the rule refers to is under Policy Elements.

In YAML: give the rule what the finding says, or remove it.

## Source
ISA Server 2000 SDK, FPCProtocolRule: a rule applies to the client sets less the excepted ones, or to accounts; to the
selected protocols; during its schedule. That only computers of the local address table are clients: TechNet cc750613.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exlint.findings import Clue, Mark, Problem, Route, Severity
from exlint.mailflow import Mail
from exlint.mailflow.dead_rules import RuleOf2000, Why, enabled
from exlint.model import consoles
from exlint.model.estate import ClientSet, DestinationSet, IsaServer, SiteAndContentRule
from exlint.rules import Rule

_SHOWN = 3
_WRONG = {
    Why.NO_HOUR: ("schedule", "Schedule", "a schedule with hours", "give the schedule hours"),
    Why.NO_CLIENT: ("applies_to", "Applies To", "a client", "name a client set with addresses, or write any_request"),
    Why.OUTSIDE: ("applies_to", "Applies To", "clients inside it", "add the addresses to local_address_table"),
    Why.NO_PROTOCOL: ("protocols", "Protocols", "an outbound definition", "name an outbound definition"),
    Why.NO_DESTINATION: ("destinations", "Destinations", "a destination", "name a destination set with entries"),
    Why.NO_CONTENT: ("content", "HTTP Content", "a content group, or all content", "name a content group"),
}
"""Why -> the key, the tab, what was expected, what to write."""


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    for isa in mail.estate.isa_servers:
        found = {at: why for at, why in mail.policy(isa).dead.items() if why in _WRONG}
        yield from (_problem(isa, rule, found) for rule in enabled(isa) if rule.at in found)


def _problem(isa: IsaServer, rule: RuleOf2000, found: Mapping[Route, Why]) -> Problem:
    why = found[rule.at]
    key, tab, expected, mend = _WRONG[why]
    return Problem(
        (*rule.at, key),
        f"{rule.name} on {isa.name} never applies: {_reason(rule, why)}; expected {expected};"
        f" it {'allows' if rule.allows else 'denies'} nothing",
        f"{isa.name}/{rule.name}",
        Mark.VALUE if why is Why.NO_HOUR else Mark.KEY,
        "no request meets this",
        _related(isa, rule, why),
        f"{mend}, or remove the rule",
        consoles.rule(isa, rule, tab),
    )


def _reason(rule: RuleOf2000, why: Why) -> str:
    if why is Why.NO_HOUR:
        return f"its schedule {rule.declared.schedule} has no hour"
    if why is Why.NO_CLIENT:
        return f"it applies to nobody: {_nobody(rule)}"
    if why is Why.OUTSIDE:
        return f"its clients ({_names(rule.applies_to.client_sets)}) lie outside the local address table"
    if why is Why.NO_PROTOCOL:
        return "it names no protocol of outgoing traffic"
    if why is Why.NO_CONTENT:
        return "its list of content groups is empty"
    if not isinstance(rule, SiteAndContentRule) or rule.destinations.scope == "all_except":
        return "it leaves out every destination"
    return "its destination sets are empty" if rule.destinations.sets else "it names no destination set"


def _nobody(rule: RuleOf2000) -> str:
    to = rule.applies_to
    if to.client_sets:
        left_out = any(one.addresses.intervals for one in to.client_sets)
        which = f" that {_names(to.except_client_sets)} would leave over" if left_out else ""
        return f"{_names(to.client_sets)} hold{'' if len(to.client_sets) > 1 else 's'} no address{which}"
    if to.except_client_sets:
        return "only exceptions are named"
    return f"no client {'set' if to.client_groups is None else 'group'} is named"


def _names(sets: Sequence[ClientSet]) -> str:
    more = f" and {len(sets) - _SHOWN} more" if len(sets) > _SHOWN else ""
    return ", ".join(one.name for one in sets[:_SHOWN]) + more


def _related(isa: IsaServer, rule: RuleOf2000, why: Why) -> tuple[Clue, ...]:
    if why is Why.NO_HOUR:
        names = [one.name.casefold() for one in isa.declared.schedules or ()]
        return (Clue((*isa.at, "schedules", names.index(str(rule.declared.schedule).casefold()), "name"), "no hour"),)
    if why is Why.OUTSIDE:
        table = Clue((*isa.at, "local_address_table"), "only these are clients", Mark.KEY)
        return (*_sets(rule.applies_to.client_sets, "all of it is outside"), table)
    if why is Why.NO_CLIENT:
        to = rule.applies_to
        return (*_sets(to.client_sets, "whom it applies to"), *_sets(to.except_client_sets, "whom it leaves out"))
    if why is Why.NO_DESTINATION and isinstance(rule, SiteAndContentRule):
        return _sets(
            rule.destinations.sets, "where it leads" if rule.destinations.scope == "sets" else "what it leaves out"
        )
    return ()


def _sets(sets: Sequence[ClientSet | DestinationSet], label: str) -> tuple[Clue, ...]:
    return tuple(Clue((*one.at, "name"), label) for one in sets[:_SHOWN])


RULE = Rule(
    "EXL306",
    "never-matching-rule",
    Severity.WARNING,
    __doc__ or "",
    "SDK-PROTOCOLRULE",
    "",
    "setting",
    confidence="medium",
    when=("protocol_rules", "site_and_content_rules"),
    fix="a rule that never applies was meant for something; for what only a person knows",
    check=check,
)
