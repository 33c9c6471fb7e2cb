"""The smallest plan: held against every combination of its candidates, each judged by the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import estates
import oracle
from comparison import built
from exlint.document import read
from exlint.fixes.candidates import Ask, Let, Want
from exlint.fixes.plan import Plan, Search
from exlint.fixes.steps import opened, steps, width
from exlint.fixes.trials import edited
from exlint.mailflow import Mail, Verdict
from exlint.mailflow.verdict import Flow
from fixes.stopped import stopped

Data = dict[str, Any]

PROJECT = Path(__file__).parents[2]
MOST = 6
BAD = ("queues", "partial")


def example(name: str) -> Data:
    data: Data = json.loads(json.dumps(read((PROJECT / "examples" / name).read_bytes()).data))
    return data


def search(data: Data) -> Search:
    return Search(Mail(built(data)), [data])


def made(data: Data) -> tuple[list[str], Plan]:
    """The titles of a plan's steps, and the plan."""
    plan = search(data).plan()
    return [step.title for step in plan.steps], plan


def verdicts(data: Data) -> dict[str, str]:
    return {identity: answer.verdict for identity, answer in oracle.judge(data).items()}


class Leaves(NamedTuple):
    """What the oracle says of the mail of one virtual server: the verdict, and of every destination its 168 hours."""

    verdict: str
    points: dict[tuple[str, str], str]

    def week(self, point: tuple[str, str]) -> str:
        """Of an address that is not told apart: what the one before it has."""
        if point not in self.points:
            before = [(IPv4Address(name), week) for (kind, name), week in self.points.items() if kind == point[0]]
            return max((one, week) for one, week in before if one <= IPv4Address(point[1]))[1]
        return self.points[point]

    def permitted(self, points: Iterable[tuple[str, str]]) -> int:
        """The hours at which it leaves, of all these destinations together."""
        return sum(self.week(point).count("P") for point in points)

    def is_worse_than(self, other: Leaves) -> bool:
        """By the verdict, else by an hour more at which it stays."""
        if self.verdict != other.verdict:
            return rank(self.verdict) > rank(other.verdict)
        weeks = [(self.week(point), other.week(point)) for point in {*self.points, *other.points}]
        return any(now == "S" != was for new, old in weeks for now, was in zip(new, old, strict=True))


def leaves(data: Data) -> dict[str, Leaves]:
    return {identity: Leaves(*answer) for identity, answer in oracle.judge(data).items()}


def with_(data: Data, plan: Plan) -> Data:
    (new,) = edited([data], plan.steps)
    assert isinstance(new, dict)
    return new


class Tried:
    """What the oracle says of every combination of an estate's candidates."""

    def __init__(self, data: Data, searched: Search) -> None:
        self._data, self._searched = data, searched
        self._known: dict[frozenset[Want], dict[str, Leaves]] = {}
        self._today = leaves(data)
        every = self.subsets() if len(searched.wants) <= MOST else [(), searched.wants]
        self._most = max(map(self._leaving, every))

    def leaves(self, wants: Iterable[Want]) -> dict[str, Leaves]:
        """Identity of a virtual server -> what becomes of its mail with these candidates."""
        key = frozenset(wants)
        if key not in self._known:
            ordered = [one for one in self._searched.wants if one in key]
            (new,) = edited([self._data], steps(self._searched.mail, ordered))
            self._known[key] = leaves(new)
        return self._known[key]

    def suffices(self, wants: Iterable[Want]) -> bool:
        """Whether all leaves that can, and no mail fares worse than today."""
        return self._leaving(wants) >= self._most

    def _leaving(self, wants: Iterable[Want]) -> int:
        found = self.leaves(wants)
        if any(found[one].is_worse_than(today) for one, today in self._today.items()):
            return -1
        bad = [one for one, today in self._today.items() if today.verdict in BAD]
        # All that any combination tells apart, so that each hour counts the same in each.
        points = {point for one in bad for point in self.leaves(self._searched.wants)[one].points}
        return sum(found[one].permitted(points) for one in bad)

    def opens_too_much(self, wants: Sequence[Want]) -> bool:
        """Whether one thing that is opened could stay closed."""
        every = {one for want in wants for one in opened(want)}
        return any(self.suffices(want for want in wants if one not in opened(want)) for one in every)

    def subsets(self) -> list[tuple[Want, ...]]:
        """Every combination."""
        wants = self._searched.wants
        return [some for size in range(len(wants) + 1) for some in combinations(wants, size)]


