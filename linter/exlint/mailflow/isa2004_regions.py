"""The rules of an ISA Server 2004 or 2006 as regions of requests, to be held against one another.

The sides are where a request comes from, what it is for, its protocol, who asks, its content and its hour. A side's
atoms are what all rules of a list treat alike; the engine's own reading of networks and sets decides (`isa2004`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeVar

from exlint.mailflow.isa2004_places import places
from exlint.mailflow.regions import Region
from exlint.model.estate import AccessRule, IsaServer, Protocols
from exlint.schema.selections import ContentSelection

SIDES = ("from", "to", "protocols", "users", "content", "schedule")
"""The key of a rule that each side of its region comes from."""

_MAIL_AND_DNS = (("tcp", 25), ("udp", 53), ("tcp", 53))
_NONE = ""  # is no name
_Key = TypeVar("_Key", bound=Hashable)


class Regions(NamedTuple):
    """The regions of the rules of one list.

    Attributes:
        rules: Each rule's region, in their order; a rule that no request can meet has a side without an atom.
        ports: The atom of each transport and port that some rule names, and of those of mail and DNS.
    """

    rules: tuple[Region, ...]
    ports: Mapping[tuple[str, int], int]


def regions(isa: IsaServer, rules: Sequence[AccessRule], itself: Iterable[int] = ()) -> Regions:
    """The regions of rules.

    Args:
        isa: The ISA server.
        rules: Rules of one list of its.
        itself: Addresses that requests of its computer come from, besides those that are declared as its own.
    """
    sources, targets = places(isa, rules, tuple(itself))
    described = ((one.transport, one.port) for rule in rules for one in rule.protocols.definitions)
    ports = _atoms([*_MAIL_AND_DNS, *described])
    users = _atoms([_NONE, *(name for rule in rules for name in _users(rule) or ())])
    contents = _atoms([_NONE, *(name for rule in rules for name in _groups(rule) or ())])
    found = (
        (
            _union(sources[end.name] for end in rule.from_),
            _union(targets[end.name] for end in rule.to),
            _carried(rule.protocols, ports),
            _decided(users, _users(rule)),
            _all(contents) if (groups := _groups(rule)) is None else _union(contents[name] for name in groups),
            rule.hours,
        )
        for rule in rules
    )
    return Regions(tuple(found), ports)


def _atoms(keys: Iterable[_Key]) -> dict[_Key, int]:
    """An atom for each; the one above them stands for everything else."""
    return {key: 1 << index for index, key in enumerate(dict.fromkeys(keys))}


def _all(atoms: Mapping[_Key, int]) -> int:
    """All atoms, and the one for everything else."""
    return (2 << len(atoms)) - 1


def _union(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _carried(protocols: Protocols, ports: Mapping[tuple[str, int], int]) -> int:
    """The ports that a rule carries, as `Protocols.carry` says."""
    if protocols.all_but:
        return _all(ports) & ~_union(ports[one.transport, one.port] for one in protocols.definitions)
    return _union(ports[one.transport, one.port] for one in protocols.definitions if one.outgoing)


def _decided(users: Mapping[str, int], names: Sequence[str] | None) -> int:
    """Whose requests a rule decides about: of nobody's it is always one, since it denies what it cannot identify."""
    return _all(users) if names is None else _union(users[name] for name in (_NONE, *names))


def _users(rule: AccessRule) -> tuple[str, ...] | None:
    """The user sets that a rule names; none where it is for all users, or all who sign on."""
    users = rule.declared.users
    return tuple(name.casefold() for name in users) if isinstance(users, tuple) else None


def _groups(rule: AccessRule) -> tuple[str, ...] | None:
    """The content groups that a rule is limited to; HTTP in no group, and all that is not HTTP, are in none of them."""
    content = rule.declared.content
    return tuple(name.casefold() for name in content.groups) if isinstance(content, ContentSelection) else None
