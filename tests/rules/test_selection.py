"""Which rules run: words for rules, areas and groups, and the codes that they mean."""

from __future__ import annotations

import pytest

from exlint import rules
from exlint.rules.selection import BadSelection, Chosen, Selection, choose, codes

CHECKS = {entry.code for entry in rules.ENTRIES if entry.area != "file"}
USUAL = {entry.code for entry in rules.ENTRIES if entry.area != "file" and rules.on_by_default(entry)}


def chosen(*select: str, extend: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> set[str]:
    found = codes(Selection(select, extend, ignore))
    assert found is not None
    return set(found)


def test_where_nothing_is_selected_nothing_need_be_worked_out() -> None:
    assert codes(Selection()) is None


@pytest.mark.parametrize("word", ["EXL101", "exl101", "smtp-external-dns-without-isa", " EXL101 "])
def test_a_rule_is_meant_by_its_code_or_its_name_in_any_case(word: str) -> None:
    assert chosen(word) == {"EXL101"}


def test_a_prefix_or_an_area_means_its_rules_without_those_of_a_group() -> None:
    in_area = {entry.code for entry in rules.ENTRIES if entry.area == "verdict"}

    assert chosen("EXL40") == chosen("verdict") == in_area == {"EXL401", "EXL402", "EXL403", "EXL404"}
    assert not {entry.code for entry in rules.ENTRIES if entry.group} & chosen("EXL1", "smtp")


def test_all_means_the_rules_of_groups_too() -> None:
    assert chosen("all") == CHECKS


def test_what_is_ignored_is_taken_away_from_what_is_on() -> None:
    assert chosen(ignore=("EXL101",)) == USUAL - {"EXL101"}
    assert chosen("smtp", "EXL201", ignore=("smtp",)) == {"EXL201"}


def test_what_extends_is_added_to_what_is_on_or_selected() -> None:
    assert chosen("EXL101", extend=("EXL201",)) == {"EXL101", "EXL201"}
    assert chosen(extend=("EXL101",)) == USUAL


@pytest.mark.parametrize(
    ("word", "near"),
    [("EXL-101", "did you mean EXL101?"), ("smpt", "did you mean smtp?"), ("verdikt", "verdict"), ("", "no such rule")],
)
def test_a_word_that_means_nothing_is_an_error_with_the_nearest(word: str, near: str) -> None:
    with pytest.raises(BadSelection) as refused:
        codes(Selection((word,)))
    assert near in str(refused.value)


def test_a_selection_without_a_rule_is_an_error() -> None:
    with pytest.raises(BadSelection, match="no rule is left to check"):
        codes(Selection(("EXL101",), ignore=("EXL101",)))


@pytest.mark.parametrize("word", ["EXL001", "file", "EXL0", "all", "duplicate-key"])
def test_a_finding_about_a_file_that_is_not_understood_cannot_be_ignored(word: str) -> None:
    with pytest.raises(BadSelection, match="EXL001 to 009 can neither be ignored"):
        codes(Selection(ignore=(word,)))


@pytest.mark.parametrize(("word", "ignored"), [("EXL013", {"EXL013"}), ("bad-include", {"EXL024"})])
def test_a_finding_about_what_a_file_says_can_be_ignored(word: str, ignored: set[str]) -> None:
    assert choose([Selection(ignore=(word,))]) == Chosen(frozenset(USUAL), frozenset(ignored))


def test_a_layer_extends_what_the_one_below_ignores_and_ignores_what_it_selects() -> None:
    low, high = Selection(("dns", "EXL101"), ignore=("EXL101", "EXL011")), Selection((), ("EXL101",), ("dns",))

    assert choose([low, high]) == Chosen(frozenset({"EXL101"}), frozenset({"EXL011"}))


def test_a_layer_that_selects_begins_anew() -> None:
    assert choose([Selection(("dns",), ("EXL301",), ("EXL010",)), Selection(("EXL101",))]) == Chosen(
        frozenset({"EXL101"})
    )


def test_a_finding_about_a_file_needs_no_selection() -> None:
    with pytest.raises(BadSelection, match="no rule is left"):
        codes(Selection(("EXL001",)))
