"""`exlint check --fix` and `--diff`: mends what can be proved, and writes or shows it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from exlint.cli import console, given
from exlint.cli.options import CheckOptions
from exlint.cli.patches import headers
from exlint.engine import Judged, Narrowing, Policies
from exlint.findings import Finding, Fix
from exlint.fixes import Bench, Mended
from exlint.project.writing import NotWritten, replace
from exlint.reports.patch import Binary, on_terminal, patch
from exlint.reports.summary import counted


class Mending:
    """What a run can mend, and does."""

    def __init__(
        self, files: Sequence[str], stdin: Mapping[str, bytes], options: CheckOptions, policies: Policies
    ) -> None:
        """Takes the files of the run, standard input among them."""
        self._files = files
        self._stdin = stdin
        self._options = options
        self._policies = policies

    def write(self, narrowings: Sequence[Narrowing]) -> bool:
        """Mends the files on the disk, and says so; whether every file could be written that changes.

        Raises:
            Refused: Standard input is among them.
        """
        if self._stdin:
            raise given.Refused("--fix: standard input cannot be written; expected files, or --diff")
        done = self._mended(narrowings)
        lost = [path for path in done.new if not _is_written(path, done)]
        if done.new and not self._options.quiet:
            console.say(_said(done, len(done.new) - len(lost)))
        return not lost

    def show(self, narrowings: Sequence[Narrowing]) -> bool:
        """Writes a unified diff of what would be mended to standard output; whether there is one."""
        done = self._mended(narrowings)
        names = headers([done.shown[path] for path in done.new])
        for (path, new), name in zip(done.new.items(), names, strict=True):
            try:
                text = patch(name, done.old[path], new)
            except Binary:
                console.complain(f"{done.shown[path]} is no UTF-8 text, so git takes no diff of it; --fix mends it")
                continue
            if sys.stdout is not None and sys.stdout.isatty():
                console.answer(on_terminal(text))
            else:
                console.answer(text, machine=True)
        return bool(done.new)

    def _mended(self, narrowings: Sequence[Narrowing]) -> Mended:
        """Mends the findings that are asked for, in memory."""

        def wanted(judged: Judged) -> Callable[[Finding, Fix], bool]:
            tests = [narrowing(judged) for narrowing in narrowings]
            unsafe = self._options.unsafe_fixes
            return lambda finding, fix: (fix.safe or unsafe) and all(test(finding) for test in tests)

        return Bench(self._options.limits, self._stdin, self._policies).mend(self._files, wanted)


def _said(done: Mended, files: int) -> str:
    """What came of it, with how many files were written."""
    if files == len(done.new):
        return f"{counted(len(done.fixed), 'finding')} mended in {counted(files, 'file')}"
    return f"only {counted(files, 'file')} of {len(done.new)} written" if files else "no file is written"


def _is_written(path: str, done: Mended) -> bool:
    try:
        replace(path, done.old[path], done.new[path])
    except NotWritten as error:
        console.complain(f"{done.shown[path]} {error}")
        return False
    return True
