"""Section 5: what ISA Server 2004 and 2006 let through."""

from __future__ import annotations

from typing import Any

from sentences.small import ACCESS, GONE, OUTSIDE, RELATED, Case, Data, estate, hours, isa_2004

DENY = {"name": "No", "action": "deny"}
ITSELF = ACCESS | {"from": ["Local Host"]}
OUTWARD = {"from": ["External"], "to": ["Internal"]}
OFFICE = "P" * 9 + "S" * 8 + "P" * 7


def behind(**keys: Any) -> Data:
    """MAIL1 behind ISA Server 2004."""
    return estate(isa=isa_2004(**keys))


def itself(**keys: Any) -> Data:
    """MAIL1 on the computer of ISA Server 2004."""
    return estate(mail={"address": "10.0.0.1", "dns_servers": OUTSIDE}, isa=isa_2004(**keys))


def access(*rules: Data, **keys: Any) -> Data:
    """MAIL1 behind ISA Server 2004 with these access rules."""
    return behind(access_rules=list(rules), **keys)


CASES = [
    # Networks
    Case("5", "no network rule relates the networks", "queues", behind(network_rules=[])),
    Case("5", "network rules absent: unknown", "unknown", behind(network_rules=GONE)),
    Case(
        "5", "`route` relates both ways", "delivers", behind(network_rules=[RELATED | OUTWARD | {"relation": "route"}])
    ),
    Case("5", "`nat` relates one way", "queues", behind(network_rules=[RELATED | OUTWARD])),
    Case("5", "Local Host needs none", "delivers", itself(network_rules=[], system_rules=[ITSELF])),
    Case(
        "5",
        "inside the Internal network nothing is filtered",
        "delivers",
        estate(isa=isa_2004(network_rules=[], access_rules=[]), vs={"smart_host": "[10.0.0.99]"}),
    ),
    # Order
    Case("5", "no match", "queues", access()),
    Case("5", "absent: unknown", "unknown", behind(access_rules=GONE)),
    Case("5", "the first match decides: deny", "queues", access(ACCESS | DENY, ACCESS)),
    Case("5", "the first match decides: allow", "delivers", access(ACCESS, ACCESS | DENY)),
    Case(
        "5",
        "a rule that is not enabled matches nothing",
        "delivers",
        access(ACCESS | DENY | {"enabled": False}, ACCESS),
    ),
    Case("5", "a rule from another network does not match", "queues", access(ITSELF)),
    Case("5", "a rule to another network does not match", "queues", access(ACCESS | {"to": ["Internal"]})),
    Case(
        "5",
        "each hour has its first match",
        "partial",
        access(ACCESS | DENY | {"schedule": "Work hours"}, ACCESS),
        {("internet", ""): hours(*[OFFICE] * 5, "P", "P")},
    ),
    # System rules
    Case("5", "system rules do not let clients out", "queues", access(system_rules=[ACCESS])),
    Case(
        "5",
        "on the ISA computer they come first",
        "queues",
        itself(system_rules=[ITSELF | DENY], access_rules=[ITSELF]),
    ),
    Case("5", "then access rules", "delivers", itself(access_rules=[ITSELF])),
    Case("5", "system rules absent: unknown", "unknown", itself(system_rules=GONE, access_rules=[ITSELF])),
    Case("5", "access rules absent", "unknown", itself(access_rules=GONE)),
    Case("5", "unless an earlier rule decides", "delivers", itself(system_rules=[ITSELF], access_rules=GONE)),
    # Users and content
    Case(
        "5",
        "a rule for users denies a request without identity, though it allows",
        "queues",
        access(ACCESS | {"name": "Staff", "users": "all_authenticated"}, ACCESS),
    ),
    Case(
        "5",
        "it must match in everything else",
        "delivers",
        access(ACCESS | {"name": "Staff", "users": ["Staff"], "protocols": ["HTTP"]}, ACCESS),
    ),
    Case("5", "one for all users asks for none", "delivers", access(ACCESS | {"users": "all_users"})),
    Case("5", "a rule limited to content does not match", "queues", access(ACCESS | {"content": {"groups": ["Text"]}})),
    # Sets
    Case(
        "5",
        "a client set as source",
        "delivers",
        access(ACCESS | {"from": ["S"]}, client_sets=[{"name": "S", "addresses": ["10.0.0.5", "10.0.0.10"]}]),
    ),
    Case(
        "5",
        "a client set that leaves the sender out",
        "queues",
        access(ACCESS | {"from": ["S"]}, client_sets=[{"name": "S", "addresses": ["10.0.0.5"]}]),
    ),
    Case(
        "5",
        "a destination set is that of ISA 2000",
        "partial",
        access(
            ACCESS | DENY | {"to": ["D"]},
            ACCESS,
            destination_sets=[{"name": "D", "destinations": ["mail.example.com", "example.org/path"]}],
        ),
        {("internet", ""): "P", ("host", "mail.example.com"): "S"},
    ),
    Case(
        "5",
        "what a declared network holds is not External",
        "queues",
        estate(
            isa=isa_2004(networks=[{"name": "Perimeter", "addresses": ["192.0.2.0/24"]}]),
            vs={"smart_host": "[192.0.2.9]"},
        ),
    ),
]
