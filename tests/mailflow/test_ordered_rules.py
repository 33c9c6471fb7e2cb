"""Who decides in lists of access rules: by regions against request by request, and the engine against the walk."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import access_rules
from access_rules import DAYS, Point, Walk, Walked
from estates import Data
from exlint import model, schema
from exlint.document import Limits
from exlint.engine.files import Files
from exlint.mailflow import isa2004, isa2004_places, isa2004_regions, ordered_rules
from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.ordered_rules import Found, OrderedRules
from exlint.mailflow.request import Request
from exlint.mailflow.targets import Target
from exlint.model.addresses import AddressSet
from exlint.model.estate import AccessRule, End

LISTS = int(os.environ.get("TESTS_ESTATES", "300"))
MANY = settings(max_examples=LISTS, suppress_health_check=list(HealthCheck))
SECTIONS = ("system_rules", "access_rules")
ITSELF = "10.0.0.7"  # an address of the ISA computer that is not declared as its own


def _document(server: Data) -> Data:
    mail = {"name": "MAIL1", "edition": "exchange-2003-standard", "smtp_virtual_servers": [{"name": "VS"}]}
    return {
        "exlint": 1,
        "exchange": {"servers": [mail | {"address": [ITSELF, "10.0.0.1"]}]},
        "isa": {"servers": [server]},
    }


def _checked(data: Data) -> schema.Document:
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    return document


def built(server: Data) -> model.Estate:
    estate = model.build([_checked(_document(server))])
    assert isinstance(estate, model.Estate), estate
    return estate


def number(rule: AccessRule) -> int:
    index = rule.at[-1]
    assert isinstance(index, int)
    return index


def numbers(found: Found) -> dict[int, set[int]]:
    return {number(rule): set(map(number, by)) for rule, by in found}


def found_by_regions(server: Data) -> list[Walked]:
    return [
        Walked({number(rule): key for rule, key in one.never}, numbers(one.shadowed), numbers(one.redundant))
        for one in ordered_rules.ordered_rules(built(server))
    ]


def found_by_walking(server: Data) -> list[Walked]:
    return [Walk(server, section, [ITSELF]).found() for section in SECTIONS if server.get(section)]


def _few_clients(source: Random) -> Data:
    """Rules for mail from some of three computers: what one decides another one may repeat or turn round."""
    sets = [{"name": f"S{n}", "addresses": [f"10.0.0.{n}"]} for n in range(2, 5)]
    rules = [
        {
            "name": f"R{n}",
            "action": source.choice(["allow", "deny"]),
            "protocols": ["SMTP"],
            "from": source.sample(["S2", "S3", "S4"], source.randint(1, 3)),
            "to": ["External"],
        }
        for n in range(6)
    ]
    isa = {"name": "ISA1", "version": "isa-2006", "internal_addresses": ["10.0.0.1"], "client_sets": sets}
    return isa | {"local_address_table": ["10.0.0.0/24"], "access_rules": rules}


@MANY
@given(st.integers(0, 2**32))
def test_regions_find_exactly_the_rules_that_a_walk_through_every_request_finds(seed: int) -> None:
    source = Random(seed)
    server = access_rules.server(source) if source.random() < 0.8 else _few_clients(source)

    assert found_by_regions(server) == found_by_walking(server)


@MANY
@given(st.integers(0, 2**32))
def test_all_is_decided_alike_whichever_of_the_rules_found_are_left_out(seed: int) -> None:
    source = Random(seed)
    server = access_rules.server(source) if source.random() < 0.5 else _few_clients(source)
    sections = [one for one in SECTIONS if server.get(one)]
    for section, found in zip(sections, found_by_regions(server), strict=True):
        walk = Walk(server, section, [ITSELF])
        gone = {one for one in (*found.shadowed, *found.redundant) if source.random() < 0.5}
        for index in gone:
            rule, points = walk.rules[index], walk.points()
            met = [[one for one in points[side] if walk.holds(rule, side, one)] for side in access_rules.SIDES]
            for _ in range(20):
                point = tuple(map(source.choice, met))
                assert walk.outcome(point, gone) == walk.outcome(point), (point, gone)


def test_everything_that_can_be_found_occurs_often_enough_to_be_compared() -> None:
    found = Counter[str]()
    for seed in range(200):
        for one in found_by_walking(access_rules.server(Random(seed))):
            found.update(one.never.values())
            found.update({"shadowed": len(one.shadowed), "redundant": len(one.redundant)})
            found["by several"] += sum(len(by) > 1 for by in one.shadowed.values())
            found["by several later ones"] += sum(len(by) > 1 for by in one.redundant.values())

    assert len(found) == 9
    assert min(found.values()) >= 2, found


FAULTS: dict[str, tuple[Any, str, Any]] = {
    "users by name are everybody": (isa2004_regions, "_users", lambda _: None),
    "content is overlooked": (isa2004_regions, "_groups", lambda _: None),
    "a path is at no address": (isa2004_places._Addresses, "at", lambda *_: []),
    "the ISA computer has no other address": (ordered_rules, "_itself", lambda *_: []),
    "paths are overlooked": (End, "paths", ()),
    "nothing is left": (ordered_rules, "left", lambda *_: []),
    "all is left": (ordered_rules, "left", lambda wholes, _: wholes),
    "every request is in no other rule": (OrderedRules, "_is_alone", lambda *_: True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_caught_within_500_lists(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)
    servers = (access_rules.server(Random(seed)) for seed in range(500))

    assert any(found_by_regions(server) != found_by_walking(server) for server in servers)


def test_what_is_decided_before_a_rule_is_what_the_walk_says() -> None:
    answers = Counter[bool]()
    for seed in range(100):
        server = access_rules.server(Random(seed))
        for one in ordered_rules.ordered_rules(built(server)):
            section = str(one.rules[0].at[-2]) if one.rules else ""
            for rule in one.rules:
                if rule not in [never for never, _ in one.never]:
                    expected = Walk(server, section, [ITSELF]).decided_before(number(rule), ("tcp", 25))
                    assert one.decided_before(rule, "tcp", 25) is expected
                    answers[expected] += 1

    assert min(answers.values()) > 20, answers


@MANY
@given(st.integers(0, 2**32))
def test_the_engine_has_a_request_without_identity_decided_by_the_rule_that_the_walk_says(seed: int) -> None:
    source = Random(seed)
    server = access_rules.server(source)
    (isa,) = built(server).isa_servers
    walk, rules = Walk(server, "access_rules", [ITSELF]), isa.access_rules or ()
    points = walk.points()
    for _ in range(50):
        here, there, port = (source.choice(points[side]) for side in ("from", "to", "protocols"))
        if there.path or (here.address == there.address and here.inside is not there.inside):
            continue
        inside = [one.address for one in (here, there) if one.inside]
        home = isa.table or AddressSet.of((address, address) for address in inside)
        target = Target(there.address, there.name)
        request = Request(here.address, target, port[0], port[1], home)
        view = isa2004._View(isa, home, Target(here.address), request, STANDARD, {}, is_itself=here.itself)
        causes = isa2004._walk(view, "access_rules", rules)
        for hour in source.sample(range(168), 5):
            point: Point = (here, there, port, None, None, (DAYS[hour // 24], hour % 24))
            by = next((one.at for one in causes if one.hours >> hour & 1), None)
            assert by == (None if (index := walk.decides(point)) is None else rules[index].at), point


def _thousand_rules() -> Data:
    """Every rule with a client set of its own; a third of them can never decide."""
    sets = [{"name": f"S{n}", "addresses": [f"10.{n // 200}.{n % 200}.0/24"]} for n in range(500)]
    names = ["SMTP", "DNS", "HTTP", "HTTPS", "FTP", "POP3"]
    rules = [
        {
            "name": f"R{n}",
            "action": "deny" if n % 7 == 0 else "allow",
            "protocols": [names[n % 6], names[n * 5 % 6]],
            "from": [f"S{n % 500}"] if n % 3 else ["Internal"],
            "to": ["External"],
            "schedule": "always" if n % 5 else "Work hours",
        }
        for n in range(1000)
    ]
    isa = {"name": "ISA1", "version": "isa-2006", "internal_addresses": ["10.0.0.1"]}
    return isa | {"local_address_table": ["10.0.0.0/8"], "client_sets": sets, "access_rules": rules}


def test_a_thousand_rules_are_no_multiple_of_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "infra.yaml"
    path.write_text(json.dumps(_document(_thousand_rules())), encoding="utf-8")
    start = process_time()
    estate = model.build([_checked(Files(Limits()).load(str(path)).data)])
    read = process_time()
    assert isinstance(estate, model.Estate)

    (one,) = ordered_rules.ordered_rules(estate)
    found = len(one.shadowed)
    assert one.redundant == ()
    took = process_time() - read

    assert found > 300
    # About half of it on a quiet machine; a way through all pairs of rules would take many times as long.
    assert took < 4 * (read - start), f"{took:.2f} s, where reading takes {read - start:.2f} s"


def test_what_would_take_too_long_to_prove_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = {"action": "allow", "protocols": ["SMTP"], "to": ["External"]}
    sets = [{"name": f"S{n}", "addresses": [f"10.0.0.{64 * n}/26"]} for n in range(4)]
    few = [rule | {"name": f"R{n}", "from": [f"S{n}"]} for n in range(4)]
    isa = {"name": "ISA1", "version": "isa-2006", "internal_addresses": ["10.0.0.1"], "client_sets": sets}
    isa |= {"local_address_table": ["10.0.0.0/24"], "access_rules": [*few, rule | {"name": "R4", "from": ["Internal"]}]}

    assert found_by_regions(isa) == [Walked({}, {4: {0, 1, 2, 3}}, {})]
    monkeypatch.setattr(ordered_rules, "PIECES", 3)
    assert found_by_regions(isa) == [Walked({}, {}, {3: {4}, 2: {4}, 1: {4}})]


def firewall(*rules: Data, **keys: Any) -> Data:
    """An ISA server with a list of rules that allow mail to everywhere, unless they say otherwise."""
    base = {"action": "allow", "protocols": ["SMTP"], "from": ["All Networks"], "to": ["All Networks"]}
    isa: Data = {"name": "ISA1", "version": "isa-2006", "internal_addresses": ["10.0.0.1"]}
    isa |= {"local_address_table": ["10.0.0.0/8"]} | keys
    named = [base | {"name": f"R{n}"} | one for n, one in enumerate(rules)]
    return {key: value for key, value in isa.items() if value is not None} | {"access_rules": named}


def clients(**sets: list[str]) -> list[Data]:
    return [{"name": name, "addresses": its} for name, its in sets.items()]


def hosts(**sets: list[str]) -> list[Data]:
    return [{"name": name, "destinations": its} for name, its in sets.items()]


OWN = clients(Own=["10.0.0.1"], S7=[ITSELF])
N = [f"10.0.0.{n}" for n in range(10, 20)]
FOUR = clients(A=N[:1], B=N[1:2], AB=N[:2], BC=N[1:3], ABD=[*N[:2], N[3]], CE=[N[2], N[4]])
TO = hosts(X=["a.example.com"], Y=["b.example.com"], Z=["c.example.com"])
EVERYWHERE = ["X", "Y", "Z"]

WALKED: dict[str, tuple[Data, dict[int, set[int]], dict[int, set[int]]]] = {
    "the ISA computer, whatever address it sends from": (
        firewall({"from": ["S7", "Own"]}, {"from": ["Local Host"]}, client_sets=OWN),
        {1: {0}},
        {},
    ),
    "a declared network, in which the ISA computer never is": (
        firewall({"from": ["N1", "Own"]}, {"from": ["Local Host"]}, networks=clients(N1=[ITSELF]), client_sets=OWN),
        {},
        {},
    ),
    "a declared network of all addresses, which is not the Internet at large": (
        firewall({"to": ["N1"]}, {"to": ["External"]}, networks=clients(N1=["0.0.0.0/0"]), local_address_table=None),
        {},
        {},
    ),
    "hosts that no address stands for": (
        firewall(
            {"to": ["Low", "High"]},
            *({"to": [one]} for one in EVERYWHERE),
            destination_sets=[*TO, *hosts(Low=["0.0.0.0-10.0.0.9"], High=["10.0.0.10-255.255.255.255"])],
        ),
        {},
        {},
    ),
    "all that is outside but the Internet at large": (
        firewall(
            {"to": ["Outside", "X"]},
            {"to": ["External"]},
            destination_sets=[*TO, *hosts(Outside=["0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255"])],
        ),
        {},
        {0: {1}},
    ),
    "a path of an address that may be inside": (
        firewall(
            {"to": ["External", "Other"]},
            {"to": ["Page"]},
            {"to": ["Address"]},
            {"to": ["Page"]},
            destination_sets=hosts(Page=["192.0.2.9/a"], Other=["198.51.100.1"], Address=["192.0.2.9"]),
            local_address_table=None,
        ),
        {3: {0, 1}},
        {1: {2}},
    ),
    "a client set of the name of a destination set, whose paths do not count": (
        firewall(
            {"to": ["Same"]},
            {"to": ["Page"]},
            client_sets=clients(Same=["10.0.0.10"]),
            destination_sets=hosts(Same=["a.example.com/x"], Page=["a.example.com/x"]),
        ),
        {},
        {},
    ),
    "a rule that another one denies where no single request is easily found": (
        firewall(
            {"from": ["AB"], "to": EVERYWHERE},
            {"from": ["A"], "to": EVERYWHERE, "protocols": ["SMTP", "DNS"]},
            {"from": ["B"], "to": ["X"], "protocols": ["SMTP", "DNS"]},
            {"from": ["B"], "to": ["Z"], "protocols": ["SMTP", "DNS"]},
            {"from": ["ABD"], "to": EVERYWHERE, "action": "deny"},
            {},
            client_sets=FOUR,
            destination_sets=TO,
        ),
        {},
        {},
    ),
    "a deny rule for more than what two rules allow": (
        firewall(
            {"from": ["A"], "to": ["X"]},
            {"from": ["A"], "to": ["X"], "protocols": ["SMTP", "DNS"]},
            {"from": ["AB"], "to": ["X", "Y"], "action": "deny"},
            client_sets=FOUR,
            destination_sets=TO,
        ),
        {},
        {0: {1}},
    ),
    "a redundant deny rule that would decide if the rule before it were gone": (
        firewall(
            {"from": ["AB"]},
            {"from": ["BC"], "action": "deny"},
            {"from": ["ABD"]},
            {"from": ["CE"], "action": "deny"},
            client_sets=FOUR,
        ),
        {},
        {1: {3}},
    ),
}
"""Lists that chance seldom makes -> the rules that never decide, and the redundant ones, each with those that do."""


@pytest.mark.parametrize("what", WALKED)
def test_lists_that_chance_seldom_makes_are_told_as_the_walk_tells_them(what: str) -> None:
    server, shadowed, redundant = WALKED[what]

    assert found_by_regions(server) == found_by_walking(server) == [Walked({}, shadowed, redundant)]


def test_a_computer_that_sends_from_two_other_addresses_needs_both_of_them() -> None:
    sets = [*OWN, *clients(S8=["10.0.0.8"])]
    two = firewall({"from": ["S7", "Own"]}, {"from": ["S8"]}, {"from": ["Local Host"]}, client_sets=sets)
    (isa,) = built(two).isa_servers
    itself = [(10 << 24) + 7, (10 << 24) + 8]

    assert numbers(OrderedRules(isa, isa.access_rules or (), itself).shadowed) == {2: {0, 1}}
    assert numbers(OrderedRules(isa, (isa.access_rules or ())[::2], itself).shadowed) == {}


def test_only_servers_on_an_isa_computer_send_as_it_does() -> None:
    def mail(name: str, *addresses: str) -> Data:
        base = {"edition": "exchange-2003-standard", "smtp_virtual_servers": [{"name": "VS"}]}
        return base | {"name": name, "address": list(addresses)}

    servers = [
        firewall(local_address_table=["10.0.0.0/24"]),
        firewall(name="ISA2", internal_addresses=["10.2.0.1"], local_address_table=["10.2.0.0/24"]),
    ]
    exchange = [mail("M1", "10.0.0.7", "10.0.0.1"), mail("M2", "10.2.0.7", "10.2.0.1"), mail("M3", "10.0.0.9")]
    estate = model.build([_checked({"exlint": 1, "exchange": {"servers": exchange}, "isa": {"servers": servers}})])
    assert isinstance(estate, model.Estate), estate

    first, second = estate.isa_servers
    assert ordered_rules._itself(first, estate) == [(10 << 24) + 7]
    assert ordered_rules._itself(second, estate) == [(10 << 24) + (2 << 16) + 7]


def test_pieces_are_followed_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = firewall(
        {"from": ["A"], "to": ["X"]},
        {"from": ["AB"], "to": ["Y"]},
        {"from": ["B"], "to": ["X"]},
        {"from": ["AB"], "to": ["X", "Y"]},
        client_sets=FOUR,
        destination_sets=TO,
    )
    found = {3: {0, 1, 2}}  # the first leaves two pieces, which with the whole and one more makes four looked at
    last = built(parts).isa_servers[0].access_rules[3:]  # type: ignore[index] # it has four

    def told() -> tuple[dict[int, set[int]], bool]:
        (one,) = ordered_rules.ordered_rules(built(parts))
        return numbers(one.shadowed), one.decided_before(last[0], "tcp", 25)

    assert told() == (found, True)
    for name, just, too_few in (("PIECES", 4, 3), ("MOST", 2, 1)):
        with monkeypatch.context() as bound:
            bound.setattr(ordered_rules, name, just)
            assert told() == (found, True)
            bound.setattr(ordered_rules, name, too_few)
            assert told() == ({}, False)
