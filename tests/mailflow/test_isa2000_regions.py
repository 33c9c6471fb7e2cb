"""Rules of ISA Server 2000 that need a larger world than the small one in which every request is asked about."""

from __future__ import annotations

from typing import Any

import pytest

from comparison import built
from exlint.mailflow.dead_rules import dead
from exlint.mailflow.overlaps import overridden, redundant
from exlint.model.estate import IsaServer

Data = dict[str, Any]
GROUPS = ["Staff", "Admins", "Guests", "Sales"]
CONTENTS = ["Audio", "Video", "Images", "Text"]


def isa(kind: str, rules: list[Data], **keys: Any) -> IsaServer:
    """An ISA server with rules of one kind, which are for everybody unless they say otherwise."""
    named = [{"name": f"R{n}", "action": "allow", "applies_to": "any_request"} | one for n, one in enumerate(rules)]
    server = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"], kind: named}
    return built({"exlint": 1, "isa": {"servers": [server | keys]}}).isa_servers[0]


def found(server: IsaServer) -> tuple[set[int], set[int]]:
    """The numbers of the rules that others override, and of those that are redundant."""
    lifeless = dead(server)
    denied = overridden(server, lifeless)
    of_both = (denied, redundant(server, lifeless, denied))
    by_number, needless = ({int(at[-1]) for at in one} for one in of_both)
    return by_number, needless


def denying(keys: Data, *, by: Data, kind: str = "site_and_content_rules", **others: Any) -> bool:
    """Whether a rule with some keys is overridden by one with others."""
    server = isa(kind, [by | {"action": "deny"}, keys], **others)
    return found(server) == ({1}, set())


def sets(**destinations: list[str]) -> list[Data]:
    return [{"name": name, "destinations": its} for name, its in destinations.items()]


def to(*names: str) -> Data:
    return {"destinations": {"sets": list(names)}}


@pytest.mark.parametrize("group", GROUPS)
def test_of_many_client_groups_each_is_its_own(group: str) -> None:
    some = {"applies_to": {"client_groups": [one for one in GROUPS if one != group]}}
    everybody = {"applies_to": {"client_groups": GROUPS}}
    own = {"applies_to": {"client_groups": [group]}}

    assert denying(own, by=own)
    assert denying(own, by=everybody)
    assert not denying(own, by=some)
    assert not denying({}, by=everybody)


@pytest.mark.parametrize("group", CONTENTS)
def test_of_many_content_groups_each_is_its_own(group: str) -> None:
    some = {"content": {"groups": [one for one in CONTENTS if one != group]}}
    every = {"content": {"groups": CONTENTS}}
    own = {"content": {"groups": [group]}}

    assert denying(own, by=own)
    assert denying(own, by=every)
    assert not denying(own, by=some)
    assert not denying({}, by=every)


def test_of_many_hosts_each_is_its_own() -> None:
    hosts = [f"{letter}.example.com" for letter in "abcde"]
    server = isa(
        "site_and_content_rules",
        [to(one) for one in "abcde"],
        destination_sets=sets(**{host[0]: [host] for host in hosts}),
    )

    assert found(server) == (set(), set())
    for host in hosts:
        some = sets(Own=[host], All=hosts, Others=[one for one in hosts if one != host])
        assert denying(to("Own"), by=to("All"), destination_sets=some)
        assert not denying(to("Own"), by=to("Others"), destination_sets=some)
        assert not denying({}, by=to("All"), destination_sets=some)  # there are others on the Internet


def test_all_protocols_are_more_than_those_that_have_a_name() -> None:
    named = {"protocols": ["SMTP", "DNS Query", "DNS Zone Transfer"]}

    assert not denying({"protocols": "all"}, by=named, kind="protocol_rules")
    assert denying(named, by={"protocols": "all"}, kind="protocol_rules")


