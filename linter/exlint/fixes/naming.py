"""What a plan calls the elements that it makes, and which protocol definitions stand for what it lets through."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from exlint.fixes.candidates import DNS, Carried
from exlint.model import predefined
from exlint.model.addresses import dotted
from exlint.model.estate import Estate, IsaServer, Protocol
from exlint.model.names import unused

_USUAL = ("SMTP", "DNS", "DNS Query", "DNS Zone Transfer")
_SMTP = 25


class Definitions(NamedTuple):
    """The protocol definitions of a rule.

    Attributes:
        names: Their names.
        opened: All that they let through.
        new: Those that have to be made first.
    """

    names: tuple[str, ...]
    opened: Carried
    new: tuple[Protocol, ...]


def definitions(isa: IsaServer, carried: Carried) -> Definitions:
    """The definitions that carry this, declared or the product's, and where that can be nothing else."""
    known = _known(isa)
    names: list[str] = []
    opened: dict[tuple[str, int], None] = {}
    new: list[Protocol] = []
    for wanted in carried:
        if wanted in opened:
            continue
        fitting = {name: its for name, its in known.items() if wanted in its}
        if fitting:
            name = min(fitting, key=lambda one: (len(fitting[one] - set(carried)), -len(fitting[one])))
            opened |= dict.fromkeys(sorted(fitting[name], key=lambda one: (one not in carried, one[0] != "udp")))
        else:
            direction = "outbound" if wanted[0] == "tcp" else "send_receive"
            label = _label((wanted,))
            name = unused(label, _taken(isa, [one.name for one in new]), f"{label} {direction}")
            new.append(Protocol(name, *wanted, direction))
            opened[wanted] = None
        names.append(name)
    return Definitions(tuple(names), tuple(opened), tuple(new))


def _known(isa: IsaServer) -> dict[str, set[tuple[str, int]]]:
    """What definitions let out, by name: the declared ones, and the product's for mail and DNS unless declared anew."""
    declared = isa.declared.protocol_definitions or ()
    again = {one.name.casefold() for one in declared}
    own = [(name, predefined.PROTOCOLS[isa.is_2000].get(name.casefold(), ())) for name in _USUAL]
    found = {name: set(map(_port, its)) for name, its in own if its and name.casefold() not in again}
    made = (Protocol(one.name, one.transport, one.port, one.direction) for one in declared)
    return found | {one.name: {_port(one)} for one in made if one.outgoing}


def _port(one: Protocol) -> tuple[str, int]:
    return one.transport, one.port


def _taken(isa: IsaServer, new: Iterable[str]) -> list[str]:
    declared = [one.name for one in isa.declared.protocol_definitions or ()]
    return [*declared, *predefined.PROTOCOL_NAMES[isa.is_2000].values(), *new]


def _label(carried: Carried) -> str:
    """What is let through, in a word or two for a name."""
    kinds = {DNS: "DNS", _SMTP: "SMTP"}
    return " and ".join(dict.fromkeys(kinds.get(port, f"{transport} {port}") for transport, port in carried))


def rule_name(carried: Carried, whom: str, taken: Iterable[str]) -> str:
    """A name that no rule has yet."""
    return unused(f"{_label(carried)} for {whom}", taken)


def site_rule_name(sets: Iterable[str], taken: Iterable[str]) -> str:
    """A name that no site and content rule has yet."""
    return unused(f"All destinations for {' and '.join(sets)}", taken)


def filter_name(wanted: tuple[str, int], taken: Iterable[str]) -> str:
    """A name that no packet filter has yet."""
    return unused(f"{_label((wanted,))} over {wanted[0]}", taken)


def set_name(estate: Estate, sources: Collection[int], taken: Iterable[str]) -> str:
    """A name for a client set of some servers: by what they are."""
    send = any(one.addresses[0] in sources for one in estate.exchange_servers)
    ask = any(one.addresses[0] in sources for one in estate.dns_servers)
    kinds = [kind for kind, there in (("Mail", send), ("DNS", ask)) if there]
    name = f"{' and '.join(kinds)} servers"
    return unused(name, taken, *(f"{name} ({dotted(one)})" for one in sources if len(sources) == 1))
