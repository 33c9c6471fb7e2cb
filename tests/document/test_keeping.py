"""What no edit is about is held against what it was: its comments, and the end of the file."""

from __future__ import annotations

import pytest

from exlint.document import Span, read
from exlint.document.keeping import check_kept
from exlint.document.splice import CannotEdit, Splice, moved, spliced

LOST = "has a comment that would be lost"
MOVED = "has a comment for exlint that would be about something else"
END = "would change how the file ends"


def checked(before: str, old: str, new: str) -> None:
    """Holds a text in which one part takes the place of another against what it was."""
    document = read(before.encode())
    changes = [Splice(Span(before.index(old), before.index(old) + len(old)), new)]
    check_kept(document, read(spliced(document, changes)), changes)


@pytest.mark.parametrize(
    ("before", "old", "new", "reason"),
    [
        ("a: |-  # c\n  x\n", "|-  # c\n  x", "x", LOST),
        ("a: 1\n# c\nb: 2\n", "\n", "", LOST),
        ("a: 1  # c\nb: 2 # d\n", "# c\nb: 2 # d", "# d\nb: 2 # c", LOST),
        ("a: 1  # c\n", "# c", "# d", LOST),
        ("a: 1\n", "1", "1  # c", LOST),
        ("a:\n# exlint: x\n- 1\n", "x\n", "x\n- 0\n", MOVED),
        ("a:\n# exlint: x\n\n- 1\n", "\n- 1", "- 0\n\n- 1", MOVED),
        ("a: 1\n# exlint: x\n", "\n", "\nb: 1\n# y\n", LOST),
        ("# exlint: x\n", "\n", "\nb: 1\n", MOVED),
        ("a: |\n  x\n", "|\n  x\n", "x", END),
        ("a: 1", "1", "1\n", END),
        ("a: 1\r\n", "\r\n", "\n", END),
    ],
)
def test_what_changes_more_than_it_says_is_refused(before: str, old: str, new: str, reason: str) -> None:
    with pytest.raises(CannotEdit) as why:
        checked(before, old, new)
    assert str(why.value) == reason


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        ("a: |-  # c\n  x\n", "|-", "|"),
        ("a:\n# c\n\n- 1\n", "- 1", "- 0\n- 1"),
        ("a:\n# exlint: x\n- 1\n", "# exlint", "- 0\n# exlint"),
        ("a: 1  # exlint: x\nb: 2\n", "1", "12345"),
        ("b: 2\na: '1'  # exlint: x\n", "2", "12345"),
        ("a:\n# exlint: x\n- 1 # y\n", "1", "[1]"),
        ("a: '# no'\n", "# no", "#"),
        ("a: 1\n# exlint: x\n", "1", "2"),
    ],
)
def test_what_leaves_comments_and_the_end_alone_is_taken(before: str, old: str, new: str) -> None:
    checked(before, old, new)


@pytest.mark.parametrize(("offset", "expected"), [(0, 0), (2, 2), (3, 5), (4, 6), (6, 6), (8, 8), (9, 8)])
def test_a_place_moves_with_what_is_put_in_or_taken_out_before_it(offset: int, expected: int) -> None:
    changes = [Splice(Span(3, 3), "xx"), Splice(Span(4, 6), ""), Splice(Span(8, 9), "")]  # 0123456789 -> 012xx3679
    assert moved(offset, changes) == expected
