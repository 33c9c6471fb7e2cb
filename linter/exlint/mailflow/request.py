"""A request that an ISA server decides about."""

from __future__ import annotations

from typing import NamedTuple

from exlint.mailflow.targets import Target
from exlint.model.addresses import AddressSet


class Request(NamedTuple):
    """A request that an ISA server decides about.

    Attributes:
        source: The address that it comes from.
        target: What it is for.
        transport: tcp or udp.
        port: The port at the far end.
        home: What is inside, for the ISA server.
        firewall_client: Whether the computer runs the Firewall Client, so that it is asked who it is.
    """

    source: int
    target: Target
    transport: str
    port: int
    home: AddressSet
    firewall_client: bool = False

    @property
    def inside(self) -> bool:
        """Whether the target is inside; rules for external destinations leave it out."""
        return self.target.address is not None and self.home.holds(self.target.address)

    def __str__(self) -> str:
        """As a rule's answer names it."""
        return f"{self.transport} {self.port}"