def test_addresses_are_told_apart_one_by_one() -> None:
    some = sets(Low=["192.0.2.0-192.0.2.3"], More=["192.0.2.0-192.0.2.4"], Next=["192.0.2.4"], Gap=["192.0.2.5"])
    some += sets(Holed=["192.0.2.0-192.0.2.3", "192.0.2.8"], Whole=["192.0.2.0-192.0.2.8"])
    for wide, narrow in (("More", "Low"), ("Whole", "More"), ("Whole", "Holed"), ("Holed", "Low"), ("Whole", "Gap")):
        assert denying(to(narrow), by=to(wide), destination_sets=some)
        assert not denying(to(wide), by=to(narrow), destination_sets=some)
    for one, other in (("Low", "Next"), ("Next", "Gap"), ("More", "Gap"), ("Holed", "Gap")):
        assert not denying(to(one), by=to(other), destination_sets=some)
        assert not denying(to(other), by=to(one), destination_sets=some)


def test_what_paths_leave_over_of_a_host_is_not_known_well_enough() -> None:
    some = sets(Page=["www.example.com/mail"], Name=["www.example.org"], Every=["*/mail"])
    other = {"destinations": {"all_except": ["Page"]}}

    assert not denying(to("Name"), by=other, destination_sets=some)
    assert not denying(to("Every"), by=to("Every"), destination_sets=some)


def test_all_addresses_in_two_sets_are_not_the_internet_at_large() -> None:
    halves = sets(Low=["0.0.0.0-127.255.255.255"], High=["128.0.0.0-255.255.255.255"])

    assert not denying({}, by=to("Low", "High"), destination_sets=halves)
    assert denying(to("High"), by=to("Low", "High"), destination_sets=halves)


def test_the_last_address_of_all_is_one_like_any_other() -> None:
    last = sets(Last=["255.255.255.255"], Few=["255.255.255.254-255.255.255.255"], Before=["255.255.255.254"])

    assert denying(to("Last"), by=to("Few"), destination_sets=last)
    assert not denying(to("Few"), by=to("Last"), destination_sets=last)
    assert denying(to("Few"), by=to("Last", "Before"), destination_sets=last)


def test_a_path_of_an_address_is_in_sets_that_hold_the_address() -> None:
    some = sets(Page=["192.0.2.7/mail"], Net=["192.0.2.0/24"], Other=["198.51.100.0/24"], Name=["www.example.com"])

    assert denying(to("Page"), by=to("Net"), destination_sets=some)
    assert not denying(to("Page"), by=to("Other"), destination_sets=some)
    assert not denying(to("Page"), by=to("Name"), destination_sets=some)


@pytest.mark.parametrize("path", ["www.example.com/mail", "192.0.2.7/mail"])
def test_two_paths_of_a_host_and_the_host_are_told_apart(path: str) -> None:
    host = path.partition("/")[0]
    some = sets(Page=[path], Other=[f"{host}/web"], Host=[host])

    assert denying(to("Page"), by=to("Host"), destination_sets=some)
    assert denying(to("Page", "Other"), by=to("Host"), destination_sets=some)
    assert not denying(to("Page"), by=to("Other"), destination_sets=some)
    assert not denying(to("Host"), by=to("Page", "Other"), destination_sets=some)


def test_a_rule_for_the_isa_computer_alone_neither_helps_nor_is_overridden() -> None:
    clients = [
        {"name": name, "addresses": its}
        for name, its in (("One", ["10.0.0.1"]), ("Rest", ["10.0.0.2-10.0.0.9"]), ("Both", ["10.0.0.1-10.0.0.9"]))
    ]
    one, rest, both = ({"applies_to": {"client_sets": [name]}} for name in ("One", "Rest", "Both"))

    assert found(isa("site_and_content_rules", [rest, one, both], client_sets=clients)) == (set(), {0})
    assert not denying(one, by={}, client_sets=clients)
    assert denying(rest, by={}, client_sets=clients)


def test_protocols_that_come_in_do_not_keep_a_rule_from_being_redundant() -> None:
    rules = [{"protocols": ["SMTP", "POP3 Server"]}, {"protocols": ["SMTP", "NNTP Server"]}]

    assert found(isa("protocol_rules", rules)) == (set(), {1})


def test_a_rule_for_all_protocols_but_some_makes_others_redundant() -> None:
    but_http, smtp, http = {"protocols": {"all_except": ["HTTP"]}}, {"protocols": ["SMTP"]}, {"protocols": ["HTTP"]}

    assert found(isa("protocol_rules", [but_http, smtp])) == (set(), {1})
    assert found(isa("protocol_rules", [but_http, http])) == (set(), set())
    assert found(isa("protocol_rules", [http, smtp])) == (set(), set())
