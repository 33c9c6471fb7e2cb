"""What one field cannot say alone: how the fields of an object depend on each other, as checks and as schema.

Each relation stands here twice, as Python for the fast way and as JSON Schema for editors; a test holds generated data
against both.
"""

from __future__ import annotations

import re

from exlint.schema import patterns

UDP_DEFINITION = ("send", "receive", "send_receive", "receive_send")
OTHER_DEFINITION = ("inbound", "outbound")
UDP_FILTER = ("send", "receive", "both", "send_receive", "receive_send")
OTHER_FILTER = ("inbound", "outbound", "both")
"""Directions by transport, as on the property pages of protocol definitions and of IP packet filters."""


_ADDRESS = re.compile(patterns.ADDRESS)


def check_address(address: str | tuple[str, ...]) -> None:
    """Holds an address that stands alone against its pattern; those in a list were checked already.

    Raises:
        ValueError: It is no IPv4 address.
    """
    if isinstance(address, str) and not _ADDRESS.search(address):
        raise ValueError("address is no IPv4 address")


def check_direction(direction: str, allowed: tuple[str, ...]) -> None:
    """Holds a direction against those of its transport.

    Raises:
        ValueError: It is none of them.
    """
    if direction not in allowed:
        raise ValueError(f"direction is {direction}; expected one of {', '.join(allowed)}")


def check_count(written: int, *, most: int) -> None:
    """Holds the number of keys written, of those that choose one way or another, against what is allowed.

    Raises:
        ValueError: None is written, or too many are.
    """
    if not 1 <= written <= most:
        raise ValueError(f"expected 1 to {most} keys, got {written}")


def _directions(transport: dict[str, object], allowed: tuple[str, ...], words: str) -> dict[str, object]:
    return {
        "if": {"required": ["transport"], "properties": {"transport": transport}},
        "then": {"properties": {"direction": {"type": "string", "enum": list(allowed), "title": words}}},
    }


def schema() -> dict[str, dict[str, object]]:
    """The relations as JSON Schema keywords, by the name of the object they belong to."""
    udp: dict[str, object] = {"const": "udp"}
    other: dict[str, object] = {
        "anyOf": [{"enum": ["tcp", "icmp", "any"]}, {"type": "integer", "minimum": 0, "maximum": 255}]
    }
    anchors = {"^x-": {"description": "Ignored: a place for anchors."}}
    return {
        "AppliesTo": {"minProperties": 1},
        "DestinationSelection": {"minProperties": 1, "maxProperties": 1},
        "ProtocolDefinition": {
            "allOf": [_directions(udp, UDP_DEFINITION, "udp"), _directions(other, OTHER_DEFINITION, "tcp")],
        },
        "PacketFilter": {
            "allOf": [_directions(udp, UDP_FILTER, "udp"), _directions(other, OTHER_FILTER, "this transport")],
        },
        "DeclaredCase": {"minProperties": 1, "maxProperties": 1},
        "RuleFile": {"patternProperties": anchors},
        "Document": {
            "patternProperties": anchors,
            "if": {"not": {"anyOf": [{"required": ["include"]}, {"required": ["part_of"]}]}},
            "then": {"properties": {"forest": {"required": ["name"]}}},
        },
    }
