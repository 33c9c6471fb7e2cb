"""What a request meets on its way (semantics.md, section 3): nothing, its own ISA server, or another one as well."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow import isa2000, isa2004, packet_filters
from exlint.mailflow.assumptions import STANDARD, Assumptions
from exlint.mailflow.decision import Cause, Decision, Missing, Outcome, Party, always, both
from exlint.mailflow.request import Request
from exlint.mailflow.route import deciding_connectors
from exlint.mailflow.targets import Target
from exlint.mailflow.wording import some
from exlint.model import consoles
from exlint.model.addresses import AddressSet, dotted, is_loopback, is_private
from exlint.model.estate import Connector, DnsServer, Estate, ExchangeServer, IsaServer, Standing
from exlint.model.standing import Tables, computers

STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED


class Computer(NamedTuple):
    """A computer that asks or sends.

    Attributes:
        name: Its name.
        source: The address that it sends from.
        itself: All its addresses, under whatever name they are declared.
        standing: Where it stands.
        firewall_client: Whether it runs the Firewall Client.
        at: Its place.
    """

    name: str
    source: int
    itself: frozenset[int]
    standing: Standing
    firewall_client: bool
    at: Route

    @property
    def party(self) -> Party:
        """It as the end of a step."""
        return Party(self.name, self.at)

    @property
    def gate(self) -> Party | None:
        """The ISA server that stands between it and the Internet, where one is known to."""
        isa = self.standing.isa
        return None if isa is None else Party(isa.name, isa.at)


class Question(NamedTuple):
    """Whether a request of a computer reaches its target."""

    sender: Computer
    target: Target
    transport: str
    port: int

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others, whatever else is changed in the estate."""
        return (self.sender.at, self.sender.source, *self[1:])


class Resolver(NamedTuple):
    """One server that a computer asks, in the order of the list, and what comes of asking it.

    Attributes:
        at: The item of the list; of the forest's list, and of root hints, the key.
        address: None for the root servers.
        decision: None where the question leads back to who asks, so that the item is passed over (semantics.md 2.6).
    """

    at: Route
    address: int | None
    decision: Decision | None

    def __str__(self) -> str:
        """As a sentence names it."""
        return "the root servers" if self.address is None else dotted(self.address)


