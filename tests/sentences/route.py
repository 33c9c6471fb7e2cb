"""Sections 0 and 1: the verdicts, and the route."""

from __future__ import annotations

from sentences.small import (
    ALL,
    DEAD,
    GONE,
    MAIL2,
    MAIL3,
    SITES,
    Case,
    connector,
    estate,
    hours,
    isa_2004,
)

OFFICE = "S" * 9 + "P" * 8 + "S" * 7
NAMES_ONLY = [ALL | {"protocols": ["DNS Query", "DNS Zone Transfer"]}]
WEEKDAYS = [ALL | {"schedule": "Work hours"}]
DENY_D = [SITES, SITES | {"name": "No", "action": "deny", "destinations": {"sets": ["D"]}}]
RELAY = {"delivery": "smart_host"}


def named(*destinations: str) -> dict[str, object]:
    """ISA1 with a destination set to which nobody may go."""
    return {"destination_sets": [{"name": "D", "destinations": list(destinations)}], "site_and_content_rules": DENY_D}


CASES = [
    # The verdicts
    Case("0", "nothing stops the mail of the small estate", "delivers", estate(), {("internet", ""): "P"}),
    Case("0", "nor that behind ISA Server 2004", "delivers", estate(isa=isa_2004()), {("internet", ""): "P"}),
    Case("0", "stopped at every hour", "queues", estate(mail={"dns_servers": DEAD}), {("internet", ""): "S"}),
    Case(
        "0",
        "stopped at some hours",
        "partial",
        estate(isa={"protocol_rules": WEEKDAYS}),
        {("internet", ""): hours(*[OFFICE] * 5, "S", "S")},
    ),
    Case(
        "0",
        "stopped at some hours and unknown at the others",
        "partial",
        estate(isa={"protocol_rules": WEEKDAYS, "site_and_content_rules": GONE}),
        {("internet", ""): hours(*[OFFICE.replace("P", "U")] * 5, "S", "S")},
    ),
    Case(
        "0",
        "only a named host is stopped",
        "partial",
        estate(isa=named("mail.example.com")),
        {("internet", ""): "P", ("host", "mail.example.com"): "S"},
    ),
    Case("0", "nothing stops it but something is not declared", "unknown", estate(mail={"dns_servers": GONE})),
    # 1.1
    Case(
        "1.1",
        "the cheaper of two connectors decides",
        "delivers",
        estate(mails=[MAIL2], connectors=[connector("A", "SMTP:*;2", "MAIL2"), connector("B", "SMTP:*;1", "MAIL1")]),
    ),
    Case(
        "1.1",
        "for the whole organization: a server that could send itself shares the bridgehead's fate",
        "queues",
        estate(mails=[MAIL2], connectors=[connector("A", "SMTP:*;1", "MAIL2")]),
    ),
    Case(
        "1.1",
        "the most specific decides, though it is dearer",
        "partial",
        estate(
            mails=[MAIL2],
            connectors=[connector("A", "SMTP:*;1", "MAIL1"), connector("B", "SMTP:example.com;99", "MAIL2")],
        ),
        {("internet", ""): "P", ("domain", "example.com"): "S"},
    ),
    Case(
        "1.1",
        "a connector without bridgeheads is passed over",
        "delivers",
        estate(mails=[MAIL2], connectors=[connector("A", "SMTP:*;1"), connector("B", "SMTP:*;2", "MAIL1")]),
    ),
    Case(
        "1.1",
        "one bridgehead whose mail leaves is enough",
        "delivers",
        estate(
            mails=[MAIL2, mail3 := MAIL3 | {"behind": "none", "dns_servers": ["198.51.100.53"]}],
            connectors=[connector("A", "SMTP:*;1", "MAIL2", "MAIL3")],
        ),
    ),
    Case(
        "1.1",
        "mail is handed to a bridgehead unfiltered",
        "delivers",
        estate(mails=[mail3], connectors=[connector("A", "SMTP:*;1", "MAIL3")], isa={"protocol_rules": []}),
    ),
    Case(
        "1.1",
        "a bridgehead that is not decided leaves all undecided",
        "unknown",
        estate(mails=[MAIL2, MAIL3], connectors=[connector("A", "SMTP:*;1", "MAIL2", "MAIL3")]),
    ),
    Case(
        "1.1",
        "`dns` leaves no smart host behind",
        "queues",
        estate(
            mail={"dns_servers": DEAD},
            vs={"smart_host": "[10.0.0.99]"},
            connectors=[connector("A", "SMTP:*;1", "MAIL1")],
        ),
    ),
    Case(
        "1.1",
        "though the virtual server's external DNS list still applies",
        "delivers",
        estate(
            mail={"dns_servers": DEAD},
            vs={"external_dns_servers": ["10.0.0.5"]},
            connectors=[connector("A", "SMTP:*;1", "MAIL1")],
        ),
    ),
    Case(
        "1.1",
        "`smart_host` gives one to a virtual server that has none",
        "delivers",
        estate(
            mail={"dns_servers": DEAD},
            connectors=[connector("A", "SMTP:*;1", "MAIL1", smart_hosts=["[10.0.0.99]"], **RELAY)],
        ),
    ),
    Case(
        "1.1",
        "`smart_host` without `smart_hosts` is unknown, the virtual server's own being overridden",
        "unknown",
        estate(vs={"smart_host": "[10.0.0.99]"}, connectors=[connector("A", "SMTP:*;1", "MAIL1", **RELAY)]),
    ),
    Case(
        "1.1",
        "two connectors alike that differ: unknown",
        "unknown",
        estate(mails=[MAIL2], connectors=[connector("A", "SMTP:*;1", "MAIL1"), connector("B", "SMTP:*;1", "MAIL2")]),
    ),
    Case(
        "1.1",
        "two connectors alike that agree",
        "delivers",
        estate(connectors=[connector("A", "SMTP:*;1", "MAIL1"), connector("B", "SMTP:*;1", "MAIL1")]),
    ),
    # 1.2
    Case(
        "1.2",
        "the smart host, if any",
        "delivers",
        estate(mail={"dns_servers": DEAD}, vs={"smart_host": "[10.0.0.99]"}),
    ),
    Case(
        "1.2",
        "the smart host takes over when name resolution is stopped",
        "delivers",
        estate(mail={"dns_servers": DEAD}, vs={"smart_host": "[10.0.0.99]", "attempt_direct_delivery": True}),
    ),
    Case(
        "1.2",
        "whether it does when only the connection is stopped is unknown",
        "unknown",
        estate(
            isa={"protocol_rules": NAMES_ONLY},
            vs={"smart_host": "[10.0.0.99]", "attempt_direct_delivery": True},
        ),
    ),
    Case(
        "1.2",
        "unless the smart host is stopped too",
        "queues",
        estate(isa={"protocol_rules": NAMES_ONLY}, vs={"smart_host": "[192.0.2.9]", "attempt_direct_delivery": True}),
    ),
    # 1.3
    Case(
        "1.3",
        "of several smart hosts one that is permitted is enough",
        "delivers",
        estate(isa={"protocol_rules": []}, vs={"smart_host": ["[192.0.2.9]", "[10.0.0.99]"]}),
    ),
    Case(
        "1.3",
        "an address needs no name resolution, without brackets too",
        "delivers",
        estate(mail={"dns_servers": DEAD}, vs={"smart_host": "192.0.2.9"}),
    ),
    Case(
        "1.3",
        "a host of the forest's own domain counts as delivered",
        "delivers",
        estate(isa={"protocol_rules": []}, vs={"smart_host": "Relay.CONTOSO.local"}),
    ),
    Case(
        "1.3",
        "a single label needs name resolution",
        "queues",
        estate(mail={"dns_servers": DEAD}, vs={"smart_host": "relay"}),
    ),
    Case(
        "1.3",
        "any other address is that host",
        "queues",
        estate(isa=named("192.0.2.9"), vs={"smart_host": "[192.0.2.9]"}),
    ),
    Case(
        "1.3",
        "any other name stands for the Internet at large",
        "delivers",
        estate(isa=named("relay.example.net"), vs={"smart_host": "relay.example.net"}),
    ),
    # 1.4
    Case(
        "1.4",
        "a domain with a connector of its own is judged with hosts at large",
        "partial",
        estate(isa=named("mail.example.com"), connectors=[connector("A", "SMTP:*.example.com;1", "MAIL1")]),
        {("domain", "*.example.com"): "P", ("host", "mail.example.com"): "S"},
    ),
    Case(
        "1.4",
        "addresses that mean the computer itself are told apart from those beside them in a range",
        "partial",
        estate(isa=named("127.0.0.0-128.0.0.255")),
        {("address", "127.255.255.255"): "P", ("address", "128.0.0.0"): "S"},
    ),
    Case("1.4", "a host inside the local address table is no destination", "delivers", estate(isa=named("10.0.0.77"))),
]
