"""Each doubt of the sources, on a small estate whose verdict turns on it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from comparison import built
from exlint import mailflow
from exlint.mailflow.assumptions import CODES, STANDARD
from sentences.small import ACCESS, ALL, ISA2, OUTSIDE, SITES, Data, estate, isa_2004

STAFF: Data = {"name": "Staff", "applies_to": {"client_groups": ["Staff"]}}
FIREWALL_CLIENT = {"isa_client": "firewall_client", "dns_servers": OUTSIDE}
ODD_PORT = {"tcp_port": 2525}
ODD_MAIL = {"name": "Odd mail", "port": 2525, "transport": "tcp", "direction": "outbound"}
DENY_D = SITES | {"name": "No", "action": "deny", "destinations": {"sets": ["D"]}}


def named(*destinations: str) -> Data:
    """ISA1 with a set of destinations to which nobody may go."""
    sets = [{"name": "D", "destinations": list(destinations)}]
    return {"destination_sets": sets, "site_and_content_rules": [SITES, DENY_D]}


def only_named(**sets: list[str]) -> Data:
    """ISA1 from which hosts in D may be reached, and all that are not in E."""
    rules = [
        SITES | {"name": "D", "destinations": {"sets": ["D"]}},
        SITES | {"destinations": {"all_except": ["E"]}},
    ]
    declared = [{"name": name, "destinations": entries} for name, entries in sets.items()]
    return {"destination_sets": declared, "site_and_content_rules": rules}


class Doubt(NamedTuple):
    """An estate, and the verdict under exlint's reading and under the other one."""

    field: str
    verdict: str
    otherwise: str
    data: Any


DOUBTS = [
    Doubt(
        "unfiltered_computer_is_open",
        "delivers",
        "queues",
        estate(mail={"dns_servers": ["10.0.0.1"]}, isa={"packet_filtering": False}),
    ),
    Doubt("all_protocols_need_no_definition", "delivers", "queues", estate(vs=ODD_PORT)),
    Doubt("all_protocols_need_no_definition", "delivers", "queues", estate(vs=ODD_PORT, isa=isa_2004())),
    Doubt(
        "deny_for_groups_spares_services",
        "delivers",
        "queues",
        estate(isa={"protocol_rules": [ALL, ALL | STAFF | {"action": "deny"}]}),
    ),
    Doubt("groups_never_hold_services", "queues", "delivers", estate(isa={"protocol_rules": [ALL | STAFF]})),
    Doubt(
        "windows_2000_asks_by_tcp_only",
        "queues",
        "delivers",
        estate(
            mail={"edition": "exchange-2000", "dns_servers": OUTSIDE},
            isa={"protocol_rules": [ALL | {"protocols": ["SMTP", "DNS Query"]}]},
        ),
    ),
    Doubt(
        "services_cannot_authenticate",
        "queues",
        "delivers",
        estate(mail=FIREWALL_CLIENT, isa={"protocol_rules": [ALL, ALL | STAFF | {"protocols": ["HTTP"]}]}),
    ),
    Doubt(
        "services_cannot_authenticate",
        "queues",
        "delivers",
        estate(mail=FIREWALL_CLIENT, isa=isa_2004(access_rules=[ACCESS | {"users": "all_authenticated"}])),
    ),
    Doubt(
        "names_are_not_addresses",
        "delivers",
        "queues",
        estate(isa=named("relay.example.net"), vs={"smart_host": "[192.0.2.9]"}),
    ),
    Doubt(
        "names_are_not_addresses",
        "partial",
        "delivers",
        estate(isa=only_named(D=OUTSIDE, E=["relay.example.net"])),
    ),
    Doubt(
        "wildcards_leave_out_the_domain",
        "partial",
        "delivers",
        estate(isa=only_named(D=["*.example.com"], E=["example.com"])),
    ),
]


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.field)
def test_the_other_reading_changes_the_verdict_and_is_named(doubt: Doubt) -> None:
    estate = built(doubt.data)
    (flow,) = mailflow.judge(estate)
    (other,) = mailflow.judge(estate, STANDARD._replace(**{doubt.field: False}))

    assert (flow.verdict.value, other.verdict.value) == (doubt.verdict, doubt.otherwise)
    assert mailflow.assumptions(estate) == {"MAIL1/VS": (CODES[doubt.field],)}


def test_every_doubt_has_such_an_estate() -> None:
    assert {doubt.field for doubt in DOUBTS} == set(mailflow.Assumptions._fields) == set(CODES)


@pytest.mark.parametrize(
    "data",
    [
        estate(vs=ODD_PORT, isa={"protocol_definitions": [ODD_MAIL]}),
        estate(vs=ODD_PORT, mail=FIREWALL_CLIENT),
        estate(vs={"tcp_port": 465}),
        estate(
            vs=ODD_PORT,
            mail={"address": "10.0.0.1", "dns_servers": OUTSIDE},
            isa=isa_2004(access_rules=[ACCESS | {"from": ["Local Host"]}]),
        ),
    ],
    ids=["a declared definition", "a firewall client", "a predefined definition", "the ISA computer itself"],
)
def test_a_port_that_needs_no_definition_or_has_one_leaves_no_doubt(data: Data) -> None:
    assert mailflow.assumptions(built(data)) == {"MAIL1/VS": ()}


def test_a_firewall_client_of_isa_2004_that_could_authenticate_would_be_in_no_list_of_users() -> None:
    rules = [ACCESS | {"name": "Staff", "users": ["Staff"]}]
    (other,) = mailflow.judge(
        built(estate(mail=FIREWALL_CLIENT, isa=isa_2004(access_rules=rules))),
        STANDARD._replace(services_cannot_authenticate=False),
    )

    assert other.verdict is mailflow.Verdict.QUEUES


def test_a_doubt_about_another_isa_server_is_none_about_this_mail() -> None:
    data = estate(isas=[ISA2 | {"packet_filtering": False}])

    assert mailflow.assumptions(built(data)) == {"MAIL1/VS": ()}
