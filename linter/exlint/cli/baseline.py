"""`exlint baseline`, and what `exlint check --baseline` needs of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from exlint import engine
from exlint.cli import console, given
from exlint.cli.options import CheckOptions
from exlint.engine import Judged, Policy
from exlint.engine.baseline import Matching, entries
from exlint.engine.baseline_file import BadBaseline, Baseline, empty, read, text
from exlint.findings import Report
from exlint.project import Selection
from exlint.project.paths import inside
from exlint.project.writing import Unwritable, replace
from exlint.rules.selection import BadSelection, codes

DEFAULT = "exlint-baseline.jsonl"
DONE, FAILED = 0, 2


def opened(path: str, limit: int) -> Baseline:
    """The baseline at a path; `limit` is the most bytes that it may have.

    Raises:
        Refused: It cannot be read, or it is none.
    """
    try:
        return read(path, limit)
    except BadBaseline as error:
        missing = "" if os.path.lexists(path) else " (exlint baseline write makes one)"
        raise given.Refused(f"{error}{missing}") from error


def matching(file: Baseline, paths: Sequence[str], selection: Selection) -> Matching:
    """A baseline, for a run over what some paths select."""
    folders = [os.path.realpath(path) for path in paths or (".",) if os.path.isdir(path)]
    return Matching(file, whole=not selection.faults and any(inside(file.folder, folder) for folder in folders))


class _Outcome(NamedTuple):
    """What a baseline becomes, None for what it was; and what is said about that."""

    data: bytes | None
    said: str


def write(options: CheckOptions) -> int:
    """Writes the findings that count now; entries of documents and rules that are not looked at stay.

    Returns:
        The exit status: 2 where nothing is written.
    """
    return _rewrite(options, _written, may_be_new=True)


def prune(options: CheckOptions) -> int:
    """Removes the entries that are stale, and touches no other line.

    Returns:
        The exit status: 2 where the job could not be done, so that nothing is removed.
    """
    return _rewrite(options, _pruned, may_be_new=False)


def _written(baseline: Matching, judged: Sequence[Judged]) -> _Outcome:
    found = {entry for one in judged for entry in entries(baseline.file, one.files, (*one.findings, *one.suppressed))}
    kept = baseline.kept()
    also = f"; {_counted(len(kept), 'entry', 'entries')} kept of what was not looked at" if kept else ""
    said = f"{_counted(len(found), 'finding', 'findings')} written to {baseline.file.shown}{also}"
    return _Outcome(text({*found, *kept}).encode(), said)


def _pruned(baseline: Matching, _: Sequence[Judged]) -> _Outcome:
    file, stale = baseline.file, baseline.stale()
    said = f"{len(stale)} of {_counted(len(file.entries), 'entry', 'entries')} removed from {file.shown}"
    return _Outcome(file.without(stale) if stale else None, said)


def _rewrite(
    options: CheckOptions, become: Callable[[Matching, Sequence[Judged]], _Outcome], *, may_be_new: bool
) -> int:
    path = options.baseline or DEFAULT
    try:
        policy = Policy(codes=codes(options.rules))
        is_new = may_be_new and not os.path.lexists(path)
        file = empty(path) if is_new else opened(path, options.max_size)
        selection = _selected(options.paths)
        baseline = matching(file, options.paths, selection)
        judged, report = engine.follow(selection.files, options.limits, None, lambda _: policy, baseline)
        _refuse_what_is_not_judged(judged, report)
        outcome = become(baseline, judged)
        if outcome.data is not None:
            replace(path, outcome.data)
    except (given.Refused, BadSelection) as error:
        for line in error.args:
            console.complain(line)
        return FAILED
    except Unwritable as error:
        console.complain(f"{path}: {error}")
        return FAILED
    console.say(outcome.said)
    return DONE


def _selected(paths: Sequence[str]) -> Selection:
    """The files that the paths name: at least one, and all of them."""
    if "-" in paths:
        raise given.Refused("what comes from standard input has no place in a baseline: name the files")
    selection = given.selected(paths, skip_foreign=False)
    for note in selection.notes:
        console.say(note)
    if selection.faults:
        raise given.Refused(*selection.faults)
    if not selection.files:
        where = ", ".join(paths) or "the current directory"
        raise given.Refused(f"nothing to check in {where}: no YAML file there has a line that begins with exlint:")
    return selection


def _refuse_what_is_not_judged(judged: Sequence[Judged], report: Report) -> None:
    """Refuses where an estate was not judged: nobody knows what would be found in it."""
    unknown = [one for one in judged if one.mail is None]
    if unknown:
        reasons = [f"{one.files[0].shown} is not judged{_why(one)}, so the baseline stays as it is" for one in unknown]
        raise given.Refused(*report.errors, *reasons)


def _why(judged: Judged) -> str:
    found = sorted({finding.code for finding in judged.findings if finding.code.startswith("EXL0")})
    return f" ({', '.join(found)}; exlint check says more)" if found else ""


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
