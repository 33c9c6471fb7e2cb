"""An address space has a wildcard that does not stand at its start.

## What it finds
An address space of type SMTP whose pattern has a `*` behind its first character, as `SMTP:mail.*.example.com;1`.

## Why mail suffers
Exchange compares a domain with the pattern from the end, and stops at the first wildcard that it meets. What stands
before that is not looked at: `mail.*.example.com` means `*.example.com`, and `mail.*` means every domain. Mail to other
domains takes this connector too.

## How to mend it
In the console: Exchange System Manager > Connectors > the connector > Properties > Address Space > Modify.

In YAML: write the pattern as Exchange reads it, or one address space for each domain that is meant.

The verdict takes such a pattern at its word and sends no other domain through the connector.

## Source
KB 244986.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import AddressSpace, Connector
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such address space."""
    for connector in mail.estate.connectors:
        for index, space in enumerate(connector.address_spaces):
            if space.kind == "smtp" and "*" in space.pattern[1:]:
                yield _problem(connector, index, space)


def _problem(connector: Connector, index: int, space: AddressSpace) -> Problem:
    read = space.pattern[space.pattern.rindex("*") :]
    return Problem(
        (*connector.at, "address_spaces", index),
        f"the SMTP connector {connector.name} names {space.pattern}; Exchange reads it as {read}; expected a wildcard"
        " at the start only; mail to other domains takes this connector too",
        connector.name,
        label=f"is read as {read}",
        mend=f"write SMTP:{read};{space.cost}, or the domains one by one",
        console=consoles.connector(connector, "Address Space"),
    )


RULE = Rule(
    "EXL126",
    "inner-wildcard-address-space",
    Severity.WARNING,
    __doc__ or "",
    "KB244986",
    "",
    "some",
    when=("address_spaces",),
    fix="which domains were meant only a person knows",
    check=check,
)
