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

from exlint.findings import Clue, Edit, Fix, Mark, Problem, Route, Severity, pairs
from exlint.mailflow import Mail
from exlint.mailflow.wording import some
from exlint.model.addresses import AddressSet, dotted, listed
from exlint.model.elements import ends
from exlint.model.estate import DnsServer, ExchangeServer, IsaServer, ProtocolRule
from exlint.model.names import unused
from exlint.rules import Rule

_DNS = 53
_DEFINITIONS = {"udp": "DNS Query", "tcp": "DNS Zone Transfer"}
"""Transport -> the product's definition of what is asked over it."""
_Server = DnsServer | ExchangeServer
_LeftOut = tuple[_Server, list[str]]


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    behind: dict[Route, list[_Server]] = {}
    for server in mail.estate.dns_servers:
        if server.standing.isa is not None:
            behind.setdefault(server.standing.isa.at, []).append(server)
    for isa, senders in mail.dns_senders:
        allowing = [rule for rule in isa.protocol_rules or () if rule.allows and rule.enabled]
        askers = behind.get(isa.at) or list({sender.server.at: sender.server for sender in senders}.values())
        left: dict[tuple[str, ...], list[_LeftOut]] = {}
        for rule in allowing:
            if rule.applies_to.client_groups is not None:
                carried = tuple(one for one in ("udp", "tcp") if rule.protocols.carry(one, _DNS))
                if carried not in left:
                    left[carried] = _left_out(askers, carried, allowing)
                if left[carried]:
                    yield mail.weighed(_problem(isa, rule, left[carried]), senders)


def _left_out(
    servers: Sequence[_Server], transports: Sequence[str], allowing: Sequence[ProtocolRule]
) -> list[_LeftOut]:
    """The servers that no rule lets ask a DNS server over some of these transports."""
    let_out = {transport: _let_out(transport, allowing) for transport in transports}
    found = [(server, [one for one in transports if not let_out[one].holds(server.addresses[0])]) for server in servers]
    return [(server, stopped) for server, stopped in found if stopped]


def _let_out(transport: str, allowing: Sequence[ProtocolRule]) -> AddressSet:
    carrying = [rule for rule in allowing if rule.protocols.carry(transport, _DNS)]
    return AddressSet.of(interval for rule in carrying for interval in rule.applies_to.addresses.intervals)


def _problem(isa: IsaServer, rule: ProtocolRule, left: Sequence[_LeftOut]) -> Problem:
    (first, stopped), more = left[0], f" and {len(left) - 1} more" if len(left) > 1 else ""
    who, over = f"{first.name} ({dotted(first.addresses[0])}){more}", " and ".join(f"{one} 53" for one in stopped)
    groups = ", ".join(rule.applies_to.client_groups or ()) or "none named"
    sets, nowhere = "", "none"
    if rule.applies_to.client_sets:
        sets = f" and the client sets {some(one.name for one in rule.applies_to.client_sets)}"
        nowhere = "no group, and its address is in no such set"
    service = "DNS service" if isinstance(first, DnsServer) else "SMTP service"
    return Problem(
        (*rule.at, "applies_to"),
        f"{rule.name} on {isa.name} lets only client groups{sets} ask DNS servers ({groups}): the {service} of {who}"
        f" runs as the system account, which is in {nowhere}; expected a rule with a client set that lets it out over"
        f" {over}",
        f"{isa.name}/{rule.name}",
        Mark.KEY,
        f"applies to users, not to the {service}",
        (
            Clue((*rule.at, "name"), "this rule carries DNS"),
            *(Clue((*one.at, "name"), "cannot ask a DNS server on the Internet") for one, _ in left[:3]),
        ),
        f"add a client set with {listed([one.addresses[0] for one, _ in left])}, and a protocol rule that allows it"
        f" {' and '.join(name for one, name in _DEFINITIONS.items() if any(one in its for _, its in left))}",
        f"ISA Management > Servers and Arrays > {isa.name} > Policy Elements > Client Address Sets;"
        " then Access Policy > Protocol Rules",
        fixes=(_fix(isa, rule, left),),
    )


def _fix(isa: IsaServer, rule: ProtocolRule, left: Sequence[_LeftOut]) -> Fix:
    """A client set of the servers, and a second rule for it: one rule applies to users or to computers."""
    wanted = AddressSet.of((server.addresses[0], server.addresses[0]) for server, _ in left)
    known = next((one.name for one in isa.client_sets.values() if one.addresses == wanted), "")
    kind = "DNS servers" if isinstance(left[0][0], DnsServer) else "Mail servers"
    name = known or unused(kind, ends(isa))
    addresses = tuple(dotted(server.addresses[0]) for server, _ in left)
    new_set = Edit((*isa.at, "client_sets"), pairs(name=name, addresses=addresses), "insert")
    transports = {one for _, its in left for one in its}
    new_rule = pairs(
        name=unused(f"DNS for {name}", (one.name for one in isa.protocol_rules or ())),
        action="allow",
        protocols=tuple(definition for one, definition in _DEFINITIONS.items() if one in transports),
        applies_to=pairs(client_sets=(name,)),
    )
    edits = (*(() if known else (new_set,)), Edit((*rule.at[:-1],), new_rule, "insert"))
    return Fix(f"let {listed([one.addresses[0] for one, _ in left])} ask DNS servers through {isa.name}", edits)


RULE = Rule(
    "EXL302",
    "client-groups-without-dns-client-set",
    Severity.ERROR,
    __doc__ or "",
    "KB305394",
    "cause 3",
    "queue",
    when=("client_groups",),
    confidence="medium",
    safety="unsafe",
    fix="it lets the servers that are left out ask DNS servers. They get a client set, and the set a protocol"
    " rule of its own, because a rule of ISA Server 2000 applies to users or to computers",
    check=check,
)
