"""Where virtual servers listen: whose binding is whose, and which one is for SMTP inside TLS."""

from __future__ import annotations

from typing import Any

from exlint import model, schema
from exlint.model import Estate
from exlint.model.bindings import bindings, for_tls, named, taken

Virtual = dict[str, Any]


def estate(*servers: list[Virtual]) -> Estate:
    """Exchange servers with these virtual servers, of which only the bindings matter."""
    declared = [
        {
            "name": f"MAIL{index}",
            "edition": "exchange-2000",
            "address": f"10.0.0.{index}",
            "smtp_virtual_servers": [{"name": f"V{number}", **one} for number, one in enumerate(virtual, 1)],
        }
        for index, virtual in enumerate(servers, 1)
    ]
    document = schema.check({"exlint": 1, "exchange": {"servers": declared}}, 0)
    assert isinstance(document, schema.Document), document
    found = model.build([document])
    assert isinstance(found, Estate), found
    return found


def clashes(*servers: list[Virtual]) -> list[tuple[str, str, str]]:
    """Who clashes, with which binding, and with whom."""
    found = estate(*servers)
    others = taken(found.virtual_servers)
    return [
        (sender.identity, one.text, others[one.at].sender.identity)
        for sender in found.virtual_servers
        for one in bindings(sender)
        if one.at in others
    ]


def tls(*virtual: Virtual) -> list[str]:
    """The binding for TLS of each virtual server of one server."""
    senders = estate(list(virtual)).virtual_servers
    others = taken(senders)
    return [one.text if (one := for_tls(sender, others)) else "none" for sender in senders]


def test_secure_bindings_come_first_and_each_knows_its_place_and_port() -> None:
    sender = estate([{"bindings": ["*:25", "10.0.0.1:65535"], "secure_bindings": ["*:465"]}]).virtual_servers[0]
    assert [(one.at[-2:], one.text, one.port, one.secure) for one in bindings(sender)] == [
        (("secure_bindings", 0), "*:465", 465, True),
        (("bindings", 0), "*:25", 25, False),
        (("bindings", 1), "10.0.0.1:65535", 65535, False),
    ]


def test_what_is_not_written_is_no_binding() -> None:
    assert bindings(estate([{}]).virtual_servers[0]) == ()


def test_the_first_virtual_server_keeps_a_binding_and_all_others_clash_with_it() -> None:
    both = {"bindings": ["*:25"], "secure_bindings": ["*:465"]}
    assert clashes([both, {"bindings": ["*:465"]}, both]) == [
        ("MAIL1/V2", "*:465", "MAIL1/V1"),
        ("MAIL1/V3", "*:465", "MAIL1/V1"),
        ("MAIL1/V3", "*:25", "MAIL1/V1"),
    ]


def test_a_virtual_server_does_not_clash_with_itself_nor_with_another_server() -> None:
    twice = {"bindings": ["*:25", "*:25"], "secure_bindings": ["*:25"]}
    assert clashes([twice], [twice]) == []


def test_all_addresses_and_one_address_are_two_things() -> None:
    assert clashes([{"bindings": ["*:25"]}, {"bindings": ["10.0.0.1:25"]}, {"bindings": ["*:26"]}]) == []


def test_a_secure_binding_is_for_tls_and_else_port_465() -> None:
    plain = {"bindings": ["*:25", "*:465"]}
    assert tls(plain, {"secure_bindings": ["*:4465"], "bindings": ["10.0.0.1:465"]}) == ["*:465", "*:4465"]
    assert tls({"bindings": ["*:464", "*:466", "*:4650"], "secure_bindings": []}) == ["none"]


def test_a_binding_for_tls_that_is_taken_is_passed_over() -> None:
    first = {"secure_bindings": ["*:465"]}
    assert tls(first, first, {"bindings": ["*:465", "10.0.0.1:465"]}) == ["*:465", "none", "10.0.0.1:465"]


def test_a_sentence_names_each_binding_once_and_at_most_four() -> None:
    assert named([]) == ""
    assert named(["*:25", "*:25", "*:26"]) == "*:25, *:26"
    assert named(["*:1", "*:2", "*:3", "*:4"]) == "*:1, *:2, *:3, *:4"
    assert named(["*:1", "*:2", "*:3", "*:4", "*:5", "*:5", "*:6"]) == "*:1, *:2, *:3, *:4 and 2 more"
