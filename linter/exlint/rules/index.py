"""What a run must know of a rule before it imports it.

Written from the rules by `python tests/drift.py`.

A row: the name of the rule's file without `.py`, its status, its group, and the words of its `when`.
"""

from __future__ import annotations

INDEX: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("exl001_invalid_yaml", "stable", "", ()),
    ("exl002_unreadable_file", "stable", "", ()),
    ("exl003_limit_exceeded", "stable", "", ()),
    ("exl004_duplicate_key", "stable", "", ()),
    ("exl005_unsupported_yaml", "stable", "", ()),
    ("exl006_missing_format_version", "stable", "", ()),
    ("exl007_newer_format", "stable", "", ()),
    ("exl010_wrong_type", "stable", "", ()),
    ("exl011_unknown_key", "stable", "", ()),
    ("exl012_missing_key", "stable", "", ()),
    ("exl013_wrong_value", "stable", "", ()),
    ("exl014_key_without_value", "stable", "", ()),
    ("exl020_undefined_reference", "stable", "", ()),
    ("exl021_duplicate_name", "stable", "", ()),
    ("exl022_duplicate_address", "stable", "", ()),
    ("exl023_inverted_range", "stable", "", ()),
    ("exl024_bad_include", "stable", "", ()),
    ("exl025_conflicting_fragments", "stable", "", ()),
    ("exl101_smtp_external_dns_without_isa", "stable", "", ()),
    ("exl201_forest_dns_without_isa", "stable", "", ()),
    ("exl301_no_allow_any_request", "stable", "", ()),
    ("exl302_client_groups_without_dns_client_set", "stable", "", ("client_groups",)),
    ("exl303_two_applies_to_methods", "stable", "", ("client_groups",)),
    ("exl401_outgoing_mail_queues", "stable", "", ("verdict queues",)),
    ("exl402_outgoing_mail_queues_at_times", "stable", "", ("verdict partial",)),
    ("exl403_outgoing_mail_queues_for_some", "stable", "", ("verdict partial",)),
    ("exl404_outgoing_mail_undecided", "stable", "", ("verdict unknown",)),
    ("exl501_undecided_isa_server", "stable", "", ()),
    (
        "exl601_other_version_section",
        "stable",
        "",
        (
            "protocol_rules",
            "site_and_content_rules",
            "packet_filters",
            "network_rules",
            "system_rules",
            "access_rules",
            "networks",
        ),
    ),
)
