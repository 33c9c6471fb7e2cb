"""Names in a sentence: as many as it can carry."""

from __future__ import annotations

from exlint.mailflow.wording import some


def test_a_sentence_carries_four_names_and_counts_the_others() -> None:
    assert some(["A"]) == "A"
    assert some(iter("ABCD")) == "A, B, C, D"
    assert some("ABCDE") == "A, B, C, D and 1 more"
    assert some("ABCDEFG") == "A, B, C, D and 3 more"


def test_where_there_are_no_names_it_says_so() -> None:
    assert some(()) == some(None) == "none"