def holds(data: Data) -> str:
    """What is wrong with the plan for an estate, in words; empty where nothing is."""
    searched = search(data)
    plan = searched.plan()
    tried = Tried(data, searched)
    chosen, smallest = searched._chosen()
    if leaves(with_(data, plan)) != tried.leaves(chosen):
        return "the plan's steps come to something else than its candidates"
    if not tried.suffices(chosen):
        return f"mail stays, or is worse off: {verdicts(data)}, {verdicts(with_(data, plan))}"
    if any(tried.suffices(other for other in chosen if other != one) for one in chosen if isinstance(one, Ask)):
        return "somebody is asked for nothing"
    if tried.opens_too_much(chosen):
        return "something is opened for nothing"
    if len(searched.wants) <= MOST:
        cost = searched.cost(chosen)
        cheaper = [some for some in tried.subsets() if searched.cost(some) < cost and tried.suffices(some)]
        if not smallest or not all(map(tried.opens_too_much, cheaper)):
            return f"there is a cheaper plan: {cheaper}, not {chosen}"
    return ""


def rank(verdict: str) -> int:
    return ("delivers", "unknown", "partial", "queues").index(verdict)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_no_combination_of_the_candidates_is_a_cheaper_plan_and_none_is_in_it_for_nothing(source: Random) -> None:
    assert holds(stopped(source)) == ""


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_the_same_on_estates_whose_parts_collide_on_purpose(source: Random) -> None:
    data = estates.estate(source)
    if any(verdict in BAD for verdict in verdicts(data).values()):
        assert holds(data) == ""


def test_plans_of_every_size_occur_often_enough() -> None:
    sizes = [len(search(stopped(Random(seed))).plan().steps) for seed in range(200)]

    assert min(sizes.count(0), sizes.count(1), sizes.count(2), sizes.count(3)) >= 5, sizes
    assert max(sizes) >= 5


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_mail_that_leaves_with_some_candidates_leaves_with_more_of_them(source: Random) -> None:
    data = stopped(source)
    searched = search(data)
    if len(searched.wants) > MOST:
        return
    tried = Tried(data, searched)
    for some in tried.subsets():
        for one in searched.wants:
            assert not tried.suffices(some) or tried.suffices([*some, one])


def test_what_may_do_if_something_is_declared_costs_less_and_stops_nothing_that_leaves_with_the_plan() -> None:
    found = 0
    for seed in range(300):
        data = stopped(Random(seed))
        searched = search(data)
        plan = searched.plan()
        less = searched.if_declared(plan)
        if less is None or not plan.wants:
            continue
        found += 1
        assert searched.cost(less.wants) < searched.cost(plan.wants)
        after, perhaps = leaves(with_(data, plan)), leaves(with_(data, less))
        for identity, one in after.items():
            for point, week in one.points.items():
                other = perhaps[identity].week(point)
                assert not any(new == "S" != old for old, new in zip(week, other, strict=True))
        assert any(one.verdict == "unknown" or "U" in str(one.points) for one in perhaps.values())
    assert found >= 3


def test_where_it_is_better_that_no_name_is_found_the_dns_server_stays_out_of_reach() -> None:
    """EX0, on the ISA computer, tries DNS first, then its smart host.

    With a filter for DNS names would be found, the connection to the Internet would be stopped, and whether the smart
    host then takes over nobody has said. A filter for the smart host alone is enough: no name is found, so it is used.
    """
    server = {
        "name": "EX0",
        "edition": "exchange-2000",
        "address": "10.0.0.1",
        "smtp_virtual_servers": [
            {
                "name": "VS0",
                "external_dns_servers": ["198.51.100.53"],
                "smart_host": "[192.0.2.9]",
                "attempt_direct_delivery": True,
            }
        ],
    }
    isa = {
        "name": "ISA0",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "packet_filtering": True,
        "packet_filters": [],
    }

    titles, plan = made({"exlint": 1, "exchange": {"servers": [server]}, "isa": {"servers": [isa]}})

    assert titles == [
        "make the IP packet filter SMTP over tcp: allow, tcp, outbound, remote port 25, the remote computer 192.0.2.9"
    ]
    assert [flow.verdict for flow in plan.after.flows] == [Verdict.DELIVERS]


def test_a_search_that_does_not_find_the_cheapest_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Search, "_chosen", lambda self: (self.wants, True))

    assert any(holds(stopped(Random(seed))) for seed in range(50))


