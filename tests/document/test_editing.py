"""Edits of a text: what is meant is read, and nothing else has changed."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.styles import HANDS, Hand, written
from exlint.document import Document, read
from exlint.document.editing import CannotEdit, Splice, shared, spliced, splices
from exlint.document.keeping import check_kept
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
COMMENT = re.compile(r"# a[^\r\n]*")  # as the hands write them
LAST_BREAK = re.compile(r"[\r\n]*\Z")
PROPERTIES = re.compile(r"&a\d+|!![a-z]+")
ABOVE_ITEM = re.compile(r"# as is (\d+)[^\r\n]*\s+- (?=[^\r\n]*# as is)([^\r\n]*)")
VALUES: list[Value] = ["10.0.0.1", "DNS servers", "*:25", "null", 25, True, None, ("a", "b"), RULE, pairs(x=())]


def edited(data: bytes, *edits: Edit) -> str:
    document = read(data)
    assert document.faults == ()
    changes = splices(document, edits)
    after = spliced(document, changes)
    check_kept(document, read(after), changes)
    return after.decode()


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
        ("a: [\n  1\n  ,]\n", add(("a",), 2), "a: [\n  1\n  , 2]\n"),
        ("a:\n- 1\n- 2 # two\n# end\n", add(("a",), 3), "a:\n- 1\n- 2 # two\n- 3\n# end\n"),
        ("a:\n  - 1\nb: 2\n", add(("a",), 3), "a:\n  - 1\n  - 3\nb: 2\n"),
        ("a:\n  - 1\n  - 2\n", add(("a",), 0, 0), "a:\n  - 0\n  - 1\n  - 2\n"),
        ("a:\n  # first\n  - 1\n", add(("a",), 0, 0), "a:\n  - 0\n  # first\n  - 1\n"),
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
        ("a:\n  b: 1\n  c: 2  # why\n", Edit(("a",), pairs(b=1))),
        ("a:\n  b: 1  # why\n  c: 2\n", Edit(("a",), pairs(b=2))),
        ("a: [1,  # why\n    2]\n", Edit(("a",), (1,))),
    ],
)
def test_what_would_change_more_than_it_says_is_refused(source: str, edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        text(source, edit)


LIST = """\
a:
  - 1  # one

  # far

  # near
  # nearer
  - 2
