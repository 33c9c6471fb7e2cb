"""A protocol definition bears the name of one of the product's own, and says something else.

## What it finds
A declared protocol definition with the name of one of the product's own for mail or DNS, and another transport, port or
direction. On ISA Server 2000 these are SMTP, SMTP Server, DNS Query, DNS Query Server, DNS Zone Transfer and DNS Zone
Transfer Server; on ISA Server 2004 and 2006 SMTP and SMTP Server. The product's other definitions are not looked at.

## Why mail suffers
Nobody can edit or delete a definition that comes with the product. exlint takes the declared one in its place all the
same, so it judges mail by a definition that this ISA server does not have: the verdict may say that mail leaves while
it stays queued, or the other way round.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Policy Elements > Protocol Definitions; look up
whether the list holds the definition that is meant, and under which name.

In YAML: take the definition out of `protocol_definitions`, so that the name means what the product means by it; or give
it the name that it has in the console, and use that name in the rules.

## Source
ISA Server 2000 product documentation, m_p_c_protocolschem, on the definitions that come with the product, which can be
neither changed nor deleted. The numbers of DNS Query follow from KB 291662; no page that
could be read gives those of its Server form, which are taken to be the same the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles, predefined
from exlint.model.estate import IsaServer, Protocol
from exlint.rules import Rule
from exlint.schema.elements import ProtocolDefinition

_OF_MAIL = ("smtp", "smtp server")
_OF_DNS = ("dns query", "dns query server", "dns zone transfer", "dns zone transfer server")


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such definition."""
    for isa in mail.estate.isa_servers:
        names = (*_OF_MAIL, *_OF_DNS) if isa.is_2000 else _OF_MAIL
        for index, declared in enumerate(isa.declared.protocol_definitions or ()):
            if declared.name.casefold() in names:
                (own,) = predefined.PROTOCOLS[isa.is_2000][declared.name.casefold()]
                if _described(declared) != _described(own):
                    yield _problem(isa, index, declared, own)


def _described(one: ProtocolDefinition | Protocol) -> str:
    return f"{one.transport} {one.port} {one.direction}"


def _problem(isa: IsaServer, index: int, declared: ProtocolDefinition, own: Protocol) -> Problem:
    return Problem(
        (*isa.at, "protocol_definitions", index, "name"),
        f"{declared.name} on {isa.name} is declared as {_described(declared)}; the product's own is {_described(own)}"
        f" and cannot be changed; expected that, or another name; what is judged here is not what {isa.name} lets"
        " through",
        f"{isa.name}/{declared.name}",
        label=f"the product's own is {_described(own)}",
        mend="leave the definition out, or rename it",
        console=consoles.isa_section(isa, "protocol_definitions"),
    )


RULE = Rule(
    "EXL503",
    "redefined-protocol",
    Severity.WARNING,
    __doc__ or "",
    "PD-PROTOCOLS",
    "",
    "setting",
    confidence="medium",
    when=("protocol_definitions",),
    fix="whether the product's own definition is to be replaced only a person knows",
    check=check,
)