def test_of_the_articles_estate() -> None:
    """Three steps, worked out by hand.

    MAIL1 asks the provider's DNS server, which is stopped: `DNS for admins` is for users. ISA1 itself may ask (DNS
    filter), so MAIL1 asks ISA1: one step, which opens nothing; first, since the provider's would be asked in vain. The
    SMTP connection has its protocol rule (Mail, any request), but the only site and content rule is for users: a rule
    for MAIL1 alone, and the client set that it needs. To let MAIL1 ask the provider itself would take three steps as
    well (set, protocol rule, site and content rule), but would open udp 53 and tcp 53 besides.
    """
    data = example("kb305394/broken.yaml")

    titles, plan = made(data)

    assert titles == [
        "add 10.0.0.1 to the external DNS servers of Default SMTP Virtual Server on MAIL1, before the others",
        "make the client set Mail servers: 10.0.0.10",
        (
            "make the site and content rule All destinations for Mail servers: allow, all destinations, always, for the"
            " client set Mail servers"
        ),
    ]
    assert [step.opens for step in plan.steps] == [
        "",
        "",
        "what protocol rules allow 10.0.0.10 (Mail), to all destinations, at every hour",
    ]
    assert plan.smallest
    assert verdicts(with_(data, plan)) == {"MAIL1/Default SMTP Virtual Server": "delivers"}
    server = with_(data, plan)["isa"]["servers"][0]
    assert server["client_sets"] == [{"name": "Mail servers", "addresses": ["10.0.0.10"]}]
    assert server["site_and_content_rules"][-1] == {
        "name": "All destinations for Mail servers",
        "action": "allow",
        "applies_to": {"client_sets": ["Mail servers"]},
    }


def test_where_the_isa_server_answers_no_names_only_the_server_that_asks_is_let_out() -> None:
    """MAIL1 asks DC1, DC1 asks the provider: DC1 may ask, MAIL1 may send, and nobody may do both."""
    data = example("kb305394/broken.yaml")
    data["exchange"]["servers"][0]["smtp_virtual_servers"][0]["external_dns_servers"] = ["10.0.0.5"]
    data["isa"]["servers"][0]["dns_listener"] = False

    titles, plan = made(data)

    assert titles == [
        "make the client set DNS servers: 10.0.0.5",
        "make the client set Mail servers: 10.0.0.10",
        (
            "make the protocol rule DNS for DNS servers: allow DNS Query and DNS Zone Transfer, always,"
            " for the client set DNS servers"
        ),
        (
            "make the site and content rule All destinations for DNS servers and Mail servers: allow, all destinations,"
            " always, for the client sets DNS servers and Mail servers"
        ),
    ]
    assert plan.steps[2].opens == "udp 53 and tcp 53 for 10.0.0.5, to all destinations, at every hour"
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_a_client_set_of_exactly_these_computers_is_used_again() -> None:
    data = example("kb305394/broken.yaml")
    data["isa"]["servers"][0]["client_sets"] = [{"name": "Exchange", "addresses": ["10.0.0.10"]}]

    titles, plan = made(data)

    assert [title.partition(":")[0] for title in titles[1:]] == [
        "make the site and content rule All destinations for Exchange"
    ]
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_a_deny_rule_of_isa_server_2000_is_left_to_a_person() -> None:
    data = example("kb305394/broken.yaml")
    deny = {"name": "No mail", "action": "deny", "protocols": ["SMTP"], "applies_to": "any_request"}
    data["isa"]["servers"][0]["protocol_rules"].append(deny)

    titles, plan = made(data)

    assert titles == []
    assert [flow.verdict for flow in plan.everything.flows] == [Verdict.QUEUES]


