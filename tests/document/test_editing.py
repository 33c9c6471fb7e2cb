"""Edits of a text: what is meant is read, and nothing else has changed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.styles import HANDS, Hand, written
from exlint.document import read
from exlint.document.editing import CannotEdit, spliced, splices
from exlint.findings import Edit, Route, Value, pairs, plain

PROJECT = Path(__file__).parents[2]
EXAMPLES = sorted((PROJECT / "examples").rglob("*.yaml"))
DATA = [json.loads(json.dumps(read(path.read_bytes()).data)) for path in EXAMPLES]  # nothing is shared within it
RULE = pairs(
    name="DNS for DNS servers",
    action="allow",
    protocols=("DNS Query", "DNS Zone Transfer"),
    applies_to=pairs(client_sets=("DNS servers", "yes: no", "*:25", "CONTOSO\\x", "12", "", "it's", "a\nb", "é #")),
    enabled=True,
)
VALUES: list[Value] = ["10.0.0.1", "DNS servers", "*:25", "null", 25, True, None, ("a", "b"), RULE, pairs(x=())]


def edited(data: bytes, *edits: Edit) -> str:
    document = read(data)
    assert document.faults == ()
    return spliced(document, splices(document, edits)).decode()


def text(source: str, *edits: Edit) -> str:
    return edited(source.encode(), *edits)


def add(at: Route, value: Value, before: int | None = None) -> Edit:
    return Edit(at, value, "insert", before)


@pytest.mark.parametrize(
    ("source", "edit", "expected"),
    [
        ("a: [1, 2]\n", add(("a",), 3), "a: [1, 2, 3]\n"),
        ("a: [1,2]  # c\n", add(("a",), 3), "a: [1,2,3]  # c\n"),
        ("a: [ 1 ]\n", add(("a",), 3), "a: [ 1, 3 ]\n"),
        ("a: []\n", add(("a",), "x"), "a: [x]\n"),
        ("a: [1, ]\n", add(("a",), 3), "a: [1, 3 ]\n"),
        ("a: ['x']\n", add(("a",), "y"), "a: ['x', 'y']\n"),
        ('a: ["x"]\n', add(("a",), "y"), 'a: ["x", "y"]\n'),
        ("a: [x]\n", add(("a",), "12"), 'a: [x, "12"]\n'),
        ("a: [1, 2]\n", add(("a",), 0, 0), "a: [0, 1, 2]\n"),
        ("a: [\n  1,\n  2  # two\n]\n", add(("a",), 3), "a: [\n  1,\n  2,  # two\n  3\n]\n"),
        ("a: [\n  1,\n  2,  # two\n]\n", add(("a",), 3), "a: [\n  1,\n  2,  # two\n  3,\n]\n"),
        ("a: [1,\n    2]\n", add(("a",), 3), "a: [1,\n    2, 3]\n"),
        ("a:\n- 1\n- 2 # two\n# end\n", add(("a",), 3), "a:\n- 1\n- 2 # two\n- 3\n# end\n"),
        ("a:\n  - 1\nb: 2\n", add(("a",), 3), "a:\n  - 1\n  - 3\nb: 2\n"),
        ("a:\n  - 1\n  - 2\n", add(("a",), 0, 0), "a:\n  - 0\n  - 1\n  - 2\n"),
        ("a:\n  # first\n  - 1\n", add(("a",), 0, 0), "a:\n  # first\n  - 0\n  - 1\n"),
        ("a:\n  - 1", add(("a",), 3), "a:\n  - 1\n  - 3"),
        ("a:\r\n  - 1\r\n", add(("a",), 3), "a:\r\n  - 1\r\n  - 3\r\n"),
        ("a:\n  - |\n    text\n\nb: 2\n", add(("a",), "x"), "a:\n  - |\n    text\n  - x\n\nb: 2\n"),
        ("a:\n  - - 1\n", add(("a", 0), 2), "a:\n  - - 1\n    - 2\n"),
        ("a:\n  -   x: 1\n", add(("a",), pairs(x=2, y=3)), "a:\n  -   x: 1\n  -   x: 2\n      y: 3\n"),
        ("a:\n  - {x: 1}\n", add(("a",), pairs(x=2, y=3)), "a:\n  - {x: 1}\n  - {x: 2, y: 3}\n"),
        ("a: {x: 1}\n", Edit(("a", "y"), (2,)), "a: {x: 1, y: [2]}\n"),
        ("a: [x: 1]\n", Edit(("a", 0, "y"), 2), "a: [{x: 1, y: 2}]\n"),
        ("a: {}\n", Edit(("a", "y"), 2), "a: {y: 2}\n"),
        ("a: {\n  x: 1  # one\n}\n", Edit(("a", "y"), 2), "a: {\n  x: 1,  # one\n  y: 2\n}\n"),
        ("a:\n  x: 1 # one\nb: 2\n", Edit(("a", "y"), 2), "a:\n  x: 1 # one\n  y: 2\nb: 2\n"),
        ("a:\n    x: 1\n", Edit(("b", "c", "d"), 2), "a:\n    x: 1\nb:\n    c:\n        d: 2\n"),
        ("a:\n  - x: 1\n", Edit(("a", 0, "y"), "z"), "a:\n  - x: 1\n    y: z\n"),
        ("a: 1 # one\n", Edit(("a",), 2), "a: 2 # one\n"),
        ("a: 'x'\n", Edit(("a",), "y"), "a: 'y'\n"),
        ("a:\nb: 1\n", Edit(("a",), "y"), "a: y\nb: 1\n"),
        ("a:\n  - 1\n  - 2\nb: 3\n", Edit(("a",), (4, 5)), "a:\n  - 4\n  - 5\nb: 3\n"),
        ("a: 1\n", add(("b",), "x"), "a: 1\nb: [x]\n"),
        ("a:\n  - 1\n", add(("b",), "x"), "a:\n  - 1\nb:\n  - x\n"),
        ("c: &c [1]\na: *c\n", add(("a",), 2), "c: &c [1]\na: [1, 2]\n"),
        ("c: &c {x: 1}\na:\n  <<: *c\n  y: 2\n", Edit(("a", "x"), 3), "c: &c {x: 1}\na:\n  <<: *c\n  y: 2\n  x: 3\n"),
    ],
)
def test_what_is_inserted_looks_as_if_it_had_always_been_there(source: str, edit: Edit, expected: str) -> None:
    assert text(source, edit) == expected


@pytest.mark.parametrize(
    ("source", "edit"),
    [
        ("c: &c {x: 1}\na: *c\n", Edit(("a", "x"), 2)),
        ("c: &c [{x: 1}]\na: *c\n", Edit(("a", 0, "x"), 2)),
        ("a: [1]\n", Edit(("a", 4), 2)),
        ("a:\n  b: 1  # why\n  c: 2\n", Edit(("a",), pairs(b=1))),
        ("a: [1,  # why\n    2]\n", Edit(("a",), (1,))),
    ],
)
def test_what_would_change_more_than_it_says_is_refused(source: str, edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        text(source, edit)


def test_two_insertions_at_one_place_stand_in_the_order_in_which_they_are_asked_for() -> None:
    assert text("a: 1\n", Edit(("b",), 2), Edit(("c",), 3)) == "a: 1\nb: 2\nc: 3\n"


@pytest.mark.parametrize("item", ["  - 1", "- 1"])
def test_an_item_of_the_last_list_stands_before_a_key_that_is_added_behind_it(item: str) -> None:
    new = item.replace("1", "2")
    assert text(f"a:\n{item}", Edit(("b",), 3), add(("a",), 2)) == f"a:\n{item}\n{new}\nb: 3"


def test_two_edits_of_one_value_are_refused() -> None:
    with pytest.raises(CannotEdit):
        text("a: 1\n", Edit(("a",), 2), Edit(("a",), 3))


def routes(data: Any, at: Route = ()) -> list[Route]:
    """Every route in plain data to a list, or to a mapping and a key that it does not have."""
    if isinstance(data, list):
        return [at, *(found for index, one in enumerate(data) for found in routes(one, (*at, index)))]
    if isinstance(data, dict):
        return [(*at, "x-new"), *(found for key, one in data.items() for found in routes(one, (*at, key)))]
    return [at]


def meant(data: Any, edit: Edit) -> Any:
    """What the data is to be after an edit, worked out on the data itself."""
    copied = copy.deepcopy(data)
    *above, last = edit.at
    parent = copied
    for part in above:
        parent = parent[part]
    if edit.kind == "set":
        parent[last] = plain(edit.value)
    else:
        parent[last].insert(len(parent[last]) if edit.before is None else edit.before, plain(edit.value))
    return copied


@pytest.mark.parametrize("hand", HANDS, ids=str)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_in_every_hand_the_edited_text_reads_as_meant_and_differs_only_where_it_was_edited(
    hand: Hand, data: st.DataObject
) -> None:
    estate = data.draw(st.sampled_from(DATA))
    at = data.draw(st.sampled_from([route for route in routes(estate) if route]))
    value = data.draw(st.sampled_from(VALUES))
    old = estate
    for part in at:
        old = old.get(part) if isinstance(old, dict) else old[part]
    kind = "insert" if isinstance(old, list) else "set"
    edit = Edit(at, value, kind, data.draw(st.sampled_from([None, 0])) if kind == "insert" else None)
    before = written(estate, hand)
    document = read(before)
    assert (document.faults, document.data) == ((), estate)

    changes = splices(document, [edit])
    after = spliced(document, changes)

    again = read(after)
    assert (again.faults, again.data) == ((), meant(estate, edit))
    (change,) = changes
    kept = len(document.source.mark + document.source.text[: change.span.start].encode(document.source.encoding))
    rest = document.source.text[change.span.end :].encode(document.source.encoding)
    assert after[:kept] == before[:kept]
    assert after[len(after) - len(rest) :] == rest
    if kind == "insert":  # no comment is lost on the way
        assert document.source.text[change.span.start : change.span.end].count("# a") == change.text.count("# a")
