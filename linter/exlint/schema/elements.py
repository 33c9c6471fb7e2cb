"""The shape of what the rules of an ISA server refer to: ISA Management, Policy Elements; and networks."""

from __future__ import annotations

from typing import Literal

import msgspec

from exlint.schema import relations
from exlint.schema.values import ABSENT, Absent, Destination, HourWindow, Names, Port, Range, ScheduleName, Text


class ClientSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A client set: computers by their addresses. ISA Management calls it a client address set."""

    name: Text
    """The name by which rules refer to it. Examples: ["DNS servers"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    addresses: Range
    """The members: addresses, blocks (host bits zero) and ranges."""


class DestinationSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A destination set: hosts by name or address."""

    name: Text
    """The name by which rules refer to it. Examples: ["Partners"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    destinations: tuple[Destination, ...]
    """The members: host names (* alone or at the start), addresses, blocks and ranges; a path matches HTTP only."""


class WeekHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The hours of a week, day by day, in one local time for the estate; windows end before their second hour."""

    monday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Monday. Absent: []."""
    tuesday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Tuesday. Absent: []."""
    wednesday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Wednesday. Absent: []."""
    thursday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Thursday. Absent: []."""
    friday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Friday. Absent: []."""
    saturday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Saturday. Absent: []."""
    sunday: tuple[HourWindow, ...] | Absent = ABSENT
    """The hours of Sunday. Absent: []."""


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A schedule: the hours of the week at which a rule applies. Work hours and Weekends need no declaration."""

    name: ScheduleName
    """The name by which rules refer to it. Examples: ["Office"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    hours: WeekHours
    """The hours that are active (blue in ISA Management)."""


class ContentGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A content group: MIME types and file name extensions. The products' own need no declaration."""

    name: Text
    """The name by which rules refer to it. Examples: ["Web pages"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    types: Names
    """The members. Examples: [["text/html", ".htm"]]."""


class ProtocolDefinition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A protocol definition: its primary connection. The products' own, as SMTP and DNS Query, need no declaration."""

    name: Text
    """The name by which rules refer to it. Examples: ["Odd mail"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    port: Port
    """The port number of the primary connection."""
    transport: Literal["tcp", "udp"]
    """The protocol type of the primary connection."""
    direction: Literal["inbound", "outbound", "send", "receive", "send_receive", "receive_send"]
    """The direction of the primary connection. tcp: inbound or outbound; udp: one of the others."""

    def __post_init__(self) -> None:
        allowed = relations.UDP_DEFINITION if self.transport == "udp" else relations.OTHER_DEFINITION
        relations.check_direction(self.direction, allowed)


class Network(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A network of ISA Server 2004 or 2006, besides Local Host, Internal, External and All Networks."""

    name: Text
    """The name by which rules refer to it. Examples: ["Perimeter"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    addresses: Range
    """The members: addresses, blocks (host bits zero) and ranges."""
