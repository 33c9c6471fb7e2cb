"""Section 2: name resolution."""

from __future__ import annotations

from sentences.small import ALL, DEAD, GONE, MAIL2, OUTSIDE, Case, dc, estate

ASKS_OUTSIDE = {"dns_servers": OUTSIDE}
ASKS_ISA = {"dns_servers": ["10.0.0.1"]}
OLD = {"edition": "exchange-2000"}
BY_UDP = [ALL | {"protocols": ["SMTP", "DNS Query"]}]
BY_TCP = [ALL | {"protocols": ["SMTP", "DNS Zone Transfer"]}]
OPEN = {"packet_filtering": False}
DNS_FILTER = {"name": "DNS", "action": "allow", "transport": "udp", "direction": "send_receive", "remote_port": 53}


def twice(first: list[str], second: list[str]) -> list[dict[str, object]]:
    """Two more DNS servers with these forwarders: DC3 (10.0.0.7) and DC4 (10.0.0.8)."""
    return [
        dc(name="DC3", address="10.0.0.7", forwarders=first),
        dc(name="DC4", address="10.0.0.8", forwarders=second),
    ]


CASES = [
    # 2.1
    Case(
        "2.1",
        "the virtual server's list is asked, not the server's",
        "queues",
        estate(vs={"external_dns_servers": DEAD}),
    ),
    Case("2.1", "an empty list leaves the server's", "delivers", estate(vs={"external_dns_servers": []})),
    Case("2.1", "none of either is unknown", "unknown", estate(mail={"dns_servers": GONE})),
    Case("2.1", "of several one is enough", "delivers", estate(mail={"dns_servers": [*DEAD, "10.0.0.5"]})),
    # 2.2
    Case(
        "2.2",
        "127.0.0.1 is the DNS server of the computer itself",
        "delivers",
        estate(mail={"address": "10.0.0.5", "dns_servers": ["127.0.0.1"]}),
    ),
    Case(
        "2.2",
        "and finds no more than that one does",
        "queues",
        estate(mail={"address": DEAD, "dns_servers": ["127.0.0.1"]}),
    ),
    Case(
        "2.2",
        "a computer always reaches itself, whatever stands between it and the others",
        "delivers",
        estate(mail={"address": "10.0.0.5", "behind": "none"}, dc={"behind": "none"}),
    ),
    # 2.3
    Case(
        "2.3",
        "it answers through the forest's list",
        "delivers",
        estate(dc={"forwarders": GONE}, dns={"external_servers": OUTSIDE}),
    ),
    Case(
        "2.3",
        "own `[]` overrides the forest's list with nothing",
        "queues",
        estate(dc={"forwarders": []}, dns={"external_servers": OUTSIDE}),
    ),
    Case("2.3", "neither declared is unknown", "unknown", estate(dc={"forwarders": GONE})),
    Case("2.3", "then by root hints", "delivers", estate(dc={"forwarders": [], "root_hints": True})),
    Case(
        "2.3",
        "root hints that are not declared are unknown",
        "unknown",
        estate(dc={"forwarders": [], "root_hints": GONE}),
    ),
    Case("2.3", "a root zone makes both unavailable", "queues", estate(dc={"root_hints": True, "root_zone": True})),
    Case("2.3", "so does `recursion: false`", "queues", estate(dc={"root_hints": True, "recursion": False})),
    # 2.4
    Case("2.4", "an ISA server's listener answers", "delivers", estate(mail=ASKS_ISA, isa=OPEN)),
    Case("2.4", "absent: unknown", "unknown", estate(mail=ASKS_ISA, isa=OPEN | {"dns_listener": GONE})),
    Case("2.4", "false: stopped", "queues", estate(mail=ASKS_ISA, isa=OPEN | {"dns_listener": False})),
    Case("2.4", "`dns_forwarders: []` is stopped", "queues", estate(mail=ASKS_ISA, isa=OPEN | {"dns_forwarders": []})),
    Case(
        "2.4",
        "its queries are traffic of the ISA computer, which rules for clients do not let out",
        "queues",
        estate(mail=ASKS_ISA),
    ),
    Case(
        "2.4",
        "they go over UDP, though it was asked over TCP",
        "delivers",
        estate(mail=ASKS_ISA | OLD, isa={"packet_filters": [DNS_FILTER]}),
    ),
    Case(
        "2.4",
        "without forwarders they go to the Internet at large, which a filter for one computer does not let out",
        "queues",
        estate(mail=ASKS_ISA, isa={"packet_filters": [DNS_FILTER | {"remote_computer": "198.51.100.53"}]}),
    ),
    Case(
        "2.4",
        "with forwarders they go there",
        "delivers",
        estate(
            mail=ASKS_ISA,
            isa={"packet_filters": [DNS_FILTER | {"remote_computer": "198.51.100.53"}], "dns_forwarders": OUTSIDE},
        ),
    ),
    # 2.5
    Case("2.5", "the asker's own address is unknown", "unknown", estate(mail={"dns_servers": ["10.0.0.10"]})),
    Case("2.5", "so is one inside its table", "unknown", estate(mail={"dns_servers": ["10.0.0.77"]})),
    Case(
        "2.5",
        "another Exchange server's too, wherever it is",
        "unknown",
        estate(mail={"dns_servers": ["192.0.2.25"]}, mails=[MAIL2 | {"address": "192.0.2.25"}]),
    ),
    Case(
        "2.5",
        "without a table a private one",
        "unknown",
        estate(mail={"dns_servers": ["192.168.7.7"], "behind": "ISA1"}, isa={"local_address_table": GONE}),
    ),
    Case(
        "2.5",
        "with a table a private one outside it is like any other",
        "delivers",
        estate(mail={"dns_servers": ["192.168.7.7"]}),
    ),
    Case("2.5", "any other is reached as traffic of the asker", "delivers", estate(mail=ASKS_OUTSIDE)),
    Case(
        "2.5",
        "and stopped as such",
        "queues",
        estate(mail=ASKS_OUTSIDE, isa={"protocol_rules": [ALL | {"protocols": ["SMTP"]}]}),
    ),
    # 2.6
    Case(
        "2.6",
        "DNS servers that know only each other find nothing",
        "queues",
        estate(mail={"dns_servers": ["10.0.0.7"]}, dcs=twice(["10.0.0.8"], ["10.0.0.7"])),
    ),
    Case(
        "2.6",
        "one that was asked is passed over, and the next is asked",
        "delivers",
        estate(mail={"dns_servers": ["10.0.0.7"]}, dcs=twice(["10.0.0.8"], ["10.0.0.7", *OUTSIDE])),
    ),
    Case(
        "2.6",
        "its address may still be a listener",
        "delivers",
        estate(mail=ASKS_ISA, isa=OPEN, dcs=[dc(name="DC3", address="10.0.0.1", forwarders=["10.0.0.1"])]),
    ),
    # 2.7
    Case(
        "2.7",
        "Windows 2000 asks over TCP",
        "queues",
        estate(mail=ASKS_OUTSIDE | OLD, isa={"protocol_rules": BY_UDP}),
    ),
    Case(
        "2.7",
        "which is enough for it",
        "delivers",
        estate(mail=ASKS_OUTSIDE | OLD, isa={"protocol_rules": BY_TCP}),
    ),
    Case("2.7", "Windows Server 2003 over UDP", "delivers", estate(mail=ASKS_OUTSIDE, isa={"protocol_rules": BY_UDP})),
    Case("2.7", "TCP alone is not enough", "queues", estate(mail=ASKS_OUTSIDE, isa={"protocol_rules": BY_TCP})),
    Case(
        "2.7",
        "a DNS server's own queries go over UDP",
        "queues",
        estate(mail=OLD, isa={"protocol_rules": BY_TCP}),
    ),
    Case(
        "2.7",
        "the operating system decides, not the edition",
        "delivers",
        estate(mail=ASKS_OUTSIDE | OLD | {"operating_system": "windows-server-2003"}, isa={"protocol_rules": BY_UDP}),
    ),
    Case(
        "2.7",
        "`dns_transport` overrides",
        "queues",
        estate(mail=ASKS_OUTSIDE, vs={"dns_transport": "tcp"}, isa={"protocol_rules": BY_UDP}),
    ),
]
