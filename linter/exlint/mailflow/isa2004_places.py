"""Where requests to an ISA Server 2004 or 2006 come from and what they are for: sets of atoms, a bit each.

Atoms are addresses in stretches that all networks and sets treat alike; for targets also the Internet at large, each
host that a set names, and each path. A path of a set is one that no other path is taken for; whatever holds its host
holds it. Where no local address table is declared an address is two atoms, one outside and one inside.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence

from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.targets import INTERNET, Names, in_set
from exlint.model.addresses import AddressSet, number
from exlint.model.estate import AccessRule, End, IsaServer

_BEHIND = 1 << 32  # behind the last address
_IN_NO_TABLE = AddressSet(())
Held = Mapping[str, int]
"""The name of a network or set -> the atoms that it holds."""


def places(isa: IsaServer, rules: Sequence[AccessRule], itself: Sequence[int]) -> tuple[Held, Held]:
    """What each network and set that rules name holds, of sources and of targets; arguments as in `regions`."""
    ends = {end.name: end for rule in rules for end in (*rule.from_, *rule.to)}
    addresses = _Addresses(isa, (end.addresses for end in ends.values()))
    targets = _Targets(addresses, ends.values())
    sources = {name: addresses.of(end) | _of_computer(end, itself) << addresses.width for name, end in ends.items()}
    return sources, {name: targets.of(end) for name, end in ends.items()}


def _of_computer(end: End, itself: Sequence[int]) -> int:
    """Which requests of the ISA computer, each from an address that is not declared as its own, come from an end."""
    if end.network or end.declared_network:
        return (1 << len(itself)) - 1 if end.network in ("local host", "all networks") else 0
    return sum(1 << index for index, address in enumerate(itself) if end.addresses.holds(address))


class _Addresses:
    """All addresses in stretches, and what networks hold of them."""

    def __init__(self, isa: IsaServer, sets: Iterable[AddressSet]) -> None:
        own = AddressSet.of((address, address) for address in (*isa.internal, *isa.external))
        table = _IN_NO_TABLE if isa.table is None else isa.table
        declared = [one.addresses for one in isa.networks.values()]
        cut = (part for one in (own, table, *declared, *sets) for part in one.intervals)
        self._edges = sorted({0, _BEHIND, *(edge for first, last in cut for edge in (first, last + 1))})
        self._numbers = {edge: index for index, edge in enumerate(self._edges)}
        self._count = len(self._edges) - 1
        self._twice = isa.table is None
        self.width = self._count << self._twice
        self.every = (1 << self.width) - 1
        self._own = self.within(own)
        inside = self.every >> self._count << self._count if self._twice else self.within(table)
        known = self._own | inside
        for one in declared:
            known |= self.within(one)
        self._networks = {
            "local host": self._own,
            "internal": inside & ~self._own,
            "external": self.every & ~known,
            "all networks": self.every,
        }

    def within(self, addresses: AddressSet) -> int:
        """The atoms of some addresses."""
        starts = self._numbers
        found = sum((1 << starts[last + 1]) - (1 << starts[first]) for first, last in addresses.intervals)
        return found | found << self._count if self._twice else found

    def at(self, address: int) -> list[int]:
        """The atom, or both, that an address is in."""
        one = 1 << bisect_right(self._edges, address) - 1
        return [one, one << self._count] if self._twice else [one]

    def of(self, end: End) -> int:
        """The atoms of what a rule names."""
        if end.network:
            return self._networks[end.network]
        found = self.within(end.addresses)
        return found & ~self._own if end.declared_network else found


class _Targets:
    """What requests are for: above the addresses the Internet at large, then hosts by name, then paths."""

    def __init__(self, addresses: _Addresses, ends: Collection[End]) -> None:
        self._addresses = addresses
        paths = dict.fromkeys(path for end in ends for path in end.paths)
        hosts = [path.partition("/")[0] for path in paths]
        names = [name for end in ends for name in end.names]
        by_name = dict.fromkeys((*names, *hosts))
        bits = {name: 2 << addresses.width + index for index, name in enumerate(by_name)}
        self._names = Names(bits, names)
        self._external = sum(bits.values()) | 1 << addresses.width
        self._hosts = self._external | addresses.every
        self._above = addresses.width + 1 + len(by_name)
        self._asked: list[tuple[str, int]] = []  # each path, and the atoms of its host
        for path, host in zip(paths, hosts, strict=True):
            if host == "*":
                self._asked.append((path, self._hosts))
            elif _is_address(host):
                self._asked += ((path, one) for one in addresses.at(number(host)))
            else:
                self._asked.append((path, bits[host]))

    def of(self, end: End) -> int:
        """The atoms of what a rule names."""
        if not end.declared_network and in_set(INTERNET, end.addresses, end.names, STANDARD):
            return self._hosts | (1 << len(self._asked)) - 1 << self._above
        found = self._addresses.of(end) | self._names.held(end.names)
        if end.network in ("external", "all networks"):
            found |= self._external
        its = frozenset(end.paths)
        held = (index for index, (path, host) in enumerate(self._asked) if path in its or not host & ~found)
        return found | sum(1 << index for index in held) << self._above


def _is_address(host: str) -> bool:
    return host.replace(".", "").isdigit()
