"""The one door to ruamel.yaml: a text as parsing events, from its C parser or from its pure one.

The pure parser decides what YAML is. The C parser is about thirty times as fast and is trusted where both are known
to read the same; the composer raises `Reroute` where they may not. Only events are taken from either: the composers
and constructors of both follow aliases and nesting without bound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "Next",
    "Reroute",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "fast_events",
    "pure_events",
]

Next = Callable[[], Any]
"""Gives the next event; the last is a StreamEndEvent."""

# Tabs are refused differently by the two parsers. The next three end a line for YAML 1.1, which libyaml reads. The last
# is a byte order mark behind the first one, which libyaml drops without counting it.
_DISTRUSTED = "\t\x85\u2028\u2029\ufeff"


class Reroute(Exception):  # noqa: N818 - it is no error: it sends a text to the other parser
    """The C parser has come to something that it may read in another way than the pure one."""


def _c_parser() -> Callable[[str], Any] | None:
    try:
        from _ruamel_yaml import CParser  # noqa: PLC0415 - there is no wheel for every platform
    except ImportError:
        return None
    return CParser  # type: ignore[no-any-return] # a compiled module without types


_C_PARSER = _c_parser()


def fast_events(text: str) -> Next | None:
    """Events of the C parser; none where there is no C parser, or where it may not be asked about this text."""
    if _C_PARSER is None or any(character in text for character in _DISTRUSTED):
        return None
    return _C_PARSER(text).get_event  # type: ignore[no-any-return] # as above


def pure_events(text: str) -> Next:
    """Events of the pure parser."""
    events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
    return events.__next__
