"""Which documents are one under another name: by hand, and in what every answer has in common."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.model import renaming
from exlint.model.objects import objects
from exlint.model.renaming import TooMany, renamed


def site(*servers: str, address: int = 1) -> dict[str, Any]:
    """A document that is a number of ISA servers, each an object, and nothing else."""
    return {"isa": {"servers": [{"name": name, "internal_addresses": [f"10.0.0.{address}"]} for name in servers]}}


def told(gone: dict[str, Any], came: dict[str, Any]) -> dict[str, str]:
    before, after = ({name: objects([data]) for name, data in which.items()} for which in (gone, came))
    return renamed(before, after)


# The section isa says that its servers are declared: an object as well, which all these documents share.
@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (site("A", "B"), site("B", "A"), True),
        (site("A", "B"), site("a", "b"), True),  # the case of a name is none
        (site("A"), site("B"), True),  # the section is one of two
        (site("A", "B"), site("A", "C"), True),  # two of three
        (site("A", "B"), site("C", "D"), False),  # one of three
        (site("A"), site("A", "B", "C"), True),  # two of two, and two of four
        (site("A"), site("A", "B", "C", "D"), False),  # two of two, and two of five
        (site("A", "B", "C", "D"), site("A"), False),
        (site("A", "B", "C"), site("A", "B", "C", address=2), False),  # the same names, and other servers
        ({}, {}, False),  # nothing is no evidence
        ({"forest": {"name": "x.local"}}, {"forest": {"name": "x.local"}}, True),
    ],
)
def test_half_of_what_each_says_must_be_in_the_other(old: dict[str, Any], new: dict[str, Any], *, same: bool) -> None:
    assert told({"old": old}, {"new": new}) == ({"new": "old"} if same else {})


def test_the_two_with_most_in_common_are_taken_first() -> None:
    gone = {"one": site("A", "B", "C"), "two": site("A", "B", "D")}
    came = {"first": site("A", "B", "D"), "second": site("A", "B", "E")}

    assert told(gone, came) == {"first": "two", "second": "one"}


def test_of_equal_ones_the_first_by_name_are_taken_and_each_once() -> None:
    same = site("A", "B")

    assert told({"b": same, "a": same}, {"z": same, "y": same, "x": same}) == {"x": "a", "y": "b"}


def test_what_cannot_be_done_in_good_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, came = {"a": site("A"), "b": site("A")}, {"c": site("A")}  # two objects, each in two documents
    monkeypatch.setattr(renaming, "_MOST", 4)
    assert told(gone, came) == {"c": "a"}

    monkeypatch.setattr(renaming, "_MOST", 3)
    with pytest.raises(TooMany):
        told(gone, came)


SITES = st.sets(st.sampled_from("ABCDEF"), max_size=5).map(lambda names: site(*sorted(names)))
DOCUMENTS = st.dictionaries(st.sampled_from("pqrstuv"), SITES, max_size=5)


def said(data: dict[str, Any]) -> set[str]:
    """What a site says, by hand: its servers, and that they are declared."""
    return {server["name"] for server in data["isa"]["servers"]} | {"declared"}


@given(DOCUMENTS, DOCUMENTS)
def test_no_pair_is_left_that_would_fit_better(gone: dict[str, Any], came: dict[str, Any]) -> None:
    found = told(gone, came)

    assert len({*found.values()}) == len(found)
    old_of = {old: new for new, old in found.items()}
    common = {(old, new): len(said(gone[old]) & said(came[new])) for old in gone for new in came}
    for (old, new), count in common.items():
        fits = 2 * count >= max(len(said(gone[old])), len(said(came[new])))
        if found.get(new) == old:
            assert fits
        elif fits:  # one of both has one with which it has as much in common
            taken = [common[found[new], new]] if new in found else []
            taken += [common[old, old_of[old]]] if old in old_of else []
            assert max(taken) >= count
