"""Which traffic the protocols of a rule carry, and whom a rule applies to (semantics.md 4.4 and 4.5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.model.addresses import AddressSet
from exlint.model.estate import AppliesTo, ClientSet, Protocol, Protocols
from exlint.schema import elements

TCP_OUT = Protocol("Out", "tcp", 25, "outbound")
TCP_IN = Protocol("In", "tcp", 25, "inbound")
UDP_SEND_RECEIVE = Protocol("Ask", "udp", 53, "send_receive")


@pytest.mark.parametrize(
    ("direction", "carries"),
    [
        ("outbound", True),
        ("send_receive", True),
        ("inbound", False),
        ("send", False),
        ("receive", False),
        ("receive_send", False),
    ],
)
def test_a_definition_carries_outgoing_traffic_by_its_direction(direction: str, carries: bool) -> None:  # noqa: FBT001 - a column of the table
    assert Protocols((Protocol("P", "udp", 53, direction),), all_but=False).carry("udp", 53) is carries


@pytest.mark.parametrize(("transport", "port"), [("udp", 25), ("tcp", 26), ("tcp", 53)])
def test_a_definition_is_about_its_transport_and_port_only(transport: str, port: int) -> None:
    assert not Protocols((TCP_OUT,), all_but=False).carry(transport, port)


def test_several_definitions_carry_what_one_of_them_carries() -> None:
    protocols = Protocols((TCP_IN, TCP_OUT, UDP_SEND_RECEIVE), all_but=False)
    assert protocols.carry("tcp", 25)
    assert protocols.carry("udp", 53)


def test_no_definition_carries_nothing_and_all_but_none_carries_everything() -> None:
    assert not Protocols((), all_but=False).carry("tcp", 25)
    assert Protocols((), all_but=True).carry("tcp", 25)


def test_all_matches_ports_without_a_definition() -> None:
    assert Protocols((), all_but=True).carry("tcp", 40001)


@pytest.mark.parametrize("excepted", [TCP_OUT, TCP_IN], ids=lambda one: one.direction)
def test_all_except_leaves_out_every_port_that_an_excepted_definition_describes(excepted: Protocol) -> None:
    protocols = Protocols((excepted,), all_but=True)
    assert not protocols.carry("tcp", 25)
    assert protocols.carry("udp", 25)
    assert protocols.carry("tcp", 26)


def client_set(members: set[int]) -> ClientSet:
    declared = elements.ClientSet(name="Set", addresses=())
    return ClientSet((0,), "Set", declared, AddressSet.of((one, one) for one in members))


some = st.lists(st.sets(st.integers(0, 15), max_size=6), max_size=3)


@given(some, some)
def test_a_rule_meets_who_is_in_one_of_its_sets_and_in_none_that_is_excepted(
    sets: list[set[int]], excepted: list[set[int]]
) -> None:
    applies = AppliesTo(
        any_request=False,
        client_sets=tuple(map(client_set, sets)),
        except_client_sets=tuple(map(client_set, excepted)),
    )
    expected = {one for one in range(16) if any(one in part for part in sets)} - set().union(*excepted)
    assert {one for one in range(16) if applies.addresses.holds(one)} == expected


def test_a_rule_for_any_request_meets_everybody() -> None:
    addresses = AppliesTo(any_request=True).addresses
    assert addresses.holds(0)
    assert addresses.holds(2**32 - 1)


def test_a_rule_for_client_groups_only_meets_no_client_without_identity() -> None:
    assert AppliesTo(any_request=False, client_groups=(r"CONTOSO\Domain Users",)).addresses.intervals == ()


def test_exceptions_alone_meet_nobody() -> None:
    assert AppliesTo(any_request=False, except_client_sets=(client_set({1}),)).addresses.intervals == ()
