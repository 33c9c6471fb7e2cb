"""The YAML test suite: what exlint reads, what it refuses, and that its two parsers are one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exlint.document import read

Corpora = Callable[[str], Path]
DIFFERENCES = tomllib.loads((Path(__file__).parent / "suite_differences.toml").read_text(encoding="utf-8"))


def known(kind: str) -> list[str]:
    return sorted(case for group in DIFFERENCES[kind] for case in group["cases"])


@pytest.fixture(scope="module")
def suite(corpora: Corpora) -> dict[str, Path]:
    """The folders of the cases by their ids."""
    home = corpora("yaml-test-suite")
    return {path.parent.relative_to(home).as_posix(): path.parent for path in sorted(home.rglob("in.yaml"))}


def refused(folder: Path) -> bool:
    return any(fault.code == "EXL001" for fault in read((folder / "in.yaml").read_bytes()).faults)


def values(folder: Path) -> list[Any]:
    """The values that a case must have: JSON texts, one after another."""
    text, decoder = (folder / "in.json").read_text(encoding="utf-8").strip(), json.JSONDecoder()
    found = []
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].lstrip()
    return found


def test_the_suite_is_whole(suite: dict[str, Path]) -> None:
    assert len(suite) == 402
    assert sum((folder / "error").exists() for folder in suite.values()) == 94


def test_valid_cases_are_refused_for_known_reasons_only(suite: dict[str, Path]) -> None:
    found = [case for case, folder in suite.items() if not (folder / "error").exists() and refused(folder)]
    assert found == known("refused")


def test_invalid_cases_are_accepted_for_known_reasons_only(suite: dict[str, Path]) -> None:
    found = [case for case, folder in suite.items() if (folder / "error").exists() and not refused(folder)]
    assert found == known("accepted")


def test_values_are_wrong_for_known_reasons_only(suite: dict[str, Path]) -> None:
    judged = [case for case, folder in suite.items() if (folder / "in.json").exists() and not refused(folder)]
    found = [
        case
        for case in judged
        if not (suite[case] / "error").exists()
        and list(read((suite[case] / "in.yaml").read_bytes()).all_data) != values(suite[case])
    ]
    assert len(judged) > 240
    assert found == known("wrong")


def test_nearly_all_cases_agree(suite: dict[str, Path]) -> None:
    assert len(suite) - len(known("refused")) - len(known("accepted")) >= 340


def test_no_case_is_listed_twice_and_every_reason_is_given() -> None:
    cases = [*known("refused"), *known("accepted"), *known("wrong")]
    assert len(set(cases)) == len(cases)
    assert all(group["reason"].endswith(".") for kind in DIFFERENCES.values() for group in kind)


def _with_crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _without_end(text: str) -> str:
    return text.rstrip("\r\n")


@pytest.mark.parametrize("change", [str, _with_crlf, _without_end], ids=["as it is", "CRLF", "no final newline"])
def test_both_parsers_read_the_same(
    suite: dict[str, Path], both: Callable[[str], Any], change: Callable[[str], str]
) -> None:
    texts = {case: change((folder / "in.yaml").read_bytes().decode()) for case, folder in suite.items()}
    readings = {case: both(text) for case, text in texts.items()}
    trusted = {case: reading for case, reading in readings.items() if reading.fast is not None}
    assert [case for case, reading in trusted.items() if reading.fast != reading.pure] == []


@pytest.mark.parametrize("change", [str, _with_crlf, _without_end], ids=["as it is", "CRLF", "no final newline"])
def test_every_place_lies_inside_the_text(
    suite: dict[str, Path], both: Callable[[str], Any], change: Callable[[str], str]
) -> None:
    texts = {case: change((folder / "in.yaml").read_bytes().decode()) for case, folder in suite.items()}
    outside = {
        case: [span for span in both(text).spans if not 0 <= span.start <= span.end <= len(text)]
        for case, text in texts.items()
    }
    assert {case: spans for case, spans in outside.items() if spans} == {}


def test_line_ends_do_not_change_what_is_read(suite: dict[str, Path]) -> None:
    def data(text: str) -> str:
        document = read(text.encode())
        return repr((document.all_data, [fault.code for fault in document.faults]))

    texts = {case: (folder / "in.yaml").read_bytes().decode() for case, folder in suite.items()}
    plain = {case: text for case, text in texts.items() if "\r" not in text}
    assert len(plain) > 390
    assert [case for case, text in plain.items() if data(text) != data(_with_crlf(text))] == []
