"""The layout of a picture: nothing lies over anything else, whatever the estate."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

import estates
from exlint import mailflow, model, schema
from exlint.mailflow.decision import Outcome
from exlint.reports.fitting import fitted, width
from exlint.reports.layout import ABOVE, LINE, Box, Layout, Wire, layout
from exlint.reports.mailpath import picture
from exlint.reports.picture import Edge, Kind, Node, Picture, Remark


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        """Whether the two have more than an edge in common."""
        aside = self.right <= other.left + 0.01 or other.right <= self.left + 0.01
        return not (aside or self.bottom <= other.top + 0.01 or other.bottom <= self.top + 0.01)


def of_box(box: Box) -> Area:
    return Area(box.x, box.y, box.x + box.width, box.y + box.height)


def of_label(wire: Wire) -> Area:
    y = wire.turns[0].y
    return Area(wire.x, y - ABOVE + 1, wire.x + wire.label.width, y + max(11.0, 9 + LINE * len(wire.label.words)))


def assert_nothing_overlaps(one: Layout) -> None:
    areas = [*map(of_box, one.boxes), *map(of_label, one.wires)]
    assert not [pair for pair in combinations(areas, 2) if pair[0].meets(pair[1])]
    assert all(area.left >= 0 and area.right <= one.width + 0.01 for area in areas)
    assert all(area.top >= -0.01 and area.bottom <= one.height + 0.01 for area in areas)
    for wire in one.wires:
        for turn in wire.turns:
            # A turn lies between two columns, and what lies in a column between two turns is level.
            low, high = sorted((turn.x1, turn.x2))
            bend = Area(low, min(turn.y, turn.to), high + turn.bulge, max(turn.y, turn.to))
            assert not [area for area in map(of_box, one.boxes) if area.meets(bend)]
        for before, after in pairwise(wire.turns):
            assert before.to == after.y
            left, right = sorted((before.x3, after.x0))
            passed = Area(left, before.to - 1, right, before.to + 1)
            assert not [area for area in areas if area.meets(passed)]


def assert_edges_lie_apart(one: Layout) -> None:
    starts = [(turn.x0, turn.y) for wire in one.wires for turn in wire.turns]
    ends = [(turn.x3, turn.to) for wire in one.wires for turn in wire.turns]
    for x in {x for x, _ in (*starts, *ends)}:
        heights = sorted(y for found, y in (*starts, *ends) if found == x)
        assert all(after - before >= 10 for before, after in pairwise(heights))


@given(st.randoms(use_true_random=False))
def test_of_a_random_estate_nothing_overlaps(source: Any) -> None:
    document = schema.check(estates.estate(source), 0)
    assert isinstance(document, schema.Document)
    estate = model.build([document])
    assert isinstance(estate, model.Estate)
    one = layout(picture("A title", estate, mailflow.judge(estate)))

    assert_nothing_overlaps(one)
    assert_edges_lie_apart(one)


WORDS = st.text(min_size=1, max_size=60)
OUTCOMES = st.sampled_from(Outcome)
REMARKS = st.builds(Remark, st.just((1, 3, 5)), OUTCOMES, WORDS)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Any picture: edges forth and back, over several columns, in circles."""
    node = st.builds(
        Node, st.tuples(WORDS), st.just(("A role",)), st.sampled_from(Kind), st.tuples() | st.tuples(REMARKS)
    )
    nodes = draw(st.lists(node, min_size=1, max_size=8))
    ends = st.integers(0, len(nodes) - 1)
    edges = draw(st.lists(st.builds(Edge, ends, ends, st.just("udp 53"), REMARKS), max_size=12))
    return Picture("A title", tuple(nodes), tuple(edges), ())


@given(pictures())
def test_of_any_picture_nothing_overlaps(one: Picture) -> None:
    placed = layout(one)

    assert_nothing_overlaps(placed)
    assert_edges_lie_apart(placed)
    assert placed == layout(one)


@given(st.text(max_size=80), st.floats(40, 400))
def test_lines_one_behind_the_other_are_the_text_and_hold_to_their_width(text: str, room: float) -> None:
    lines = fitted(text, room, 13)

    assert "".join(lines) == "".join(fitted(text, 1e9, 13))
    assert all(width(line.rstrip(" "), 13) <= room or len(line.rstrip(" ")) == 1 for line in lines)
