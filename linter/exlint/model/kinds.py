"""The kinds of objects that an estate holds: what each is called, and which keys lead to it."""

from __future__ import annotations

from typing import NamedTuple

Pattern = tuple[str, ...]
"""Keys from the document's top; `*` stands for every item of a list."""


class Kind(NamedTuple):
    """A kind of objects.

    Attributes:
        name: One word for programs, as `smtp_virtual_server`.
        words: What a sentence calls one, as `SMTP virtual server`.
        pattern: Where they stand.
        ordered: Whether the order of the list says something.
        unknown_when_absent: Whether a list that is not written says something else than an empty one.
    """

    name: str
    words: str
    pattern: Pattern
    ordered: bool = False
    unknown_when_absent: bool = False

    @property
    def owner(self) -> int:
        """How many keys and names lead to the object that holds one: a server, or a section of the document."""
        return 3 if self.pattern.count("*") > 1 else 1


_DNS = ("forest", "dns", "servers", "*")
_EXCHANGE = ("exchange", "servers", "*")
_ISA = ("isa", "servers", "*")

SECTIONS = (
    Kind("forest", "forest", ("forest",)),
    Kind("organization", "Exchange organization", ("exchange",)),
    Kind("isa_section", "section isa", ("isa",)),
)
"""The sections of a document: each estate has one of each, whatever is written."""

NAMED = (
    Kind("dns_server", "DNS server", _DNS),
    Kind("exchange_server", "Exchange server", _EXCHANGE),
    Kind("smtp_virtual_server", "SMTP virtual server", (*_EXCHANGE, "smtp_virtual_servers", "*")),
    Kind("connector", "SMTP connector", ("exchange", "connectors", "*")),
    Kind("isa_server", "ISA server", _ISA, unknown_when_absent=True),
    Kind("client_set", "client set", (*_ISA, "client_sets", "*")),
    Kind("destination_set", "destination set", (*_ISA, "destination_sets", "*")),
    Kind("schedule", "schedule", (*_ISA, "schedules", "*")),
    Kind("content_group", "content group", (*_ISA, "content_groups", "*")),
    Kind("protocol_definition", "protocol definition", (*_ISA, "protocol_definitions", "*")),
    Kind("protocol_rule", "protocol rule", (*_ISA, "protocol_rules", "*"), unknown_when_absent=True),
    Kind(
        "site_and_content_rule",
        "site and content rule",
        (*_ISA, "site_and_content_rules", "*"),
        unknown_when_absent=True,
    ),
    Kind("packet_filter", "packet filter", (*_ISA, "packet_filters", "*"), unknown_when_absent=True),
    Kind("network", "network", (*_ISA, "networks", "*")),
    Kind("network_rule", "network rule", (*_ISA, "network_rules", "*"), unknown_when_absent=True),
    Kind("system_rule", "system policy rule", (*_ISA, "system_rules", "*"), ordered=True, unknown_when_absent=True),
    Kind("access_rule", "access rule", (*_ISA, "access_rules", "*"), ordered=True, unknown_when_absent=True),
)
"""The kinds of objects that have names."""

KINDS: dict[str, Pattern] = {kind.name: kind.pattern for kind in (*SECTIONS[:2], *NAMED)}
"""Kind -> the keys that lead to its objects, for rules that are data.

The forest and the organization are there once in an estate, and may be written in several files; every other object is
an item of a list, which stands in one file.
"""

PARENTS: dict[Pattern, str] = {_EXCHANGE: "server", _ISA: "isa"}
"""What is named for the objects below it: where it stands -> the word for it."""

GROUPS = frozenset({"connection_control", "dns", "hours", "limits", "relay", "retry"})
"""Keys whose mappings hold settings of their own; every other mapping is one value."""

ONE_OR_MORE = frozenset({"address", "smart_host"})
"""Keys whose value is one or a list."""

UNORDERED = frozenset(
    {
        *("addresses", "address_spaces", "all_except", "authentication", "bindings", "bridgeheads", "client_groups"),
        *("client_sets", "destinations", "except_client_sets", "from", "groups", "list", "local_address_table"),
        *("protocols", "secure_bindings", "sets", "to", "types", "users"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    }
)
"""Keys of lists whose order says nothing; their items are compared without case, as the products do."""

REFERENCES = frozenset({"behind", "schedule"})
"""Keys that hold one name of another object, compared without case, too."""
