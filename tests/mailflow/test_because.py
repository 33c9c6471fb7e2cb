"""Why a verdict changed: what is named makes the difference, all of it, and nothing else is needed."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estates import estate
from exlint import model, schema
from exlint.mailflow import Mail, because
from exlint.mailflow.because import Because, reasons
from exlint.mailflow.turns import Turn, flows, turns
from exlint.model import Estate
from exlint.model.comparing import Change, compare
from exlint.model.objects import objects
from exlint.model.reverting import Step, mixed, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

Data = dict[str, Any]
SEEDS = st.integers(0, 2**32)


def mail_of(data: Data) -> Mail | None:
    document = schema.check(data, 0)
    built = model.build([document]) if isinstance(document, schema.Document) else None
    return Mail(built) if isinstance(built, Estate) else None


def told(old: Data, new: Data) -> tuple[list[Turn], dict[str, Because]]:
    """The verdicts that changed, and why."""
    before, after = objects([old]), objects([new])
    one, other = mail_of(old), mail_of(new)
    assert one is not None
    assert other is not None
    turned = [turn for turn in turns(before, one, after, other) if turn.changed]
    return turned, reasons((before, one), (after, other), compare(before, after), turned)


def named(changes: Sequence[Change]) -> set[str]:
    return {f"{one.what} {one.object.path}" for one in changes}


def site(*rules: Data, window: str = "00-24", **keys: Any) -> Data:
    """An estate whose only server asks its ISA server and delivers through it, as its access rules allow."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return {
        "exlint": 1,
        "exchange": {
            "servers": [
                {
                    "name": "MAIL1",
                    "edition": "exchange-2003-standard",
                    "address": "10.0.0.10",
                    "dns_servers": ["10.0.0.1"],
                    "smtp_virtual_servers": [{"name": "VS"}],
                }
            ]
        },
        "isa": {
            "servers": [
                {
                    "name": "ISA1",
                    "version": "isa-2004",
                    "internal_addresses": ["10.0.0.1"],
                    "external_addresses": ["203.0.113.2"],
                    "local_address_table": ["10.0.0.0/24"],
                    "dns_listener": True,
                    "dns_forwarders": ["198.51.100.53"],
                    "packet_filtering": True,
                    "schedules": [{"name": "Hours", "hours": {day: [window] for day in days}}],
                    "network_rules": [{"name": "Out", "from": ["Internal"], "to": ["External"], "relation": "nat"}],
                    "system_rules": [{**ALLOW, "from": ["Local Host"], "to": ["External"]}, ALLOW_HOST],
                    "access_rules": list(rules),
                    **keys,
                }
            ]
        },
    }


ALLOW: Data = {"name": "Allow", "action": "allow", "protocols": "all", "from": ["Internal"], "to": ["External"]}
ALLOW_HOST: Data = {**ALLOW, "name": "To ISA", "to": ["Local Host"]}
DENY: Data = {**ALLOW, "name": "Deny", "action": "deny", "protocols": ["SMTP"]}


def test_a_rule_that_was_moved_is_the_reason() -> None:
    (turn,), why = told(site(ALLOW, DENY), site(DENY, ALLOW))

    assert (turn.old and turn.old.verdict.value, turn.new and turn.new.verdict.value) == ("delivers", "queues")
    assert turn.worse
    (reason,) = why.values()
    assert [(one.what, one.moved is not None) for one in reason.changes] == [("changed", True)]
    assert reason.fewest


def test_a_verdict_that_got_better_names_what_is_enough_for_it() -> None:
    (turn,), why = told(site(DENY, ALLOW), site(ALLOW, description="mended"))

    assert not turn.worse
    (reason,) = why.values()
    assert named(reason.changes) == {"removed ISA1/Deny"}


def test_everything_that_must_be_taken_back_is_named_and_nothing_else() -> None:
    denies = [{**DENY, "name": name} for name in ("D1", "D2", "D3")]

    (turn,), why = told(site(ALLOW), site(*denies, ALLOW, packet_filtering=False, description="new"))

    assert turn.worse
    (reason,) = why.values()
    assert named(reason.changes) == {"added ISA1/D1", "added ISA1/D2", "added ISA1/D3"}
    assert reason.fewest


def test_more_hours_at_which_mail_stays_are_worse_and_fewer_are_not() -> None:
    short, long = (site({**DENY, "schedule": "Hours"}, ALLOW, window=one) for one in ("08-10", "08-12"))

    (worse,), why = told(short, long)
    (better,), again = told(long, short)

    assert (worse.worse, better.worse) == (True, False)
    assert [one.object.path for one in why["mail1/vs"].changes] == ["ISA1/Hours"] * 7
    assert named(why["mail1/vs"].changes) == named(again["mail1/vs"].changes)


def test_other_hours_at_which_mail_stays_are_worse_too() -> None:
    old, new = (site({**DENY, "schedule": "Hours"}, ALLOW, window=one) for one in ("08-10", "09-11"))

    (turn,), _ = told(old, new)

    assert turn.worse


def test_a_destination_that_only_the_new_document_tells_apart_is_held_against_the_internet_at_large() -> None:
    partial = {**DENY, "name": "At times", "schedule": "Hours"}
    sets = [{"name": "Partner", "destinations": ["192.0.2.9"]}]
    old, same = site(partial, ALLOW, window="08-10"), site(partial, ALLOW, window="08-10", destination_sets=sets)
    more = site({**DENY, "to": ["Partner"]}, partial, ALLOW, window="08-10", destination_sets=sets)

    assert told(old, same) == ([], {})
    (turn,), why = told(old, more)
    assert turn.worse
    # The set alone stops nothing.
    assert named(why["mail1/vs"].changes) == {"added ISA1/Deny"}


