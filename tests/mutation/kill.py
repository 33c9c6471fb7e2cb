"""Runs one mutant: `python tests/mutation/kill.py MODULE NUMBER`.

The status is 0 where nothing notices it, 1 where a test does.

The mutant takes the module's place before anything of exlint is imported; nothing is written to the project.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from mutants import Mutant, mutants

PROJECT = Path(__file__).parents[2]
BY_THE_ORACLE = {
    "mailflow.decision",
    "mailflow.delivery",
    "mailflow.destinations",
    "mailflow.ground",
    "mailflow.isa2000",
    "mailflow.isa2004",
    "mailflow.resolution",
    "mailflow.route",
    "mailflow.targets",
    "mailflow.verdict",
}
"""What the oracle's answers depend on."""

HELD_BY = {
    "dead_rules": "overlaps",
    "holders": "ordered_rules",
    "isa2000_regions": "overlaps",
    "isa2004_places": "ordered_rules",
    "isa2004_regions": "ordered_rules",
    "reasons": "missing",
    "regions": "overlaps",
}
"""Modules of mailflow that are held against something independent by another one's tests."""

SECONDS = 40
"""Of the processor's time, four times what all tests take; a mutant that needs more does not end, which is noticed."""

MAILFLOW = [
    ["tests/mailflow/test_stops.py", "tests/mailflow/test_trace.py", "tests/mailflow/test_reasons.py"],
    ["tests/test_oracle.py", "tests/mailflow/test_assumptions.py", "tests/mailflow/test_asking.py"],
    ["tests/rules/test_rules.py", "-k", "fires or silent"],
]
"""What looks at a mutant of mailflow after the tests that bear the module's name: what is quick comes first."""


def file_of(module: str) -> Path:
    """The file of a module of exlint, as `mailflow.route`."""
    return PROJECT / "linter" / "exlint" / f"{module.replace('.', '/')}.py"


class _InPlace(importlib.abc.MetaPathFinder):
    """Finds one module, with a fault."""

    def __init__(self, module: str, mutant: Mutant) -> None:
        self._name = f"exlint.{module}"
        self._file = file_of(module)
        self._mutant = mutant

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - Python gives it
        target: ModuleType | None = None,  # noqa: ARG002 - as above
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._name:
            return None
        loader = _Loader(fullname, str(self._file))
        loader.code = compile(self._mutant.source, str(self._file), "exec")
        return importlib.util.spec_from_file_location(fullname, self._file, loader=loader)


class _Loader(importlib.machinery.SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - Python gives it
        return self.code


def _differs_from_the_oracle() -> bool:
    """Whether the engine decides some estate otherwise than the oracle did, whose answers are kept."""
    sys.path.insert(0, str(PROJECT / "tests"))
    comparison = importlib.import_module("comparison")
    kept = pickle.loads(Path(os.environ["TESTS_ORACLE"]).read_bytes())  # noqa: S301 - written by run.py
    ask = comparison.oracle.judge
    try:
        for data, answers in kept:
            comparison.oracle.judge = lambda _, found=answers: found
            if comparison.differs(data):
                return True
    finally:
        comparison.oracle.judge = ask
    return False


def _tests(module: str) -> list[list[str]]:
    """What looks at a mutant, in this order."""
    room, _, name = module.partition(".")
    if room == "rules":
        code = name[:6]
        return [
            ["tests/rules/test_rules.py", "-k", code],
            ["tests/fixes/test_catalogue_fixes.py", "tests/fixes/test_the_article.py"],
            *([str(path)] for path in sorted(FOLDERS[room].glob("*.py"))),
        ]
    own = [str(path) for path in sorted(FOLDERS[room].glob("test_*.py")) if _is_about(path, name)]
    own += [f"tests/mailflow/test_{HELD_BY[name]}.py"] if name in HELD_BY else []
    return [*([own] if own else []), *MAILFLOW]


FOLDERS = {"mailflow": PROJECT / "tests/mailflow", "rules": PROJECT / "tests/rules"}


def _is_about(test: Path, name: str) -> bool:
    """Whether a test names a module: in its own name, or among what it imports."""
    if test.stem == "test_agreement":  # its part is played by the oracle's answers
        return False
    text = test.read_text(encoding="utf-8")
    return test.stem == f"test_{name}" or f"exlint.mailflow.{name} import" in text


def _bound() -> None:
    """Bounds the processor's time, which other programs do not eat up; Windows cannot, and run.py's clock must do."""
    with suppress(ImportError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(module: str, number: int) -> int:
    """Puts the mutant in place and lets the tests look at it; the number -1 is the module as it is."""
    _bound()
    source = file_of(module).read_text(encoding="utf-8")
    mutant = Mutant("as it is", 0, source) if number < 0 else list(mutants(source))[number]
    sys.meta_path.insert(0, _InPlace(module, mutant))
    os.chdir(PROJECT)
    try:
        if module in BY_THE_ORACLE and _differs_from_the_oracle():
            return 1
    except Exception:  # noqa: BLE001 - a mutant that breaks is noticed
        return 1
    options = ["-x", "-q", "--hypothesis-profile=mutation", "-p", "no:cacheprovider"]
    # The tests' libraries may be loaded already: the oracle came before.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return int(any(pytest.main([*options, *paths]) not in (0, 5) for paths in _tests(module)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
