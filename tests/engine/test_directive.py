"""What a comment that suppresses says, and what is wrong with one that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.engine.directive import FORM, Directive, Malformed, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exlint: ignore[EXL101] -- reason", Directive(("EXL101",), reason="reason")),
        ("exlint:  ignore[ EXL101 ,dns,exl1] --  why so ", Directive(("EXL101", "dns", "exl1"), reason="why so")),
        ("exlint: file-ignore[smtp] -- old", Directive(("smtp",), in_file=True, reason="old")),
        (
            "exlint: ignore[EXL101, dns] until=2027-01-31 owner=ops -- reason",
            Directive(("EXL101", "dns"), reason="reason", until="2027-01-31", owner="ops"),
        ),
        (
            "exlint: ignore[a] owner=ops@example.com until=2028-02-29",
            Directive(("a",), until="2028-02-29", owner="ops@example.com"),
        ),
        ("exlint: ignore[a]", Directive(("a",))),
        ("exlint: ignore[a] --", Directive(("a",))),
        ("exlint: ignore[a] -- see #42 -- and # more", Directive(("a",), reason="see #42 -- and # more")),
        ("exlint: ignore[a] # a remark -- no reason", Directive(("a",))),
        ("exlint: ignore[a] owner=x # a remark", Directive(("a",), owner="x")),
        ("exlint: ignore[a b] -- c", Directive(("a b",), reason="c")),
        ("exlint: ignore[a] owner=a=b -- c", Directive(("a",), reason="c", owner="a=b")),
    ],
)
def test_a_comment_says_what_is_suppressed_and_why(text: str, expected: Directive) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize("text", ["exlint: 1", "exlint: 1 # the version", "exlint:1", "exlint: 12 "])
def test_the_first_line_of_a_document_that_was_taken_out_asks_for_nothing(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("exlint:", "ignore or file-ignore is missing behind exlint:"),
        ("exlint: -- reason", "ignore or file-ignore is missing behind exlint:"),
        ("exlint: [EXL101] -- reason", "ignore or file-ignore is missing behind exlint:"),
        ("exlint:ignore[EXL101] -- reason", "a space is missing behind exlint:"),
        ("exlint: disable[EXL101] -- reason", "it says disable (did you mean ignore?)"),
        ("exlint: disable-file[EXL101] -- reason", "it says disable-file (did you mean file-ignore?)"),
        ("exlint: ignor[EXL101] -- reason", "it says ignor (did you mean ignore?)"),
        ("exlint: ignores EXL101", "it says ignores (did you mean ignore?)"),
        ("exlint: Ignore[EXL101]", "it says Ignore (did you mean ignore?)"),
        ("exlint: ignore-file[EXL101]", "it says ignore-file (did you mean file-ignore?)"),
        ("exlint: see the manual", "it says see"),
        ("exlint: 1st of all", "it says 1st"),
        ("exlint ignore[EXL101] -- reason", "it begins with exlint ignore and not with exlint: ignore"),
        ("exlint file-ignore[a] -- b", "it begins with exlint file-ignore and not with exlint: file-ignore"),
        ("EXLINT: ignore [EXL101]", "it begins with EXLINT: ignore and not with exlint: ignore"),
        ("exlint: ignore", "[ is missing right behind ignore"),
        ("exlint: ignore EXL101 -- reason", "[ is missing right behind ignore"),
        ("exlint: ignore [EXL101] -- reason", "[ is missing right behind ignore"),
        ("exlint: file-ignore -- reason", "[ is missing right behind file-ignore"),
        ("exlint: ignore[EXL101 -- reason", "] is missing behind the rules"),
        ("exlint: ignore[EXL101 # ] -- reason", "] is missing behind the rules"),
        ("exlint: ignore[] -- reason", "a rule is missing between the brackets"),
        ("exlint: ignore[ ] -- reason", "a rule is missing between the brackets"),
        ("exlint: ignore[EXL101,] -- reason", "a rule is missing between the brackets"),
        ("exlint: ignore[,EXL101] -- reason", "a rule is missing between the brackets"),
        ("exlint: ignore[EXL101]owner=ops -- reason", "a space is missing behind the ] before owner=ops"),
        ("exlint: ignore[EXL101]--reason", "a space is missing behind the ] before --reason"),
        (
            "exlint: ignore[EXL101] the provider",
            "the stands where until=, owner= or -- and the reason belong",
        ),
        ("exlint: ignore[EXL101] - reason", "- stands where until=, owner= or -- and the reason belong"),
        ("exlint: ignore[EXL101] --reason", "--reason stands where until=, owner= or -- and the reason belong"),
        (
            "exlint: ignore[EXL101] untill=2027-01-31 -- reason",
            "untill= is neither until= nor owner= (did you mean until=?)",
        ),
        ("exlint: ignore[EXL101] ticket=5 -- reason", "ticket= is neither until= nor owner="),
        ("exlint: ignore[EXL101] =5 -- reason", "= is neither until= nor owner="),
        ("exlint: ignore[EXL101] owner=a owner=a -- reason", "owner= stands there twice"),
        ("exlint: ignore[EXL101] until=2027-01-31 until=2027-02-01", "until= stands there twice"),
        ("exlint: ignore[EXL101] owner= -- reason", "owner= has no value"),
        ("exlint: ignore[EXL101] until= -- reason", "until= has no value"),
        (
            "exlint: ignore[EXL101] until=2027-02-30 -- reason",
            "until=2027-02-30 is no day of the calendar",
        ),
        (
            "exlint: ignore[EXL101] until=20270131 -- reason",
            "until=20270131 is no day of the calendar",
        ),
        (
            "exlint: ignore[EXL101] until=2027-W01-1 -- reason",
            "until=2027-W01-1 is no day of the calendar",
        ),
        (
            "exlint: ignore[EXL101] until=31.01.2027 -- reason",
            "until=31.01.2027 is no day of the calendar",
        ),
    ],
)
def test_a_comment_that_cannot_be_read_is_told_where(text: str, words: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse(text)
    assert str(refused.value) == words
    assert refused.value.expected == ("until=2027-01-31" if words.endswith("calendar") else FORM)


@pytest.mark.parametrize("reason", ["\u200b\u200b", "\u2060 \ufeff", "\u3164", "\u2800", "\u00ad\u200e"])
def test_a_reason_that_nobody_sees_is_none(reason: str) -> None:
    assert parse(f"exlint: ignore[a] -- {reason}") == Directive(("a",))
    assert parse(f"exlint: ignore[a] -- {reason}x").reason.endswith("x")  # type: ignore[union-attr] # it is a directive
    with pytest.raises(Malformed, match="owner= has no value"):
        parse(f"exlint: ignore[a] owner={reason.replace(' ', '')}")


def test_a_long_word_is_shown_by_its_beginning() -> None:
    with pytest.raises(Malformed) as refused:
        parse("exlint: ignore[a] " + "x" * 10_000)
    assert len(str(refused.value)) < 200


_WORDS = st.lists(st.text("abcEXL-019 ", min_size=1).filter(str.strip), min_size=1, max_size=4)
_SETTINGS = st.permutations(["until=2027-01-31", "owner=ops"]).flatmap(
    lambda both: st.integers(0, 2).map(lambda number: both[:number])
)
_REASONS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=20).map(str.strip)


@given(_WORDS, _SETTINGS, _REASONS, st.sampled_from(["ignore", "file-ignore"]))
def test_what_is_written_is_read_again(words: list[str], settings: list[str], reason: str, verb: str) -> None:
    text = " ".join([f"exlint: {verb}[{','.join(words)}]", *settings, "--", reason]).strip()

    found = parse(text)

    assert found == Directive(
        tuple(word.strip() for word in words),
        verb == "file-ignore",
        reason,
        "2027-01-31" if "until=2027-01-31" in settings else "",
        "ops" if "owner=ops" in settings else "",
    )


@given(st.text("exlint: fgnor[]-=#,12 \t", max_size=30))
def test_any_comment_is_read_or_told_what_is_wrong(text: str) -> None:
    try:
        found = parse("exlint:" + text)
    except Malformed:
        return
    assert found is None or (found.words and all(found.words))
