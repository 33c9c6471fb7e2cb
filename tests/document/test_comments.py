"""Comments: which `#` begins one, and which keys and items each is about."""

from __future__ import annotations

import codecs
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.scanner import RoundTripScanner

from exlint.document import read


class Listener(RoundTripScanner):
    """ruamel's own scanner, which takes note of where it sees a comment."""

    heard: tuple[str, set[int]] = ("", set())

    def scan_to_next_token(self) -> Any:
        """Skips what is between two tokens; gives a comment, or empty lines."""
        found = super().scan_to_next_token()
        if found is not None and found[0].startswith("#"):
            self.heard[1].add(found[1].index)
        return found

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> Any:
        """Skips the rest of the line of | or >."""
        self._listen()
        return super().scan_block_scalar_ignored_line(start_mark)

    def scan_directive_ignored_line(self, start_mark: Any) -> None:
        """Skips the rest of the line of a directive."""
        self._listen()
        super().scan_directive_ignored_line(start_mark)

    def _listen(self) -> None:
        text, found = self.heard
        match = re.compile(" *#").match(text, self.reader.index)
        if match:
            found.add(match.end() - 1)


def heard(text: str) -> list[int] | None:
    """Where ruamel's scanner sees a comment; None where it cannot read the text."""
    yaml = YAML(typ="rt", pure=True)
    found: set[int] = set()
    yaml.Scanner = type("Scanner", (Listener,), {"heard": (text, found)})
    try:
        list(yaml.scan(text))
    except Exception:  # noqa: BLE001 - it raises errors of a dozen kinds on bad input
        return None
    return sorted(found)


def found(text: str) -> list[int] | None:
    """Where exlint finds a comment; None where the text is not read to its end."""
    document = read(text.encode("utf-8", "surrogatepass"))
    if any(fault.code in ("EXL001", "EXL003") for fault in document.faults):
        return None
    return [comment.span.start for comment in document.comments("")]


def about(text: str, encoding: str = "utf-8") -> dict[str, str | None]:
    """What each comment says -> the text that it is about."""
    document = read(text.encode(encoding))
    spans = [(one.text, one.about) for one in document.comments("")]
    return {said: None if span is None else document.source.text[span.start : span.end] for said, span in spans}


# Where a comment begins


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("# a\n", ["# a"]),
        ("a: b # a", ["# a"]),
        ("a: b# no", []),
        ("a: '# no' # a", ["# a"]),
        ('a: "x # no\n  # no" # a', ["# a"]),
        ("a: x\n  y # a", ["# a"]),
        ("a: | # a\n  # no\n # b\nb: c", ["# a", "# b"]),
        ("a: >-   # a\n  x # no\n\n\n# b", ["# a", "# b"]),
        ("a: &x # a\n  | # b\n  # no\n", ["# a", "# b"]),
        ("a: &x#no # a # no\n  - b", ["# a # no"]),
        ("a: &x # a\n  b#no: c # b", ["# a", "# b"]),
        ("a: !!map # a\n  # b\n  b: c", ["# a", "# b"]),
        ("a: !t#no 'x # no' # a", ["# a"]),
        ("a: &x 1 # a\nb: *x # b", ["# a", "# b"]),
        ("a: [ # a\n b, # b\n {c: d # c\n }, # d\n] # e", ["# a", "# b", "# c", "# d", "# e"]),
        ("a: [] # a\nb: {# b\n}", ["# a", "# b"]),
        ("? # a\n  a # b\n: # c\n  b # d", ["# a", "# b", "# c", "# d"]),
        ("- # a\n  - # b\n    a\n- # c\n", ["# a", "# b", "# c"]),
        ("# a\n%TAG !e! x#no # b\n--- # c\na: 1\n... # d\n---\n'b # no': 2 # e", ["# a", "# b", "# c", "# d", "# e"]),
        ("--- # a\n", ["# a"]),
        ("a: 1 # a\r\n# b\rb: 2 # c\r\n", ["# a", "# b", "# c"]),
        ("'a # no': 1 # a\n\"# no\": 2", ["# a"]),
        ("{'a':'1'# a\n}", ["# a"]),
        ("- !t#no &a\n- !u#no &b c # a", ["# a"]),
        ("[!t#no &a b, !u#no 'c', # a\n &d#no e]", ["# a"]),
        ("a: 1 #", ["#"]),
        ("", []),
    ],
)
def test_a_comment_begins_where_yaml_sees_one(text: str, comments: list[str]) -> None:
    document = read(text.encode())
    assert [text[one.span.start : one.span.end] for one in document.comments("")] == comments
    assert heard(text) in (None, [one.span.start for one in document.comments("")])  # its own writer fails at one


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("# word: a # word: b\n", ["word: a # word: b"]),
        ("# words: a\na: '# word: no'\nb: 1 #word: a\n", ["word: a"]),
        ("# x # word: no\n## word: no\n #\tword: a \t\n", ["word: a"]),
        ("# x\x85# word: a\n# y # word: no\r# word: b", ["word: a", "word: b"]),
        ("a: &x#word: # word: a\n  - b", ["word: a"]),
    ],
)
def test_only_comments_that_begin_with_the_word_are_given(text: str, comments: list[str]) -> None:
    assert [one.text for one in read(text.encode()).comments("word:")] == comments


