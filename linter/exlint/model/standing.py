"""Who stands where: which ISA server lies between a computer and the Internet (semantics.md, section 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from exlint.model.addresses import is_private
from exlint.model.estate import IsaServer, Standing
from exlint.schema import ABSENT, Absent

_UNDECIDED = Standing(None, decided=False)
_NONE = Standing(None, decided=True)


class Ground:
    """The ISA servers of an estate, by name, by address and by local address table; asked once for each computer."""

    def __init__(self, servers: Sequence[IsaServer], *, declared: bool) -> None:
        """Takes the ISA servers; `declared` is False where no file says which there are."""
        self._declared = declared
        self._any = bool(servers)
        self._by_name = {server.name.casefold(): server for server in servers}
        self._by_address = {address: server for server in servers for address in (*server.internal, *server.external)}
        self._each_has_a_table = all(server.table is not None for server in servers)
        self._tables = _Tables(servers)

    def standing(self, addresses: Iterable[int], behind: str | Absent) -> Standing:
        """Where a computer with these addresses stands; `behind` is what its declaration says."""
        addresses = tuple(addresses)
        own = next((self._by_address[address] for address in addresses if address in self._by_address), None)
        if own is not None:
            return Standing(own, decided=True, on_isa=True)
        if behind is not ABSENT:
            name = behind.casefold()
            return _NONE if name == "none" else Standing(self._by_name[name], decided=True)
        return self._by_table(addresses)

    def _by_table(self, addresses: tuple[int, ...]) -> Standing:
        if not self._any:
            return _NONE if self._declared else _UNDECIDED
        holders = [self._tables.holders(address) for address in addresses]
        common = set.intersection(*holders)
        if len(common) == 1:
            return Standing(self._tables.server(common.pop()), decided=True)
        outside = not any(holders) and not any(is_private(address) for address in addresses)
        return _NONE if outside and self._each_has_a_table else _UNDECIDED


class _Tables:
    """All local address tables in one order, so that a large estate is not searched table by table."""

    def __init__(self, servers: Sequence[IsaServer]) -> None:
        self._servers = servers
        parts = [
            (*one, index) for index, server in enumerate(servers) if server.table for one in server.table.intervals
        ]
        self._parts = sorted(parts)
        self._firsts = [first for first, _, _ in self._parts]
        self._reach: list[int] = []  # the last address that any part up to here holds
        for _, last, _ in self._parts:
            self._reach.append(max(last, self._reach[-1] if self._reach else last))

    def server(self, index: int) -> IsaServer:
        return self._servers[index]

    def holders(self, address: int) -> set[int]:
        """The servers, by index, whose table holds an address."""
        found = set()
        position = bisect_right(self._firsts, address) - 1
        while position >= 0 and self._reach[position] >= address:
            _, last, index = self._parts[position]
            if last >= address:
                found.add(index)
            position -= 1
        return found
