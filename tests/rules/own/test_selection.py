"""Own rules are selected and ignored by the same words as others."""

from __future__ import annotations

import pytest

from exlint.findings import Severity
from exlint.rules import Rule
from exlint.rules.selection import BadSelection, Selection, codes

OWN = [
    Rule("ACME001", "first", Severity.INFO, "One."),
    Rule("ACME012", "second", Severity.INFO, "Two."),
    Rule("AC001", "third", Severity.INFO, "Three."),
]
ALL = {"ACME001", "ACME012", "AC001"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("ACME", {"ACME001", "ACME012"}),
        ("acme01", {"ACME012"}),
        ("ACME001", {"ACME001"}),
        ("second", {"ACME012"}),
        ("AC", {"AC001"}),
        ("own", ALL),
    ],
)
def test_a_code_its_beginning_a_name_and_the_area_mean_own_rules(word: str, meant: set[str]) -> None:
    assert set(codes(Selection(select=(word,)), OWN) or ()) == meant
    left = codes(Selection(ignore=(word,)), OWN)
    assert left is not None
    assert left & ALL == ALL - meant
    assert "EXL101" in left


@pytest.mark.parametrize("word", ["dns", "EXL", "EXL1", "non-default"])
def test_the_words_of_the_catalogue_mean_no_own_rule(word: str) -> None:
    chosen = codes(Selection(select=(word,)), OWN)

    assert chosen
    assert chosen.isdisjoint(ALL)


def test_all_is_also_all_own_rules_and_nothing_selected_leaves_every_default() -> None:
    chosen = codes(Selection(select=("all",)), OWN)

    assert chosen is not None
    assert chosen >= ALL
    assert codes(Selection(), OWN) is None


@pytest.mark.parametrize("word", ["A", "ACM", "ACME1", "ACME0011", "B"])
def test_less_than_the_prefix_and_what_no_code_begins_with_mean_nothing(word: str) -> None:
    with pytest.raises(BadSelection, match="no such rule, area or group"):
        codes(Selection(select=(word,)), OWN)
