"""IPv4 addresses as numbers, and sets of them as intervals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

Interval = tuple[int, int]
"""First and last address, both inside."""

LOOPBACK: Interval = (0x7F000000, 0x7FFFFFFF)
"""127.0.0.0/8, which stands for the computer itself."""

_LAST = 0xFFFFFFFF
_SHOWN = 4  # addresses of a list that a sentence can carry
_PRIVATE = ((0x0A000000, 0x0AFFFFFF), (0xAC100000, 0xAC1FFFFF), (0xC0A80000, 0xC0A8FFFF))  # RFC 1918, section 3


def number(address: str) -> int:
    """The 32 bits of an address in dotted decimal."""
    first, second, third, fourth = address.split(".")
    return int(first) << 24 | int(second) << 16 | int(third) << 8 | int(fourth)


def dotted(address: int) -> str:
    """An address as people write it."""
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def is_private(address: int) -> bool:
    """Whether it is an address for internal networks (RFC 1918)."""
    return any(first <= address <= last for first, last in _PRIVATE)


def is_loopback(address: int) -> bool:
    """Whether it stands for the computer itself."""
    return LOOPBACK[0] <= address <= LOOPBACK[1]


def interval(text: str) -> Interval:
    """What an address, a CIDR block or a range `a-b` covers.

    Raises:
        ValueError: The range runs backwards, or the block has host bits; the words say what was expected.
    """
    low, dash, high = text.partition("-")
    if dash:
        first, last = number(low), number(high)
        if first > last:
            raise ValueError(f"the range {text} runs backwards; expected {high}-{low}")
        return first, last
    base, slash, length = text.partition("/")
    first = number(base)
    if not slash:
        return first, first
    hosts = (1 << 32 - int(length)) - 1
    if first & hosts:
        raise ValueError(f"the block {text} has host bits; expected {dotted(first & ~hosts)}/{length}")
    return first, first | hosts


class AddressSet(NamedTuple):
    """A set of addresses: intervals in order that neither overlap nor touch."""

    intervals: tuple[Interval, ...]

    @classmethod
    def of(cls, intervals: Iterable[Interval]) -> AddressSet:
        """The union of intervals in any order."""
        merged: list[Interval] = []
        for first, last in sorted(intervals):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = merged[-1][0], max(last, merged[-1][1])
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    def holds(self, address: int) -> bool:
        """Whether the address is in the set."""
        position = bisect_right(self.intervals, (address, _LAST)) - 1
        return position >= 0 and address <= self.intervals[position][1]

    def without(self, other: AddressSet) -> AddressSet:
        """The addresses of this set that are not in the other."""
        others = other.intervals
        left: list[Interval] = []
        for first, last in self.intervals:
            position = max(bisect_right(others, (first, _LAST)) - 1, 0)
            while position < len(others) and others[position][0] <= last:
                low, high = others[position]
                if first < low:
                    left.append((first, low - 1))
                first = max(first, high + 1)  # noqa: PLW2901 - what is left of the interval
                position += 1
            if first <= last:
                left.append((first, last))
        return AddressSet(tuple(left))

    def within(self, other: AddressSet) -> AddressSet:
        """The addresses of this set that are in the other too."""
        return self.without(self.without(other))


EVERY_ADDRESS = AddressSet(((0, _LAST),))
NOT_PUBLIC = AddressSet.of((*_PRIVATE, LOOPBACK))
"""The addresses that nobody on the Internet has: those of internal networks, and those of the computer itself."""


def listed(addresses: Iterable[int] | None) -> str:
    """Addresses as a sentence names them; a long list is cut."""
    written = [dotted(address) for address in addresses or ()]
    shown = ", ".join(written[:_SHOWN])
    return f"{shown} and {len(written) - _SHOWN} more" if len(written) > _SHOWN else shown
