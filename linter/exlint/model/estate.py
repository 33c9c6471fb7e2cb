"""The estate: what a document declares, with its references resolved and its defaults applied.

Every part knows its route (`at`) and keeps what was written (`declared`), for the settings that need no interpretation.
All of it is immutable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exlint import schema
from exlint.findings import Route
from exlint.model.addresses import EVERY_ADDRESS, AddressSet
from exlint.schema import elements, exchange, forest, isa, policy, smtp


class Protocol(NamedTuple):
    """A protocol definition: `transport` is tcp, udp or icmp, `direction` as in format.md."""

    name: str
    transport: str
    port: int
    direction: str

    @property
    def outgoing(self) -> bool:
        """Whether it carries a request that a client sends (semantics.md 4.5)."""
        return self.direction in ("outbound", "send_receive")


class Protocols(NamedTuple):
    """The protocols of a rule: these, or with `all_but` every protocol but these."""

    definitions: tuple[Protocol, ...]
    all_but: bool

    def carry(self, transport: str, port: int) -> bool:
        """Whether outgoing traffic to a port is among them (semantics.md 4.5).

        `all_but` leaves out every port that an excepted definition describes, whatever its direction.
        """
        described = [one for one in self.definitions if (one.transport, one.port) == (transport, port)]
        return not described if self.all_but else any(one.outgoing for one in described)


class ClientSet(NamedTuple):
    """Addresses of clients; ISA Management calls it a client address set."""

    at: Route
    name: str
    declared: elements.ClientSet
    addresses: AddressSet


class DestinationSet(NamedTuple):
    """Hosts on the other side: `addresses`, and `names` in lower case, a wildcard alone or at the start.

    Entries with a path are in neither: they match HTTP only (semantics.md 4.6). They are `paths`, in lower case.
    """

    at: Route
    name: str
    declared: elements.DestinationSet
    addresses: AddressSet
    names: tuple[str, ...]
    paths: tuple[str, ...]


class Destinations(NamedTuple):
    """Where a site and content rule leads: `scope` is all, internal, external, sets or all_except."""

    scope: str
    sets: tuple[DestinationSet, ...] = ()


class PacketFilter(NamedTuple):
    """An IP packet filter; `addresses` is None for every remote computer."""

    at: Route
    name: str
    declared: policy.PacketFilter
    allows: bool
    enabled: bool
    addresses: AddressSet | None


class End(NamedTuple):
    """One of the sides that a rule of ISA Server 2004 names: a network, a client set or a destination set.

    Attributes:
        name: Its name.
        network: The casefolded name of a network that the product knows; empty for anything else.
        addresses: The addresses of a declared network, a client set or a destination set.
        names: The host names of a destination set.
        declared_network: Whether it is a declared network.
        paths: The entries with a path of a destination set.
    """

    name: str
    network: str = ""
    addresses: AddressSet = AddressSet(())
    names: tuple[str, ...] = ()
    declared_network: bool = False
    paths: tuple[str, ...] = ()


class NetworkRule(NamedTuple):
    """How two networks of an ISA Server 2004 or 2006 are related."""

    at: Route
    name: str
    declared: policy.NetworkRule
    from_: tuple[End, ...]
    to: tuple[End, ...]


class AccessRule(NamedTuple):
    """An access rule or system policy rule of ISA Server 2004 or 2006; `hours` is a set as in `model.hours`."""

    at: Route
    name: str
    declared: policy.AccessRule
    allows: bool
    enabled: bool
    protocols: Protocols
    hours: int
    from_: tuple[End, ...]
    to: tuple[End, ...]

    @property
    def for_everybody(self) -> bool:
        """Whether it asks for no user."""
        return self.declared.users in (schema.ABSENT, "all_users")

    @property
    def any_content(self) -> bool:
        """Whether it is about all content."""
        return self.declared.content in (schema.ABSENT, "all")


class AppliesTo(NamedTuple):
    """Whom a rule of ISA Server 2000 applies to.

    Attributes:
        any_request: Everybody.
        client_sets: The sets whose addresses it applies to; none where no client set is named.
        except_client_sets: The sets that are left out of those.
        client_groups: The users and groups that it applies to, by name.
    """

    any_request: bool
    client_sets: tuple[ClientSet, ...] = ()
    except_client_sets: tuple[ClientSet, ...] = ()
    client_groups: tuple[str, ...] | None = None

    def meets(self, address: int) -> bool:
        """Whether it applies to a client without identity at this address (semantics.md 4.4)."""
        included = self.any_request or any(one.addresses.holds(address) for one in self.client_sets)
        return included and not any(one.addresses.holds(address) for one in self.except_client_sets)

    @property
    def addresses(self) -> AddressSet:
        """The clients that it applies to though they have no identity (semantics.md 4.4)."""
        if self.any_request:
            return EVERY_ADDRESS
        if len(self.client_sets) == 1 and not self.except_client_sets:
            return self.client_sets[0].addresses
        return _all_of(self.client_sets).without(_all_of(self.except_client_sets))


def _all_of(sets: Iterable[ClientSet]) -> AddressSet:
    return AddressSet.of(interval for one in sets for interval in one.addresses.intervals)


class ProtocolRule(NamedTuple):
    """A protocol rule of ISA Server 2000; `hours` is a set as in `model.hours`."""

    at: Route
    name: str
    declared: policy.ProtocolRule
    allows: bool
    enabled: bool
    protocols: Protocols
    hours: int
    applies_to: AppliesTo


class SiteAndContentRule(NamedTuple):
    """A site and content rule of ISA Server 2000; `hours` is a set as in `model.hours`."""

    at: Route
    name: str
    declared: policy.SiteAndContentRule
    allows: bool
    enabled: bool
    hours: int
    applies_to: AppliesTo
    destinations: Destinations

    @property
    def any_destination(self) -> bool:
        """Whether it is about all destinations."""
        return self.destinations.scope == "all"

    @property
    def any_content(self) -> bool:
        """Whether it is about all content."""
        return self.declared.content in (schema.ABSENT, "all")


class IsaServer(NamedTuple):
    """An ISA server. A list of rules is None where it is not declared.

    Attributes:
        internal: Its internal addresses, in the order declared.
        external: Its external addresses.
        table: Its local address table; None where it is not declared.
        is_2000: Whether it is ISA Server 2000, whose rules are protocol rules and site and content rules.
        client_sets: By casefolded name.
        destination_sets: By casefolded name.
        networks: The declared networks, by casefolded name.
        protocol_rules: None too on a later version, where they count for nothing.
        site_and_content_rules: As `protocol_rules`.
        packet_filters: As `protocol_rules`.
        network_rules: None too on ISA Server 2000, where they count for nothing.
        system_rules: As `network_rules`.
        access_rules: As `network_rules`.
    """

    at: Route
    name: str
    declared: isa.IsaServer
    internal: tuple[int, ...]
    external: tuple[int, ...]
    table: AddressSet | None
    is_2000: bool
    client_sets: Mapping[str, ClientSet]
    destination_sets: Mapping[str, DestinationSet]
    networks: Mapping[str, End]
    protocol_rules: tuple[ProtocolRule, ...] | None
    site_and_content_rules: tuple[SiteAndContentRule, ...] | None
    packet_filters: tuple[PacketFilter, ...] | None
    network_rules: tuple[NetworkRule, ...] | None
    system_rules: tuple[AccessRule, ...] | None
    access_rules: tuple[AccessRule, ...] | None

    @property
    def asked_at(self) -> int:
        """The internal address to ask for names: the first in the local address table (EXL505), else the first."""
        inside = (one for one in self.internal if self.table is not None and self.table.holds(one))
        return next(inside, self.internal[0])


class Standing(NamedTuple):
    """Where a computer stands (semantics.md 3): what lies between it and the Internet.

    Attributes:
        isa: The ISA server that it is behind, or on; None with `decided` means none.
        decided: Whether that is known.
        on_isa: Whether the computer is that ISA server itself.
    """

    isa: IsaServer | None
    decided: bool
    on_isa: bool = False


class DnsServer(NamedTuple):
    """A DNS server of the forest; `forwarders` is None where it has none of its own."""

    at: Route
    name: str
    declared: forest.DnsServer
    addresses: tuple[int, ...]
    standing: Standing
    forwarders: tuple[int, ...] | None


class ExchangeServer(NamedTuple):
    """An Exchange server; the first of its addresses is the one it sends from."""

    at: Route
    name: str
    declared: exchange.ExchangeServer
    addresses: tuple[int, ...]
    standing: Standing

    @property
    def is_2000(self) -> bool:
        """Whether it is Exchange 2000, Small Business Server 2000 included; else it is Exchange Server 2003."""
        return self.declared.edition in ("exchange-2000", "exchange-2000-enterprise", "sbs-2000")


class VirtualServer(NamedTuple):
    """An SMTP virtual server; `external_dns_servers` is None where it is not declared."""

    at: Route
    name: str
    declared: smtp.SmtpVirtualServer
    server: ExchangeServer
    external_dns_servers: tuple[int, ...] | None
    smart_hosts: tuple[str, ...]

    @property
    def identity(self) -> str:
        """SERVER/VIRTUAL SERVER."""
        return f"{self.server.name}/{self.name}"

    @property
    def full_name(self) -> str:
        """As a sentence names it: VIRTUAL SERVER on SERVER."""
        return f"{self.name} on {self.server.name}"


class AddressSpace(NamedTuple):
    """The mail domains that a connector takes: `pattern` in lower case, `cost` from 1."""

    kind: str
    pattern: str
    cost: int


class Connector(NamedTuple):
    """An SMTP connector."""

    at: Route
    name: str
    declared: exchange.Connector
    address_spaces: tuple[AddressSpace, ...]
    by_dns: bool
    smart_hosts: tuple[str, ...] | None
    bridgeheads: tuple[VirtualServer, ...]


class Forest(NamedTuple):
    """The forest's name, and its external DNS settings (None where they are not declared)."""

    at: Route
    name: str
    external_servers: tuple[int, ...] | None
    external_at: Route


class Estate(NamedTuple):
    """One forest, its Exchange organization, and the ISA servers in front of it."""

    forest: Forest
    dns_servers: tuple[DnsServer, ...]
    exchange_servers: tuple[ExchangeServer, ...]
    virtual_servers: tuple[VirtualServer, ...]
    connectors: tuple[Connector, ...]
    isa_servers: tuple[IsaServer, ...]
