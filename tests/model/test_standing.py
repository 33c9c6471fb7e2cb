"""Who stands where: each sentence of semantics.md 3.1 to 3.3, and the quick answer against a loop over all tables."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint import model, schema
from exlint.model import Estate
from exlint.model.addresses import AddressSet, dotted, interval, is_private, number
from exlint.model.estate import IsaServer, Standing
from exlint.model.firewall import isa_server
from exlint.model.standing import Ground
from exlint.schema import ABSENT, Absent
from exlint.schema import isa as shape

UNDECIDED = "undecided"
NONE = "none"


def words(standing: Standing) -> str:
    """A standing in a word or two: `none`, `undecided`, `behind ISA1`, `on ISA1`."""
    if standing.isa is None:
        assert not standing.on_isa
        return NONE if standing.decided else UNDECIDED
    assert standing.decided
    return f"{'on' if standing.on_isa else 'behind'} {standing.isa.name}"


def isa(name: str, internal: str, table: list[str] | None = None, **keys: Any) -> dict[str, Any]:
    tables = {} if table is None else {"local_address_table": table}
    return {"name": name, "version": "isa-2000", "internal_addresses": [internal], **tables, **keys}


def mail(address: str | list[str], **keys: Any) -> dict[str, Any]:
    edition, virtual = "exchange-2003-standard", {"name": "Default"}
    return {"name": "MAIL1", "edition": edition, "address": address, "smtp_virtual_servers": [virtual], **keys}


def built(server: dict[str, Any], section: dict[str, Any] | None) -> Estate:
    document = {"exlint": 1, "exchange": {"servers": [server]}} | ({} if section is None else {"isa": section})
    typed = schema.check(document, 0)
    assert isinstance(typed, schema.Document), typed
    estate = model.build([typed])
    assert isinstance(estate, Estate), estate
    return estate


def stands(server: dict[str, Any], *servers: dict[str, Any]) -> str:
    return words(built(server, {"servers": list(servers)}).exchange_servers[0].standing)


ISA1 = isa("ISA1", "10.0.0.1", ["10.0.0.0/24"], external_addresses=["203.0.113.2"])
ISA2 = isa("ISA2", "10.1.0.1", ["10.1.0.0/24"])
WITHOUT_TABLE = isa("ISA3", "10.2.0.1")


@pytest.mark.parametrize("address", ["10.0.0.1", "203.0.113.2"], ids=["internal", "external"])
def test_a_computer_with_an_address_of_an_isa_server_is_that_isa_computer(address: str) -> None:
    assert stands(mail(address), ISA2, ISA1) == "on ISA1"


def test_one_address_of_several_is_enough_to_be_the_isa_computer() -> None:
    assert stands(mail(["10.0.0.77", "10.0.0.1"]), ISA1) == "on ISA1"


@pytest.mark.parametrize("behind", ["ISA2", "none"])
def test_the_behind_of_the_isa_computer_is_ignored(behind: str) -> None:
    assert stands(mail("10.0.0.1", behind=behind), ISA1, ISA2) == "on ISA1"


@pytest.mark.parametrize("behind", ["ISA2", "isa2", "Isa2"])
def test_behind_says_which_isa_server_whatever_the_tables_say(behind: str) -> None:
    assert stands(mail("10.0.0.10", behind=behind), ISA1, ISA2) == "behind ISA2"


@pytest.mark.parametrize("behind", ["none", "None", "NONE"])
def test_behind_none_says_that_there_is_none_whatever_the_tables_say(behind: str) -> None:
    assert stands(mail("10.0.0.10", behind=behind), ISA1) == NONE


def test_behind_none_needs_no_section_isa() -> None:
    assert words(built(mail("10.0.0.10", behind="none"), None).exchange_servers[0].standing) == NONE


def test_without_behind_it_is_the_one_isa_server_whose_table_holds_the_address() -> None:
    assert stands(mail("10.1.0.10"), ISA1, ISA2, WITHOUT_TABLE) == "behind ISA2"


def test_without_behind_it_is_the_one_isa_server_whose_table_holds_all_the_addresses() -> None:
    wide = isa("ISA4", "10.3.0.1", ["10.0.0.0/16", "10.1.0.0/16"])
    assert stands(mail(["10.0.0.10", "10.1.0.10"]), ISA1, ISA2, wide) == "behind ISA4"


def test_a_public_address_in_one_table_is_inside() -> None:
    assert stands(mail("198.51.100.10"), isa("ISA5", "10.4.0.1", ["198.51.100.0/24"])) == "behind ISA5"


def test_it_is_behind_none_when_no_isa_server_is_declared_by_an_empty_list() -> None:
    assert stands(mail("10.0.0.10")) == NONE


def test_it_is_behind_none_when_its_address_is_public_and_in_none_of_the_tables() -> None:
    assert stands(mail("198.51.100.10"), ISA1, ISA2) == NONE


def test_no_section_isa_is_undecided() -> None:
    assert words(built(mail("198.51.100.10"), None).exchange_servers[0].standing) == UNDECIDED


def test_a_section_isa_without_servers_is_undecided() -> None:
    assert words(built(mail("198.51.100.10"), {}).exchange_servers[0].standing) == UNDECIDED


@pytest.mark.parametrize(
    ("server", "servers"),
    [
        pytest.param(mail("198.51.100.10"), [ISA1, WITHOUT_TABLE], id="a server without a table"),
        pytest.param(mail("10.0.0.10"), [ISA1, isa("ISA6", "10.9.0.1", ["10.0.0.0/8"])], id="two tables"),
        pytest.param(mail("10.200.0.1"), [ISA1, ISA2], id="a private address in no table"),
        pytest.param(mail(["10.0.0.10", "10.1.0.10"]), [ISA1, ISA2], id="each address in another table"),
        pytest.param(mail(["10.0.0.10", "198.51.100.10"]), [ISA1], id="only one address in the table"),
        pytest.param(mail(["198.51.100.10", "10.200.0.1"]), [ISA1], id="a public address and a private one"),
        pytest.param(mail("10.0.0.10"), [isa("ISA7", "10.0.0.1", [])], id="an empty table"),
    ],
)
def test_what_else_is_undecided(server: dict[str, Any], servers: list[dict[str, Any]]) -> None:
    assert stands(server, *servers) == UNDECIDED


def test_an_empty_table_is_a_table_in_which_a_public_address_is_not() -> None:
    assert stands(mail("198.51.100.10"), isa("ISA7", "10.0.0.1", [])) == NONE


def test_the_internal_network_of_isa_2004_is_its_table() -> None:
    later = isa("ISA8", "10.5.0.1", ["10.5.0.0/24"]) | {"version": "isa-2004"}
    assert stands(mail("10.5.0.10"), later) == "behind ISA8"


def test_dns_servers_stand_where_exchange_servers_do() -> None:
    servers = [
        {"name": "DC1", "address": "10.0.0.5"},
        {"name": "DC2", "address": "10.0.0.6", "behind": "none"},
        {"name": "DC3", "address": "10.0.0.1"},
        {"name": "DC4", "address": "10.200.0.5"},
    ]
    forest = {"name": "contoso.local", "dns": {"servers": servers}}
    typed = schema.check({"exlint": 1, "forest": forest, "isa": {"servers": [ISA1]}}, 0)
    assert isinstance(typed, schema.Document)
    estate = model.build([typed])
    assert isinstance(estate, Estate)
    assert [words(server.standing) for server in estate.dns_servers] == ["behind ISA1", NONE, "on ISA1", UNDECIDED]


# Small estates at the edge of 10.0.0.0/8, so that some of their addresses are private and some are not.

BASE = number("9.255.255.248")
SPAN = 16
spots = st.integers(0, SPAN - 1).map(lambda step: BASE + step)
ranges = st.tuples(spots, st.integers(0, 7)).map(lambda pair: (pair[0], min(pair[0] + pair[1], BASE + SPAN - 1)))
tables = st.none() | st.lists(ranges, max_size=3)


@st.composite
def grounds(draw: st.DrawFn, most: int) -> tuple[IsaServer, ...]:
    """ISA servers whose own addresses are elsewhere or in the small universe, each its own."""
    own = draw(st.lists(spots, max_size=most, unique=True))
    every = draw(st.lists(tables, max_size=most))
    return tuple(
        server(index, own[index] if index < len(own) else number("192.0.2.0") + index, table)
        for index, table in enumerate(every)
    )


def server(index: int, address: int, table: list[tuple[int, int]] | None) -> IsaServer:
    declared = shape.IsaServer(name=f"ISA{index}", version="isa-2000", internal_addresses=(dotted(address),))
    held = None if table is None else AddressSet.of(table)
    at = (0, "isa", "servers", index)
    return isa_server(at, declared)._replace(table=held)


def slow(servers: tuple[IsaServer, ...], addresses: tuple[int, ...], behind: str | Absent, *, declared: bool) -> str:
    """Sections 3.1 and 3.2, sentence by sentence."""
    for one in servers:
        if any(address in one.internal for address in addresses):
            return f"on {one.name}"
    if behind is not ABSENT:
        return NONE if behind == "none" else f"behind {behind}"
    holding = [one for one in servers if one.table is not None and all(map(one.table.holds, addresses))]
    if len(holding) == 1:
        return f"behind {holding[0].name}"
    if not servers:
        return NONE if declared else UNDECIDED
    held = any(one.table is not None and one.table.holds(address) for one in servers for address in addresses)
    private = any(is_private(address) for address in addresses)
    each_has_a_table = all(one.table is not None for one in servers)
    return NONE if each_has_a_table and not held and not private else UNDECIDED


@given(st.data(), st.booleans())
def test_a_standing_is_what_a_loop_over_all_tables_finds(data: st.DataObject, declared: bool) -> None:  # noqa: FBT001 - drawn
    # Enough servers that more tables lie over one address than are kept for it.
    servers = data.draw(grounds(most=12))
    addresses = tuple(data.draw(st.lists(spots, min_size=1, max_size=3, unique=True)))
    choices: list[str | Absent] = [ABSENT, "none", *(one.name for one in servers)]
    behind = data.draw(st.sampled_from(choices))
    declared = declared or bool(servers)

    found = Ground(servers, declared=declared).standing(addresses, addresses, behind)

    assert words(found) == slow(servers, addresses, behind, declared=declared)


def test_of_many_tables_over_one_another_the_one_that_holds_both_addresses_is_found() -> None:
    first, second = number("10.0.0.5"), number("10.9.0.5")
    around = [server(index, number("192.0.2.0") + index, [(first, first)]) for index in range(20)]
    beyond = [server(20 + index, number("192.0.3.0") + index, [(second, second)]) for index in range(20)]
    both = server(40, number("192.0.4.0"), [interval("10.0.0.0/8")])

    assert (
        words(Ground([*around, *beyond, both], declared=True).standing((first, second), (first, second), ABSENT))
        == "behind ISA40"
    )
    assert words(Ground([*around, *beyond, both], declared=True).standing((first,), (first,), ABSENT)) == UNDECIDED


def test_the_last_address_of_all_is_in_a_table_that_ends_with_it() -> None:
    only, last = server(0, number("192.0.2.1"), [interval("255.255.255.0/24")]), number("255.255.255.255")
    assert words(Ground([only], declared=True).standing((last,), (last,), ABSENT)) == "behind ISA0"
