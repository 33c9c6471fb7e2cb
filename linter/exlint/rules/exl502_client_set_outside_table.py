"""An entry of a client set lies outside the local address table.

## What it finds
An entry of a client set, an address, a block or a range, none of whose addresses is in the `local_address_table` of its
ISA Server 2000, where an enabled rule applies to the set. Each such entry is a finding of its own. An entry that is
partly inside is left alone, and so are a set that no rule applies to, which may be there for publishing, a set that
rules only except, and a table that is not declared or empty. Where nothing is left inside of all that a rule applies
to, EXL306 speaks of the rule.

## Why mail suffers
What is not in the table is outside. ISA Server takes these computers for computers of the Internet, and rules let
clients out, not those. Their mail and their questions for names stay, though a rule seems to be there for them.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Network Configuration > Local Address Table (LAT);
add the range. Where the set is wrong: ISA Management > Servers and Arrays > the server > Policy Elements > Client
Address Sets > the set > Properties.

In YAML: add the entry to `local_address_table`, or correct it in `client_sets`.

## Source
TechNet cc750613, Understanding the ISA Server 2000 Local Address Table: what is not in it is external.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exlint.findings import Clue, Mark, Problem, Route, Severity
from exlint.mailflow import Mail
from exlint.mailflow.dead_rules import RuleOf2000, Why, enabled
from exlint.model import consoles
from exlint.model.addresses import AddressSet, interval
from exlint.model.estate import ClientSet, IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such entry."""
    for isa in mail.estate.isa_servers:
        if isa.table is not None and isa.table.intervals:
            for one, rule in _applied(isa, mail.policy(isa).dead):
                for index, entry in enumerate(one.declared.addresses):
                    addresses = AddressSet.of([interval(entry)])
                    if addresses.without(isa.table) == addresses:
                        yield _problem(isa, one, index, rule)


def _applied(isa: IsaServer, gone: Mapping[Route, Why]) -> Iterator[tuple[ClientSet, RuleOf2000]]:
    """The client sets that a rule applies to, each once, with the first of those rules."""
    seen = set[Route]()
    for rule in enabled(isa):
        for one in rule.applies_to.client_sets if rule.at not in gone else ():
            if one.at not in seen:
                seen.add(one.at)
                yield one, rule


def _problem(isa: IsaServer, one: ClientSet, index: int, rule: RuleOf2000) -> Problem:
    entry = one.declared.addresses[index]
    return Problem(
        (*one.at, "addresses", index),
        f"{entry} in the client set {one.name} of {isa.name} lies outside the local address table; expected addresses"
        f" inside it; {isa.name} takes these computers for the Internet, and no rule lets their mail or questions out",
        f"{isa.name}/{one.name}",
        label="counts as external",
        related=(
            Clue((*rule.at, "name"), f"applies to {one.name}"),
            Clue((*isa.at, "local_address_table"), f"does not hold {entry}", Mark.KEY),
        ),
        mend=f"add {entry} to local_address_table, or correct it",
        console=consoles.isa_section(isa, "client_sets", one.name, "Properties"),
    )


RULE = Rule(
    "EXL502",
    "client-set-outside-table",
    Severity.WARNING,
    __doc__ or "",
    "TN-LAT",
    "",
    "queue",
    confidence="medium",
    when=("client_sets",),
    fix="whether the set or the table is wrong only a person knows",
    check=check,
)
