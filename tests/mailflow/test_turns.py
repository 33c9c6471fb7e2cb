"""What became of the verdict about a virtual server, where a version has it or not, and is judged or not."""

from __future__ import annotations

from typing import Any

import pytest

from exlint import model, schema
from exlint.mailflow import Mail
from exlint.mailflow.turns import Turn, turns
from exlint.model import Estate
from exlint.model.objects import objects

Data = dict[str, Any]


def data(name: str, *, leaves: bool = True) -> Data:
    """An estate with one virtual server, whose mail leaves or stays."""
    base: Data = {"name": "MAIL1", "edition": "exchange-2003-standard", "address": "10.0.0.10", "behind": "none"}
    resolver = "198.51.100.53" if leaves else "10.0.0.99"
    base |= {"smtp_virtual_servers": [{"name": name, "external_dns_servers": [resolver]}]}
    return {"exlint": 1, "exchange": {"servers": [base]}}


def mail(one: Data) -> Mail:
    document = schema.check(one, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, Estate), estate
    return Mail(estate)


def turn(old: tuple[Data, bool], new: tuple[Data, bool]) -> Turn:
    """What became of the only virtual server; each version with whether it is judged."""
    (found,) = turns(
        objects([old[0]]), mail(old[0]) if old[1] else None, objects([new[0]]), mail(new[0]) if new[1] else None
    )
    return found


LEAVES, STAYS, NONE = data("VS"), data("VS", leaves=False), {"exlint": 1}

CASES: dict[str, tuple[tuple[Data, bool], tuple[Data, bool], bool, bool]] = {
    "as before": ((LEAVES, True), (LEAVES, True), False, False),
    "as bad as before": ((STAYS, True), (STAYS, True), False, False),
    "worse": ((LEAVES, True), (STAYS, True), True, True),
    "better": ((STAYS, True), (LEAVES, True), True, False),
    "judged neither then nor now": ((LEAVES, False), (LEAVES, False), False, False),
    "not judged any more": ((STAYS, True), (STAYS, False), True, True),
    "judged now": ((LEAVES, False), (STAYS, True), True, False),
    "new, and leaves": ((NONE, True), (LEAVES, True), True, False),
    "new, and stays": ((NONE, True), (STAYS, True), True, True),
    "new, and not judged": ((NONE, False), (LEAVES, False), True, True),
    "gone": ((STAYS, True), (NONE, True), True, False),
    "gone, and not judged": ((LEAVES, False), (NONE, False), True, False),
}
"""The two versions -> whether anything about the virtual server changed, and whether it got worse."""


@pytest.mark.parametrize("case", CASES)
def test_a_turn_says_whether_anything_changed_and_whether_it_got_worse(case: str) -> None:
    old, new, changed, worse = CASES[case]

    found = turn(old, new)

    assert (found.changed, found.worse) == (changed, worse)
    assert found.there == (old[0] is not NONE, new[0] is not NONE)


def test_a_virtual_server_is_the_same_in_other_letters_and_has_the_newer_name() -> None:
    found = turn((data("vs"), True), (data("VS"), True))

    assert (found.virtual_server, found.identity, found.changed) == ("MAIL1/VS", "mail1/vs", False)


def test_those_of_the_new_version_come_first_then_those_that_are_gone() -> None:
    old, new = data("A"), data("B")

    found = list(turns(objects([old]), mail(old), objects([new]), mail(new)))

    assert [one.virtual_server for one in found] == ["MAIL1/B", "MAIL1/A"]
