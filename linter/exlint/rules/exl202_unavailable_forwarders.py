"""A DNS server has forwarders or root hints that it cannot use.

## What it finds
A DNS server with `root_zone: true`, and with forwarders (its own, or else the forest's `external_servers`) or
`root_hints: true`. Or one with `recursion: false`, and with forwarders of its own or `root_hints: true`.

## Why mail suffers
A server that hosts the zone "." takes itself for a root server of the Internet. It cannot forward and needs no root
hints: the console does not even offer the two pages. Disabling recursion disables the forwarders too. Either way the
server finds no name of the Internet, and mail that depends on it stays in the queue.

## How to mend it
In the console: DNS console > the server > Forward Lookup Zones, and delete the zone "."; or DNS console > the server >
Properties > Advanced, and clear "Disable recursion (also disables forwarders)".

In YAML: write `root_zone: false`, or `recursion: true`. If the server is meant to know no name of the Internet, write
`forwarders: []` and `root_hints: false`.

## Source
KB 229840 for the root zone; TechNet cc787396 for recursion: "Disable recursion (also disables forwarders)".
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.resolution import forwarders
from exlint.model import consoles
from exlint.model.addresses import listed
from exlint.model.estate import DnsServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such DNS server."""
    for server in mail.estate.dns_servers:
        hints = server.declared.root_hints is True
        if server.declared.root_zone is True:
            asked = forwarders(server, mail.ground) or ()
            if asked or hints:
                yield _with_root_zone(server, [one.address for one in asked], mail)
        elif server.declared.recursion is False and (server.forwarders or hints):
            yield _without_recursion(server)


def _with_root_zone(server: DnsServer, asked: list[int], mail: Mail) -> Problem:
    declared = f"forwarders ({listed(asked)})" if asked else "root hints"
    if server.forwarders:
        clue = Clue((*server.at, "forwarders"), "not available", Mark.KEY)
    elif asked:
        clue = Clue(mail.estate.forest.external_at, "not available on this server", Mark.KEY)
    else:
        clue = Clue((*server.at, "root_hints"), "not available", Mark.KEY)
    return Problem(
        (*server.at, "root_zone"),
        f'the DNS server {server.name} hosts the zone ".", so it has no forwarders and no root hints, but {declared}'
        " are declared; expected no such zone; it finds no name of the Internet",
        server.name,
        label="makes forwarders and root hints unavailable",
        related=(clue,),
        mend="write root_zone: false",
        console=consoles.dns_zones(server),
    )


def _without_recursion(server: DnsServer) -> Problem:
    key = "forwarders" if server.forwarders else "root_hints"
    lost = f"its forwarders ({listed(server.forwarders)})" if server.forwarders else "its root hints"
    return Problem(
        (*server.at, "recursion"),
        f"the DNS server {server.name} has recursion disabled, which disables {lost} too; expected recursion; it finds"
        " no name of the Internet",
        server.name,
        label=f"disables {lost} too",
        related=(Clue((*server.at, key), "not available", Mark.KEY),),
        mend="write recursion: true",
        console=consoles.dns_server(server, "Advanced", "Disable recursion"),
    )


RULE = Rule(
    "EXL202",
    "unavailable-forwarders",
    Severity.ERROR,
    __doc__ or "",
    "KB229840",
    "",
    "queue",
    when=("root_zone != false", "recursion != true"),
    fix="whether the DNS server is to forward, to use root hints or to be a root is a decision",
    check=check,
)
