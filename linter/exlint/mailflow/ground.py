"""What a request meets on its way (semantics.md, section 3): nothing, its own ISA server, or another one as well."""

from __future__ import annotations

from typing import NamedTuple

from exlint.mailflow import isa2000, isa2004
from exlint.mailflow.assumptions import STANDARD, Assumptions
from exlint.mailflow.decision import Cause, Missing, Outcome, always, both
from exlint.mailflow.isa2000 import Request
from exlint.mailflow.targets import Target
from exlint.model.addresses import is_loopback, is_private
from exlint.model.estate import DnsServer, Estate, ExchangeServer, IsaServer, Standing

STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED


class Computer(NamedTuple):
    """A computer that asks or sends.

    Attributes:
        name: Its name.
        addresses: Its own; the first is the one it sends from.
        standing: Where it stands.
        firewall_client: Whether it runs the Firewall Client.
        at: Its place.
    """

    name: str
    addresses: tuple[int, ...]
    standing: Standing
    firewall_client: bool
    at: tuple[str | int, ...]

    @classmethod
    def of(cls, server: ExchangeServer | DnsServer) -> Computer:
        """A declared server as a computer."""
        client = server.declared.isa_client == "firewall_client"
        return cls(server.name, server.addresses, server.standing, client, server.at)

    @classmethod
    def listener(cls, isa: IsaServer) -> Computer:
        """What answers DNS on an ISA computer."""
        return cls(isa.name, isa.internal, Standing(isa, decided=True, on_isa=True), firewall_client=False, at=isa.at)


class Ground:
    """An estate with its indexes; every question is answered once."""

    def __init__(self, estate: Estate, assumed: Assumptions = STANDARD) -> None:
        """Prepares the indexes of an estate, to be judged under some assumptions."""
        self.estate = estate
        self.assumed = assumed
        self.dns_servers = {address: one for one in estate.dns_servers for address in one.addresses}
        self.listeners = {address: one for one in estate.isa_servers for address in one.internal}
        self.exchange = {address for one in estate.exchange_servers for address in one.addresses}
        self._behind: dict[tuple[str | int, ...], set[int]] = {}
        servers: list[ExchangeServer | DnsServer] = [*estate.exchange_servers, *estate.dns_servers]
        for server in servers:
            if server.standing.isa is not None:
                self._behind.setdefault(server.standing.isa.at, set()).update(server.addresses)
        self._known: dict[tuple[object, ...], tuple[Cause, ...]] = {}

    @property
    def forest_name(self) -> str:
        """The forest's domain without case; empty where it has none."""
        name = self.estate.forest.name.casefold()
        return "" if name == "forest" else name

    @property
    def dns_at(self) -> tuple[str | int, ...]:
        """Where a DNS server would be declared."""
        return (*self.estate.forest.at, "servers")

    def is_inside(self, isa: IsaServer, address: int) -> bool:
        """Whether an address is inside an ISA server's network (3.5)."""
        if isa.table is not None:
            return isa.table.holds(address)
        return address in isa.internal or address in self._behind.get(isa.at, ())

    def is_unclear(self, asker: Computer, address: int) -> bool:
        """Whether nothing says what answers at an address (2.5): the asker's own, an Exchange server's, one inside."""
        if address in asker.addresses or address in self.exchange:
            return True
        isa = asker.standing.isa
        if isa is not None and isa.table is not None:
            return isa.table.holds(address)
        return is_private(address)

    def reach(self, sender: Computer, target: Target, transport: str, port: int) -> tuple[Cause, ...]:
        """What decides, at every hour, whether a request of a computer reaches its target."""
        key = (sender.at, sender.addresses[0], target, transport, port)
        if key not in self._known:
            self._known[key] = self._reach(sender, target, transport, port)
        return self._known[key]

    def _reach(self, sender: Computer, target: Target, transport: str, port: int) -> tuple[Cause, ...]:
        address, standing = target.address, sender.standing
        if address is not None and (address in sender.addresses or is_loopback(address)):
            return always(PERMITTED, "it is the computer itself")
        if not standing.decided:
            missing = Missing(f"behind of {sender.name}", (*sender.at, "behind"))
            return always(UNKNOWN, f"behind which ISA server {sender.name} stands is not declared", None, missing)
        isa = standing.isa
        if isa is not None and address is not None and address in isa.internal:
            return always(PERMITTED, f"{isa.name} is reached from inside")
        own = self._own(sender, isa, target, transport, port)
        if address is None or (isa is not None and self.is_inside(isa, address)):
            return own
        other = next((one for one in self.estate.isa_servers if one is not isa and self.is_inside(one, address)), None)
        if other is None:
            return own
        words = f"what {other.name} lets in from outside is not declared"
        return both(own, always(UNKNOWN, words, (*other.at, "name")))

    def _own(
        self, sender: Computer, isa: IsaServer | None, target: Target, transport: str, port: int
    ) -> tuple[Cause, ...]:
        """What the sender's own ISA server says."""
        if isa is None:
            return always(PERMITTED, "nothing stands in between")
        source = sender.addresses[0]
        inside = target.address is not None and self.is_inside(isa, target.address)
        if inside and self.is_inside(isa, source):
            return always(PERMITTED, "both are inside")
        request = Request(source, target, transport, port, sender.firewall_client, inside)
        if sender.standing.on_isa:
            itself = isa2000.for_itself if isa.is_2000 else isa2004.for_itself
            return itself(isa, request, self.assumed)
        if isa.is_2000 and not self.is_inside(isa, source):
            words = f"{sender.name} is not in its local address table, so it is taken for a computer outside"
            return always(STOPPED, words, (*isa.at, "local_address_table"))
        client = isa2000.for_client if isa.is_2000 else isa2004.for_client
        return client(isa, request, self.assumed)