_PIECES = [
    *("- ", "? ", ": ", ", ", "[", "]", "{", "}", "# ", "#", " #", "&a ", "&a#b ", "*a ", "!t#u ", "!!str ", "| ", ">"),
    *(" ", "  ", "\n", "\n  ", "\n ", "a", "1", "a: ", "'a': ", "--- ", "\n---\n", "\n...\n", "\t", "\r\n", "\r", "'"),
    *(
        '"',
        "\n- ",
        "b: *a\n",
        "a # b\n",
        "'#'",
        '"\n#"',
        "|\n  #\n",
        "| #\n #\n",
        "é",
        "\x85",
        "\u2028",
        "%TAG ! x#y\n",
    ),
]


@settings(max_examples=1_500, derandomize=True, database=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_in_generated_texts_the_comments_are_those_that_the_scanner_of_ruamel_sees(text: str) -> None:
    here, there = found(text), heard(text)
    assert here is None or there is None or here == there


def test_in_the_suite_the_comments_are_those_that_the_scanner_of_ruamel_sees(corpora: Callable[[str], Path]) -> None:
    texts = [path.read_bytes().decode() for path in sorted(corpora("yaml-test-suite").rglob("in.yaml"))]
    # Of a directive that it does not know it skips the whole line, with the comment at its end.
    both = {text: (found(text), heard(text)) for text in texts if not text.startswith("%FOO")}
    compared = {text: pair for text, pair in both.items() if None not in pair}
    assert sum(bool(pair[0]) for pair in compared.values()) > 40
    assert {text: pair for text, pair in compared.items() if pair[0] != pair[1]} == {}


# What a comment is about

BLOCK = """\
exlint: 1 # first
# before a key
forest: # a key with its value
  # inside
  name: x # a pair
  servers:
    # before an item
    - name: A # the item, not its name
      address: 10.0.0.1 # the address
    - # at the dash
      name: B
      # behind the last key
    - - c # a list in a list
# after
bindings:
  - "*:25" # one item
  - { a: b } # another
description: | # a block of text
  one
  two
plain: one
  two # nothing
empty: # without a value
last:
  value # on a line of its own
# the end
"""


def test_in_block_style_a_comment_is_about_the_outermost_that_begins_on_its_line_or_about_the_next() -> None:
    forest = BLOCK[BLOCK.index("forest:") : BLOCK.index("\n# after")].removesuffix(" # a list in a list")
    assert about(BLOCK) == {
        "first": "exlint: 1",
        "before a key": forest,
        "a key with its value": forest,
        "inside": "name: x",
        "a pair": "name: x",
        "before an item": "name: A # the item, not its name\n      address: 10.0.0.1",
        "the item, not its name": "name: A # the item, not its name\n      address: 10.0.0.1",
        "the address": "address: 10.0.0.1",
        "at the dash": "name: B",
        "behind the last key": "- c",
        "a list in a list": "- c",
        "after": 'bindings:\n  - "*:25" # one item\n  - { a: b }',
        "one item": '"*:25"',
        "another": "{ a: b }",
        "a block of text": "description: | # a block of text\n  one\n  two",
        "nothing": None,
        "without a value": "empty:",
        "on a line of its own": "value",
        "the end": None,
    }


def test_the_manual_says_what_a_comment_is_about() -> None:
    manual = (Path(__file__).parents[2] / "docs/suppressions.md").read_text(encoding="utf-8")
    text = manual.partition("```yaml fragment\n")[2].partition("```")[0]
    assert about(text) == {
        "about everything below servers": text.partition(" # about 10.0.0.6")[0],
        "about the whole item": text.partition("- ")[2].partition(" # about 10.0.0.6")[0],
        "about address": "address: 10.0.0.10",
        "about the next key, dns_servers": "dns_servers: [10.0.0.5,\n                  10.0.0.6]",
        "about 10.0.0.6": "10.0.0.6",
    }


def test_in_flow_style_over_several_lines_a_comment_is_about_what_begins_on_its_line() -> None:
    text = """\
limits: {a: 1, # all
         b: 2, c: 3, # two
         # next
         d: [4, 5 # list
             , 6]} # six
list:
  [ # opening
    x, y # both
  ] # closing
more: [
  {k: v}, # map
  z], other: # no YAML
"""
    text = text.partition("], other")[0] + "]\n"
    limits = text[: text.index(" # six")]
    assert about(text) == {
        "all": limits,
        "two": "b: 2, c: 3",
        "next": limits[limits.index("d: [") : -1],
        "list": limits[limits.index("d: [") : -1],
        "six": "6",
        "opening": "[ # opening\n    x, y # both\n  ]",
        "both": "x, y",
        "closing": None,
        "map": "{k: v}",
    }


def test_siblings_of_two_levels_on_a_line_are_covered_to_the_last_end() -> None:
    text = "a: {b: [1,\n 2], c: [3, # here\n 4]}\n"
    assert about(text) == {"here": "2], c: [3, # here\n 4]"}


def test_anchors_aliases_and_merges_belong_to_their_keys_and_items() -> None:
    text = """\
x-a: &a # anchored
  k: v # inside
x-l: &l # list
  - &i x # item
x-f: &f [1, # flow
  2]
use:
  <<: *a # merged
  own: *l # alias
  &n named: !!str y # named
items:
  - *l # one
  - &m # mapping
    o: p
"""
    assert about(text) == {
        "anchored": "x-a: &a # anchored\n  k: v",
        "inside": "k: v",
        "list": "x-l: &l # list\n  - &i x",
        "item": "&i x",
        "flow": "x-f: &f [1, # flow\n  2]",
        "merged": "<<: *a",
        "alias": "own: *l",
        "named": "&n named: !!str y",
        "one": "*l",
        "mapping": "&m # mapping\n    o: p",
    }


def test_a_mapping_without_braces_in_a_list_is_an_item() -> None:
    assert about("a:\n [b: 1, # list\n b: 1, # pair\n c: [d: e] # inner\n ]") == {
        "list": "[b: 1, # list\n b: 1, # pair\n c: [d: e] # inner\n ]",
        "pair": "b: 1",
        "inner": "c: [d: e]",
    }


def test_a_mapping_whose_first_key_is_a_list_is_a_mapping() -> None:
    assert about("- [a]: b\n  # own\n  c:\n    e: f\n") == {"own": "c:\n    e: f"}


def test_a_mark_of_an_explicit_key_stands_for_the_key() -> None:
    assert about("? # mark\n  a\n: # colon\n  b\n") == {"mark": "a\n: # colon\n  b", "colon": None}


def test_in_a_second_document_comments_are_about_its_keys() -> None:
    assert about("a: 1 # one\n# between\n---\n# second\nb: 2 # two\n") == {
        "one": "a: 1",
        "between": "b: 2",
        "second": "b: 2",
        "two": "b: 2",
    }


def test_a_document_that_is_one_scalar_has_nothing_to_be_about() -> None:
    assert about("# before\nx # behind\n# after\n") == {"before": None, "behind": None, "after": None}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_line_ends_and_encodings_change_nothing(end: str, encoding: str) -> None:
    text = end.join(["# \U0001f4e7 before", "\U0001f600: [x, # é", "  y] # \U0001d4b3", "z: 1 # z", ""])
    whole = f"\U0001f600: [x, # é{end}  y]"
    assert about(text, encoding) == {"\U0001f4e7 before": whole, "é": whole, "\U0001d4b3": "y", "z": "z: 1"}


def test_the_span_of_a_comment_ends_with_its_last_character() -> None:
    text = "a: 1 # b \t\r\n"
    (comment,) = read(codecs.BOM_UTF8 + text.encode()).comments("")
    assert (text[slice(*comment.span)], comment.text, comment.alone) == ("# b", "b", False)


def test_whether_a_comment_is_alone_is_decided_by_what_stands_before_it() -> None:
    document = read(b"# a\na: # b\n  # c\n - x # d\n")
    assert [one.alone for one in document.comments("")] == [True, False, True, False]


# Time

_SCALED: dict[str, Callable[[int], str]] = {
    "on keys": lambda n: "".join(f"k{i}: v # word: {'x' * 70}\n" for i in range(n)),
    "on items": lambda n: "a:\n" + "".join(f"  - v{i} # word: {'x' * 70}\n" for i in range(n)),
    "before one key": lambda n: f"# word: {'x' * 80}\n" * n + "a: 1\n",
    "behind an anchor": lambda n: "a: &x\n" + f"  # word: {'x' * 80}\n" * n + "  b: 1\n",
    "in flow": lambda n: "a: [\n" + f"  b, # word: {'x' * 80}\n" * n + "]\n",
    "in one text": lambda n: "a: '" + f"# word: {'x' * 80}\n  " * n + "'\n",
    "in one comment": lambda n: "# " + f"# word: {'x' * 80} " * n + "\na: 1\n",
    "in an anchor": lambda n: "a: &" + f"x#word:{'x' * 80}" * n + "\n  - b\n",
    "in a block of text": lambda n: "a: |\n" + f"  # word: {'x' * 80}\n" * n,
    "before blank lines": lambda n: f"# word: {'x' * 80}\n" * n + "a: |+\n  b\n" + "\n" * n * 80,
    "behind open lists": lambda n: "- - - - # word:\n        v\n" * n,
}


@pytest.mark.parametrize("shape", _SCALED)
def test_twice_the_text_takes_about_twice_the_time(shape: str) -> None:
    small, large = (read(_SCALED[shape](number).encode()) for number in (2_000, 4_000))

    def cost(document: Any) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            document.comments("word:")
            times.append(time.process_time() - start)
        return min(times)

    assert small.faults == large.faults == ()
    assert cost(large) < 3 * cost(small) + 0.02


def test_a_text_without_such_a_comment_costs_no_look_at_its_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(b"a: 1 # other: word\nword: 2\nb: 'word:'\n")
    monkeypatch.setattr(document, "_trees", None)
    assert document.comments("word:") == ()


def test_a_large_file_with_ten_thousand_comments_is_done_in_a_moment() -> None:
    chance = random.Random(305394)
    text = "".join(f"k{i}: {{a: [{chance.random()}], b: {'x' * 20}}} # word: {'y' * 30}\n" for i in range(10_000))
    document = read(text.encode())
    start = time.process_time()
    assert len(document.comments("word:")) == 10_000
    assert time.process_time() - start < 2
