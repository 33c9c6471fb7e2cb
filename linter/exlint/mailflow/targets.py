"""What a request is for: the Internet at large, a host by name, or an address; and what a set says about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exlint.mailflow.assumptions import Assumptions
from exlint.model.addresses import EVERY_ADDRESS, AddressSet, dotted


class Target(NamedTuple):
    """The far end of a request; neither a name nor an address means the Internet at large.

    Attributes:
        address: A host known by its address.
        name: A host known by its name, in lower case; `*.example.com` stands for one under it that nothing names.
    """

    address: int | None = None
    name: str = ""

    def __str__(self) -> str:
        """As a sentence names it."""
        if self.address is not None:
            return dotted(self.address)
        return self.name or "the Internet"


INTERNET = Target()


def in_set(target: Target, addresses: AddressSet, names: tuple[str, ...], assumed: Assumptions) -> bool:
    """Whether a destination set holds a target (semantics.md 4.6).

    `*`, and all addresses, hold everything; the Internet at large is held by nothing else.
    """
    if "*" in names or addresses == EVERY_ADDRESS:
        return True
    if target.address is not None:
        return addresses.holds(target.address) or (not assumed.names_are_not_addresses and bool(names))
    if not target.name:
        return False
    looked_up = not assumed.names_are_not_addresses and bool(addresses.intervals)
    return looked_up or any(_holds(pattern, target.name, assumed) for pattern in names)


def _holds(pattern: str, name: str, assumed: Assumptions) -> bool:
    if not pattern.startswith("*"):
        return pattern == name
    domain_too = not assumed.wildcards_leave_out_the_domain and pattern == "*." + name
    return name.endswith(pattern[1:]) or domain_too


class Names:
    """Many host names, each with the bits that stand for it, to be asked which of them a set holds."""

    def __init__(self, bits: Mapping[str, int], patterns: Iterable[str]) -> None:
        """Takes the names, in lower case, and every pattern that may be asked for."""
        self._bits = bits
        self._under = dict.fromkeys((one[1:] for one in patterns if one.startswith("*")), 0)
        lengths = {len(suffix) for suffix in self._under}
        for name, its in bits.items():
            for length in lengths:
                suffix = name[max(len(name) - length, 0) :]
                if suffix in self._under:
                    self._under[suffix] |= its

    def held(self, patterns: Iterable[str]) -> int:
        """The bits of the names that some of these patterns hold, as `in_set` has it with exlint's own reading."""
        held = 0
        for pattern in patterns:
            held |= self._under[pattern[1:]] if pattern.startswith("*") else self._bits.get(pattern, 0)
        return held
