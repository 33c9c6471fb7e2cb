"""`exlint baseline`, and what `exlint check --baseline` needs of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from exlint import engine
from exlint.cli import console, given
from exlint.cli.configured import baseline_path, configured
from exlint.cli.options import CheckOptions
from exlint.cli.policies import Policies
from exlint.engine import Besides
from exlint.engine.baseline import Matching
from exlint.engine.baseline_file import BadBaseline, Baseline, empty, read
from exlint.engine.baseline_lines import text
from exlint.project import Selection, shown
from exlint.project.config import Configurations, Misconfigured
from exlint.project.paths import inside
from exlint.project.writing import Unwritable, replace

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


def write(options: CheckOptions) -> int:
    """Writes the findings that count now; entries of documents and rules that are not looked at stay.

    Returns:
        The exit status: 2 where nothing is written.
    """
    return _report(options, _written)


def prune(options: CheckOptions) -> int:
    """Removes the entries that are stale, and lines that stand twice, and touches no other line.

    Returns:
        The exit status: 2 where the job could not be done, so that nothing is removed.
    """
    return _report(options, _pruned)


def _report(options: CheckOptions, work: Callable[[str, Configurations, CheckOptions], str]) -> int:
    """Does some work on the baseline that is named, and says what was done, or why nothing was."""
    try:
        configurations = configured(options.flags, options.config, isolated=options.isolated)
        said = work(baseline_path(configurations) or DEFAULT, configurations, options)
    except given.Refused as error:
        return console.refuse(*error.args)
    except Misconfigured as error:
        return console.refuse(*error.faults)
    console.say(said)
    return DONE


def _own_or_new(path: str, limit: int) -> Baseline:
    """The baseline that is there, or an empty one; what is there and is none of ours stays."""
    if not os.path.lexists(path):
        return empty(path)
    try:
        return opened(path, limit)
    except given.Refused as error:
        raise given.Refused(f"{error}; it is not overwritten") from error


def _judged(configurations: Configurations, options: CheckOptions, file: Baseline) -> Matching:
    """The baseline after a run in which every estate was judged."""
    policies = Policies(configurations, options.rule_file, options.limits)
    selection = _selected(options.paths, configurations)
    policies.look(selection.files)
    baseline = matching(file, options.paths, selection)
    report = engine.check(selection.files, options.limits, None, policies, Besides(baseline=baseline))
    policies.look(())
    reasons = [*report.errors, *(_unjudged(*one) for one in baseline.unjudged.items())]
    if reasons:
        raise given.Refused(*reasons)
    return baseline


def _unjudged(document: str, reasons: Sequence[str]) -> str:
    why = f" ({', '.join(reasons)}; exlint check says more)" if reasons else ""
    return f"{document} is not judged{why}, so the baseline stays as it is"


def _written(path: str, configurations: Configurations, options: CheckOptions) -> str:
    baseline = _judged(configurations, options, _own_or_new(path, options.max_size))
    found, kept = baseline.found, baseline.kept()
    _replace(path, text({*found, *kept}).encode())
    also = f"; {_counted(len(kept), 'entry', 'entries')} kept of what was not looked at" if kept else ""
    return f"{_counted(len(found), 'finding', 'findings')} written to {baseline.file.shown}{also}"


def _pruned(path: str, configurations: Configurations, options: CheckOptions) -> str:
    baseline = _judged(configurations, options, opened(path, options.max_size))
    file, stale = baseline.file, baseline.stale()
    if stale or file.again:
        _replace(path, file.without(stale))
    also = f", and {_counted(len(file.again), 'line', 'lines')} that stood there already" if file.again else ""
    return f"{len(stale)} of {_counted(len(file.entries), 'entry', 'entries')} removed from {file.shown}{also}"


def _replace(path: str, data: bytes) -> None:
    try:
        replace(path, data)
    except Unwritable as error:
        raise given.Refused(f"{shown(path)}: {error}") from error


def _selected(paths: Sequence[str], configurations: Configurations) -> Selection:
    """The files that the paths name: at least one, and all of them."""
    if "-" in paths:
        raise given.Refused("what comes from standard input has no place in a baseline: name the files")
    selection = given.selected(paths, skip_foreign=False, configurations=configurations)
    for note in selection.notes:
        console.say(note)
    if selection.faults:
        raise given.Refused(*selection.faults)
    if not selection.files:
        where = ", ".join(paths) or "the current directory"
        raise given.Refused(f"nothing to check in {where}: no YAML file there has a line that begins with exlint:")
    return selection


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
