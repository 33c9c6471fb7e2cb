"""Which smart hosts mail is sent to, and which flaw is told of each: the first that holds."""

from __future__ import annotations

from typing import Any

import pytest

from exlint import model, schema
from exlint.mailflow.smart_hosts import Flaw, smart_hosts

WHITESPACE, INVALID, LOOP, UNBRACKETED = Flaw.WHITESPACE, Flaw.INVALID, Flaw.LOOP, Flaw.UNBRACKETED
Found = list[tuple[str, Flaw | None]]


def _server(name: str, *virtual_servers: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """An Exchange server; the digit of its name makes its address."""
    address = f"10.0.0.{name[-1]}"
    declared = [{"name": f"V{index}", **keys} for index, keys in enumerate(virtual_servers, 1)]
    return {"name": name, "edition": "exchange-2000", "address": address, "smtp_virtual_servers": declared, **keys}


def _found(servers: list[dict[str, Any]], *connectors: dict[str, Any]) -> Found:
    document = schema.check({"exlint": 1, "exchange": {"servers": servers, "connectors": list(connectors)}}, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return [(f"{host.object}: {host.text}", host.flaw) for host in smart_hosts(estate)]


def _flaw(text: str, *others: dict[str, Any], **keys: Any) -> Flaw | None:
    """The flaw of the smart host of M1/V1, beside other virtual servers of M1."""
    return _found([_server("M1", {"smart_host": text, **keys}, *others, fqdn="m1.x.org")])[0][1]


def _connector(
    *hosts: str, space: str = "SMTP:*;1", delivery: str = "smart_host", head: str = "M1/V1"
) -> dict[str, Any]:
    keys = {"name": "C", "address_spaces": [space], "delivery": delivery, "smart_hosts": list(hosts)}
    return {**keys, "bridgeheads": [head]}


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        (" a b", WHITESPACE),
        ("[10.0.0.1]\n", WHITESPACE),
        ("10.0.0.1 ", WHITESPACE),
        ("a b", INVALID),
        ("[10.0.0.1", INVALID),
        ("[10.0.0.11", INVALID),
        ("110.0.0.1]", INVALID),
        ("[]", INVALID),
        ("10.0.0.1", LOOP),
        ("m1", LOOP),
        ("M1.X.ORG.", LOOP),
        ("127.0.0.1", LOOP),
        ("[127.255.255.255]", LOOP),
        ("10.0.0.2", UNBRACKETED),
        ("126.255.255.255", UNBRACKETED),
        ("128.0.0.0", UNBRACKETED),
        ("[10.0.0.2]", None),
        ("m1.x", None),
        ("relay", None),
    ],
)
def test_the_first_flaw_that_holds_is_told(text: str, flaw: Flaw | None) -> None:
    assert _flaw(text) is flaw


def test_a_loop_needs_the_sender_itself_to_listen_at_the_port_that_it_connects_to() -> None:
    assert _flaw("[10.0.0.1]", bindings=["*:25"]) is LOOP
    assert _flaw("[10.0.0.1]", bindings=["10.0.0.1:25"]) is LOOP
    assert _flaw("[10.0.0.1]", bindings=["10.0.0.9:25", "*:26"]) is None
    assert _flaw("[10.0.0.1]", bindings=[]) is None
    assert _flaw("[10.0.0.1]", tcp_port=26) is None
    assert _flaw("[10.0.0.1]", tcp_port=26, bindings=["*:26"]) is LOOP
    assert _flaw("m1", bindings=["10.0.0.1:25"]) is LOOP
    assert _flaw("m1", bindings=["10.0.0.9:25"]) is None
    assert _flaw("m1", tcp_port=26) is None


def test_a_name_leads_back_by_any_address_of_the_server() -> None:
    two = {"address": ["10.0.0.1", "10.0.0.7"]}

    for address, flaw in (("10.0.0.1", LOOP), ("10.0.0.7", LOOP), ("10.0.0.9", None)):
        server = _server("M1", {"smart_host": "m1", "bindings": [f"{address}:25"]}, **two)
        assert _found([server]) == [("M1/V1: m1", flaw)]


def test_another_virtual_server_that_takes_the_connection_makes_it_no_loop() -> None:
    assert _flaw("[10.0.0.1]", {"bindings": ["10.0.0.1:25"]}) is None
    assert _flaw("[10.0.0.1]", {"bindings": ["10.0.0.1:26"]}) is LOOP
    assert _flaw("[10.0.0.1]", {}) is LOOP  # of two that listen at *:25 either is the computer itself
    assert _flaw("m1", {}) is None
    assert _flaw("m1", {"bindings": ["10.0.0.1:26"]}) is LOOP


def test_a_smart_host_of_the_only_server_gets_nothing_where_a_connector_takes_its_mail() -> None:
    server = _server("M1", {"smart_host": " a"})

    assert _found([server], _connector(delivery="dns")) == []
    assert _found([server], _connector("b", space="SMTP:x.org;1")) == [("M1/V1:  a", WHITESPACE), ("C: b", None)]


def test_with_several_servers_only_what_cannot_be_right_is_told_of_a_virtual_server() -> None:
    servers = [_server("M1", {"smart_host": "10.9.9.9"}, {"smart_host": ["a b", "10.9.9.9"]}), _server("M2", {})]

    assert _found(servers) == [("M1/V1: 10.9.9.9", None), ("M1/V2: a b", INVALID), ("M1/V2: 10.9.9.9", UNBRACKETED)]


def test_a_loop_of_a_virtual_server_counts_where_no_connector_takes_mail_to_the_internet() -> None:
    servers = [_server("M1", {"smart_host": "[10.0.0.1]"}), _server("M2", {})]

    assert _found(servers)[0][1] is LOOP
    assert _found(servers, _connector(delivery="dns")) == [("M1/V1: [10.0.0.1]", None)]


def test_a_connector_loops_at_any_of_its_bridgeheads_and_not_where_it_delivers_by_dns() -> None:
    servers = [_server("M1", {}), _server("M2", {})]

    assert _found(servers, _connector("[10.0.0.2]", "m2", head="M2/V1")) == [("C: [10.0.0.2]", LOOP), ("C: m2", LOOP)]
    assert _found(servers, _connector("[10.0.0.2]")) == [("C: [10.0.0.2]", None)]
    assert _found(servers, _connector("[10.0.0.1]", delivery="dns")) == []
