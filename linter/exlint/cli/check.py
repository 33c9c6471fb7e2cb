"""`exlint check`: the main job."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.options import CheckOptions
from exlint.engine import Policy
from exlint.findings import Report, Severity
from exlint.project import Selection
from exlint.reports import closing, renderer
from exlint.rules.selection import BadSelection, codes

if TYPE_CHECKING:
    from exlint.engine.baseline import Matching

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
DONE, FOUND, FAILED = 0, 1, 2


def run(options: CheckOptions) -> int:
    """Judges what the options name, reports, and gives the exit status."""
    try:
        chosen = codes(options.rules)
        stdin = given.standard_input(options.paths, options.stdin_filename, options.max_size)
        known = _baseline(options)
    except (given.Refused, BadSelection) as error:
        console.complain(str(error))
        return FAILED
    selection = _selection(options)
    files = (*stdin, *selection.files)
    if options.show_files:
        console.answer("".join(project.shown(path) + "\n" for path in files))
        return FAILED if selection.faults else DONE
    if not files:
        return _nothing(options, selection)
    policy = Policy(codes=chosen, fail_level=_LEVELS.get(options.fail_level))
    report = engine.check(files, options.limits, stdin, lambda _: policy, known and known(selection))
    _show(report, options)
    return max(_status(report), FAILED if selection.faults else DONE)


def _baseline(options: CheckOptions) -> Callable[[Selection], Matching] | None:
    """Reads the baseline, if there is one, before anything is judged; for what is selected then."""
    if options.baseline is None:
        return None
    from exlint.cli import baseline  # noqa: PLC0415 - most runs have none

    file = baseline.opened(options.baseline, options.max_size)
    return partial(baseline.matching, file, options.paths)


def _selection(options: CheckOptions) -> Selection:
    selection = given.selected(options.paths, skip_foreign=options.skip_foreign)
    for note in selection.notes:
        if not options.quiet:
            console.say(note)
    for fault in selection.faults:
        console.complain(fault)
    return selection


def _nothing(options: CheckOptions, selection: Selection) -> int:
    if selection.faults:
        return FAILED
    if options.skip_foreign:
        return DONE
    where = ", ".join(options.paths) or "the current directory"
    console.complain(f"nothing to check in {where}: no YAML file there has a line that begins with exlint:")
    return FAILED


def _show(report: Report, options: CheckOptions) -> None:
    machine = options.output_format == "json"
    if machine or report.findings:  # to say nothing, no format need be imported
        text = renderer(options.output_format)(report, console.coloured(options.color))
        console.answer(text, machine=machine)
    for line in (*report.errors, *filter(None, report.failures)):
        console.complain(line)
    if not report.findings and not report.errors and not options.quiet and not machine:
        console.say(closing(report))


def _status(report: Report) -> int:
    if report.errors or any(finding.code == "EXL002" for finding in report.findings):
        return FAILED
    return FOUND if report.failures else DONE
