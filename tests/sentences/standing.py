"""Section 3: who stands where."""

from __future__ import annotations

from sentences.small import ALL, GONE, ISA2, OUTSIDE, SITES, Case, Data, estate, isa_2000

SHUT: Data = {"protocol_rules": []}
FAR = {"address": "192.0.2.25", "dns_servers": OUTSIDE}
PLACED = {"behind": "ISA1"}
ONE_CLIENT = {
    "client_sets": [{"name": "S", "addresses": ["10.0.0.10"]}],
    "protocol_rules": [ALL | {"applies_to": {"client_sets": ["S"]}}],
}


def into(address: str) -> dict[str, str]:
    """A virtual server that hands its mail to this computer."""
    return {"smart_host": f"[{address}]"}


CASES = [
    # 3.1
    Case(
        "3.1",
        "a computer with an ISA server's internal address is that ISA computer, and its `behind` is ignored",
        "queues",
        estate(mail={"address": "10.0.0.1", "behind": "none", "dns_servers": OUTSIDE}),
    ),
    Case(
        "3.1",
        "one with its external address too",
        "delivers",
        estate(mail={"address": "203.0.113.2", "dns_servers": OUTSIDE}, isa=SHUT | {"packet_filtering": False}),
    ),
    # 3.2
    Case("3.2", "`behind` names the ISA server", "queues", estate(mail=FAR | PLACED)),
    Case("3.2", "or none", "delivers", estate(mail={"behind": "none", "dns_servers": OUTSIDE}, isa=SHUT)),
    Case("3.2", "else the one whose table holds all its addresses", "queues", estate(isa=SHUT, isas=[ISA2])),
    Case(
        "3.2",
        "none where no ISA servers are declared to exist",
        "delivers",
        estate(isa=None) | {"isa": {"servers": []}},
    ),
    Case("3.2", "none for a public address in no table, where each has one", "delivers", estate(mail=FAR, isa=SHUT)),
    Case("3.2", "undecided without an `isa` section", "unknown", estate(isa=None)),
    Case("3.2", "undecided with a server without a table", "unknown", estate(isa={"local_address_table": GONE})),
    Case("3.2", "undecided with two tables", "unknown", estate(isas=[ISA2 | {"local_address_table": ["10.0.0.0/8"]}])),
    Case("3.2", "undecided for a private address in no table", "unknown", estate(mail={"address": "192.168.7.7"})),
    Case(
        "3.2",
        "undecided for two addresses of which the table holds one",
        "unknown",
        estate(mail={"address": ["10.0.0.10", "192.168.7.7"]}),
    ),
    # 3.3
    Case("3.3", "behind none the Internet is reached unfiltered", "delivers", estate(mail=FAR, isa=SHUT)),
    # 3.4
    Case(
        "3.4",
        "the first of several addresses is the source",
        "delivers",
        estate(mail={"address": ["10.0.0.10", "10.0.0.11"], "dns_servers": OUTSIDE}, isa=ONE_CLIENT),
    ),
    Case(
        "3.4",
        "the second is not",
        "queues",
        estate(mail={"address": ["10.0.0.11", "10.0.0.10"], "dns_servers": OUTSIDE}, isa=ONE_CLIENT),
    ),
    Case(
        "3.4",
        "a computer reaches its own ISA server's internal address always, though it is in no table",
        "delivers",
        estate(mail=PLACED, vs=into("10.0.0.1"), isa=SHUT | {"local_address_table": []}),
    ),
    Case(
        "3.4",
        "a request from outside into another table is unknown",
        "unknown",
        estate(mail=FAR, vs=into("10.0.0.99")),
    ),
    Case(
        "3.4",
        "also behind an ISA server that lets it out",
        "unknown",
        estate(vs=into("10.2.0.99"), isas=[ISA2]),
    ),
    Case(
        "3.4",
        "where the sender's own ISA server stops it, it is stopped",
        "queues",
        estate(vs=into("10.2.0.99"), isas=[ISA2], isa=SHUT),
    ),
    Case(
        "3.4",
        "unless the sender's own table holds it too",
        "delivers",
        estate(
            mail=PLACED,
            vs=into("10.2.0.99"),
            isas=[ISA2],
            isa=isa_2000(protocol_rules=[], local_address_table=["10.0.0.0/8"]),
        ),
    ),
    # 3.5
    Case(
        "3.5",
        "without a table, the computers behind the ISA server are inside",
        "delivers",
        estate(mail=PLACED, dc=PLACED, vs=into("10.0.0.5"), isa=SHUT | {"local_address_table": GONE}),
    ),
    Case(
        "3.5",
        "and no others",
        "queues",
        estate(mail=PLACED, dc={"behind": "none"}, vs=into("10.0.0.5"), isa=SHUT | {"local_address_table": GONE}),
    ),
    Case(
        "3.5",
        "`[]`: nobody",
        "queues",
        estate(
            mail=PLACED,
            dc=PLACED,
            vs=into("10.0.0.5"),
            isa={"local_address_table": [], "site_and_content_rules": [SITES]},
        ),
    ),
]
