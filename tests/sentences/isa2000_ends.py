"""Section 4, from sentence 6: destinations, content and packet filters of ISA Server 2000."""

from __future__ import annotations

from typing import Any

from sentences.small import GONE, ISA2, OUTSIDE, SITES, Case, Data, estate

DENY = {"name": "No", "action": "deny"}
ON_ISA = {"address": "10.0.0.1", "dns_servers": OUTSIDE}


def sites(rule: Data, *destinations: str, only: bool = False, **more: Any) -> Data:
    """A site and content rule beside the one that allows all, or alone; D is a set of these destinations."""
    sets = {"destination_sets": [{"name": "D", "destinations": list(destinations)}]} if destinations else {}
    return {"site_and_content_rules": [rule] if only else [SITES, rule], **sets, **more}


def filters(*declared: Data, **more: Any) -> Data:
    """Packet filters with numbers for names."""
    return {"packet_filters": [{"name": f"F{index}", **one} for index, one in enumerate(declared)], **more}


def block(transport: str, direction: str, port: int, **more: Any) -> Data:
    return {"action": "block", "transport": transport, "direction": direction, "remote_port": port, **more}


def allow(transport: str, direction: str, port: int) -> Data:
    return {"action": "allow", "transport": transport, "direction": direction, "remote_port": port}


NOT_D = SITES | DENY | {"destinations": {"sets": ["D"]}}
MAIL_OUT, DNS_OUT = allow("tcp", "outbound", 25), allow("udp", "send_receive", 53)
HALF = "0.0.0.0/1"

CASES = [
    # 4.6
    Case("4.6", "an entry with a path matches HTTP only", "delivers", estate(isa=sites(NOT_D, "example.com/mail"))),
    Case(
        "4.6",
        "`*.example.com` does not hold `example.com`",
        "partial",
        estate(
            isa=sites(NOT_D, "*.example.com"),
            isas=[ISA2 | {"destination_sets": [{"name": "E", "destinations": ["example.com"]}]}],
        ),
        {("host", "*.example.com"): "S", ("host", "example.com"): "P"},
    ),
    Case(
        "4.6",
        "entries that overlap are cut",
        "partial",
        estate(
            isa=sites(NOT_D, "192.0.2.8/30"),
            isas=[ISA2 | {"destination_sets": [{"name": "E", "destinations": ["192.0.2.0/24"]}]}],
        ),
        {("address", "192.0.2.7"): "P", ("address", "192.0.2.8"): "S", ("address", "192.0.2.12"): "P"},
    ),
    Case(
        "4.6",
        "a name and an address are not one host",
        "delivers",
        estate(isa=sites(NOT_D, "relay.example.net"), vs={"smart_host": "[192.0.2.9]"}),
    ),
    Case("4.6", "`*` holds the Internet at large", "queues", estate(isa=sites(NOT_D, "*"))),
    Case("4.6", "so does one range of all addresses", "queues", estate(isa=sites(NOT_D, "0.0.0.0/0"))),
    Case("4.6", "and the same range in two halves", "queues", estate(isa=sites(NOT_D, HALF, "128.0.0.0/1"))),
    Case("4.6", "one half does not", "partial", estate(isa=sites(NOT_D, HALF)), {("internet", ""): "P"}),
    Case("4.6", "`external` is outside", "queues", estate(isa=sites(SITES | DENY | {"destinations": "external"}))),
    Case("4.6", "`internal` is inside", "delivers", estate(isa=sites(SITES | DENY | {"destinations": "internal"}))),
    Case(
        "4.6",
        "`all_except` is every other host",
        "partial",
        estate(isa=sites(SITES | {"destinations": {"all_except": ["D"]}}, "x.example", only=True)),
        {("internet", ""): "P", ("host", "x.example"): "S"},
    ),
    # 4.7
    Case(
        "4.7",
        "an allow rule for content matches neither SMTP nor DNS",
        "queues",
        estate(isa=sites(SITES | {"content": {"groups": ["Text"]}}, only=True)),
    ),
    Case(
        "4.7", "nor does a deny rule", "delivers", estate(isa=sites(SITES | DENY | {"content": {"groups": ["Text"]}}))
    ),
    # 4.8
    Case("4.8", "a block filter blocks clients", "queues", estate(isa=filters(block("tcp", "outbound", 25)))),
    Case("4.8", "not one for inbound", "delivers", estate(isa=filters(block("tcp", "inbound", 25)))),
    Case("4.8", "one for any transport does", "queues", estate(isa=filters(block("any", "both", 25)))),
    Case("4.8", "one that sends udp does", "queues", estate(isa=filters(block("udp", "send", 53)))),
    Case("4.8", "one that receives first does not", "delivers", estate(isa=filters(block("udp", "receive_send", 53)))),
    Case("4.8", "nor one for a local port", "delivers", estate(isa=filters(block("tcp", "both", 25, local_port=25)))),
    Case(
        "4.8",
        "a remote computer is not the Internet at large",
        "delivers",
        estate(isa=filters(block("tcp", "both", 25, remote_computer="0.0.0.0/0"))),
    ),
    Case(
        "4.8",
        "without packet filtering it is void",
        "delivers",
        estate(isa=filters(block("tcp", "both", 25), packet_filtering=False)),
    ),
    Case(
        "4.8",
        "`packet_filtering` absent: unknown",
        "unknown",
        estate(isa=filters(block("tcp", "both", 25), packet_filtering=GONE)),
    ),
    Case("4.8", "an absent list blocks nothing", "delivers", estate(isa={"packet_filters": GONE})),
    # 4.9
    Case(
        "4.9",
        "`packet_filtering: false` permits the ISA computer",
        "delivers",
        estate(mail=ON_ISA, isa={"protocol_rules": [], "packet_filtering": False}),
    ),
    Case("4.9", "absent: unknown", "unknown", estate(mail=ON_ISA, isa={"packet_filtering": GONE})),
    Case("4.9", "the list absent: unknown", "unknown", estate(mail=ON_ISA, isa={"packet_filters": GONE})),
    Case("4.9", "else allow filters", "delivers", estate(mail=ON_ISA, isa=filters(MAIL_OUT, DNS_OUT))),
    Case("4.9", "for each of the two", "queues", estate(mail=ON_ISA, isa=filters(DNS_OUT))),
    Case(
        "4.9",
        "and no block filter",
        "queues",
        estate(mail=ON_ISA, isa=filters(MAIL_OUT, DNS_OUT, block("udp", "receive", 53))),
    ),
    Case(
        "4.9",
        "udp that only sends is not allowed to ask",
        "queues",
        estate(mail=ON_ISA, isa=filters(MAIL_OUT, allow("udp", "send", 53))),
    ),
]
