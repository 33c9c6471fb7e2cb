"""The shape of the section `isa`: the ISA servers and what each of them holds."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from exlint.schema.elements import (
    ClientSet,
    ContentGroup,
    DestinationSet,
    Network,
    ProtocolDefinition,
    Schedule,
)
from exlint.schema.policy import (
    AccessRule,
    NetworkRule,
    PacketFilter,
    ProtocolRule,
    SiteAndContentRule,
)
from exlint.schema.values import ABSENT, Absent, Address, IsaServerName, Range


class IsaServer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An ISA server, with the settings of ISA Management."""

    name: IsaServerName
    """The computer's name. Examples: ["ISA1"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    version: Literal["isa-2000", "isa-2004", "isa-2006"]
    """The product; it decides which of the sections below count."""
    mode: Literal["firewall", "integrated", "cache"] | Absent = ABSENT
    """The mode chosen at installation; cache passes neither mail nor DNS. Absent: "firewall"."""
    internal_addresses: Annotated[tuple[Address, ...], Meta(min_length=1)]
    """The IP addresses of the internal network adapter; KB 305394 asks for one of them as external DNS server."""
    external_addresses: tuple[Address, ...] | Absent = ABSENT
    """The IP addresses of the external network adapter. Absent: unknown."""
    local_address_table: Range | Absent = ABSENT
    """Local Address Table (LAT): what is inside. In ISA Server 2004 and 2006 the Internal network.
    Absent: the computers behind this ISA server, and its internal addresses.
    """
    dns_listener: bool | Absent = ABSENT
    """Whether something on this computer answers DNS queries on the internal address. Absent: unknown."""
    dns_forwarders: tuple[Address, ...] | Absent = ABSENT
    """The servers that this listener asks; [] for none. Absent: the Internet at large."""
    packet_filtering: bool | Absent = ABSENT
    """IP Packet Filters > Properties > Enable packet filtering. Absent: unknown."""
    client_sets: tuple[ClientSet, ...] | Absent = ABSENT
    """Policy Elements > Client Address Sets. Absent: []."""
    destination_sets: tuple[DestinationSet, ...] | Absent = ABSENT
    """Policy Elements > Destination Sets. Absent: []."""
    schedules: tuple[Schedule, ...] | Absent = ABSENT
    """Policy Elements > Schedules, besides the products' own. Absent: []."""
    content_groups: tuple[ContentGroup, ...] | Absent = ABSENT
    """Policy Elements > Content Groups, besides the products' own. Absent: []."""
    protocol_definitions: tuple[ProtocolDefinition, ...] | Absent = ABSENT
    """Policy Elements > Protocol Definitions, besides the products' own. Absent: []."""
    protocol_rules: tuple[ProtocolRule, ...] | Absent = ABSENT
    """ISA Server 2000: Access Policy > Protocol Rules; [] allows nothing. Absent: unknown."""
    site_and_content_rules: tuple[SiteAndContentRule, ...] | Absent = ABSENT
    """ISA Server 2000: Access Policy > Site and Content Rules; [] allows nothing. Absent: unknown."""
    packet_filters: tuple[PacketFilter, ...] | Absent = ABSENT
    """ISA Server 2000: Access Policy > IP Packet Filters, for traffic of the ISA computer itself.
    Absent: unknown for that traffic; nothing is blocked for that of the clients.
    """
    networks: tuple[Network, ...] | Absent = ABSENT
    """ISA Server 2004 and 2006: Networks, besides Local Host, Internal, External and All Networks. Absent: []."""
    network_rules: tuple[NetworkRule, ...] | Absent = ABSENT
    """ISA Server 2004 and 2006: Networks > Network Rules; [] relates nothing. Absent: unknown."""
    system_rules: tuple[AccessRule, ...] | Absent = ABSENT
    """ISA Server 2004 and 2006: System Policy, for traffic of the ISA computer itself, in order. Absent: unknown."""
    access_rules: tuple[AccessRule, ...] | Absent = ABSENT
    """ISA Server 2004 and 2006: Firewall Policy, in order; [] denies all. Absent: unknown."""


class Isa(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The ISA servers in front of the estate."""

    servers: tuple[IsaServer, ...] | Absent = ABSENT
    """The ISA servers; [] says that there is none. Absent: unknown."""
