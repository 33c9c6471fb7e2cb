"""What the gate lets through as typed objects, and what it refuses before any key is looked at."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from exlint.findings import Mark
from exlint.schema import ABSENT, Document, Fault, check
from exlint.schema.policy import ProtocolRule
from exlint.schema.selections import AllExcept, AppliesTo


def only(data: object, file: int = 0) -> Fault:
    """The one fault of a document."""
    faults = check(data, file)
    assert isinstance(faults, tuple)
    (fault,) = faults
    return fault


def accepted(data: object) -> Document:
    """The document, which must be valid."""
    document = check(data, 0)
    assert isinstance(document, Document)
    return document


def rule(**keys: Any) -> dict[str, Any]:
    """A document with one protocol rule."""
    whole = {"name": "Mail", "action": "allow", "protocols": "all", "applies_to": "any_request"} | keys
    isa = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"], "protocol_rules": [whole]}
    return {"exlint": 1, "isa": {"servers": [isa]}}


def read_rule(**keys: Any) -> ProtocolRule:
    """That rule, read."""
    isa = accepted(rule(**keys)).isa
    assert isa is not ABSENT
    assert isa.servers is not ABSENT
    rules = isa.servers[0].protocol_rules
    assert rules is not ABSENT
    return rules[0]


@pytest.mark.parametrize("data", [[], "exlint: 1", 1, True], ids=repr)
def test_what_is_no_mapping_is_one_fault_of_the_file(data: object) -> None:
    fault = only(data, 2)
    assert (fault.code, fault.problem.at) == ("EXL010", (2,))


def test_an_empty_file_lacks_the_format_version() -> None:
    fault = only(None, 2)
    assert (fault.code, fault.problem.at, fault.problem.mark) == ("EXL006", (2, "exlint"), Mark.KEY)
    assert fault.problem.message.startswith("the file is empty, or holds only comments; write exlint: 1")


def test_without_the_format_version_nothing_else_is_said() -> None:
    fault = only({"forest": None, "zzz": 1}, 4)
    assert (fault.code, fault.problem.at, fault.problem.mark) == ("EXL006", (4, "exlint"), Mark.KEY)
    assert fault.problem.message == "the document lacks the key exlint; write exlint: 1, the version of the format"


@pytest.mark.parametrize(
    ("version", "shown"),
    [(2, "2"), (10, "10"), (10**30, "a later version"), (16**5000, "a later version")],
    ids=["the next", "two digits", "thirty digits", "more digits than Python writes"],
)
def test_a_later_format_is_refused_alone_with_the_version_it_needs(version: int, shown: str) -> None:
    fault = only({"exlint": version, "zzz": 1})
    assert (fault.code, fault.problem.at) == ("EXL007", (0, "exlint"))
    assert shown in fault.problem.message
    assert "a newer exlint is needed" in fault.problem.message


@pytest.mark.parametrize(
    ("version", "code"),
    [("1", "EXL010"), (1.5, "EXL010"), (True, "EXL010"), (0, "EXL013"), (-1, "EXL013"), (None, "EXL014")],
)
def test_another_format_version_is_a_fault_of_the_key(version: object, code: str) -> None:
    fault = only({"exlint": version})
    assert (fault.code, fault.problem.at) == (code, (0, "exlint"))


def test_the_shortest_document_has_only_absent_keys() -> None:
    document = accepted({"exlint": 1})
    assert document.exlint == 1
    assert {document.include, document.part_of, document.forest, document.exchange, document.isa} == {ABSENT}


def test_keys_of_the_author_are_ignored_at_the_top_only() -> None:
    assert accepted({"exlint": 1, "x-": 1, "x-a": {"b": None}}) == accepted({"exlint": 1})
    assert only({"exlint": 1, "forest": {"name": "a", "x-a": 1}}).code == "EXL011"


@pytest.mark.parametrize(
    ("more", "lacks"),
    [({}, True), ({"include": "isa/*.yaml"}, False), ({"part_of": ["../a.yaml"]}, False), ({"x-a": 1}, True)],
    ids=["alone", "with fragments", "as a fragment", "alone with a key of the author"],
)
def test_a_forest_has_a_name_unless_another_file_may_give_it(more: dict[str, Any], lacks: bool) -> None:  # noqa: FBT001 - a parameter of the test
    answer = check({"exlint": 1, "forest": {"dns": {}}, **more}, 0)
    if lacks:
        assert isinstance(answer, tuple)
        assert [(fault.code, fault.problem.at) for fault in answer] == [("EXL012", (0, "forest", "name"))]
    else:
        assert isinstance(answer, Document)


@pytest.mark.parametrize(
    ("written", "read"),
    [("all", "all"), (["SMTP"], ("SMTP",)), ([], ()), ({"all_except": ["FTP"]}, AllExcept(all_except=("FTP",)))],
    ids=str,
)
def test_protocols_are_read_in_each_of_their_ways(written: object, read: object) -> None:
    assert read_rule(protocols=written).protocols == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("any_request", "any_request"),
        ({"client_sets": ["A"]}, AppliesTo(client_sets=("A",))),
        ({"client_groups": [], "except_client_sets": ["B"]}, AppliesTo(client_groups=(), except_client_sets=("B",))),
    ],
    ids=str,
)
def test_applies_to_is_read_in_each_of_its_ways(written: object, read: object) -> None:
    assert read_rule(applies_to=written).applies_to == read


@pytest.mark.parametrize("unicode_name", ["Régle", "правило", "規則", "a\u2028b", "🖂"])
def test_names_may_hold_any_character(unicode_name: str) -> None:
    assert read_rule(name=unicode_name).name == unicode_name


DIRECTIONS = ["inbound", "outbound", "both", "send", "receive", "send_receive", "receive_send"]
PAIRS = {  # format.md and semantics.md 4.8
    ("protocol_definitions", "tcp"): "inbound outbound",
    ("protocol_definitions", "udp"): "send receive send_receive receive_send",
    ("packet_filters", "tcp"): "inbound outbound both",
    ("packet_filters", "any"): "inbound outbound both",
    ("packet_filters", "icmp"): "inbound outbound both",
    ("packet_filters", 47): "inbound outbound both",
    ("packet_filters", "udp"): "send receive both send_receive receive_send",
}


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(("section", "transport"), PAIRS)
def test_a_direction_belongs_to_its_transport(section: str, transport: object, direction: str) -> None:
    entry = {"name": "Odd", "transport": transport, "direction": direction}
    entry |= {"port": 1} if section == "protocol_definitions" else {"action": "allow"}
    data = rule()
    data["isa"]["servers"][0][section] = [entry]
    if direction in PAIRS[section, transport].split():
        accepted(data)
    else:
        fault = only(data)
        assert (fault.code, fault.problem.at) == ("EXL013", (0, "isa", "servers", 0, section, 0, "direction"))


def test_what_only_the_fast_way_refuses_is_still_a_fault_at_its_place() -> None:
    # The reader never gives a float with an integral value, and JSON Schema takes one for an integer.
    server = {"name": "DC1", "address": "10.0.0.5", "forwarding_timeout": 5.0}
    fault = only({"exlint": 1, "forest": {"name": "a", "dns": {"servers": [server]}}}, 1)
    assert fault.code == "EXL013"
    assert fault.problem.at == (1, "forest", "dns", "servers", 0, "forwarding_timeout")


def test_the_refusal_of_a_whole_document_has_the_file_as_its_place() -> None:
    data = {"exlint": 1.0}
    fault = only(data, 7)
    assert (fault.code, fault.problem.at) == ("EXL013", (7, "exlint"))


START = """
import sys, msgspec, exlint.findings
before = set(sys.modules)
from exlint.schema import check, Document
assert isinstance(check({"exlint": 1, "isa": {"servers": []}}, 0), Document)
print(*sorted(name for name in set(sys.modules) - before if not name.startswith("exlint")))
"""

TEAR_DOWN = """
import gc
from exlint.schema import check, Document
server = {"name": "DC1", "address": ["10.0.0.5"]}
for address in ("10.0.0.5", ["10.0.0.5"], "x", []):
    check({"exlint": 1, "forest": {"name": "a", "dns": {"servers": [{"name": "DC1", "address": address}]}}}, 0)
gc.collect()
"""


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A program run by a Python of its own."""
    import os  # noqa: PLC0415 - needed here only

    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_valid_document_is_read_with_msgspec_alone() -> None:
    answer = run(START)
    assert (answer.returncode, answer.stderr, answer.stdout.split()) == (0, "", [])


def test_the_shape_is_taken_down_without_a_crash() -> None:
    # msgspec up to 0.22 frees wrongly what belongs to a union of a text with a pattern and a list (see values.py).
    answer = run(TEAR_DOWN, PYTHONMALLOC="debug")
    assert (answer.returncode, answer.stderr) == (0, "")
