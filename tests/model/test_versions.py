"""Objects of an estate, and what two versions differ in: names count, places do not."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estates import estate
from exlint.model.comparing import Change, Rank, Setting, compare
from exlint.model.kinds import NAMED, UNORDERED
from exlint.model.objects import DECLARED, assemble, objects
from exlint.model.reverting import mixed, steps
from exlint.schema import ABSENT

Data = dict[str, Any]
SEEDS = st.integers(0, 2**32)
ORDERED = {"access_rules", "system_rules"}


def random_estate(seed: int) -> Data:
    return estate(Random(seed))


def another(data: Data, seed: int) -> Data:
    """The estate with some of its parts taken from another one that looks like it."""
    source, other = Random(seed), random_estate(seed)
    changed = deepcopy(data)
    for key in ("forest", "exchange", "isa"):
        if key in other and source.random() < 0.4:
            changed[key] = other[key]
    for server in changed.get("isa", {}).get("servers", []):
        for rules in (server.get(key, []) for key in ("protocol_rules", "access_rules", "client_sets")):
            source.shuffle(rules)
            if rules and source.random() < 0.4:
                rules.pop()
    return changed


def shuffled(source: Random, part: Any, key: str = "") -> Any:
    """The same with keys, lists of objects and lists without order in another order."""
    if isinstance(part, dict):
        keys = list(part)
        source.shuffle(keys)
        return {name: shuffled(source, part[name], name) for name in keys}
    if not isinstance(part, list):
        return part
    items = [shuffled(source, item) for item in part]
    if key in UNORDERED or (key not in ORDERED and all(isinstance(item, dict) for item in items)):
        source.shuffle(items)
    return items


def told(old: Data, new: Data) -> list[Change]:
    return list(compare(objects([old]), objects([new])))


def isa(**keys: Any) -> Data:
    return {"exlint": 1, "isa": {"servers": [{"name": "ISA1", "version": "isa-2004", **keys}]}}


@given(SEEDS)
def test_nothing_differs_from_itself(seed: int) -> None:
    assert told(random_estate(seed), random_estate(seed)) == []


@given(SEEDS, SEEDS)
def test_the_order_of_keys_and_of_what_has_no_order_is_no_difference(seed: int, other: int) -> None:
    data = random_estate(seed)

    assert told(data, shuffled(Random(other), data)) == []


@given(SEEDS, SEEDS)
def test_in_which_file_something_stands_is_no_difference(seed: int, other: int) -> None:
    data, source = random_estate(seed), Random(other)
    files: list[Data] = [{"exlint": 1}, {"exlint": 1}, {"exlint": 1}]
    for section, keys in data.items():
        for key, value in keys.items() if isinstance(keys, dict) else ():
            if key in ("servers", "connectors"):
                source.choice(files).setdefault(section, {}).setdefault(key, [])
                for item in value:
                    source.choice(files).setdefault(section, {}).setdefault(key, []).append(item)
            else:
                source.choice(files).setdefault(section, {})[key] = value

    assert list(compare(objects([data]), objects(files))) == []


@given(SEEDS, SEEDS)
def test_what_is_added_one_way_is_removed_the_other_way(seed: int, other: int) -> None:
    data = random_estate(seed)
    changed = another(data, other)
    mirror = {"added": "removed", "removed": "added", "changed": "changed"}

    there = {(one.what, one.object.identity, frozenset(s.key for s in one.settings)) for one in told(data, changed)}
    back = told(changed, data)

    # Which of the rules that changed places are said to have moved is a choice; whether any did is none.
    still = {(mirror[one.what], one.object.identity, frozenset(s.key for s in one.settings)) for one in back}
    assert {one for one in there if one[0] != "changed" or one[2]} == {
        one for one in still if one[0] != "changed" or one[2]
    }
    assert any(one.moved for one in told(data, changed)) == any(one.moved for one in back)


@given(SEEDS)
def test_data_made_of_the_objects_declares_the_same_objects(seed: int) -> None:
    found = objects([random_estate(seed)])

    again = objects([assemble(found.all, found.lists)])

    assert list(compare(found, again)) == []
    filled = [{name: members for name, members in one.lists.items() if members} for one in (found, again)]
    assert filled[0] == filled[1]


@settings(max_examples=200)
@given(SEEDS, SEEDS, st.data())
def test_with_all_steps_taken_back_the_old_version_is_there_and_with_some_only_the_others_are_left(
    seed: int, other: int, data: st.DataObject
) -> None:
    old, new = objects([random_estate(seed)]), objects([another(random_estate(seed), other)])
    every = steps(old, new, compare(old, new))

    assert list(compare(old, objects([mixed(new, old, every)]))) == []
    assert list(compare(new, objects([mixed(new, old, ())]))) == []
    taken = data.draw(st.sets(st.sampled_from(sorted(every)))) if every else set()
    half = objects([mixed(new, old, taken)])
    # A list that is declared is so as long as something is in it.
    left = {one for one in steps(old, half, compare(old, half)) if one.what != "order"}
    known = {one for one in every if one.what != "order"}
    declared = {
        one
        for one in left ^ (known - taken)
        if one.what == "setting" and one.key.endswith(("rules", "filters", "servers"))
    }
    assert left ^ declared == known - taken


def test_a_setting_that_changed_has_its_old_value_and_its_new_one() -> None:
    (change,) = told(isa(dns_listener=True, mode="firewall"), isa(mode="cache", packet_filtering=False))

    assert change.object.full_name == "ISA server ISA1"
    assert set(change.settings) == {
        Setting("dns_listener", old=True, new=ABSENT),
        Setting("mode", old="firewall", new="cache"),
        Setting("packet_filtering", old=ABSENT, new=False),
    }


def test_true_is_not_1() -> None:
    assert told(isa(dns_listener=True), isa(dns_listener=1))


def test_names_are_compared_without_case_and_so_is_what_refers_to_them() -> None:
    old = isa(access_rules=[{"name": "Mail", "schedule": "Office", "protocols": ["SMTP", "DNS"]}])
    new = isa(access_rules=[{"name": "MAIL", "schedule": "office", "protocols": ["dns", "smtp"]}])

    assert told(old, new) == []


def test_one_address_and_a_list_of_it_are_the_same_and_the_order_of_several_is_not() -> None:
    server = {"name": "MAIL1", "address": "10.0.0.1", "dns_servers": ["10.0.0.5", "10.0.0.6"]}
    old = {"exchange": {"servers": [server]}}
    new = {"exchange": {"servers": [server | {"address": ["10.0.0.1"], "dns_servers": ["10.0.0.6", "10.0.0.5"]}]}}

    (change,) = told(old, new)

    assert [one.key for one in change.settings] == ["dns_servers"]


def test_an_empty_list_of_rules_is_another_thing_than_none_and_an_empty_list_of_sets_is_not() -> None:
    assert told(isa(), isa(client_sets=[], networks=[])) == []
    (change,) = told(isa(), isa(access_rules=[]))
    assert change.settings == (Setting("access_rules", ABSENT, DECLARED),)


def test_settings_of_a_group_have_dotted_keys_and_other_mappings_are_one_value() -> None:
    old = {
        "exchange": {"servers": [{"name": "M", "smtp_virtual_servers": [{"name": "V", "retry": {"expiration": 1}}]}]}
    }
    new = {
        "exchange": {"servers": [{"name": "M", "smtp_virtual_servers": [{"name": "V", "retry": {"expiration": 2}}]}]}
    }
    rules = [
        isa(protocol_rules=[{"name": "R", "applies_to": one}]) for one in ("any_request", {"client_groups": ["A"]})
    ]

    assert told(old, new)[0].settings == (Setting("retry.expiration", 1, 2),)
    assert told(*rules)[0].settings == (Setting("applies_to", "any_request", {"client_groups": ["A"]}),)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("ABCD", "BCDA", {"A": (Rank(1, ""), Rank(4, "D"))}),
        ("ABCD", "DABC", {"D": (Rank(4, "C"), Rank(1, ""))}),
        ("ABC", "AXBC", {}),
        ("ABCD", "ACD", {}),
    ],
)
def test_of_ordered_rules_as_few_moved_as_explain_the_new_order(before: str, after: str, moved: dict[str, Any]) -> None:
    old, new = (isa(access_rules=[{"name": name} for name in names]) for names in (before, after))

    assert {one.object.names[-1]: one.moved for one in told(old, new) if one.moved} == moved


def test_what_holds_an_object_is_not_changed_by_it() -> None:
    old, new = isa(client_sets=[{"name": "A"}]), isa(client_sets=[{"name": "A"}, {"name": "B"}])

    assert [(one.what, one.object.path) for one in told(old, new)] == [("added", "ISA1/B")]


@pytest.mark.parametrize(
    "data",
    [
        None,
        5,
        [],
        {"isa": 5},
        {"isa": {"servers": 5}},
        {"isa": {"servers": [5, {}]}},
        {"isa": {"servers": [{"name": 5}, {}, {"name": "A"}, {"name": "a"}]}},
        {"forest": {"dns": 5}},
        {"exchange": {"servers": [{"name": "M", "smtp_virtual_servers": [{"retry": []}]}]}},
    ],
)
def test_data_of_any_shape_has_objects_and_a_change_in_it_is_seen(data: Any) -> None:
    assert list(compare(objects([data]), objects([deepcopy(data)]))) == []
    if isinstance(data, dict):
        assert list(compare(objects([data]), objects([{}])))


def test_ten_thousand_objects_of_one_name_are_told_apart() -> None:
    found = objects([isa(client_sets=[{"name": "A"}] * 10_000)])

    assert len([one for one in found.all.values() if one.kind.name == "client_set"]) == 10_000


def test_every_kind_has_a_name_of_its_own_and_the_objects_of_the_format() -> None:
    assert len({kind.name for kind in NAMED}) == len({kind.pattern for kind in NAMED}) == len(NAMED) == 17
