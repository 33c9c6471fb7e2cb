"""Bounds: a hostile or a mistaken file costs neither time nor memory, and is told so at the place that is too much."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from exlint.document import Document, Limits, TextFault, read
from exlint.document.limits import MOST_FAULTS

DEPTH = Limits().depth


def flow_lists(depth: int) -> str:
    return "[" * depth + "]" * depth


def flow_mappings(depth: int) -> str:
    return "{a: " * depth + "1" + "}" * depth


def block_lists(depth: int) -> str:
    return "- " * depth + "1\n"


def block_mappings(depth: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(depth))


def both_kinds(depth: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(depth - 10)) + " " * depth + flow_lists(10)


SHAPES = [flow_lists, flow_mappings, block_lists, block_mappings, both_kinds]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("limit", [DEPTH, 20], ids=["the usual limit", "another limit"])
def test_depth_at_the_limit_is_read_and_one_more_is_not(shape: Callable[[int], str], limit: int) -> None:
    limits = Limits(depth=limit)
    assert read(shape(limit).encode(), limits).faults == ()
    document = read(shape(limit + 1).encode(), limits)
    (fault,) = document.faults
    assert fault.code == "EXL003"
    assert fault.message == (f"this is nested {limit + 1} deep; exlint reads {limit} (--max-depth raises it)")
    assert document.data is None


def test_too_deep_is_told_at_the_bracket_that_is_too_deep() -> None:
    document = read(b"a:\n  [[[1]]]\n", Limits(depth=3))
    assert document.source.position(document.faults[0].span.start) == (2, 5)


@pytest.mark.parametrize("text", [f"'{'[' * 500}'", f"'{'{a: ' * 500}'", f"|\n  {'- ' * 500}", f"x # {'[' * 500}"])
def test_brackets_in_quotes_text_and_comments_are_no_depth(text: str) -> None:
    assert read(f"a: {text}\n".encode()).faults == ()


def test_depth_counts_through_aliases() -> None:
    def text(outer: int) -> str:
        return f"x: &x {flow_lists(30)}\ny: &y {'[' * 20}*x{']' * 20}\nz: {'[' * outer}*y{']' * outer}\n"

    assert read(text(DEPTH - 51).encode()).faults == ()
    document = read(text(DEPTH - 50).encode())
    (fault,) = document.faults
    assert fault.code == "EXL003"
    assert f"nested {DEPTH + 1} deep" in fault.message
    assert document.source.text[fault.span.start : fault.span.end] == "*y"


@pytest.mark.parametrize(
    "inner", [f"{flow_lists(8)}, [1]", f"[1], {flow_lists(8)}", f"{flow_lists(8)}, &v [1]", f"&v {flow_lists(8)}, 1"]
)
def test_depth_is_that_of_the_deepest_part_behind_an_alias(inner: str) -> None:
    text = f"x: &x [&y [[1]], {inner}]\nz: [[*x]]\nw: [*y]\n"
    assert read(text.encode(), Limits(depth=12)).faults == ()
    (fault,) = read(text.encode(), Limits(depth=11)).faults
    assert "nested 12 deep" in fault.message


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("a\n", 1),
        ("a: 1\n", 3),
        ("[1, 2, 3]", 4),
        ("[[], {}]", 3),
        ("- a\n- b: c\n", 5),
        ("? a\n", 3),
        ("[&a x, *a, *a]", 4),
        ("[&a [1, 2], *a]", 7),
        ("[&a [1, 2, 3], *a, x]", 10),
        ("[&a [1, 2], &b [*a, *a], *b]", 18),
        ("- &a {b: 1}\n- <<: *a\n", 9),
    ],
)
def test_nodes_at_the_limit_are_read_and_one_more_is_not(text: str, nodes: int) -> None:
    assert read(text.encode(), Limits(nodes=nodes)).faults == ()
    (fault,) = read(text.encode(), Limits(nodes=nodes - 1)).faults
    assert fault.code == "EXL003"
    assert fault.message == f"more than {nodes - 1:,} keys, values and items up to here (--max-nodes raises it)"


def test_the_size_of_a_file_is_not_the_business_of_this_room() -> None:
    assert read(b"a: 1\n", Limits(size=1)).faults == ()


def ten_by_ten() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 10)]
    return "\n".join(lines)


def merge_bomb() -> str:
    lines = ["a0: &a0 {k0: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], k{n}: 1}}" for n in range(1, 9)]
    return "\n".join(lines)


def merge_chain() -> str:
    return "a0: &a0 {k0: 1}\n" + "".join(f"a{n}: &a{n} {{<<: *a{n - 1}, k{n}: 1}}\n" for n in range(1, 301))


def long_merge_chain() -> str:
    return "a0: &a0 {k0: 1}\n" + "".join(f"a{n}: &a{n} {{<<: *a{n - 1}, k{n}: 1}}\n" for n in range(1, 20_001))


def one_merged_often() -> str:
    wide = ", ".join(f"k{n}: 1" for n in range(2_000))
    return f"a: &a {{{wide}}}\nb: {{<<: [{', '.join(['*a'] * 20_000)}]}}\n"


@pytest.mark.parametrize("bomb", [ten_by_ten, merge_bomb, long_merge_chain, one_merged_often], ids=lambda b: b.__name__)
def test_a_bomb_of_aliases_is_refused_at_an_alias(bomb: Callable[[], str]) -> None:
    document = read(bomb().encode())
    (fault,) = document.faults
    assert fault.code == "EXL003"
    assert document.source.text[fault.span.start] == "*"
    assert document.data is None


def test_a_chain_of_merges_is_no_bomb() -> None:
    document = read(merge_chain().encode(), Limits(depth=400))
    assert document.faults == ()
    assert document.data["a300"] == {f"k{n}": 1 for n in range(301)}
    assert document.source.position(document.locate(("a300", "k0")).span.start) == (301, 18)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("&a [*a]", 5),
        ("&a {k: *a}", 8),
        ("&a {<<: *a}", 9),
        ("&a [[{k: [*a]}]]", 11),
        ("&a [&b [*a], *b]", 9),
        ("{x: &a [1, &b {y: *a}], z: *b}", 19),
        ("&a {? *a : 1}", 7),
        ("[&a 1, &a [*a]]", 12),
    ],
)
def test_a_circle_is_refused_where_it_closes(text: str, column: int) -> None:
    document = read(text.encode())
    (fault,) = document.faults
    assert fault.code == "EXL003"
    assert fault.message == "the anchor a contains itself, so that its content never ends"
    assert document.source.position(fault.span.start) == (1, column)


def test_faults_are_told_up_to_a_number() -> None:
    data = b"a: 010\n" * (MOST_FAULTS // 2) + b"b: 1\n"
    assert len(read(data).faults) == MOST_FAULTS - 1
    faults = read(data + b"a: 1\n" * 10).faults
    assert len(faults) == MOST_FAULTS + 1
    assert (faults[-1].code, faults[-1].message) == (
        "EXL003",
        f"more than {MOST_FAULTS:,} faults up to here; the file is not read any further",
    )


def test_messages_stay_short_whatever_the_file_holds() -> None:
    long = "x" * 100_000
    texts = [f"{long}: 1\n{long}: 2", f"*{long}", f"&{long} [*{long}]", f"!{long} a", f"!!int {long}", f"!{long} []"]
    faults = [fault for text in texts for fault in read(text.encode()).faults]
    assert len(faults) == len(texts)
    assert max(len(fault.message) for fault in faults) < 300


# The loop of the C parser and that of the pure one: the tab in the comment makes the pure one read the file.
PREFIXES = {"fast": "", "pure": "# \t\n"}

ATTACKS = {
    "100,000 [": "'[' * 100_000",
    "100,000 {a: ": "'{a: ' * 100_000",
    "100,000 - ": "'- ' * 100_000",
    "100,000 ? ": "'? ' * 100_000",
    "100,000 [ on lines": "'[\\n' * 100_000",
    "1,000 levels of indent": "''.join(' ' * level + 'a:\\n' for level in range(1_000))",
    "[ in quotes": "'a: \"' + '[' * 1_000_000 + '\"'",
    "an open quote": "'a: \"' + 'x\\n' * 100_000",
    "100,000 ]": "']' * 100_000",
    "100,000 !": "'!' * 100_000",
    "100,000 &a": "'&a ' * 100_000",
    "100,000 :": "': ' * 100_000",
    "9,000 twins of the last of 9,000 keys": "''.join(f'k{n}: 1\\n' for n in range(9_000)) + 'k8999: 1\\n' * 9_000",
    "one long number": "'a: ' + '9' * 1_000_000",
    "one long exponent": "'a: 1e' + '9' * 1_000_000",
    "empty values and comments": "'{' + 'a,#\\n' * 10_000 + '}'",
    "one key without a value, then comments": "'{a\\n' + '# c\\n' * 20_000 + ', b}'",
    "10,000 documents": "'--- a\\n' * 10_000",
}

PROGRAM = textwrap.dedent(
    """
    import sys, time
    from exlint.document import read
    try:
        from resource import RUSAGE_SELF, getrusage
        peak = lambda: getrusage(RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1 / 1024)
    except ImportError:
        peak = lambda: 0.0
    data = eval(sys.argv[1]).encode()
    begun, held = time.process_time(), peak()
    faults = read(data).faults
    print(time.process_time() - begun, (peak() - held) / 2**20)
    """
)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_takes_less_than_two_seconds_and_100_mib(attack: str, prefix: str) -> None:
    expression = f"{PREFIXES[prefix]!r} + {ATTACKS[attack]}"
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, expression], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    seconds, mebibytes = map(float, ended.stdout.split())
    assert seconds < 2
    assert mebibytes < 100


# Where JSON and exlint's YAML differ.
NOT_AS_JSON = {
    "y_object_duplicated_key.json": "EXL004",
    "y_object_duplicated_key_and_value.json": "EXL004",
    # No C0 and C1 characters, no noncharacters of the first plane: YAML 1.2, section 5.1, which ruamel.yaml applies
    # inside quotes too.
    "y_string_nonCharacterInUTF-8_U+FFFF.json": "EXL001",
    "y_string_unescaped_char_delete.json": "EXL001",
    "y_string_with_del_character.json": "EXL001",
}


@pytest.fixture(scope="module")
def json_files(corpora: Callable[[str], Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(corpora("JSONTestSuite").rglob("*.json"))}


def test_every_file_of_the_json_suite_is_read_or_refused(json_files: dict[str, bytes]) -> None:
    documents = {name: read(data) for name, data in json_files.items()}
    assert len(documents) == 340

    def inside(document: Document, fault: TextFault) -> bool:
        return 0 <= fault.span.start <= fault.span.end <= len(document.source.text)

    assert all(inside(document, fault) for document in documents.values() for fault in document.faults)


def test_valid_json_has_the_values_of_json(json_files: dict[str, bytes]) -> None:
    valid = {name: data for name, data in json_files.items() if name.startswith("y_")}
    assert len(valid) == 95
    read_as_json = {name: read(data).data for name, data in valid.items() if name not in NOT_AS_JSON}
    assert read_as_json == {name: json.loads(data) for name, data in valid.items() if name not in NOT_AS_JSON}
    faults = {name: [fault.code for fault in read(data).faults] for name, data in valid.items()}
    assert {name: codes for name, codes in faults.items() if codes} == {
        name: [code] for name, code in NOT_AS_JSON.items()
    }


def test_json_deep_and_wide_is_refused_in_time(json_files: dict[str, bytes]) -> None:
    deep = [name for name in json_files if "nested" in name or "opening" in name or "open_array_object" in name]
    assert len(deep) == 3
    codes = {name: [fault.code for fault in read(json_files[name]).faults] for name in deep}
    assert codes == {name: ["EXL003"] for name in deep}
