"""Whether an ISA server would be asked in vain: by hand, and held against what becomes of a question in an estate."""

from __future__ import annotations

import json
from typing import Any

import pytest

from comparison import built
from exlint.mailflow import Mail
from exlint.mailflow.listening import in_vain

Data = dict[str, Any]


def said(isa: Data, askers: tuple[str, ...] = (), **servers: Data) -> str:
    """Why ISA1 is asked in vain by some of the DNS servers, behind it as they are; all may ask the provider."""
    rule = {"action": "allow", "applies_to": "any_request"}
    data = {
        "exlint": 1,
        "forest": {
            "name": "contoso.local",
            "dns": {
                "servers": [
                    {"name": name, "address": f"10.0.0.{index}", "root_hints": False, **keys}
                    for index, (name, keys) in enumerate(servers.items(), 5)
                ]
            },
        },
        "isa": {
            "servers": [
                {
                    "name": "ISA1",
                    "version": "isa-2000",
                    "internal_addresses": ["10.0.0.1"],
                    "local_address_table": ["10.0.0.0/24"],
                    "packet_filtering": False,
                    "protocol_rules": [{"name": "DNS", "protocols": ["DNS Query"], **rule}],
                    "site_and_content_rules": [{"name": "All", **rule}],
                    **isa,
                }
            ]
        },
    }
    mail = Mail(built(json.loads(json.dumps(data))))
    (server,) = mail.estate.isa_servers
    return in_vain(server, mail.ground, [one for one in mail.estate.dns_servers if one.name in askers])


PROVIDER: Data = {"forwarders": ["198.51.100.53"]}
TO_DC1: Data = {"dns_listener": True, "dns_forwarders": ["10.0.0.5"]}
AT_DC1: Data = {"forwarders": ["10.0.0.5"]}
BACK = "ISA1 asks DC1 in its turn, and nobody else who answers"


@pytest.mark.parametrize(
    ("isa", "askers", "servers", "expected"),
    [
        ({"dns_listener": True}, (), {}, ""),
        ({}, (), {}, ""),  # nobody knows
        ({"dns_listener": False}, (), {}, "nothing answers DNS on ISA1 (dns_listener: false)"),
        (TO_DC1, (), {"DC1": PROVIDER}, ""),
        (TO_DC1, ("DC1",), {"DC1": PROVIDER}, BACK),
        (TO_DC1, ("DC2",), {"DC1": PROVIDER, "DC2": PROVIDER}, ""),
        # DC1 asks DC2, which asks the provider: DC2 has nothing from asking ISA1, nor have both together.
        (TO_DC1, ("DC2",), {"DC1": {"forwarders": ["10.0.0.6"]}, "DC2": PROVIDER}, BACK.replace("DC1", "DC2")),
        (TO_DC1, ("DC1", "DC2"), {"DC1": {"forwarders": ["10.0.0.6"]}, "DC2": PROVIDER}, BACK),
        # ISA1 has another way, as long as it is one.
        (TO_DC1 | {"dns_forwarders": ["10.0.0.5", "198.51.100.53"]}, ("DC1",), {"DC1": PROVIDER}, ""),
        (TO_DC1 | {"dns_forwarders": ["10.0.0.5", "10.0.0.6"]}, ("DC1",), {"DC1": PROVIDER, "DC2": PROVIDER}, ""),
        (
            TO_DC1 | {"dns_forwarders": ["10.0.0.5", "10.0.0.6"]},
            ("DC1",),
            {"DC1": PROVIDER, "DC2": {"recursion": False}},
            BACK,
        ),
        # Two ways lead to the same asker; and a circle of others has a way out.
        (TO_DC1 | {"dns_forwarders": ["10.0.0.5", "10.0.0.6"]}, ("DC1",), {"DC1": PROVIDER, "DC2": AT_DC1}, BACK),
        (TO_DC1, (), {"DC1": {"forwarders": ["10.0.0.6"]}, "DC2": AT_DC1 | {"root_hints": True}}, ""),
    ],
)
def test_an_isa_server_is_asked_in_vain(
    isa: Data, askers: tuple[str, ...], servers: dict[str, Data], expected: str
) -> None:
    assert said(isa, askers, **servers) == expected


def test_what_stops_the_isa_servers_own_question_is_named() -> None:
    words = said({"dns_listener": True, "packet_filtering": True, "packet_filters": []})

    assert words.startswith("ISA1 stops it (ISA1 asks DNS servers on the Internet over udp 53): ")


def test_a_way_that_is_stopped_does_not_lead_back() -> None:
    far = {"address": "192.0.2.9", "behind": "none", **PROVIDER}

    words = said(TO_DC1 | {"protocol_rules": []}, ("DC2",), DC1={"forwarders": ["192.0.2.9"]}, DC2=far)

    assert words.startswith("ISA1 stops it (DC1 asks DC2 (192.0.2.9) over udp 53): no protocol rule")
