"""Who stands where: which ISA server lies between a computer and the Internet (semantics.md, section 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter

from exlint.model.addresses import AddressSet, is_private
from exlint.model.estate import IsaServer, Standing
from exlint.schema import ABSENT, Absent

_UNDECIDED = Standing(None, decided=False)
_NONE = Standing(None, decided=True)
# More than two, so that nested tables are told apart for computers with several addresses; few, so that a great many
# tables over one another cost no memory.
_SOME = 8


class Ground:
    """The ISA servers of an estate, by name, by address and by local address table; asked once for each computer."""

    def __init__(self, servers: Sequence[IsaServer], *, declared: bool) -> None:
        """Takes the ISA servers; `declared` is False where no file says which there are."""
        self._declared = declared
        self._any = bool(servers)
        self._by_name = {server.name.casefold(): server for server in servers}
        self._servers = servers
        self._by_address = {
            address: index for index, one in enumerate(servers) for address in (*one.internal, *one.external)
        }
        self._each_has_a_table = all(server.table is not None for server in servers)
        self._tables = Tables([server.table for server in servers])

    def standing(self, addresses: tuple[int, ...], itself: Iterable[int], behind: str | Absent) -> Standing:
        """Where a computer stands.

        Args:
            addresses: Its addresses, as one of its servers declares them.
            itself: All its addresses, under whatever name they are declared.
            behind: What the declaration says.
        """
        own = [self._by_address[address] for address in itself if address in self._by_address]
        if own:
            return Standing(self._servers[min(own)], decided=True, on_isa=True)
        if behind is not ABSENT:
            name = behind.casefold()
            return _NONE if name == "none" else Standing(self._by_name[name], decided=True)
        return self._by_table(addresses)

    def _by_table(self, addresses: tuple[int, ...]) -> Standing:
        if not self._any:
            return _NONE if self._declared else _UNDECIDED
        holders = self._tables.holders(addresses)
        if len(holders) == 1:
            return Standing(self._servers[holders[0]], decided=True)
        inside = any(self._tables.some(address) or is_private(address) for address in addresses)
        return _NONE if self._each_has_a_table and not inside else _UNDECIDED


def computers(groups: Iterable[Iterable[int]]) -> dict[int, frozenset[int]]:
    """Address -> all addresses of its computer.

    Args:
        groups: The addresses of each declared server. Servers that share an address are one computer, as on a Small
            Business Server.
    """
    found: dict[int, frozenset[int]] = {}
    for group in groups:
        whole = frozenset(group).union(*(found[address] for address in group if address in found))
        found.update(dict.fromkeys(whole, whole))
    return found


class Tables:
    """Many sets of addresses in one order, each by its index: a large estate is not searched set by set."""

    def __init__(self, sets: Sequence[AddressSet | None]) -> None:
        """Takes the sets; None holds nothing."""
        self._sets = sets
        self._starts: list[int] = []  # where what holds an address changes
        self._some: list[tuple[int, ...]] = []  # which sets hold it from there on: at most _SOME of them
        holding: set[int] = set()
        for start, changes in groupby(sorted(_changes(sets)), key=itemgetter(0)):
            for _, begins, index in changes:
                (holding.add if begins else holding.remove)(index)
            self._starts.append(start)
            self._some.append(tuple(islice(holding, _SOME)))

    def some(self, address: int) -> tuple[int, ...]:
        """Sets that hold an address: all of them if they are fewer than `_SOME`."""
        position = bisect_right(self._starts, address) - 1
        return self._some[position] if position >= 0 else ()

    def holding(self, address: int) -> Iterable[int]:
        """All sets that hold an address."""
        found = self.some(address)
        if len(found) < _SOME:
            return found
        return [index for index, one in enumerate(self._sets) if one is not None and one.holds(address)]

    def holders(self, addresses: Sequence[int]) -> list[int]:
        """The sets that hold all the addresses; of one address perhaps not all of them, but `_SOME`."""
        fewest = min(map(self.some, addresses), key=len)
        all_known = len(fewest) < _SOME or len(addresses) == 1
        found = []
        for index in fewest if all_known else range(len(self._sets)):
            one = self._sets[index]
            if one is not None and all(map(one.holds, addresses)):
                found.append(index)
        return found


def _changes(sets: Sequence[AddressSet | None]) -> Iterator[tuple[int, bool, int]]:
    for index, one in enumerate(sets):
        for first, last in one.intervals if one is not None else ():
            yield first, True, index
            yield last + 1, False, index
