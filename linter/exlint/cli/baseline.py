"""`exlint baseline`: writes the findings that count now to a file, or takes out of it what is gone."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from exlint import engine
from exlint.cli import console, given
from exlint.cli.baselines import Baselines, Named, opened
from exlint.cli.configured import configured
from exlint.cli.options import CheckOptions
from exlint.cli.policies import Policies
from exlint.cli.survey import Survey
from exlint.engine import Besides
from exlint.engine.baseline import Matching
from exlint.engine.baseline_file import BadBaseline, Baseline, empty
from exlint.engine.baseline_lines import text
from exlint.project import Selection
from exlint.project.config import DEFAULTS, Configurations, Misconfigured, Origin, Said, Settings
from exlint.project.writing import NotWritten, put

DEFAULT = "exlint-baseline.jsonl"
DONE, FAILED = 0, 2
_FEW = 3


def write(options: CheckOptions) -> int:
    """Writes the findings that count now; entries of documents and rules that are not looked at stay.

    Returns:
        The exit status: 2 where nothing is written.
    """
    return _report(options, _own_or_new, _written)


def prune(options: CheckOptions) -> int:
    """Removes the entries that are stale, and lines that stand twice, and touches no other line.

    Returns:
        The exit status: 2 where the job could not be done, so that nothing is removed.
    """
    return _report(options, opened, _pruned)


def _report(options: CheckOptions, find: Callable[[str, int], Baseline], work: Callable[[Matching], str]) -> int:
    """Does some work on each baseline, and says what was done, or why nothing was."""
    try:
        baselines = _judged(options, lambda path: find(path, options.max_size))
        for matching in _asked(baselines):
            console.say(work(matching))
    except given.Refused as error:
        return console.refuse(*error.args)
    except Misconfigured as error:
        return console.refuse(*error.faults)
    if baselines.without:
        console.say(f"{_without(baselines)}; left alone")
    return DONE


def _own_or_new(path: str, limit: int) -> Baseline:
    """The baseline that is there, or an empty one; what is there and is none of ours stays."""
    if not os.path.lexists(path):
        return empty(path)
    try:
        return opened(path, limit)
    except BadBaseline as error:
        raise BadBaseline(f"{error}; it is not overwritten") from error


def _judged(options: CheckOptions, find: Callable[[str], Baseline]) -> Baselines:
    """The baselines after a run in which every estate was judged."""
    configurations = configured(options.flags, options.config, isolated=options.isolated)
    policies = Policies(configurations, options.rule_file, options.limits)
    selection = _selected(options.paths, configurations)
    policies.look(selection.files)
    settings = (configurations.here(), *policies.met.values())
    survey = Survey(configurations, options.paths, selection.files, whole=True)
    baselines = Baselines(configurations, survey, find, _otherwise(settings))
    baselines.look(settings)
    report = engine.check(selection.files, options.limits, None, policies, Besides(baselines=baselines))
    policies.look(())
    baselines.look(())
    unjudged = {document: why for one in baselines.all for document, why in one.unjudged.items()}
    reasons = [*report.errors, *(_unjudged(*one) for one in unjudged.items())]
    if reasons:
        raise given.Refused(*reasons)
    return baselines


def _otherwise(settings: Sequence[Settings]) -> Named:
    """What stands for a baseline that is not named: the usual one, unless another document's is named."""
    if any(one.baseline.value is not None for one in settings):
        return DEFAULTS.baseline
    return Said(DEFAULT, Origin("", os.path.realpath(".")))


def _asked(baselines: Baselines) -> Sequence[Matching]:
    """The baselines on which the run has something to say.

    Raises:
        Refused: There is none.
    """
    asked = [one for one in baselines.all if one.is_asked or one.stale()]
    if not asked:
        raise given.Refused(f"{_without(baselines)}; expected the key baseline, or --baseline FILE")
    return asked


def _without(baselines: Baselines) -> str:
    """The documents that have no baseline, in words."""
    documents = baselines.without
    more = f" and {len(documents) - _FEW} more" if len(documents) > _FEW else ""
    they = "it" if len(documents) == 1 else "them"
    return f"{', '.join(documents[:_FEW])}{more}: no baseline is configured for {they}"


def _unjudged(document: str, reasons: Sequence[str]) -> str:
    why = f" ({', '.join(reasons)}; exlint check says more)" if reasons else ""
    return f"{document} is not judged{why}, so the baseline stays as it is"


def _written(baseline: Matching) -> str:
    found, kept = baseline.found, baseline.kept()
    _put(baseline.file, text({*found, *kept}).encode())
    also = f"; {_counted(len(kept), 'entry', 'entries')} kept of what was not looked at" if kept else ""
    return f"{_counted(len(found), 'finding', 'findings')} written to {baseline.file.shown}{also}"


def _pruned(baseline: Matching) -> str:
    file, stale = baseline.file, baseline.stale()
    if stale or file.again:
        _put(file, file.without(stale))
    also = f", and {_counted(len(file.again), 'line', 'lines')} that stood there already" if file.again else ""
    return f"{len(stale)} of {_counted(len(file.entries), 'entry', 'entries')} removed from {file.shown}{also}"


def _put(file: Baseline, data: bytes) -> None:
    try:
        put(file.path, file.content, data)
    except NotWritten as error:
        raise given.Refused(f"{file.shown}: {error.reason}") from error


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
