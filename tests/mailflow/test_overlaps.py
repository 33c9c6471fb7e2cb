"""The rules of ISA Server 2000 against one another: by regions, against every single request of a small world."""

from __future__ import annotations

import time
from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from exlint import model, schema
from exlint.findings import Route
from exlint.mailflow.dead_rules import Why, dead
from exlint.mailflow.overlaps import Policy, overridden, redundant
from exlint.model import Estate
from exlint.model.estate import IsaServer
from world2000 import CLIENTS, DECLARED, KINDS, OWN, PROTOCOLS, Data, Point, World, isa_server

Key = tuple[str, int]
"""A rule: its kind and its number."""


def _built(isa: Data) -> IsaServer:
    document = schema.check({"exlint": 1, "isa": {"servers": [isa]}}, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, Estate), estate
    return estate.isa_servers[0]


class Answers(NamedTuple):
    """What asking every request comes to."""

    incoming: set[Key]
    computer: set[Key]
    never: set[Key]
    overridden: set[Key]
    redundant: set[Key]
    held: dict[tuple[str, int], set[Point]]


def _asked(isa: Data) -> Answers:
    world, found = World(isa), Answers(set(), set(), set(), set(), set(), {})
    for kind in KINDS:
        rules = {(kind, n): one for n, one in enumerate(isa[kind]) if one.get("enabled", True)}
        held = {key: world.held(kind, one) for key, one in rules.items()}
        found.held.update(held)
        found.incoming.update(key for key, one in rules.items() if _incoming(one, isa[kind]))
        found.computer.update(key for key, one in rules.items() if _for_computer(one) and key not in found.incoming)
        dead = found.incoming | found.computer
        found.never.update(
            key
            for key, one in rules.items()
            if key not in dead and not held[key] and not _nothing_inside(world, kind, one)
        )
        dead |= found.never
        clear = {key for key, one in rules.items() if world.is_clear(one)}
        denied = _all(held[key] for key in clear if rules[key]["action"] == "deny")
        for key in clear - dead:
            if rules[key]["action"] == "allow" and held[key] and held[key] <= denied:
                found.overridden.add(key)
        stay = clear - found.computer
        for key in sorted(clear - dead - found.overridden, reverse=True):
            others = _all(held[one] for one in stay - {key} if rules[one]["action"] == rules[key]["action"])
            by_name = rules[key]["applies_to"] != "any_request" and "client_groups" in rules[key]["applies_to"]
            if held[key] and held[key] <= others and not by_name:
                found.redundant.add(key)
                stay -= {key}
    return found


def _nothing_inside(world: World, kind: str, rule: Data) -> bool:
    """Whether a rule would meet requests but for a table in which there is nothing: no matter of the rule."""
    anywhere = rule | {"destinations": "all"}
    return rule.get("destinations") == "internal" and bool(world.held(kind, anywhere))


def _all(sets: Iterable[set[Point]]) -> set[Point]:
    return set[Point]().union(*sets)


def _incoming(rule: Data, rules: list[Data]) -> bool:
    chosen = rule.get("protocols")
    if not isinstance(chosen, list):
        return False
    for name in chosen:
        transport, port, direction = PROTOCOLS[name]
        meant = (transport, port) in [("tcp", 25), ("udp", 53), ("tcp", 53)] or name in DECLARED
        asked = rules if rule["action"] == "allow" else [rule]
        allowing = [one for one in asked if one.get("enabled", True) and one["action"] == rule["action"]]
        helped = any(World.port(one["protocols"], (transport, port)) for one in allowing)
        if meant and direction not in ("outbound", "send_receive") and not helped:
            return True
    return False


def _for_computer(rule: Data) -> bool:
    who = rule["applies_to"]
    if who == "any_request" or rule["action"] == "deny" or who.get("client_groups"):
        return False
    clients = {one for one in CLIENTS if World.client(who, one, None)}
    return bool(clients) and clients <= set(OWN)


def _key(at: Route) -> Key:
    return str(at[-2]), int(at[-1])


def _keys(places: Iterable[Route]) -> set[Key]:
    return {_key(at) for at in places}


@given(st.integers(0, 10**9))
def test_rules_are_found_exactly_where_asking_every_request_finds_them(seed: int) -> None:
    data = isa_server(Random(seed))
    isa, expected = _built(data), _asked(data)

    lifeless = dead(isa)
    denied = overridden(isa, lifeless)
    needless = redundant(isa, lifeless, denied)

    def because(*some: Why) -> set[Key]:
        return _keys(at for at, why in lifeless.items() if why in some)

    assert because(Why.INCOMING) == expected.incoming
    assert because(Why.ISA_COMPUTER) == expected.computer
    assert because(*set(Why) - {Why.INCOMING, Why.ISA_COMPUTER}) == expected.never
    assert _keys(denied) == expected.overridden
    assert _keys(needless) == expected.redundant
    for found in (denied, needless):
        for at, others in found.items():
            names = [_key(one.at) for one in others]
            assert names == sorted(names)
            assert expected.held[_key(at)] <= _all(expected.held[name] for name in names)


def test_a_thousand_rules_are_held_against_one_another_at_once() -> None:
    # A look at every other rule for each of them, side by side, would take half a minute.
    count = 1000
    sets = [
        {"name": f"C{n}", "addresses": [f"10.{n // 256}.{n % 256}.1-10.{n // 256}.{n % 256}.9"]} for n in range(count)
    ]
    hosts = [{"name": f"D{n}", "destinations": [f"*.example{n}.com", f"example{n}.com"]} for n in range(count)]
    action = ["allow", "allow", "allow", "deny"]
    isa = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "client_sets": sets,
        "destination_sets": hosts,
        "protocol_rules": [
            {"name": f"P{n}", "action": action[n % 4], "protocols": ["SMTP"], "applies_to": {"client_sets": [f"C{n}"]}}
            for n in range(count)
        ],
        "site_and_content_rules": [
            {"name": f"S{n}", "action": action[n % 4], "destinations": {"sets": [f"D{n}"]}, "applies_to": "any_request"}
            for n in range(count)
        ],
    }
    policy = Policy(_built(isa))

    begun = time.process_time()

    assert (policy.dead, policy.overridden, policy.redundant) == ({}, {}, {})
    assert time.process_time() - begun < 2
