"""Packet filters of an ISA server block something, while packet filtering is off.

## What it finds
An ISA Server 2000 with `packet_filtering: false` and an enabled packet filter that blocks. It is one finding for an ISA
server, however many filters there are. Where `packet_filtering` is not written nothing is known, and nothing is said.

## Why mail suffers
It does not: it leaves where it should not. While packet filtering is off no filter counts, yet each one still looks
switched on in the list, and what somebody meant to stop goes out.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > IP Packet Filters > Properties >
General > Enable packet filtering.

In YAML: write `packet_filtering: true` once it is on; then the ISA computer's own traffic needs filters that allow it.
Or remove the filters that block, or write `enabled: false` at them.

## Source
ISA Server 2000 SDK, isaabout_2l83, IP packet filters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import IsaServer, PacketFilter
from exlint.rules import Rule

_SHOWN = 3


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such ISA server."""
    for isa in mail.estate.isa_servers:
        blocking = [one for one in isa.packet_filters or () if one.enabled and not one.allows]
        if isa.declared.packet_filtering is False and blocking:
            yield _problem(isa, blocking)


def _problem(isa: IsaServer, blocking: Sequence[PacketFilter]) -> Problem:
    more = len(blocking) - 1
    which = f"{blocking[0].name} and {more} more block" if more else f"{blocking[0].name} blocks"
    meant = "what they were to stop" if more else "what it was to stop"
    return Problem(
        (*isa.at, "packet_filtering"),
        f"packet filtering is off on {isa.name}, so {which} nothing; expected it on, or no filter that blocks;"
        f" {meant} goes out",
        isa.name,
        label="no filter counts",
        related=tuple(Clue((*one.at, "name"), "blocks nothing") for one in blocking[:_SHOWN]),
        mend="write packet_filtering: true",
        console=consoles.packet_filtering(isa),
    )


RULE = Rule(
    "EXL507",
    "void-block-filter",
    Severity.WARNING,
    __doc__ or "",
    "SDK-PACKETFILTERS",
    "",
    "exposed",
    confidence="medium",
    when=("= block",),
    fix="to turn on packet filtering closes whatever no filter lets through",
    check=check,
)
