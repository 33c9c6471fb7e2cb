"""The shape of the rules and packet filters of an ISA server."""

from __future__ import annotations

from typing import Literal

import msgspec

from exlint.schema import relations
from exlint.schema.selections import (
    AppliesTo,
    ContentSelection,
    DestinationSelection,
    Protocols,
)
from exlint.schema.values import ABSENT, Absent, Action, IpProtocol, Names, Port, RemoteComputer, Text


class ProtocolRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A protocol rule of ISA Server 2000: Access Policy > Protocol Rules."""

    name: Text
    """The rule's name. Examples: ["Mail and DNS"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    action: Action
    """Whether it allows or denies the request; deny wins."""
    enabled: bool | Absent = ABSENT
    """General tab > Enable. Absent: true."""
    protocols: Protocols
    """Protocols tab: names of protocol definitions; or all IP traffic; or all of it but some names.
    Examples: [["SMTP", "DNS Query", "DNS Zone Transfer"], "all", {"all_except": ["FTP"]}].
    """
    schedule: Text | Absent = ABSENT
    """Schedule tab: a schedule's name. Examples: ["Work hours"]. Absent: "always"."""
    applies_to: Literal["any_request"] | AppliesTo
    """Applies To tab: any request, or some clients."""


class SiteAndContentRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A site and content rule of ISA Server 2000: Access Policy > Site and Content Rules."""

    name: Text
    """The rule's name. Examples: ["Allow rule"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    action: Action
    """Whether it allows or denies the request; deny wins."""
    enabled: bool | Absent = ABSENT
    """General tab > Enable. Absent: true."""
    destinations: Literal["all", "internal", "external"] | DestinationSelection | Absent = ABSENT
    """Destinations tab. Examples: ["external", {"sets": ["Partners"]}]. Absent: "all"."""
    content: Literal["all"] | ContentSelection | Absent = ABSENT
    """HTTP Content tab. Examples: [{"groups": ["Web pages"]}]. Absent: "all"."""
    schedule: Text | Absent = ABSENT
    """Schedule tab: a schedule's name. Examples: ["Work hours"]. Absent: "always"."""
    applies_to: Literal["any_request"] | AppliesTo
    """Applies To tab: any request, or some clients."""


class PacketFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An IP packet filter of ISA Server 2000: Access Policy > IP Packet Filters; traffic of the ISA computer itself."""

    name: Text
    """The filter's name. Examples: ["DNS filter"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    action: Literal["allow", "block"]
    """Whether the filter allows or blocks the packets; block wins."""
    enabled: bool | Absent = ABSENT
    """General tab > Enable. Absent: true."""
    transport: Literal["tcp", "udp", "icmp", "any"] | IpProtocol
    """Filter Type tab, IP protocol: one of these words, or the protocol's number."""
    direction: Literal["inbound", "outbound", "both", "send", "receive", "send_receive", "receive_send"]
    """Filter Type tab. udp: send, receive, both, send_receive or receive_send; otherwise inbound, outbound or both."""
    local_port: Literal["all", "dynamic"] | Port | Absent = ABSENT
    """Filter Type tab, Local port: all ports, the dynamic ones, or a number. Absent: "all"."""
    remote_port: Literal["all", "dynamic"] | Port | Absent = ABSENT
    """Filter Type tab, Remote port: all ports, the dynamic ones, or a number. Absent: "all"."""
    remote_computer: RemoteComputer | Absent = ABSENT
    """Remote Computer tab: all, or an address, block or range. Absent: "all"."""

    def __post_init__(self) -> None:
        allowed = relations.UDP_FILTER if self.transport == "udp" else relations.OTHER_FILTER
        relations.check_direction(self.direction, allowed)


class NetworkRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A network rule of ISA Server 2004 or 2006: how two networks are related."""

    name: Text
    """The rule's name. Examples: ["Internet access"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    from_: Names = msgspec.field(name="from")
    """Source Networks tab. Examples: [["Internal"]]."""
    to: Names
    """Destination Networks tab. Examples: [["External"]]."""
    relation: Literal["route", "nat"]
    """Network Relationship tab. route: both ways; nat: from the source to the destination."""


class AccessRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An access rule of ISA Server 2004 or 2006. Rules are ordered: the first that matches decides."""

    name: Text
    """The rule's name. Examples: ["Outgoing mail"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    action: Action
    """Whether it allows or denies the request."""
    enabled: bool | Absent = ABSENT
    """General tab > Enable. Absent: true."""
    protocols: Protocols
    """Protocols tab: names of protocols; or all outbound traffic; or all of it but some names.
    Examples: [["SMTP", "DNS"], "all", {"all_except": ["FTP"]}].
    """
    from_: Names = msgspec.field(name="from")
    """From tab: networks and client sets. Examples: [["Internal"]]."""
    to: Names
    """To tab: networks, client sets and destination sets. Examples: [["External"]]."""
    users: Literal["all_users", "all_authenticated"] | Names | Absent = ABSENT
    """Users tab: everybody, everybody who signs on, or the names of user sets. Absent: "all_users"."""
    content: Literal["all"] | ContentSelection | Absent = ABSENT
    """Content Types tab. Examples: [{"groups": ["Web pages"]}]. Absent: "all"."""
    schedule: Text | Absent = ABSENT
    """Schedule tab: a schedule's name. Examples: ["Work hours"]. Absent: "always"."""
