"""From what is declared to the typed estate: defaults, references, and what belongs to another version."""

from __future__ import annotations

from typing import Any

import pytest

from exlint import model, schema
from exlint.model import Estate
from exlint.model.addresses import AddressSet, number
from exlint.model.estate import (
    AddressSpace,
    Connector,
    IsaServer,
    ProtocolRule,
    SiteAndContentRule,
    VirtualServer,
)
from exlint.model.hours import ALWAYS, of_day

ONLY_RULE = {"name": "R", "action": "allow", "protocols": "all", "applies_to": "any_request"}
ONLY_SITE = {"name": "S", "action": "allow", "applies_to": "any_request"}


def estate(**sections: Any) -> Estate:
    document = schema.check({"exlint": 1, **sections}, 0)
    assert isinstance(document, schema.Document), document
    found = model.build([document])
    assert isinstance(found, Estate), found
    return found


def isa(**keys: Any) -> IsaServer:
    declared = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"]} | keys
    return estate(isa={"servers": [declared]}).isa_servers[0]


def protocol_rule(*, around: dict[str, Any] | None = None, **keys: Any) -> ProtocolRule:
    rules = isa(protocol_rules=[ONLY_RULE | keys], **(around or {})).protocol_rules
    assert rules is not None
    return rules[0]


def site_rule(*, around: dict[str, Any] | None = None, **keys: Any) -> SiteAndContentRule:
    rules = isa(site_and_content_rules=[ONLY_SITE | keys], **(around or {})).site_and_content_rules
    assert rules is not None
    return rules[0]


def mail(name: str = "MAIL1", address: str = "10.0.0.10", *virtual: dict[str, Any]) -> dict[str, Any]:
    declared = list(virtual) or [{"name": "Default"}]
    return {"name": name, "edition": "exchange-2000", "address": address, "smtp_virtual_servers": declared}


def virtual_server(**keys: Any) -> VirtualServer:
    return estate(exchange={"servers": [mail("MAIL1", "10.0.0.10", {"name": "Default", **keys})]}).virtual_servers[0]


def connector(**keys: Any) -> Connector:
    declared = {"name": "Internet", "delivery": "dns"} | keys
    servers = [mail("MAIL1", "10.0.0.10", {"name": "A"}, {"name": "B"}), mail("MAIL2", "10.0.0.11", {"name": "A"})]
    return estate(exchange={"servers": servers, "connectors": [declared]}).connectors[0]


# Defaults (semantics.md, section 6)


@pytest.mark.parametrize("build", [protocol_rule, site_rule], ids=["protocol rule", "site and content rule"])
def test_a_rule_is_enabled_unless_it_says_that_it_is_not(build: Any) -> None:
    assert [build().enabled, build(enabled=True).enabled, build(enabled=False).enabled] == [True, True, False]


@pytest.mark.parametrize("build", [protocol_rule, site_rule], ids=["protocol rule", "site and content rule"])
def test_a_rule_allows_or_denies(build: Any) -> None:
    assert [build(action="allow").allows, build(action="deny").allows] == [True, False]


@pytest.mark.parametrize("build", [protocol_rule, site_rule], ids=["protocol rule", "site and content rule"])
@pytest.mark.parametrize(
    "keys", [{}, {"schedule": "always"}, {"schedule": "ALWAYS"}], ids=["absent", "always", "ALWAYS"]
)
def test_a_rule_without_a_schedule_applies_always(build: Any, keys: dict[str, Any]) -> None:
    assert build(**keys).hours == ALWAYS


