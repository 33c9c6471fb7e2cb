"""Edits in the bytes of files: proved to mean what they say, and to leave the rest; else the reason is told."""

from __future__ import annotations

import pytest

from exlint.document import Limits, read
from exlint.document.editing import CannotEdit
from exlint.engine.files import File
from exlint.findings import Edit
from exlint.fixes.applying import changed

ANCHOR = "has an anchor that is used elsewhere, where it would change, too"
SHARED = b"a: &a [1]\nb: *a\nc: {<<: &m {d: [1]}}\ne: *m\nf: [1,  # why\n  2]\ng: &g [1]\n"


def after(data: bytes, edit: Edit) -> bytes:
    return changed([File("/x", "x", read(data))], [edit], Limits())["/x"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Edit((0, "a"), 2, "insert"), ANCHOR),
        (Edit((0, "a"), (2,)), ANCHOR),
        (Edit((0, "e", "d"), 2, "insert"), "stands in a part that is written elsewhere, behind an anchor"),
        (Edit((0, "c", "d"), 2, "insert"), "stands in a part that is written elsewhere and merged in (<<)"),
        (Edit((0, "f"), (1,)), "has a comment that would be lost"),
    ],
)
def test_where_an_edit_would_touch_more_it_is_refused_with_the_reason(edit: Edit, reason: str) -> None:
    with pytest.raises(CannotEdit) as why:
        after(SHARED, edit)
    assert str(why.value) == reason


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (Edit((0, "b"), 2, "insert"), b"b: *a", b"b: [1, 2]"),  # a list of its own
        (Edit((0, "g"), 2, "insert"), b"g: &g [1]", b"g: &g [1, 2]"),  # nothing refers to it
    ],
)
def test_what_is_shared_does_not_stop_an_edit_beside_it(edit: Edit, old: bytes, new: bytes) -> None:
    assert after(SHARED, edit) == SHARED.replace(old, new)
