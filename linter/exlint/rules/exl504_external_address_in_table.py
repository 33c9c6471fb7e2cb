"""An external address of an ISA server is in its local address table.

## What it finds
An ISA Server 2000 with an address in `external_addresses` that an entry of its `local_address_table` holds. Each such
address is a finding of its own.

## Why mail suffers
The local address table says what is inside, and inside is not filtered. An entry that holds the external address
usually holds its neighbours too, such as the provider's router. To this ISA server they are internal computers: what
passes between them and the inside is not asked for a rule.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Network Configuration > Local Address Table (LAT);
take the range of the external network out, or shorten it.

In YAML: take the address out of `local_address_table`; where a block or a range holds more than the internal network,
write the internal network only.

## Source
TechNet cc750613, Understanding the ISA Server 2000 Local Address Table.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.addresses import dotted, interval
from exlint.model.estate import IsaServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such address."""
    for isa in mail.estate.isa_servers:
        if isa.is_2000 and isa.table is not None:
            for index, address in enumerate(isa.external):
                if isa.table.holds(address):
                    yield _problem(isa, index, address)


def _problem(isa: IsaServer, index: int, address: int) -> Problem:
    entries = isa.declared.local_address_table or ()
    holding = next(at for at, entry in enumerate(entries) if _holds(entry, address))
    return Problem(
        (*isa.at, "external_addresses", index),
        f"the external address {dotted(address)} of {isa.name} is in its local address table ({entries[holding]});"
        " expected internal addresses only; the Internet counts as inside there, unfiltered",
        isa.name,
        label="counts as internal",
        related=(Clue((*isa.at, "local_address_table", holding), f"holds {dotted(address)}"),),
        mend=f"take {dotted(address)} out of local_address_table",
        console=consoles.isa_section(isa, "local_address_table"),
    )


def _holds(entry: str, address: int) -> bool:
    first, last = interval(entry)
    return first <= address <= last


RULE = Rule(
    "EXL504",
    "external-address-in-table",
    Severity.ERROR,
    __doc__ or "",
    "TN-LAT",
    "",
    "exposed",
    when=("external_addresses",),
    fix="to take an address out of the table moves it outside the firewall, which is a decision",
    check=check,
)