@pytest.mark.parametrize(
    ("declared", "named"),
    [([], "tcp 2525"), ([{"name": "Odd", "port": 2525, "transport": "tcp", "direction": "outbound"}], "Odd")],
)
def test_an_odd_port_has_the_declared_definition_or_a_new_one(declared: list[Data], named: str) -> None:
    data = example("kb305394/mended.yaml")
    data["exchange"]["servers"][0]["smtp_virtual_servers"][0]["tcp_port"] = 2525
    data["isa"]["servers"][0]["protocol_definitions"] = declared

    titles, plan = made(data)

    assert f"allow {named}, always" in titles[-1]
    assert len(titles) == (3 if not declared else 2)
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_a_redefined_name_of_the_product_is_not_taken_for_what_it_was() -> None:
    data = example("kb305394/mended.yaml")
    server = data["isa"]["servers"][0]
    server["protocol_rules"] = [one for one in server["protocol_rules"] if "SMTP" not in one["protocols"]]
    server["protocol_definitions"] = [{"name": "SMTP", "port": 26, "transport": "tcp", "direction": "outbound"}]

    titles, plan = made(data)

    assert any(title.startswith("make the protocol definition SMTP outbound: tcp 25") for title in titles)
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_the_isa_computers_own_question_gets_a_packet_filter_to_its_forwarder_only() -> None:
    data = example("kb305394/mended.yaml")
    server = data["isa"]["servers"][0]
    server["packet_filters"], server["dns_forwarders"] = [], ["198.51.100.53"]
    server["protocol_rules"] = [one for one in server["protocol_rules"] if "DNS Query" not in one["protocols"]]

    titles, plan = made(data)

    assert titles == [
        (
            "make the IP packet filter DNS over udp: allow, udp, send_receive, remote port 53, the remote computer"
            " 198.51.100.53"
        ),
    ]
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_isa_server_2004_gets_an_access_rule_before_the_one_that_denies() -> None:
    """A rule for HUB1 only, from its client set, before the deny rule: one step."""
    data = example("exchange-2003-enterprise.yaml")
    server = data["isa"]["servers"][0]
    server["access_rules"].insert(
        0, {"name": "No mail", "action": "deny", "protocols": ["SMTP"], "from": ["Internal"], "to": ["External"]}
    )

    titles, plan = made(data)

    assert titles == [
        (
            "make the access rule SMTP for Mail servers: allow SMTP from Mail servers to External, all users, before"
            " No mail"
        ),
    ]
    assert plan.steps[0].opens == "tcp 25 for 10.1.0.20, to External, at every hour"
    rules = with_(data, plan)["isa"]["servers"][0]["access_rules"]
    assert [one["name"] for one in rules[:2]] == ["SMTP for Mail servers", "No mail"]
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_every_dns_server_with_the_list_of_the_forest_is_a_step_of_its_own() -> None:
    """MAIL1 asks two DNS servers, these ask the provider; ISA1 may, they may not, and MAIL1 has a list of its own."""
    data = example("kb305394/mended.yaml")
    data["forest"]["dns"] = {
        "external_servers": ["198.51.100.53"],
        "servers": [
            {"name": "DC1", "address": "10.0.0.5", "root_hints": False},
            {"name": "DC2", "address": "10.0.0.6", "root_hints": False},
        ],
    }
    data["exchange"]["servers"][0]["smtp_virtual_servers"][0]["external_dns_servers"] = ["10.0.0.5", "10.0.0.6"]
    server = data["isa"]["servers"][0]
    server["protocol_rules"] = [one for one in server["protocol_rules"] if "DNS Query" not in one["protocols"]]
    searched = search(data)
    (ask,) = [one for one in searched.wants if isinstance(one, Ask) and one.at[-1] == "external_servers"]

    found = steps(searched.mail, [ask], [ask])

    assert [step.title for step in found] == [
        "add 10.0.0.1 (ISA1) to the forwarders of DC1, before the others",
        "add 10.0.0.1 (ISA1) to the forwarders of DC2, before the others",
    ]
    assert [len(step.edits) for step in found] == [1, 0]
    (new,) = edited([data], found)
    assert new["forest"]["dns"]["external_servers"] == ["10.0.0.1", "198.51.100.53"]
    assert set(verdicts(new).values()) == {"delivers"}
    assert [step.title for step in searched.plan().steps] == [
        "add 10.0.0.1 to the external DNS servers of Default SMTP Virtual Server on MAIL1, before the others"
    ]


def test_with_more_candidates_than_can_be_tried_the_plan_is_not_called_the_smallest() -> None:
    data = example("kb305394/mended.yaml")
    server = data["isa"]["servers"][0]
    server["protocol_rules"] = [{"name": "Mail", "action": "allow", "protocols": ["SMTP"], "applies_to": "any_request"}]
    controllers = [f"10.0.0.{number}" for number in range(50, 58)]
    data["forest"]["dns"] = {
        "servers": [
            {"name": f"DC{address}", "address": address, "forwarders": ["198.51.100.53"], "root_hints": False}
            for address in controllers
        ]
    }
    sender = data["exchange"]["servers"][0]["smtp_virtual_servers"][0]
    sender["external_dns_servers"] = controllers

    titles, plan = made(data)

    assert len(titles) == 1
    assert not plan.smallest
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_width_counts_a_site_and_content_rule_once_for_a_computer_and_one_address_apart() -> None:
    isa = (0, "isa", "servers", 0)
    dns = (("udp", 53), ("tcp", 53))
    wants: Sequence[Want] = [
        Ask((0, "a"), isa),
        Let(isa, "protocol_rules", 1, dns, itself=False),
        Let(isa, "protocol_rules", 1, dns[1:], itself=False),
        Let(isa, "site_and_content_rules", 1, (), itself=False),
        Let(isa, "packet_filters", 2, dns[:1], itself=True, remote=7),
    ]

    assert width(wants) == (3, 1)


