"""Which files are meant for exlint."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from exlint.project.ours import is_ours, marked

if TYPE_CHECKING:
    from pathlib import Path

OURS = {
    "the first line": "exlint: 1\n",
    "a later line": "# a comment\nexlint: 1\n",
    "after LF": "a\nexlint:",
    "after CR": "a\rexlint: 1\r",
    "after CRLF": "a\r\nexlint: 1\r\n",
    "not valid YAML": "]]]\nexlint: }\n",
    "a key without a space": "exlint:1",
}
FOREIGN = {
    "empty": "",
    "no key": "services: []\n",
    "another word": "exlinter: 1\n",
    "indented": "tool:\n  exlint: 1\n",
    "in a comment": "# exlint: 1\n",
    "a suppression": "# exlint: file-ignore[EXL101] -- reason\na: 1 # exlint: ignore[EXL101] -- reason\n",
    "in quotes": '"exlint": 1\n',
    "another case": "Exlint: 1\n",
    "after a line separator": "a\u2028exlint: 1\n",
}
ENCODINGS = {
    "UTF-8": (b"", "utf-8"),
    "UTF-8 with its mark": (codecs.BOM_UTF8, "utf-8"),
    "UTF-16 LE": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "UTF-16 BE": (codecs.BOM_UTF16_BE, "utf-16-be"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("case", OURS)
def test_a_line_that_begins_with_the_key_makes_a_file_ours(case: str, encoding: str) -> None:
    mark, name = ENCODINGS[encoding]
    assert marked(mark + OURS[case].encode(name))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("case", FOREIGN)
def test_any_other_file_is_foreign(case: str, encoding: str) -> None:
    mark, name = ENCODINGS[encoding]
    assert not marked(mark + FOREIGN[case].encode(name))


def test_bytes_that_are_no_text_do_not_hide_the_key() -> None:
    assert marked(b"\xff\xc0\n\x00\nexlint: 1")


def test_what_cannot_be_read_is_not_shown_to_be_foreign(tmp_path: Path) -> None:
    assert is_ours(str(tmp_path))


def test_a_key_far_down_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"# padding\n" * 500_000 + b"exlint: 1\n")
    assert is_ours(str(tmp_path / "a.yaml"))


@pytest.mark.usefixtures("alarm")
def test_a_foreign_file_without_end_costs_little(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(1 << 40)
    assert not is_ours(str(tmp_path / "a.yaml"))
