"""The computers of an estate as a picture shows them: servers that share an address are one, whatever their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.decision import THE_INTERNET, Party
from exlint.model.addresses import is_private, number
from exlint.model.estate import Estate
from exlint.model.standing import computers
from exlint.reports.picture import Kind, Node

Key = int | str
"""What tells a computer from others: its lowest address; of something that is not declared, its name."""


class _Declared(NamedTuple):
    """A declared server: one of the things that a computer is."""

    at: Route
    name: str
    role: str
    kind: Kind
    addresses: tuple[int, ...]


class Computers:
    """Finds the computer that the end of a step means, and says what is written on it."""

    def __init__(self, estate: Estate) -> None:
        """Takes the estate."""
        servers = tuple(_servers(estate))
        self._same = {address: min(all_) for address, all_ in computers(one.addresses for one in servers).items()}
        self._by_place = {one.at: self._same[one.addresses[0]] for one in servers}
        self._servers: dict[Key, list[_Declared]] = {}
        for one in servers:
            self._servers.setdefault(self._same[one.addresses[0]], []).append(one)

    def key(self, party: Party) -> Key:
        """The computer; an address that is written alone means the declared server that has it."""
        if party.at is not None:
            return self._by_place[party.at]
        address = _address(party.name)
        return party.name if address is None else self._same.get(address, party.name)

    def node(self, key: Key, asked: frozenset[str]) -> Node:
        """What is written on a computer; `asked` are the transports over which it is asked or sent to."""
        servers = self._servers.get(key)
        if servers is None:
            return Node((str(key),), _guessed(str(key), asked), Kind.OUTSIDE)
        names = {one.name.casefold(): one.name for one in reversed(servers)}
        roles = dict.fromkeys(one.role for one in servers)
        return Node(tuple(reversed(names.values())), tuple(roles), _kind({one.kind for one in servers}))


def _servers(estate: Estate) -> Iterator[_Declared]:
    for server in estate.exchange_servers:
        yield _Declared(server.at, server.name, "Exchange", Kind.EXCHANGE, server.addresses)
    for one in estate.dns_servers:
        yield _Declared(one.at, one.name, "DNS", Kind.DNS, one.addresses)
    for isa in estate.isa_servers:
        role = f"ISA Server {isa.declared.version.removeprefix('isa-')}"
        yield _Declared(isa.at, isa.name, role, Kind.ISA, (*isa.internal, *isa.external))


def _kind(kinds: set[Kind]) -> Kind:
    """One column for a computer of several kinds: with those that send, else with those that mail must pass."""
    return Kind.EXCHANGE if Kind.EXCHANGE in kinds else max(kinds)


def _guessed(name: str, asked: frozenset[str]) -> tuple[str, ...]:
    """What something is that the document does not declare, as far as the questions to it say."""
    if name == THE_INTERNET.name:
        return ()
    address = _address(name)
    roles = ["DNS server"] if any(one.endswith(" 53") for one in asked) else []
    roles += ["mail server"] if any(not one.endswith(" 53") for one in asked) else []
    return (*roles, "not declared") if address is not None and is_private(address) else tuple(roles)


def _address(text: str) -> int | None:
    plain = text.strip().removeprefix("[").removesuffix("]")
    parts = plain.split(".")
    is_one = len(parts) == 4 and all(part.isascii() and part.isdecimal() and int(part) < 256 for part in parts)  # noqa: PLR2004 - IPv4
    return number(plain) if is_one else None
