"""The kinds of objects that a document holds, and where the objects of each kind stand. Imports nothing."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "forest": ("forest",),
    "dns_server": ("forest", "dns", "servers", "*"),
    "organization": ("exchange",),
    "exchange_server": ("exchange", "servers", "*"),
    "smtp_virtual_server": ("exchange", "servers", "*", "smtp_virtual_servers", "*"),
    "connector": ("exchange", "connectors", "*"),
    "isa_server": ("isa", "servers", "*"),
    "client_set": ("isa", "servers", "*", "client_sets", "*"),
    "destination_set": ("isa", "servers", "*", "destination_sets", "*"),
    "schedule": ("isa", "servers", "*", "schedules", "*"),
    "content_group": ("isa", "servers", "*", "content_groups", "*"),
    "protocol_definition": ("isa", "servers", "*", "protocol_definitions", "*"),
    "protocol_rule": ("isa", "servers", "*", "protocol_rules", "*"),
    "site_and_content_rule": ("isa", "servers", "*", "site_and_content_rules", "*"),
    "packet_filter": ("isa", "servers", "*", "packet_filters", "*"),
    "network": ("isa", "servers", "*", "networks", "*"),
    "network_rule": ("isa", "servers", "*", "network_rules", "*"),
    "system_rule": ("isa", "servers", "*", "system_rules", "*"),
    "access_rule": ("isa", "servers", "*", "access_rules", "*"),
}
"""Kind -> the keys that lead to its objects; `*` stands for each item of a list.

The forest and the organization are there once in an estate, and may be written in several files; every other object is
an item of a list, which stands in one file.
"""

PARENTS: dict[tuple[str, ...], str] = {KINDS["exchange_server"]: "server", KINDS["isa_server"]: "isa"}
"""What is named for the objects below it: where it stands -> the word for it."""
