"""What the tests of several rooms share.

A document of the tests, the examples or the manual announces its findings itself, in comments:

    external_dns_servers: [198.51.100.53] # expect: EXL101 Default SMTP Virtual Server on MAIL1 does not ask ISA1

`# expect: ` stands at the end of the line where the finding's place begins; what follows is the code, then the
beginning of the message, in which `...` stands for anything. Several findings of one line are announced one behind the
other, in the order of their columns. The object's names must be among the words. What is not announced must not be
found.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from hypothesis import Phase, settings

from exlint import engine
from exlint.findings import Finding
from exlint.rules.selection import Selection, codes

if TYPE_CHECKING:
    from collections.abc import Callable

# How long one example takes says nothing on a busy computer; what must be fast is measured where it is promised.
settings.register_profile("exlint", deadline=None)
# Whoever only asks whether a test fails needs no smallest example (tests/mutation).
settings.register_profile("mutation", deadline=None, database=None, phases=[Phase.explicit, Phase.generate])
settings.load_profile("exlint")


@pytest.fixture(scope="session")
def corpora() -> Callable[[str], Path]:
    """Gives a function that finds test data of other projects, which is too large or too foreign to live here.

    The data lies beside the project, or where the environment variable TESTS_CORPORA says.
    """
    home = Path(os.environ.get("TESTS_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")

    def find(name: str) -> Path:
        path = home / name
        if not path.exists():
            pytest.skip(f"no corpus {name} in {home}: TESTS_CORPORA says where the corpora are")
        return path

    return find


class Announced(NamedTuple):
    """A finding that a comment announces; `words` is the beginning of its message."""

    file: Path
    line: int
    code: str
    words: str

    def fits(self, finding: Finding) -> bool:
        """Whether the message begins so, and the words say enough: the object's names and something about it."""
        begins = ".*".join(re.escape(part.strip()) for part in self.words.split("..."))
        names = [name in self.words for name in finding.object.split("/")]
        return bool(re.match(begins, finding.message)) and all(names) and len(self.words.split()) > 2


def _announced(file: Path) -> list[Announced]:
    lines = re.split(r"\r\n|\r|\n", file.read_text(encoding="utf-8"))
    notes = [(number, note) for number, line in enumerate(lines, 1) for note in line.split("# expect: ")[1:]]
    return [Announced(file.resolve(), number, *note.strip().partition(" ")[::2]) for number, note in notes]


def _where(finding: Finding) -> tuple[Path, int]:
    return Path(finding.place.file).resolve(), finding.place.line


class AsAnnounced(Protocol):
    """Judges a document, holds its findings against those that its files announce, and gives the codes found.

    The fragments of an infra.yaml are the other YAML files of its folder. The verdict's own findings (EXL401 to 404)
    count where one of them is announced, and where `verdicts` says so: what is shown about one setting need not
    declare all that mail depends on.
    """

    def __call__(self, document: Path, *, verdicts: bool = False, code: str = "") -> list[str]:
        """Judges a document; `code` is a rule that runs though it is off until selected."""


@pytest.fixture(scope="session")
def as_announced() -> AsAnnounced:
    """Gives a function that holds a document's findings against its announcements."""

    def judge(document: Path, *, verdicts: bool = False, code: str = "") -> list[str]:
        files = document.parent.rglob("*.yaml") if document.name == "infra.yaml" else [document]
        expected = sorted((one for file in files for one in _announced(file)), key=lambda one: (one.file, one.line))
        policy = engine.Policy(codes=codes(Selection(extend=(code,) if code else ())))
        report = engine.check([str(document)], policies=lambda _: policy)
        strict = verdicts or any(one.code.startswith("EXL4") for one in expected)
        counted = [one for one in report.findings if strict or not one.code.startswith("EXL4")]
        found = sorted(counted, key=_where)
        assert report.errors == ()
        assert [(*_where(finding), finding.code) for finding in found] == [one[:3] for one in expected]
        for finding, one in zip(found, expected, strict=True):
            assert one.fits(finding), f"line {one.line} announces {one.words!r}; {finding.object}: {finding.message!r}"
        return [finding.code for finding in found]

    return judge
