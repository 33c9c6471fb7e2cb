"""`exlint check --fix` and `--diff`: mends what can be proved, and writes or shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from exlint.cli import console
from exlint.cli.options import CheckOptions
from exlint.engine import Judged, Narrowing, Policies
from exlint.findings import Finding, Fix
from exlint.fixes import Bench, Mended
from exlint.fixes.writing import NotWritten, replace
from exlint.reports.summary import counted


def mended(
    files: Sequence[str],
    given: Mapping[str, bytes],
    options: CheckOptions,
    policies: Policies,
    narrowings: Sequence[Narrowing],
) -> Mended:
    """Mends the findings of some files, in memory; only those that are asked for."""

    def wanted(judged: Judged) -> Callable[[Finding, Fix], bool]:
        tests = [narrowing(judged) for narrowing in narrowings]
        return lambda finding, fix: (fix.safe or options.unsafe_fixes) and all(test(finding) for test in tests)

    return Bench(options.limits, given, policies).mend(files, wanted)


def write(done: Mended, *, quiet: bool) -> bool:
    """Writes the files that were mended, and says so; whether all of them are written."""
    failed = set()
    for path, new in done.new.items():
        try:
            replace(path, done.old[path], new)
        except NotWritten as error:
            failed.add(path)
            console.complain(f"{done.shown[path]} {error}: nothing is written there")
    written = len(done.new) - len(failed)
    if written and not quiet:
        console.say(f"{counted(len(done.fixed), 'finding')} mended in {counted(written, 'file')}")
    return not failed