def test_an_estate_whose_mail_leaves_or_is_undecided_has_no_plan() -> None:
    for name in ("kb305394/mended.yaml", "sbs-2003-premium.yaml"):
        titles, plan = made(example(name))
        flows: tuple[Flow, ...] = plan.after.flows
        assert (titles, plan.smallest) == ([], True)
        assert all(flow.verdict is Verdict.DELIVERS for flow in flows)


def test_of_several_internal_addresses_the_one_in_the_local_address_table_is_asked() -> None:
    data = example("kb305394/broken.yaml")
    data["isa"]["servers"][0]["internal_addresses"] = ["10.1.0.1", "10.0.0.1"]

    titles, _ = made(data)

    assert titles[0].startswith("add 10.0.0.1 to the external DNS servers")


def test_what_a_deny_rule_stops_at_weekends_leaves_on_the_other_days() -> None:
    """Nothing allows SMTP, which is denied at weekends besides: a rule for MAIL1 is all that a plan can do."""
    data = example("kb305394/mended.yaml")
    server = data["isa"]["servers"][0]
    deny = {"name": "Deny", "action": "deny", "protocols": ["SMTP"], "applies_to": "any_request"}
    server["protocol_rules"] = [one for one in server["protocol_rules"] if "SMTP" not in one["protocols"]]
    server["protocol_rules"].append(deny | {"schedule": "Weekends"})

    titles, plan = made(data)

    assert titles == [
        "make the client set Mail servers: 10.0.0.10",
        "make the protocol rule SMTP for Mail servers: allow SMTP, always, for the client set Mail servers",
    ]
    (answer,) = oracle.judge(with_(data, plan)).values()
    assert answer.points["internet", ""] == "P" * 24 * 5 + "S" * 24 * 2


@pytest.mark.parametrize(
    "element",
    [
        {"networks": [{"name": "Mail servers", "addresses": ["10.9.0.0/24"]}]},
        {"destination_sets": [{"name": "mail servers", "destinations": ["192.0.2.0/24"]}]},
        {
            "networks": [{"name": "Mail servers", "addresses": ["10.9.0.0/24"]}],
            "client_sets": [{"name": "Mail servers", "addresses": ["10.1.0.20"]}],
        },
    ],
    ids=["network", "destination set", "set that a network hides"],
)
def test_a_new_set_has_a_name_that_means_nothing_else_where_rules_name_networks(element: Data) -> None:
    """A network goes before a client set of the same name in `from` and `to`, which goes before a destination set."""
    data = example("exchange-2003-enterprise.yaml")
    server = data["isa"]["servers"][0]
    deny = {"name": "No mail", "action": "deny", "protocols": ["SMTP"], "from": ["Internal"], "to": ["External"]}
    server["access_rules"].insert(0, deny)
    server.pop("client_sets")
    for rule in server["access_rules"][1:]:
        rule["from"] = ["Internal"]
    server.update(element)

    titles, plan = made(data)

    assert titles == [
        "make the client set Mail servers (10.1.0.20): 10.1.0.20",
        (
            "make the access rule SMTP for Mail servers (10.1.0.20): allow SMTP from Mail servers (10.1.0.20) to"
            " External, all users, before No mail"
        ),
    ]
    assert set(verdicts(with_(data, plan)).values()) == {"delivers"}


def test_a_second_new_rule_has_a_number_that_is_no_part_of_whom_it_is_for() -> None:
    data = example("kb305394/mended.yaml")
    server = data["isa"]["servers"][0]
    data["exchange"]["servers"][0]["smtp_virtual_servers"][0]["tcp_port"] = 2525
    server["protocol_definitions"] = [{"name": "tcp 2525", "port": 2525, "transport": "tcp", "direction": "inbound"}]
    server["protocol_rules"].append(
        {
            "name": "tcp 2525 for Mail servers",
            "action": "allow",
            "protocols": ["tcp 2525"],
            "applies_to": {"client_sets": ["DNS servers"]},
        }
    )

    titles, _ = made(data)

    assert titles == [
        "make the client set Mail servers: 10.0.0.10",
        "make the protocol definition tcp 2525 outbound: tcp 2525, outbound",
        (
            "make the protocol rule tcp 2525 for Mail servers (2): allow tcp 2525 outbound, always,"
            " for the client set Mail servers"
        ),
    ]
