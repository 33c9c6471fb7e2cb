"""The file of a baseline: what is written reads back, what a merge leaves reads too, and all else is one clear line."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.engine.baseline_file import BadBaseline, Baseline, empty, read
from exlint.engine.baseline_lines import Entry, text

HEADER = '{"exlint_baseline": 1}'
LIMIT = 1_000_000

DNS = Entry("sites/infra.yaml", "EXL101", "MAIL1/Default SMTP Virtual Server", "0123456789abcdef")
QUEUE = Entry("sites/infra.yaml", "EXL401", "MAIL1/Default SMTP Virtual Server", "fedcba9876543210")
OTHER = Entry("sites/alpha.yaml", "EXL601", "ISA1", "0000000000000000")

DNS_LINE = (
    '{"document": "sites/infra.yaml", "code": "EXL101", '
    '"object": "MAIL1/Default SMTP Virtual Server", "fingerprint": "0123456789abcdef"}'
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def taken(content: str | bytes) -> Baseline:
    path = Path("known.jsonl")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read("known.jsonl", LIMIT)


def unplaced(entries: Sequence[Entry]) -> list[Entry]:
    return [entry._replace(line=0) for entry in entries]


def test_a_baseline_is_a_header_and_a_line_for_each_entry_in_order() -> None:
    written = text([QUEUE, DNS, OTHER])

    lines = written.split("\n")
    assert lines[0] == HEADER
    assert lines[2] == DNS_LINE
    assert lines[4:] == [""]
    assert [list(json.loads(line).values()) for line in lines[1:4]] == [list(one[:4]) for one in (OTHER, DNS, QUEUE)]


def test_what_could_harm_a_terminal_or_a_merge_is_spelled_out() -> None:
    name = "\x1b[31m\n<<<<<<< \u202e##[group]\x7f\u2028 M\u00fcnchen"
    written = text([DNS._replace(object=name, document="a\nb\udcff.yaml")])

    _, line, last = written.split("\n")
    assert last == ""
    assert line.isprintable()
    assert "M\u00fcnchen" in line
    assert "##[" not in line
    assert unplaced(taken(written).entries) == [DNS._replace(object=name, document="a\nb\udcff.yaml")]


entries = st.tuples(
    st.text(min_size=1, max_size=8),
    st.sampled_from(["EXL101", "EXL905", "EXL010", "ACME001"]),
    st.text(max_size=8),
    st.from_regex("[0-9a-f]{16}", fullmatch=True),
).map(lambda parts: Entry(*parts))
sets = st.sets(entries, max_size=8)


def by_key(known: set[Entry]) -> set[Entry]:
    """One entry for each key: of equal ones that name their object in two ways, one."""
    return set({(one.document, one.code, one.fingerprint): one for one in known}.values())


@given(sets)
def test_what_is_written_reads_back_and_is_written_alike(known: set[Entry]) -> None:
    known = by_key(known)
    written = text(known)

    assert unplaced(taken(written).entries) == sorted(known)
    assert text(taken(written).entries) == written


@given(sets, sets, st.randoms(use_true_random=False))
def test_the_lines_of_two_branches_in_any_order_are_the_entries_of_both(
    ours: set[Entry], theirs: set[Entry], order: Random
) -> None:
    both = by_key(ours | theirs)
    union = [line for one in (ours & both, theirs & both) for line in text(one).splitlines(keepends=True)]
    order.shuffle(union)

    found = taken("".join(union))

    assert sorted(unplaced(found.entries)) == sorted(both)
    assert sorted(found.without([]).decode().splitlines()) == sorted(text(both).splitlines())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_other_line_ends_a_byte_order_mark_and_empty_lines_do_no_harm(end: str, mark: str) -> None:
    found = taken(f"{mark}{HEADER}{end}{end}{DNS_LINE}{end} \t{end}{text([QUEUE]).splitlines()[1]}")

    assert found.entries == (DNS._replace(line=3), QUEUE._replace(line=5))
    assert found.text.line(3) == DNS_LINE
    assert found.place(found.entries[0]) == ("known.jsonl", 3, 1, 3, len(DNS_LINE) + 1, "")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_without_some_entries_every_other_byte_is_as_it_was(end: str, mark: str) -> None:
    odd = '  {"code":"EXL401","document" :"a.yaml", "object":"M\u00fcnchen","fingerprint":"0000000000000001" }'
    content = f"{mark}{HEADER}{end}{DNS_LINE}{end}{end}{odd}{end}{text([QUEUE]).splitlines()[1]}"

    found = taken(content)

    assert [one.line for one in found.entries] == [2, 4, 5]
    assert found.without([found.entries[0], found.entries[2]]).decode() == f"{mark}{HEADER}{end}{end}{odd}{end}"
    assert found.without([]).decode() == content
    assert (found.content or b"").decode() == content


@pytest.mark.parametrize(
    "again",
    [DNS_LINE, DNS_LINE.replace(": ", ":"), DNS_LINE.replace("MAIL1", "mail1"), HEADER],
    ids=["an entry", "written otherwise", "its object written otherwise", "the header"],
)
def test_a_line_that_stands_twice_is_taken_once_and_the_first_is_kept(again: str) -> None:
    found = taken(f"{HEADER}\n{DNS_LINE}\n\n{again}\n{again}")

    assert found.entries == (DNS._replace(line=2),)
    assert found.again == (4, 5)
    assert found.without([]).decode() == f"{HEADER}\n{DNS_LINE}\n\n"


def test_of_a_stale_entry_that_stands_twice_no_line_is_left() -> None:
    found = taken(f"{HEADER}\n{DNS_LINE}\n{text([QUEUE]).splitlines()[1]}\n{DNS_LINE}\n")

    assert found.without(found.entries[:1]).decode() == text([QUEUE])


def entry(**changed: object) -> str:
    return json.dumps(json.loads(DNS_LINE) | changed)


NO_JSON = (
    "expected an object with document, code, object and fingerprint, each a text; this is no JSON that can be read"
)
NO_ENTRY = "expected an object with document, code, object and fingerprint, each a text, and nothing else"
VERSION = 'expected {"exlint_baseline": 1}; this exlint reads no other version of a baseline'
MERGE = "a merge is not finished here; keep the lines of both sides, and remove this one"
TWO_VALUES = "expected a document, and a fingerprint of 16 hex digits"

WRONG = {
    "no JSON": ("expected", NO_JSON),
    "cut": (DNS_LINE[:40], NO_JSON),
    "two objects": (DNS_LINE * 2, NO_JSON),
    "a key twice": (DNS_LINE.replace("}", ', "code": "EXL101"}'), NO_JSON),
    "nested without end": ("[" * 100_000, NO_JSON),
    "objects nested without end": ('{"a":' * 100_000, NO_JSON),
    "a number without end": ("9" * 100_000, NO_JSON),
    "a key with a number without end": ('{"document": ' + "9" * 100_000 + "}", NO_JSON),
    "a list": ("[1]", NO_ENTRY),
    "a text": ('"exlint_baseline"', NO_ENTRY),
    "null": ("null", NO_ENTRY),
    "a key missing": (entry().replace('"object": "MAIL1/Default SMTP Virtual Server", ', ""), NO_ENTRY),
    "a key too many": (entry(line=3), NO_ENTRY),
    "a list for a text": (entry(document=["a.yaml"]), NO_ENTRY),
    "a number for a text": (entry(code=101), NO_ENTRY),
    "null for a text": (entry(object=None), NO_ENTRY),
    "an empty document": (entry(document=""), TWO_VALUES),
    "a short fingerprint": (entry(fingerprint="0123"), TWO_VALUES),
    "a fingerprint in capitals": (entry(fingerprint="0123456789ABCDEF"), TWO_VALUES),
    "a fingerprint with a line end": (entry(fingerprint="0123456789abcdef\n"), TWO_VALUES),
    "what keeps a file from being read": (entry(code="EXL001"), "EXL001 cannot be in a baseline; remove this line"),
    "what is about the baseline": (entry(code="EXL911"), "EXL911 cannot be in a baseline; remove this line"),
    "ours of a merge": ("<<<<<<< HEAD", MERGE),
    "the base of a merge": ("||||||| 1234567", MERGE),
    "the middle of a merge": ("=======", MERGE),
    "theirs of a merge": (">>>>>>> branch", MERGE),
    "another version": ('{"exlint_baseline": 2}', VERSION),
    "a version that is true": ('{"exlint_baseline": true}', VERSION),
    "a version with a point": ('{"exlint_baseline": 1.0}', VERSION),
    "a header with more": ('{"exlint_baseline": 1, "note": ""}', VERSION),
}


@pytest.mark.parametrize(("line", "said"), WRONG.values(), ids=WRONG)
def test_a_line_that_is_wrong_is_named_with_what_was_expected(line: str, said: str) -> None:
    with pytest.raises(BadBaseline) as refused:
        taken(f"{HEADER}\n{DNS_LINE}\n\n{line}\n")

    assert str(refused.value) == f"known.jsonl:4: {said}"


@pytest.mark.parametrize("content", ["", "\n\n", f"{DNS_LINE}\n"], ids=["empty", "empty lines", "no header"])
def test_a_file_without_the_header_is_no_baseline(content: str) -> None:
    with pytest.raises(BadBaseline, match=r'^known.jsonl:1: this is no baseline: no line is {"exlint_baseline": 1}$'):
        taken(content)


def test_bytes_that_are_no_characters_are_named_with_their_line() -> None:
    with pytest.raises(BadBaseline, match=r"^known.jsonl:2: the byte 0xfc is no UTF-8$"):
        taken(HEADER.encode() + b'\r\n{"document": "M\xfcnchen"}\n')


def test_a_file_beyond_the_limit_is_not_read() -> None:
    Path("known.jsonl").write_text(f"{HEADER}\n", encoding="utf-8", newline="\n")

    assert read("known.jsonl", 23).entries == ()
    with pytest.raises(BadBaseline, match=r"^known.jsonl: 23 bytes; exlint reads 22 \(--max-size raises it\)$"):
        read("known.jsonl", 22)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_no_baseline_and_no_wait() -> None:
    os.mkfifo("pipe")
    with pytest.raises(BadBaseline, match=r"^pipe: is a named pipe, not a file$"):
        read("pipe", LIMIT)


def test_a_document_is_called_from_the_folder_of_the_baseline(tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    file = empty("ci/known.jsonl")

    assert file.content is None
    assert file.called(str(tmp_path.resolve() / "sites" / "infra.yaml")) == "../sites/infra.yaml"
    assert file.called(str(tmp_path.resolve() / "ci" / "a.yaml")) == "a.yaml"
