"""An internal address of an ISA server is not in its local address table.

## What it finds
An ISA Server 2000 with a `local_address_table` that has entries, none of which holds an address in its
`internal_addresses`. Each such address is a finding of its own. A table that is not declared or empty is left alone.

## Why mail suffers
What is not in the table is outside. Servers that are to ask this ISA server for names, as KB 305394 wants it, ask a
computer that the ISA server itself takes for one of the Internet: the question does not stay inside, where nothing
filters it.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Network Configuration > Local Address Table (LAT);
add the range of the internal network adapter.

In YAML: add the address, or its network, to `local_address_table`; or correct `internal_addresses`.

## Source
TechNet cc750613, Understanding the ISA Server 2000 Local Address Table: what is not in it is external.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Edit, Fix, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.addresses import dotted
from exlint.model.estate import IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such address."""
    for isa in mail.estate.isa_servers:
        if isa.is_2000 and isa.table is not None and isa.table.intervals:
            for index, address in enumerate(isa.internal):
                if not isa.table.holds(address):
                    yield _problem(isa, index, address)


def _problem(isa: IsaServer, index: int, address: int) -> Problem:
    return Problem(
        (*isa.at, "internal_addresses", index),
        f"the internal address {dotted(address)} of {isa.name} is not in its local address table; expected it there;"
        f" servers that ask {isa.name} for names ask a computer that it takes for the Internet's",
        isa.name,
        label="counts as external",
        related=(Clue((*isa.at, "local_address_table"), f"does not hold {dotted(address)}", Mark.KEY),),
        mend=f"add {dotted(address)} to local_address_table",
        console=consoles.isa_section(isa, "local_address_table"),
        fixes=(
            Fix(
                f"add {dotted(address)} to local_address_table of {isa.name}",
                (Edit((*isa.at, "local_address_table"), dotted(address), "insert"),),
            ),
        ),
    )


RULE = Rule(
    "EXL505",
    "internal-address-outside-table",
    Severity.ERROR,
    __doc__ or "",
    "TN-LAT",
    "",
    "queue",
    when=("local_address_table",),
    safety="unsafe",
    fix="it changes what the ISA server takes for inside",
    check=check,
)