def test_a_new_virtual_server_that_does_not_deliver_is_worse_and_one_that_goes_is_not() -> None:
    old, new = site(DENY, ALLOW), site(DENY, ALLOW)
    new["exchange"]["servers"][0]["smtp_virtual_servers"].append({"name": "Second"})

    (come,), why = told(old, new)
    (gone,), _ = told(new, old)

    assert (come.there, come.worse, why) == ((False, True), True, {})
    assert (gone.there, gone.worse) == ((True, False), False)


def test_a_new_virtual_server_that_delivers_is_not_worse() -> None:
    old, new = site(ALLOW), site(ALLOW)
    new["exchange"]["servers"][0]["smtp_virtual_servers"].append({"name": "Second"})

    assert [turn.worse for turn in told(old, new)[0]] == [False]


def test_where_the_bound_is_met_the_answer_says_so_and_is_still_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(because, "MOST_TRIALS", 3)
    monkeypatch.setattr(because, "_FEWEST_TRIALS", 1)
    sets = [{"name": f"S{number}", "addresses": ["10.0.0.7"]} for number in range(40)]

    (turn,), why = told(site(ALLOW), site(DENY, ALLOW, client_sets=sets))

    assert turn.worse
    (reason,) = why.values()
    assert not reason.fewest
    assert "added ISA1/Deny" in named(reason.changes)


def test_a_small_estate_is_judged_as_often_as_it_takes() -> None:
    sets = [{"name": f"S{number}", "addresses": ["10.0.0.7"]} for number in range(40)]
    denies = [{**DENY, "name": f"D{number}"} for number in range(20)]

    _, why = told(site(ALLOW), site(*denies, ALLOW, client_sets=sets))

    (reason,) = why.values()
    assert reason.fewest
    assert named(reason.changes) == {f"added ISA1/D{number}" for number in range(20)}


def two_servers(*rules: Data) -> Data:
    data = site(*rules, client_sets=[{"name": f"Set{n}", "addresses": [f"10.0.0.1{n}"]} for n in (0, 1)])
    (first,) = data["exchange"]["servers"]
    data["exchange"]["servers"].append({**first, "name": "MAIL2", "address": "10.0.0.11"})
    return data


def test_each_verdict_has_the_reason_that_is_its_own() -> None:
    denies = [{**DENY, "name": f"D{n}", "from": [f"Set{n}"]} for n in (0, 1)]

    _, why = told(two_servers(ALLOW), two_servers(*denies, ALLOW))

    assert {one: named(reason.changes) for one, reason in why.items()} == {
        "mail1/vs": {"added ISA1/D0"},
        "mail2/vs": {"added ISA1/D1"},
    }


@pytest.mark.parametrize(("flows", "fewest"), [(2 * 80, True), (2 * 25, False)])
def test_an_estate_of_two_flows_is_judged_half_as_often(
    monkeypatch: pytest.MonkeyPatch, flows: int, *, fewest: bool
) -> None:
    monkeypatch.setattr(because, "_MOST_FLOWS", flows)
    monkeypatch.setattr(because, "_FEWEST_TRIALS", 1)
    denies = [{**DENY, "name": f"D{number}"} for number in range(20)]

    _, why = told(two_servers(ALLOW), two_servers(*denies, ALLOW))

    assert {one.fewest for one in why.values()} == {fewest}


def _changed(data: Data, source: Random) -> Data:
    """The estate with some settings of its rules and servers as in another random one."""
    new, other = deepcopy(data), estate(source)
    for key in ("forest", "exchange"):
        if key in other and source.random() < 0.3:
            new[key] = other[key]
    for server in new.get("isa", {}).get("servers", []):
        for rule in [*server.get("protocol_rules", []), *server.get("access_rules", [])]:
            if source.random() < 0.5:
                rule["action"] = source.choice(["allow", "deny"])
        if source.random() < 0.5:
            server.pop(
                source.choice(["dns_listener", "site_and_content_rules", "network_rules", "packet_filtering"]), 0
            )
    return new


@settings(max_examples=60)
@given(SEEDS)
def test_what_is_named_makes_the_difference_and_none_of_it_can_be_left_out(seed: int) -> None:
    source = Random(seed)
    old = estate(source)
    new = _changed(old, source)
    one, other = mail_of(old), mail_of(new)
    if one is None or other is None:
        return
    before, after = objects([old]), objects([new])
    every = steps(before, after, compare(before, after))
    turned, why = told(old, new)

    for turn in turned:
        if turn.old is None or turn.new is None:
            continue
        base, rest, wanted = (after, before, turn.old) if turn.worse else (before, after, turn.new)
        reason = why[turn.identity]
        taken = [step for step, changes in every.items() if set(map(repr, changes)) <= set(map(repr, reason.changes))]

        def verdict(chosen: list[Step], base: Any = base, rest: Any = rest, turn: Turn = turn) -> str:
            flow = flows(mail_of(mixed(base, rest, chosen))).get(turn.identity)
            return flow.verdict.value if flow else ""

        assert verdict(taken) == wanted.verdict.value
        if turn.old.verdict is not turn.new.verdict and reason.fewest:
            for step in taken:
                assert verdict([kept for kept in taken if kept != step]) != wanted.verdict.value