class Ground:
    """An estate with its indexes; every question is answered once."""

    def __init__(self, estate: Estate, assumed: Assumptions = STANDARD) -> None:
        """Prepares the indexes of an estate, to be judged under some assumptions."""
        self.estate = estate
        self.assumed = assumed
        self.dns_servers = {address: one for one in estate.dns_servers for address in one.addresses}
        self.listeners = {address: one for one in estate.isa_servers for address in one.internal}
        self.exchange = {address for one in estate.exchange_servers for address in one.addresses}
        self._itself = computers(_groups(estate))
        self._inside = {isa.at: _inside(isa, estate) for isa in estate.isa_servers}
        self._networks = Tables(list(self._inside.values()))
        self.answers: dict[Route, Decision] = {}  # what each server comes to that answers DNS, by its place
        self.resolved: dict[Route, Decision] = {}  # whether a virtual server finds receiving hosts, by its place
        self.asked: dict[Route, tuple[Resolver, ...]] = {}  # whom a virtual server or a DNS server asks, by its place
        self.sent: dict[
            tuple[Route, Route, Target], Decision
        ] = {}  # what a bridgehead does for a connector, for a host
        self._unordered = isa2000.Known()
        self._ordered: isa2004.Known = {}
        self._deciding: dict[str, tuple[Connector, ...]] = {}
        self.known: dict[tuple[object, ...], tuple[Cause, ...]] = {}  # what each question comes to, by its key
        self.decided: dict[Route, list[Question]] | None = None  # what each rule decides about, if that is to be kept

    @property
    def forest_name(self) -> str:
        """The forest's domain without case; empty where it has none."""
        name = self.estate.forest.name.casefold()
        return "" if name == "forest" else name

    @property
    def dns_at(self) -> Route:
        """Where a DNS server would be declared."""
        return (*self.estate.forest.at, "servers")

    def connectors(self, domain: str) -> tuple[Connector, ...]:
        """The connectors that take mail for a domain; the empty domain is one that nothing names."""
        if domain not in self._deciding:
            self._deciding[domain] = deciding_connectors(self.estate, domain)
        return self._deciding[domain]

    def computer(self, server: ExchangeServer | DnsServer) -> Computer:
        """A declared server as a computer."""
        source, client = server.addresses[0], server.declared.isa_client == "firewall_client"
        return Computer(server.name, source, self._itself[source], server.standing, client, server.at)

    def listener(self, isa: IsaServer) -> Computer:
        """What answers DNS on an ISA computer."""
        source, standing = isa.internal[0], Standing(isa, decided=True, on_isa=True)
        return Computer(isa.name, source, self._itself[source], standing, firewall_client=False, at=isa.at)

    def is_inside(self, isa: IsaServer, address: int) -> bool:
        """Whether an address is inside an ISA server's network (3.5)."""
        return self._inside[isa.at].holds(address)

    def is_inside_any(self, address: int) -> bool:
        """Whether an address is inside the network of some ISA server."""
        return bool(self._networks.some(address))

    def is_unclear(self, asker: Computer, address: int) -> bool:
        """Whether nothing says what answers at an address (2.5): the asker's own, an Exchange server's, one inside."""
        if address in asker.itself or address in self.exchange:
            return True
        isa = asker.standing.isa
        if isa is not None and isa.table is not None:
            return isa.table.holds(address)
        return is_private(address)

    def reach(self, sender: Computer, target: Target, transport: str, port: int) -> tuple[Cause, ...]:
        """What decides, at every hour, whether a request of a computer reaches its target."""
        key = (sender.at, sender.source, target, transport, port)
        if key not in self.known:
            self.known[key] = self._reach(sender, target, transport, port)
        return self.known[key]

    @staticmethod
    def unplaced(sender: Computer) -> tuple[Cause, ...]:
        """What is not known about all that a computer sends, where its own place is undecided (3.2)."""
        if sender.standing.decided:
            return ()
        missing = Missing(f"behind of {sender.name}", (*sender.at, "behind"))
        return always(UNKNOWN, f"behind which ISA server {sender.name} stands is not declared", None, missing)

    def _reach(self, sender: Computer, target: Target, transport: str, port: int) -> tuple[Cause, ...]:
        address, standing = target.address, sender.standing
        if address is not None and (address in sender.itself or is_loopback(address)):
            return always(PERMITTED, "it is the computer itself")
        if not standing.decided:
            return self.unplaced(sender)
        isa = standing.isa
        if isa is not None and address in isa.internal:
            return always(PERMITTED, f"{isa.name} is reached from inside")
        own = self._own(sender, isa, target, transport, port)
        other = None if address is None else self._entered(sender, isa, address)
        if other is None:
            return own
        words = f"what {other.name} lets in from outside is not declared"
        return both(own, always(UNKNOWN, words, (*other.at, "name")))

    def _entered(self, sender: Computer, isa: IsaServer | None, address: int) -> IsaServer | None:
        """The other ISA server whose network a request enters from outside (3.4)."""
        if isa is not None and self.is_inside(isa, address):
            return None
        holding = (self.estate.isa_servers[index] for index in self._networks.holding(address))
        return next((one for one in holding if one is not isa and not self.is_inside(one, sender.source)), None)

    def _own(
        self, sender: Computer, isa: IsaServer | None, target: Target, transport: str, port: int
    ) -> tuple[Cause, ...]:
        """What the sender's own ISA server says."""
        if isa is None:
            return always(PERMITTED, "nothing stands in between")
        home = self._inside[isa.at]
        request = Request(sender.source, target, transport, port, home, sender.firewall_client)
        from_inside = home.holds(sender.source)
        # In ISA Server 2004 its computer is no part of the Internal network but a network of its own.
        if request.inside and from_inside and (isa.is_2000 or not sender.standing.on_isa):
            return always(PERMITTED, "both are inside")
        if sender.standing.on_isa:
            if isa.is_2000:
                return packet_filters.for_itself(isa, request, self.assumed)
            return self._passed(sender, request, isa2004.for_itself(isa, request, self.assumed, self._ordered))
        if isa.is_2000 and not from_inside:
            words = (
                f"{sender.name} ({dotted(sender.source)}) is not in its local address table, so it is taken for a"
                f" computer outside (local_address_table: {some(isa.declared.local_address_table or ())})"
            )
            console = consoles.isa_section(isa, "local_address_table")
            return always(STOPPED, words, (*isa.at, "local_address_table"), console=console)
        if isa.is_2000:
            return self._passed(sender, request, *isa2000.for_client(isa, request, self.assumed, self._unordered))
        return self._passed(sender, request, *isa2004.for_client(isa, request, self.assumed, self._ordered))

    def _passed(self, sender: Computer, request: Request, *gates: tuple[Cause, ...]) -> tuple[Cause, ...]:
        """What a sender's own ISA server says, gate by gate."""
        if self.decided is not None:
            question = Question(sender, request.target, request.transport, request.port)
            for at in {cause.at for gate in gates for cause in gate if cause.at is not None}:
                self.decided.setdefault(at, []).append(question)
        return gates[0] if len(gates) == 1 else both(*gates)


def _groups(estate: Estate) -> list[Iterable[int]]:
    """The addresses of each declared server."""
    groups: list[Iterable[int]] = [one.addresses for one in estate.exchange_servers]
    groups += [one.addresses for one in estate.dns_servers]
    return [*groups, *((*one.internal, *one.external) for one in estate.isa_servers)]


def _inside(isa: IsaServer, estate: Estate) -> AddressSet:
    """What is inside (3.5): the table; without one, the computers behind the ISA server and its internal addresses."""
    if isa.table is not None:
        return isa.table
    servers: list[ExchangeServer | DnsServer] = [*estate.exchange_servers, *estate.dns_servers]
    behind = [one for one in servers if one.standing.isa is isa and not one.standing.on_isa]
    addresses = [*isa.internal, *(address for one in behind for address in one.addresses)]
    return AddressSet.of((address, address) for address in addresses)