"""


@pytest.mark.parametrize(
    ("source", "edit", "expected"),
    [
        (LIST, add(("a",), 9, 1), LIST.replace("  # near\n", "  - 9\n  # near\n")),
        (LIST, add(("a",), 9, 0), LIST.replace("  - 1 ", "  - 9\n  - 1 ")),
        ("a:\n- x: 1\n  # its own\n- 2\n", add(("a",), 9, 1), "a:\n- x: 1\n  # its own\n- 9\n- 2\n"),
        ("a:\n- 1\n # skewed\n# b\n- 2\n", add(("a",), 9, 1), "a:\n- 1\n # skewed\n- 9\n# b\n- 2\n"),
        ("a:\n- 1\n# exlint: x\n\n # b\n- 2\n", add(("a",), 9, 1), "a:\n- 1\n- 9\n# exlint: x\n\n # b\n- 2\n"),
        ("a:\r\n- 1\r\n# b\r\n- 2\r\n", add(("a",), 9, 1), "a:\r\n- 1\r\n- 9\r\n# b\r\n- 2\r\n"),
        ("a:\n  - 1  # one\n  - 2\n", add(("a",), 9, 1), "a:\n  - 1  # one\n  - 9\n  - 2\n"),
        ("a:\n  - 1\n# # b\n  - 2\n", add(("a",), 9, 1), "a:\n  - 1\n# # b\n  - 9\n  - 2\n"),
        ("# b\n- 1\n", add((), 9, 0), "- 9\n# b\n- 1\n"),
        ("a: [\n  1, # one\n  # b\n  2\n]\n", add(("a",), 9, 1), "a: [\n  1, # one\n  9,\n  # b\n  2\n]\n"),
        ("a: [\n  # b\n  1\n]\n", add(("a",), 9, 0), "a: [\n  9,\n  # b\n  1\n]\n"),
        ("a:\n  - |\n    # no\n  - 2\n", add(("a",), 9, 1), "a:\n  - |\n    # no\n  - 9\n  - 2\n"),
        ("a:\n-  # b-c\n   x: 1\n", add(("a",), 9, 0), "a:\n- 9\n-  # b-c\n   x: 1\n"),
        ("a:\n-\n# c\n-  # b-c\n   x: 1\n", add(("a",), 9, 1), "a:\n-\n- 9\n# c\n-  # b-c\n   x: 1\n"),
    ],
)
def test_comments_right_above_an_item_stay_its_own(source: str, edit: Edit, expected: str) -> None:
    assert text(source, edit) == expected


@pytest.mark.parametrize(
    ("source", "edit", "expected"),
    [
        ("a: &x\n  - 1\n", add(("a",), 2), "a: &x\n  - 1\n  - 2\n"),
        ("a: &x  # c\n  # b\n  - 1\n", add(("a",), 2, 0), "a: &x  # c\n  - 2\n  # b\n  - 1\n"),
        ("a: !!seq\n- !!map\n  x: 1\n", add(("a",), pairs(x=2)), "a: !!seq\n- !!map\n  x: 1\n- x: 2\n"),
        ("a: &x !!seq [1]\n", add(("a",), 2), "a: &x !!seq [1, 2]\n"),
        ("a: [!!int &x 1]\n", add(("a",), 2, 0), "a: [2, !!int &x 1]\n"),
        ("a: [\n  !!int &x 1\n]\n", add(("a",), 2), "a: [\n  !!int &x 1,\n  2\n]\n"),
        ("a: &x\n    - 1\n", add(("b",), 2), "a: &x\n    - 1\nb:\n    - 2\n"),
        ("a: &x\n    b: 1\n", Edit(("c", "d"), 2), "a: &x\n    b: 1\nc:\n    d: 2\n"),
    ],
)
def test_an_anchor_or_a_tag_in_front_of_a_list_is_no_part_of_it(source: str, edit: Edit, expected: str) -> None:
    assert text(source, edit) == expected


@pytest.mark.parametrize(
    ("source", "edit", "expected"),
    [
        ('{"a": {"b": 1}}', Edit(("a", "c"), "x"), '{"a": {"b": 1, "c": "x"}}'),
        ('{"a": {}}', Edit(("a", "c"), "x"), '{"a": {"c": "x"}}'),
        ('{"a": []}', add(("a",), pairs(b="x")), '{"a": [{"b": "x"}]}'),
        ('{"a": [1, 2]}', add(("a",), "x", 1), '{"a": [1, "x", 2]}'),
        ('{"a": null}', Edit(("a",), "x"), '{"a": "x"}'),
        ('{\n  "a": [\n    1\n  ]\n}', add(("a",), "x", 0), '{\n  "a": [\n    "x",\n    1\n  ]\n}'),
    ],
)
def test_json_stays_json(source: str, edit: Edit, expected: str) -> None:
    assert text(source, edit) == expected
    assert json.loads(expected) == read(expected.encode()).data


@pytest.mark.parametrize(
    ("source", "edit", "expected"),
    [
        ("a: {'b': 1}\nc: 1\nd: 2\n", Edit(("a", "e"), 2), "a: {'b': 1, 'e': 2}\nc: 1\nd: 2\n"),
        ("a:\n- {b: x, c: 'y'}\n", add(("a",), pairs(b="z")), "a:\n- {b: x, c: 'y'}\n- {b: z}\n"),
        ('c: &c ["x"]\nd: y\ne: z\na: *c\n', add(("a",), "w"), 'c: &c ["x"]\nd: y\ne: z\na: ["x", "w"]\n'),
        ("a:\n- {b: 1}\n- c: 1\n", add(("a",), pairs(b=2), 1), "a:\n- {b: 1}\n- {b: 2}\n- c: 1\n"),
        (
            "a:\n- b:\n  - 1\nx: [1]\ny: [2]\n",
            add(("a",), pairs(b=(2,))),
            "a:\n- b:\n  - 1\n- b:\n  - 2\nx: [1]\ny: [2]\n",
        ),
    ],
)
def test_what_is_inserted_is_written_as_the_item_before_it(source: str, edit: Edit, expected: str) -> None:
    assert text(source, edit) == expected


@pytest.mark.parametrize(
    ("source", "edit", "reason"),
    [
        ("a: *c", Edit(("a", "x"), 2), "stands in a part that is written elsewhere, behind an anchor"),
        ("a: {<<: *c}", add(("a", "y"), 2), "stands in a part that is written elsewhere and merged in (<<)"),
        ("a: {<<: *c}", Edit(("a", "z", "x"), 2), "stands in a part that is written elsewhere and merged in (<<)"),
    ],
)
def test_it_says_that_a_value_stands_elsewhere(source: str, edit: Edit, reason: str) -> None:
    with pytest.raises(CannotEdit) as why:
        text(f"c: &c {{x: 1, y: [1], z: {{}}}}\n{source}\n", edit)
    assert str(why.value) == reason


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(("a", "b"), 2), True),
        (add(("a", "c"), 2), True),
        (Edit(("d",), 2), True),
        (Edit(("e", "d"), 2), False),
        (add(("g", "h"), 2), False),
        (Edit(("i",), 2), False),
    ],
)
def test_it_is_known_whether_an_alias_elsewhere_stands_for_what_is_edited(edit: Edit, expected: bool) -> None:  # noqa: FBT001 - a parameter of the test
    document = read(b"a: &a {b: 1, c: [1]}\nd: &d 1\ne: {<<: *a, d: *d}\ng: &g {h: [1]}\n")
    assert splices(document, [edit])
    assert shared(document, [edit]) is expected


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("a: |-  # c\n  x\n", "y", "a: y  # c\n"),
        ("a: |-\n  x\n\n\n# next\nb: 1\n", "y", "a: y\n\n\n# next\nb: 1\n"),
        ("a: >-\n  x\n  y", "z", "a: z"),
        ("a: |2-\r\n    # x\r\n # next\r\n", "y", "a: y\r\n # next\r\n"),
        ("a: |  # c\n\n\nb: 1\n", "y", "a: y  # c\n\n\nb: 1\n"),
        ("a: &x 1 # c\n", 2, "a: &x 2 # c\n"),
        ("a: &x#no 'b' # c\n", "d", "a: &x#no 'd' # c\n"),
        ("a: !!str # c\n  x # d\n", "y", "a: !!str # c\n  y # d\n"),
        ("a: &d !!bool # c\n\n  true\n", False, "a: &d !!bool # c\n\n  false\n"),
        ("a: !!float &d 1.5\n", 2, "a: !!float &d 2\n"),
        ("a: &x # c\nb: 1\n", 2, "a: &x 2 # c\nb: 1\n"),
        ("a: !!str\nb: 1\n", "y", "a: !!str y\nb: 1\n"),
        ("a: &x !!seq # c\n  - 1\n", (2, 3), "a: &x !!seq # c\n  - 2\n  - 3\n"),
        ("a: &x # c\n  b: 1\n", pairs(b=2), "a: &x # c\n  b: 2\n"),
        ("a:\n  &x b: 1\n", pairs(c=2), "a:\n  c: 2\n"),
        ("a:\n  b: 1  # why\n  c: 2\n", pairs(b=1), "a:\n  b: 1  # why\n"),
        ("a:\n  b: &x\n  - 1 # c\n  c: |\n    2\n  d: 3\n\n", pairs(b=(1,)), "a:\n  b: &x\n  - 1 # c\n\n"),
        ("a:\n  b: 1\n  c: 2 # c\n  d: 3\n", pairs(c=2), "a:\n  c: 2 # c\n"),
        ("a: { b: 1, c: 2 , d: 3 }\n", pairs(b=1, d=3), "a: { b: 1 , d: 3 }\n"),
        ("a: { b: 1, c: 2 , d: 3 }\n", pairs(d=3), "a: { d: 3 }\n"),
        ("a: {b: 1, c: '#', d: 3}\n", pairs(b=1), "a: {b: 1}\n"),
        ("a: ['#']\n", ("#", "x"), "a: ['#', 'x']\n"),
    ],
)
def test_in_place_of_a_value_stands_the_new_one_and_all_around_it_stays(
    source: str, value: Value, expected: str
) -> None:
    assert text(source, Edit(("a",), value)) == expected


@pytest.mark.parametrize("tag", ["!!int", "!!bool", "!!float", "!!null", "!!seq # c\n ", "&x !!map", "!", "!!int &x"])
def test_a_tag_that_would_make_a_value_something_else_does_not_stay_blindly(tag: str) -> None:
    old = {"!!int": "1", "!!bool": "true", "!!float": "1.5", "!!null": "~", "&x !!map": "{}", "!": "1", "!!int &x": "1"}
    new: Value = 1 if tag == "!" else "1"
    with pytest.raises(CannotEdit, match=r"^has the tag !.* which does not go with the new value$"):
        text(f"a: {tag} {old.get(tag, '[]')}\n", Edit(("a",), new))


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


def changes_or_reason(document: Document, edit: Edit) -> tuple[Splice, ...] | str:
    """The changes that an edit comes to, or why there are none."""
    try:
        return splices(document, [edit])
    except CannotEdit as why:
        return str(why)


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

    changes = changes_or_reason(document, edit)
    if isinstance(changes, str):
        assert hand.decorated
        assert changes.startswith("has the tag !!")
        assert type(plain(value)) is not type(old)
        return
    after = spliced(document, changes)

    again = read(after)
    assert (again.faults, again.data) == ((), meant(estate, edit))
    (change,) = changes
    kept = len(document.source.mark + document.source.text[: change.span.start].encode(document.source.encoding))
    rest = document.source.text[change.span.end :].encode(document.source.encoding)
    assert after[:kept] == before[:kept]
    assert after[len(after) - len(rest) :] == rest
    assert COMMENT.findall(again.source.text) == COMMENT.findall(document.source.text)
    assert LAST_BREAK.findall(again.source.text) == LAST_BREAK.findall(document.source.text)
    assert PROPERTIES.findall(again.source.text) == PROPERTIES.findall(document.source.text)
    if hand.decorated and kind == "insert":
        assert ABOVE_ITEM.findall(again.source.text) == ABOVE_ITEM.findall(document.source.text)
    if hand.as_json is not None:
        assert json.loads(after) == meant(estate, edit)
    check_kept(document, again, changes)
