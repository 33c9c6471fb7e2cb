"""What a request is for: the Internet at large, a host by name, or an address; and what a set says about it."""

from __future__ import annotations

from typing import NamedTuple

from exlint.mailflow.assumptions import Assumptions
from exlint.model.addresses import AddressSet, dotted

_EVERYTHING = ((0, 0xFFFFFFFF),)


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

    The Internet at large is held only by `*` and by one range of all addresses.
    """
    if target.address is not None:
        return addresses.holds(target.address) or (not assumed.names_are_not_addresses and bool(names))
    if not target.name:
        return "*" in names or addresses.intervals == _EVERYTHING
    return any(_holds(pattern, target.name, assumed) for pattern in names)


def _holds(pattern: str, name: str, assumed: Assumptions) -> bool:
    if pattern in ("*", name):
        return True
    if not pattern.startswith("*"):
        return False
    end = pattern[1:]
    if name.startswith("*"):
        return name[1:].endswith(end)
    domain_too = not assumed.wildcards_leave_out_the_domain and end == "." + name
    return (name.endswith(end) and len(name) > len(end)) or domain_too
