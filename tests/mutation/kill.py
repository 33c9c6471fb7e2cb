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
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from mutants import Mutant, mutants

PROJECT = Path(__file__).parents[2]
MAILFLOW = [
    ["tests/mailflow/test_stops.py", "tests/mailflow/test_trace.py", "tests/mailflow/test_reasons.py"],
    ["tests/test_oracle.py", "tests/mailflow", "--ignore=tests/mailflow/test_agreement.py"],
    ["tests/rules/test_rules.py", "-k", "exl101 or exl2 or exl3 or exl4 or exl8"],
]
"""What looks at the mutants of mailflow that agree with the oracle: what is quick and notices most comes first."""


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
    test = importlib.import_module("mailflow.test_agreement")
    kept = pickle.loads(Path(os.environ["EXLINT_ORACLE"]).read_bytes())  # noqa: S301 - written by run.py
    for data, answers in kept:
        vars(test)["oracle"].judge = lambda _, found=answers: found
        if test._differs(data):
            return True
    return False


def main(module: str, number: int) -> int:
    """Puts the mutant in place and lets the tests look at it."""
    mutant = list(mutants(file_of(module).read_text(encoding="utf-8")))[number]
    sys.meta_path.insert(0, _InPlace(module, mutant))
    os.chdir(PROJECT)
    room = module.partition(".")[0]
    try:
        if room == "mailflow" and _differs_from_the_oracle():
            return 1
    except Exception:  # noqa: BLE001 - a mutant that breaks is noticed
        return 1
    if room == "rules":
        code = module.removeprefix("rules.")[:6]
        chosen = [["tests/rules/test_rules.py", "-k", code], [f"tests/rules/{code}"]]
    else:
        chosen = MAILFLOW
    # The tests' libraries may be loaded already: the oracle came before.
    options = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    existing = [paths for paths in chosen if (PROJECT / paths[0]).exists()]
    return int(any(pytest.main([*options, *paths]) not in (0, 5) for paths in existing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