@pytest.mark.parametrize(
    ("keys", "everything"),
    [
        ({}, True),
        ({"destinations": "all"}, True),
        ({"destinations": "internal"}, False),
        ({"destinations": "external"}, False),
        ({"destinations": {"all_except": []}}, False),
    ],
)
def test_a_site_and_content_rule_is_about_all_destinations_when_it_names_none(
    keys: dict[str, Any],
    everything: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert site_rule(**keys).any_destination is everything


@pytest.mark.parametrize(
    ("keys", "everything"), [({}, True), ({"content": "all"}, True), ({"content": {"groups": ["Video"]}}, False)]
)
def test_a_site_and_content_rule_is_about_all_content_when_it_names_none(
    keys: dict[str, Any],
    everything: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert site_rule(**keys).any_content is everything


def test_a_virtual_server_without_the_keys_has_neither_external_dns_servers_nor_a_smart_host() -> None:
    found = virtual_server()
    assert (found.external_dns_servers, found.smart_hosts) == (None, ())


@pytest.mark.parametrize(
    ("smart_host", "hosts"),
    [
        (None, ()),
        ([], ()),
        ("relay.example.net", ("relay.example.net",)),
        (["a.example", "[203.0.113.25]"], ("a.example", "[203.0.113.25]")),
    ],
    ids=["null", "empty list", "one", "two"],
)
def test_smart_hosts_are_one_or_a_list(smart_host: Any, hosts: tuple[str, ...]) -> None:
    assert virtual_server(smart_host=smart_host).smart_hosts == hosts


def test_an_empty_list_of_external_dns_servers_is_told_apart_from_an_absent_one() -> None:
    assert virtual_server(external_dns_servers=[]).external_dns_servers == ()
    assert virtual_server(external_dns_servers=["10.0.0.1"]).external_dns_servers == (number("10.0.0.1"),)


def test_no_connectors_are_none() -> None:
    assert estate(exchange={"servers": [mail()]}).connectors == ()


def test_a_connector_without_bridgeheads_and_address_spaces_has_none() -> None:
    found = connector()
    assert (found.bridgeheads, found.address_spaces, found.smart_hosts) == ((), (), None)


@pytest.mark.parametrize(("delivery", "by_dns"), [("dns", True), ("smart_host", False)])
def test_a_connector_delivers_by_dns_or_to_smart_hosts(delivery: str, by_dns: bool) -> None:  # noqa: FBT001 - a column
    assert connector(delivery=delivery).by_dns is by_dns


def test_a_connectors_empty_list_of_smart_hosts_is_told_apart_from_an_absent_one() -> None:
    assert connector(delivery="smart_host", smart_hosts=[]).smart_hosts == ()
    assert connector(delivery="smart_host", smart_hosts=["relay"]).smart_hosts == ("relay",)


def test_absent_lists_of_an_isa_server_are_told_apart_from_empty_ones() -> None:
    absent, empty = isa(), isa(protocol_rules=[], site_and_content_rules=[], local_address_table=[])
    assert (absent.protocol_rules, absent.site_and_content_rules, absent.table) == (None, None, None)
    assert (empty.protocol_rules, empty.site_and_content_rules, empty.table) == ((), (), AddressSet(()))


def test_the_name_of_the_forest_is_forest_when_there_is_none() -> None:
    found = estate()
    assert (found.forest.name, found.forest.external_servers) == ("forest", None)
    assert estate(forest={"name": "contoso.local"}).forest.name == "contoso.local"


def test_a_dns_server_without_forwarders_of_its_own_is_told_apart_from_one_with_an_empty_list() -> None:
    servers = [
        {"name": "DC1", "address": "10.0.0.5"},
        {"name": "DC2", "address": "10.0.0.6", "forwarders": []},
        {"name": "DC3", "address": ["10.0.0.7", "10.0.0.8"], "forwarders": ["10.0.0.1"]},
    ]
    found = estate(forest={"name": "contoso.local", "dns": {"servers": servers}}).dns_servers
    assert [one.forwarders for one in found] == [None, (), (number("10.0.0.1"),)]
    assert found[2].addresses == (number("10.0.0.7"), number("10.0.0.8"))


# References lead to the right objects


def test_a_virtual_server_knows_its_server_and_is_listed_in_the_order_of_the_document() -> None:
    servers = [mail("MAIL1", "10.0.0.10", {"name": "A"}, {"name": "B"}), mail("MAIL2", "10.0.0.11", {"name": "A"})]
    found = estate(exchange={"servers": servers})
    assert [one.identity for one in found.virtual_servers] == ["MAIL1/A", "MAIL1/B", "MAIL2/A"]
    assert [one.server.at[-1] for one in found.virtual_servers] == [0, 0, 1]
    assert found.virtual_servers[1].at == (0, "exchange", "servers", 0, "smtp_virtual_servers", 1)


def test_bridgeheads_are_the_virtual_servers_that_they_name() -> None:
    found = connector(bridgeheads=["mail2/a", "MAIL1/B"])
    assert [one.identity for one in found.bridgeheads] == ["MAIL2/A", "MAIL1/B"]


@pytest.mark.parametrize(
    ("text", "space"),
    [
        ("SMTP:*;1", AddressSpace("smtp", "*", 1)),
        ("smtp:*.Example.COM;10", AddressSpace("smtp", "*.example.com", 10)),
        ("X400:c=us;a= ;p=Contoso;100", AddressSpace("x400", "c=us;a= ;p=contoso", 100)),
        ("SMTP:a:b;5", AddressSpace("smtp", "a:b", 5)),
    ],
)
def test_an_address_space_is_its_type_its_pattern_and_its_cost(text: str, space: AddressSpace) -> None:
    assert connector(address_spaces=[text]).address_spaces == (space,)


def test_the_sets_of_a_rule_are_those_of_its_own_isa_server() -> None:
    def server(name: str, internal: str, member: str) -> dict[str, Any]:
        rule = ONLY_RULE | {"applies_to": {"client_sets": ["MAIL"], "except_client_sets": ["guests"]}}
        sets = [{"name": "Guests", "addresses": []}, {"name": "Mail", "addresses": [member]}]
        return {
            "name": name,
            "version": "isa-2000",
            "internal_addresses": [internal],
            "client_sets": sets,
            "protocol_rules": [rule],
        }

    servers = [server("ISA1", "10.0.0.1", "10.0.0.10"), server("ISA2", "10.1.0.1", "10.1.0.10-10.1.0.19")]
    found = estate(isa={"servers": servers}).isa_servers

    for index, (one, first, last) in enumerate(
        zip(found, ("10.0.0.10", "10.1.0.10"), ("10.0.0.10", "10.1.0.19"), strict=True)
    ):
        assert one.protocol_rules is not None
        applies = one.protocol_rules[0].applies_to
        assert applies.client_sets == (one.client_sets["mail"],)
        assert applies.except_client_sets == (one.client_sets["guests"],)
        assert applies.client_sets[0].at == (0, "isa", "servers", index, "client_sets", 1)
        assert applies.client_sets[0].addresses.intervals == ((number(first), number(last)),)
        assert (applies.any_request, applies.client_groups) == (False, None)


def test_client_groups_stay_names_and_are_told_apart_from_absent_ones() -> None:
    groups = protocol_rule(applies_to={"client_groups": [r"CONTOSO\Domain Users"]}).applies_to
    assert (groups.any_request, groups.client_groups, groups.client_sets) == (False, (r"CONTOSO\Domain Users",), ())
    assert protocol_rule(applies_to={"client_groups": []}).applies_to.client_groups == ()
    assert protocol_rule().applies_to == (True, (), (), None)


def test_a_rule_with_both_methods_keeps_both() -> None:
    sets = {"client_sets": [{"name": "DNS", "addresses": ["10.0.0.5"]}]}
    both = protocol_rule(around=sets, applies_to={"client_groups": ["Users"], "client_sets": ["DNS"]}).applies_to
    assert both.client_groups == ("Users",)
    assert both.addresses.intervals == ((number("10.0.0.5"), number("10.0.0.5")),)


def test_a_declared_protocol_is_what_its_name_stands_for() -> None:
    odd = {"name": "Odd mail", "port": 2525, "transport": "tcp", "direction": "outbound"}
    found = protocol_rule(around={"protocol_definitions": [odd]}, protocols=["ODD MAIL", "SMTP"]).protocols
    assert [tuple(one) for one in found.definitions] == [
        ("Odd mail", "tcp", 2525, "outbound"),
        ("SMTP", "tcp", 25, "outbound"),
    ]
    assert not found.all_but


def test_all_and_all_except_are_everything_but_what_is_named() -> None:
    assert protocol_rule(protocols="all").protocols == ((), True)
    excepted = protocol_rule(protocols={"all_except": ["SMTP"]}).protocols
    assert ([one.name for one in excepted.definitions], excepted.all_but) == (["SMTP"], True)


def test_a_declaration_replaces_the_products_own_protocol() -> None:
    own = {"name": "smtp", "port": 2525, "transport": "tcp", "direction": "outbound"}
    found = protocol_rule(around={"protocol_definitions": [own]}, protocols=["SMTP"]).protocols
    assert found.carry("tcp", 2525)
    assert not found.carry("tcp", 25)


def test_a_declaration_replaces_the_products_own_schedule_even_with_no_hours() -> None:
    def hours(week: dict[str, list[str]]) -> int:
        around = {"schedules": [{"name": "WORK HOURS", "hours": week}]}
        return protocol_rule(around=around, schedule="Work hours").hours

    assert hours({"sunday": ["06-07"]}) == of_day("sunday", 6, 7)
    assert hours({}) == 0
    assert protocol_rule(schedule="Work hours").hours.bit_count() == 5 * 8


def test_an_isa_server_keeps_the_order_of_its_addresses_and_joins_its_table() -> None:
    found = isa(
        internal_addresses=["10.0.0.9", "10.0.0.1"],
        external_addresses=["203.0.113.2"],
        local_address_table=["10.0.1.0/24", "10.0.0.0-10.0.0.255", "192.168.0.1"],
    )
    assert found.internal == (number("10.0.0.9"), number("10.0.0.1"))
    assert found.external == (number("203.0.113.2"),)
    assert found.table == AddressSet(
        ((number("10.0.0.0"), number("10.0.1.255")), (number("192.168.0.1"), number("192.168.0.1")))
    )


# Sections of another version count for nothing


@pytest.mark.parametrize("version", ["isa-2004", "isa-2006"])
def test_the_rules_of_isa_2000_count_for_nothing_on_a_later_version(version: str) -> None:
    found = isa(version=version, protocol_rules=[ONLY_RULE], site_and_content_rules=[ONLY_SITE])
    assert (found.is_2000, found.protocol_rules, found.site_and_content_rules) == (False, None, None)


def test_the_rules_of_isa_2004_count_for_nothing_on_isa_2000() -> None:
    access = {"name": "A", "action": "allow", "protocols": ["Nothing"], "from": ["Nowhere"], "to": ["Nowhere"]}
    found = isa(access_rules=[access], system_rules=[access])
    assert (found.is_2000, found.protocol_rules, found.site_and_content_rules) == (True, None, None)


def test_every_part_says_where_it_is_declared() -> None:
    found = isa(
        client_sets=[{"name": "A", "addresses": []}],
        protocol_rules=[ONLY_RULE, ONLY_RULE | {"name": "R2"}],
        site_and_content_rules=[ONLY_SITE, ONLY_SITE | {"name": "S2"}],
    )
    assert found.protocol_rules is not None
    assert found.site_and_content_rules is not None
    parts = (found, found.client_sets["a"], found.protocol_rules[1], found.site_and_content_rules[1])
    assert [part.at[3:] for part in parts] == [
        (0,),
        (0, "client_sets", 0),
        (0, "protocol_rules", 1),
        (0, "site_and_content_rules", 1),
    ]
    assert all(part.declared.name == part.name for part in parts)
