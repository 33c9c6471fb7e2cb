"""A protocol rule lets client groups ask DNS servers, but not the internal DNS server, which is in no group.

## What it finds
On an ISA Server 2000 with a virtual server behind it that sends mail by DNS: an enabled allow protocol rule that
carries DNS and applies to client groups, unless every internal DNS server is met by some enabled allow protocol rule
for any request or for a client set, over each DNS transport that the rule carries. The internal DNS servers are those
declared behind the ISA server; where there is none, its Exchange servers that send by DNS. Schedules and deny rules do
not count here.

## Why mail suffers
The DNS service and the SMTP service run as the system account. It is in no client group, so a rule for client groups
never lets them out. People browse the Web while the servers cannot resolve a name: mail waits in the queue.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Policy Elements > Client Address Sets > New: a set
with the address of the internal DNS server. Then Access Policy > Protocol Rules > New > Rule: the same protocols, for
that client address set. A rule of ISA Server 2000 applies to users or to computers, so it is a second rule.

In YAML: add the set to `client_sets`, and to `protocol_rules` a rule with `applies_to: {client_sets: [...]}`.

## Source
KB 305394, cause 3 and the last two steps of the resolution. That the DNS service is in no client group is exlint's
reading of "the system account does not have permission".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.findings import Clue, Mark, Problem, Route, Severity
from exlint.mailflow import dns_senders
from exlint.model import Estate
from exlint.model.addresses import dotted
from exlint.model.estate import DnsServer, ExchangeServer, IsaServer, ProtocolRule
from exlint.rules import Rule

_DNS = 53
_Server = DnsServer | ExchangeServer


def check(estate: Estate) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    behind: dict[Route, list[_Server]] = {}
    for server in estate.dns_servers:
        if server.standing.isa is not None:
            behind.setdefault(server.standing.isa.at, []).append(server)
    for isa, senders in dns_senders(estate):
        allowing = [rule for rule in isa.protocol_rules or () if rule.allows and rule.enabled]
        askers = behind.get(isa.at) or list({sender.server.at: sender.server for sender in senders}.values())
        for rule in allowing:
            if rule.applies_to.client_groups is not None:
                left = [one for one in askers if _left_out(one, rule, allowing)]
                if left:
                    yield _problem(isa, rule, left, _left_out(left[0], rule, allowing))


def _left_out(server: _Server, rule: ProtocolRule, allowing: Sequence[ProtocolRule]) -> list[str]:
    """The DNS transports that the rule carries, and over which no rule lets the server out."""
    address = server.addresses[0]
    return [
        transport
        for transport in ("udp", "tcp")
        if rule.protocols.carry(transport, _DNS)
        and not any(one.applies_to.meets(address) and one.protocols.carry(transport, _DNS) for one in allowing)
    ]


def _problem(isa: IsaServer, rule: ProtocolRule, left: Sequence[_Server], transports: Sequence[str]) -> Problem:
    first, more = left[0], f" and {len(left) - 1} more" if len(left) > 1 else ""
    who, over = f"{first.name} ({dotted(first.addresses[0])}){more}", " and ".join(f"{one} 53" for one in transports)
    groups = ", ".join(rule.applies_to.client_groups or ()) or "none named"
    return Problem(
        (*rule.at, "applies_to"),
        f"{rule.name} on {isa.name} lets only client groups ask DNS servers ({groups}): the DNS service of {who} runs"
        f" as the system account, which is in none; expected a rule with a client set that lets it out over {over}",
        f"{isa.name}/{rule.name}",
        Mark.KEY,
        "applies to users, not to the DNS server",
        (
            Clue((*rule.at, "name"), "this rule carries DNS"),
            *(Clue((*one.at, "name"), "cannot ask a DNS server on the Internet") for one in left[:3]),
        ),
        f"add a client set with {dotted(first.addresses[0])}, and a protocol rule for it",
        f"ISA Management > Servers and Arrays > {isa.name} > Policy Elements > Client Address Sets;"
        " then Access Policy > Protocol Rules",
    )


RULE = Rule(
    "EXL302",
    "client-groups-without-dns-client-set",
    Severity.ERROR,
    __doc__ or "",
    "KB 305394, cause 3",
    confidence="medium",
    check=check,
)
