"""Section 4, to sentence 5: which rules of ISA Server 2000 match."""

from __future__ import annotations

from sentences.small import ALL, GONE, OUTSIDE, SITES, Case, Data, estate

GROUPS = {"client_groups": ["Staff"]}
DENY = {"name": "No", "action": "deny"}
FIREWALL_CLIENT = {"isa_client": "firewall_client", "dns_servers": OUTSIDE}
SETS = [{"name": "Mail", "addresses": ["10.0.0.10"]}, {"name": "Names", "addresses": ["10.0.0.5"]}]
ON_ISA = {"address": "10.0.0.1", "dns_servers": OUTSIDE}
CACHE = {"mode": "cache"}


def rules(*added: Data, only: bool = False) -> Data:
    """Protocol rules beside the one that allows all, or alone."""
    return {"protocol_rules": [*added] if only else [ALL, *added], "client_sets": SETS}


def sites(rule: Data) -> Data:
    """A site and content rule beside the one that allows all."""
    return {"site_and_content_rules": [SITES, rule]}


CASES = [
    # 4.1
    Case(
        "4.1",
        "both ends inside: not filtered, in cache mode neither",
        "delivers",
        estate(isa=rules(only=True) | CACHE, vs={"smart_host": "[10.0.0.99]"}),
    ),
    Case(
        "4.1",
        "a source outside the table is never permitted",
        "queues",
        estate(mail={"address": "10.0.9.9", "behind": "ISA1", "dns_servers": OUTSIDE}),
    ),
    Case("4.1", "cache mode passes neither mail nor DNS", "queues", estate(isa=CACHE)),
    Case("4.1", "on the ISA computer itself: unknown", "unknown", estate(mail=ON_ISA, isa=CACHE)),
    # 4.2
    Case("4.2", "deny wins, wherever it stands", "queues", estate(isa=rules(ALL | DENY | {"protocols": ["SMTP"]}))),
    Case("4.2", "no matching allow", "queues", estate(isa=rules(ALL | {"protocols": ["HTTP"]}, only=True))),
    Case("4.2", "the same for site and content rules", "queues", estate(isa=sites(SITES | DENY))),
    Case(
        "4.2",
        "one that is not enabled does not count",
        "delivers",
        estate(isa=sites(SITES | DENY | {"enabled": False})),
    ),
    Case("4.2", "no protocol rules declared: unknown", "unknown", estate(isa={"protocol_rules": GONE})),
    Case("4.2", "no site and content rules declared: unknown", "unknown", estate(isa={"site_and_content_rules": GONE})),
    Case("4.2", "an empty list allows nothing", "queues", estate(isa={"site_and_content_rules": []})),
    Case(
        "4.2",
        "a stopped half outweighs an unknown one",
        "queues",
        estate(isa={"site_and_content_rules": [], "protocol_rules": GONE}),
    ),
    # 4.3
    Case(
        "4.3",
        "a rule only for client groups never matches",
        "queues",
        estate(isa=rules(ALL | {"applies_to": GROUPS}, only=True)),
    ),
    Case(
        "4.3",
        "whatever the group's name",
        "queues",
        estate(isa=rules(ALL | {"applies_to": {"client_groups": ["Everyone", "SYSTEM"]}}, only=True)),
    ),
    Case(
        "4.3",
        "a deny rule for client groups neither",
        "delivers",
        estate(isa=rules(ALL | DENY | {"applies_to": GROUPS})),
    ),
    Case(
        "4.3",
        "a firewall client is stopped as soon as a rule asks for groups",
        "queues",
        estate(mail=FIREWALL_CLIENT, isa=rules(ALL | {"name": "Web", "protocols": ["HTTP"], "applies_to": GROUPS})),
    ),
    Case(
        "4.3",
        "of either kind and either action",
        "queues",
        estate(mail=FIREWALL_CLIENT, isa=sites(SITES | DENY | {"applies_to": GROUPS})),
    ),
    Case(
        "4.3",
        "an empty list of groups is the same method",
        "queues",
        estate(mail=FIREWALL_CLIENT, isa=sites(SITES | DENY | {"applies_to": {"client_groups": []}})),
    ),
    Case(
        "4.3",
        "one that is not enabled asks nobody",
        "delivers",
        estate(mail=FIREWALL_CLIENT, isa=sites(SITES | DENY | {"applies_to": GROUPS, "enabled": False})),
    ),
    Case(
        "4.3",
        "a web proxy client counts as SecureNAT",
        "delivers",
        estate(mail=FIREWALL_CLIENT | {"isa_client": "web_proxy"}, isa=sites(SITES | DENY | {"applies_to": GROUPS})),
    ),
    Case(
        "4.3",
        "DNS servers are SecureNAT clients unless they say otherwise",
        "queues",
        estate(dc={"isa_client": "firewall_client"}, isa=sites(SITES | DENY | {"applies_to": GROUPS})),
    ),
    # 4.4
    Case(
        "4.4",
        "a client set that holds the clients",
        "delivers",
        estate(isa=rules(ALL | {"applies_to": {"client_sets": ["Mail", "Names"]}}, only=True)),
    ),
    Case(
        "4.4",
        "one that leaves the DNS server out",
        "queues",
        estate(isa=rules(ALL | {"applies_to": {"client_sets": ["Mail"]}}, only=True)),
    ),
    Case(
        "4.4",
        "an exception takes it out again",
        "queues",
        estate(
            isa=rules(
                ALL | {"applies_to": {"client_sets": ["Mail", "Names"], "except_client_sets": ["Names"]}}, only=True
            )
        ),
    ),
    Case(
        "4.4",
        "exceptions alone match nobody",
        "queues",
        estate(
            mail={"dns_servers": OUTSIDE}, isa=rules(ALL | {"applies_to": {"except_client_sets": ["Names"]}}, only=True)
        ),
    ),
    Case(
        "4.4",
        "groups and sets stand for two rules",
        "delivers",
        estate(isa=rules(ALL | {"applies_to": GROUPS | {"client_sets": ["Mail", "Names"]}}, only=True)),
    ),
    # 4.5
    Case(
        "4.5",
        "incoming definitions carry nothing out",
        "queues",
        estate(isa=rules(ALL | {"protocols": ["SMTP", "DNS Query Server", "DNS Zone Transfer Server"]}, only=True)),
    ),
    Case("4.5", "`all` matches a port without a definition", "delivers", estate(vs={"tcp_port": 2525})),
    Case(
        "4.5",
        "`all_except` too",
        "delivers",
        estate(vs={"tcp_port": 2525}, isa=rules(ALL | {"protocols": {"all_except": ["SMTP"]}}, only=True)),
    ),
    Case(
        "4.5",
        "it leaves out a port that an incoming definition describes",
        "queues",
        estate(isa=rules(ALL | {"protocols": {"all_except": ["SMTP Server"]}}, only=True)),
    ),
]
