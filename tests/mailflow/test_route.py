"""Which way mail to the Internet at large takes: the sentences of semantics.md 1.1 to 1.5 that the route follows."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint import model, schema
from exlint.mailflow import deciding_connectors, dns_senders, senders_by_dns, sends_by_dns
from exlint.mailflow.route import domains
from exlint.model import Estate

BEHIND = {"behind": "ISA1"}
RELAY = {"smart_host": "relay.example.net"}


def virtual(name: str = "V", **keys: Any) -> dict[str, Any]:
    return {"name": name, **keys}


def mail(name: str, *virtual_servers: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """An Exchange server; the digits of its name make its address, so that names tell servers apart."""
    address = f"10.0.0.{name[-1]}"
    declared = list(virtual_servers) or [virtual()]
    return {"name": name, "edition": "exchange-2000", "address": address, "smtp_virtual_servers": declared, **keys}


def connector(name: str, *spaces: str, heads: tuple[str, ...] = (), delivery: str = "dns") -> dict[str, Any]:
    hosts = {"smart_hosts": ["relay.example.net"]} if delivery == "smart_host" else {}
    return {"name": name, "delivery": delivery, "address_spaces": list(spaces), "bridgeheads": list(heads), **hosts}


def isa(name: str = "ISA1", address: str = "10.0.1.1", **keys: Any) -> dict[str, Any]:
    return {"name": name, "version": "isa-2000", "internal_addresses": [address], **keys}


def estate(servers: list[dict[str, Any]], connectors: Any = (), isa_servers: Any = None) -> Estate:
    exchange = {"servers": servers} | ({"connectors": list(connectors)} if connectors else {})
    sections = {"exchange": exchange, "isa": {"servers": [isa()] if isa_servers is None else isa_servers}}
    document = schema.check({"exlint": 1, **sections}, 0)
    assert isinstance(document, schema.Document), document
    found = model.build([document])
    assert isinstance(found, Estate), found
    return found


def deciding(*connectors: dict[str, Any]) -> list[str]:
    """The names of the connectors that decide, where MAIL1/V and MAIL2/V may be bridgeheads."""
    return [one.name for one in deciding_connectors(estate([mail("MAIL1"), mail("MAIL2")], connectors))]


def by_dns(found: Estate) -> list[str]:
    """The virtual servers that send by DNS."""
    connectors = deciding_connectors(found)
    asked = [one.identity for one in found.virtual_servers if sends_by_dns(one, connectors)]
    assert [one.identity for one in senders_by_dns(found)] == asked
    return asked


def senders(found: Estate) -> dict[str, list[str]]:
    """ISA server -> the virtual servers on the DNS route behind it."""
    return {one.name: [sender.identity for sender in behind] for one, behind in dns_senders(found)}


HEAD1, HEAD2 = ("MAIL1/V",), ("MAIL2/V",)


# 1.1: the connector


def test_the_connector_for_every_domain_decides() -> None:
    assert deciding(connector("Internet", "SMTP:*;1", heads=HEAD1)) == ["Internet"]


def test_the_cheapest_decides_whatever_the_order() -> None:
    dear, cheap = connector("Dear", "SMTP:*;20", heads=HEAD1), connector("Cheap", "SMTP:*;3", heads=HEAD1)
    assert deciding(dear, cheap) == deciding(cheap, dear) == ["Cheap"]


def test_of_several_address_spaces_the_cheapest_counts() -> None:
    several = connector("Several", "SMTP:*;50", "SMTP:example.com;1", "SMTP:*;2", heads=HEAD1)
    assert deciding(several, connector("One", "SMTP:*;3", heads=HEAD1)) == ["Several"]


@pytest.mark.parametrize("space", ["SMTP:*.example.com;1", "SMTP:example.com;1", "SMTP:example*;1", "X400:*;1"])
def test_a_connector_for_some_domains_or_another_system_does_not_decide_for_the_internet_at_large(space: str) -> None:
    assert deciding(connector("Some", space, heads=HEAD1)) == []
    assert deciding(connector("Some", space, heads=HEAD1), connector("All", "SMTP:*;9", heads=HEAD2)) == ["All"]


def test_the_type_of_an_address_space_is_read_without_case() -> None:
    assert deciding(connector("Internet", "smtp:*;1", heads=HEAD1)) == ["Internet"]


def test_one_without_bridgeheads_is_passed_over() -> None:
    without = connector("Without", "SMTP:*;1")
    assert deciding(without) == []
    assert deciding(without, connector("With", "SMTP:*;9", heads=HEAD1)) == ["With"]


def test_two_alike_in_pattern_and_cost_both_decide_since_which_is_taken_is_not_declared() -> None:
    first, second = connector("A", "SMTP:*;5", heads=HEAD1), connector("B", "SMTP:*;5", heads=HEAD2)
    assert deciding(first, second, connector("C", "SMTP:*;6", heads=HEAD1)) == ["A", "B"]


def test_a_connector_that_takes_every_domain_twice_decides_once() -> None:
    assert deciding(connector("Twice", "SMTP:*;5", "SMTP:*;5", heads=HEAD1)) == ["Twice"]


def test_without_address_spaces_a_connector_takes_no_mail() -> None:
    assert deciding(connector("None", heads=HEAD1)) == []


def test_a_bridgehead_sends_and_any_other_virtual_server_hands_the_mail_to_it() -> None:
    servers = [mail("MAIL1", virtual("V"), virtual("W")), mail("MAIL2")]
    assert by_dns(estate(servers, [connector("Internet", "SMTP:*;1", heads=HEAD1)])) == ["MAIL1/V"]


def test_every_bridgehead_of_a_connector_sends() -> None:
    both = connector("Internet", "SMTP:*;1", heads=HEAD1 + HEAD2)
    assert by_dns(estate([mail("MAIL1"), mail("MAIL2"), mail("MAIL3")], [both])) == ["MAIL1/V", "MAIL2/V"]


def test_a_connectors_delivery_by_dns_leaves_no_smart_host_behind() -> None:
    servers = [mail("MAIL1", virtual("V", **RELAY))]
    assert by_dns(estate(servers, [connector("Internet", "SMTP:*;1", heads=HEAD1)])) == ["MAIL1/V"]


def test_a_connectors_smart_host_overrides_a_virtual_server_that_has_none() -> None:
    assert by_dns(estate([mail("MAIL1")], [connector("R", "SMTP:*;1", heads=HEAD1, delivery="smart_host")])) == []


def test_a_connector_for_smart_hosts_that_names_none_is_no_dns_route() -> None:
    nameless = connector("R", "SMTP:*;1", heads=HEAD1, delivery="smart_host") | {"smart_hosts": []}
    assert by_dns(estate([mail("MAIL1")], [nameless])) == []


def test_where_two_connectors_decide_one_by_dns_is_enough_to_be_on_the_dns_route() -> None:
    equal = [
        connector("A", "SMTP:*;5", heads=HEAD1, delivery="smart_host"),
        connector("B", "SMTP:*;5", heads=HEAD1 + HEAD2),
    ]
    assert by_dns(estate([mail("MAIL1"), mail("MAIL2")], equal)) == ["MAIL1/V", "MAIL2/V"]


def test_a_connector_for_some_domains_leaves_the_others_to_the_virtual_servers() -> None:
    partner = connector("Partner", "SMTP:*.example.com;1", heads=HEAD1, delivery="smart_host")
    assert by_dns(estate([mail("MAIL1"), mail("MAIL2")], [partner])) == ["MAIL1/V", "MAIL2/V"]


def test_the_domains_are_those_that_address_spaces_for_smtp_name() -> None:
    spaces = ["SMTP:*.example.com;1", "X400:c=de;1", "SMTP:*;5", "SMTP:Example.ORG;1", "SMTP:*.example.com;9"]

    assert domains(estate([mail("MAIL1")], [connector("C", *spaces)])) == ("*.example.com", "example.org")


# 1.2: no connector


def test_without_a_connector_a_virtual_server_without_a_smart_host_sends_by_dns() -> None:
    servers = [mail("MAIL1", virtual("V"), virtual("W", **RELAY)), mail("MAIL2", virtual("V", smart_host=[]))]
    assert by_dns(estate(servers)) == ["MAIL1/V", "MAIL2/V"]


def test_with_a_smart_host_behind_direct_delivery_it_is_not_on_the_dns_route() -> None:
    assert by_dns(estate([mail("MAIL1", virtual("V", attempt_direct_delivery=True, **RELAY))])) == []


def test_where_the_only_connector_is_passed_over_the_virtual_servers_decide() -> None:
    servers = [mail("MAIL1", virtual("V", **RELAY)), mail("MAIL2")]
    assert by_dns(estate(servers, [connector("Without", "SMTP:*;1")])) == ["MAIL2/V"]


# Behind which ISA server


def test_senders_are_grouped_by_the_isa_server_before_them_in_the_order_of_the_document() -> None:
    servers = [
        mail("MAIL1", behind="ISA2"),
        mail("MAIL2", virtual("V"), virtual("W"), **BEHIND),
        mail("MAIL3", behind="ISA2"),
    ]
    found = estate(servers, isa_servers=[isa(), isa("ISA2", "10.0.1.2"), isa("ISA3", "10.0.1.3")])
    assert list(senders(found).items()) == [("ISA2", ["MAIL1/V", "MAIL3/V"]), ("ISA1", ["MAIL2/V", "MAIL2/W"])]


def test_a_virtual_server_on_the_isa_computer_counts_as_behind_it() -> None:
    assert senders(estate([mail("SBS1")], isa_servers=[isa("SBS1", "10.0.0.1")])) == {"SBS1": ["SBS1/V"]}


def test_a_virtual_server_behind_none_or_in_an_undecided_place_is_left_out() -> None:
    servers = [mail("MAIL1", behind="none"), mail("MAIL2"), mail("MAIL3", **BEHIND)]
    assert senders(estate(servers)) == {"ISA1": ["MAIL3/V"]}


def test_one_that_hands_its_mail_to_a_bridgehead_is_left_out_with_its_isa_server() -> None:
    servers = [mail("MAIL1", **BEHIND), mail("MAIL2", behind="ISA2")]
    found = estate(servers, [connector("C", "SMTP:*;1", heads=HEAD1)], [isa(), isa("ISA2", "10.0.1.2")])
    assert senders(found) == {"ISA1": ["MAIL1/V"]}


def test_an_isa_server_without_such_a_virtual_server_is_left_out() -> None:
    assert senders(estate([mail("MAIL1", virtual("V", **RELAY), **BEHIND)])) == {}


connectors = st.lists(
    st.builds(
        lambda pattern, cost, heads, delivery: (pattern, cost, heads, delivery),
        st.sampled_from(["*", "*.example.com"]),
        st.integers(1, 3),
        st.lists(st.sampled_from(["MAIL1/V", "MAIL2/V", "MAIL3/V"]), unique=True, max_size=3),
        st.sampled_from(["dns", "smart_host"]),
    ),
    max_size=4,
)


@given(connectors, st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_senders_of_an_organization_are_what_a_plain_reading_finds(
    drawn: list[tuple[str, int, list[str], str]], relays: list[bool]
) -> None:
    servers = [
        mail(f"MAIL{index}", virtual("V", **(RELAY if relay else {})), **BEHIND)
        for index, relay in enumerate(relays, 1)
    ]
    declared = [
        connector(f"C{index}", f"SMTP:{pattern};{cost}", heads=tuple(heads), delivery=delivery)
        for index, (pattern, cost, heads, delivery) in enumerate(drawn)
    ]
    usable = [(cost, heads, delivery) for pattern, cost, heads, delivery in drawn if pattern == "*" and heads]
    if usable:
        lowest = min(cost for cost, _, _ in usable)
        used = [heads for cost, heads, delivery in usable if cost == lowest and delivery == "dns"]
        expected = [f"MAIL{index}/V" for index in (1, 2, 3) if any(f"MAIL{index}/V" in heads for heads in used)]
    else:
        expected = [f"MAIL{index}/V" for index, relay in enumerate(relays, 1) if not relay]

    found = estate(servers, declared)

    assert by_dns(found) == expected
    assert senders(found) == ({"ISA1": expected} if expected else {})


def test_thousands_of_bridgeheads_are_no_reason_to_wait() -> None:
    # A look at every bridgehead for every virtual server would take minutes.
    many = [virtual(f"V{index}") for index in range(10_000)]
    heads = tuple(f"MAIL1/V{index}" for index in range(10_000))
    found = estate([mail("MAIL1", *many, **BEHIND)], [connector("C", "SMTP:*;1", heads=heads)])

    start = time.perf_counter()
    behind = senders(found)
    taken = time.perf_counter() - start

    assert behind == {"ISA1": list(heads)}
    assert taken < 3
