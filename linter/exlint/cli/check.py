"""`exlint check`: the main job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.configured import baseline_path, configured
from exlint.cli.narrowing import OfServer
from exlint.cli.options import CheckOptions
from exlint.cli.policies import Policies
from exlint.engine import Besides
from exlint.findings import Report
from exlint.project import NoRevision, Selection
from exlint.project.config import Configurations, Misconfigured
from exlint.reports import closing, renderer, statistics

if TYPE_CHECKING:
    from exlint.engine.baseline import Matching

DONE, FOUND, FAILED = 0, 1, 2
_NO_ANNOTATIONS = "--statistics gives no annotations; expected --output-format full, concise or json beside it"


def run(options: CheckOptions) -> int:
    """Judges what the options name, reports, and gives the exit status."""
    try:
        return _run(options)
    except Misconfigured as error:
        return console.refuse(*error.faults)
    except (given.Refused, NoRevision) as error:
        return console.refuse(str(error))


def _run(options: CheckOptions) -> int:
    configurations = configured(options.flags, options.config, isolated=options.isolated)
    output_format = configurations.here().output_format.value
    if options.statistics and output_format == "github":
        return console.refuse(_NO_ANNOTATIONS)
    suppressions = not options.no_suppressions
    policies = Policies(configurations, options.rule_file, options.limits, suppressions=suppressions)
    policies.look(("exlint.yaml",))  # whatever lies here: what is wrong with the run itself is told first
    stdin = given.standard_input(options.paths, options.stdin_filename, options.max_size)
    known = _baseline(configurations, options)
    selection = _selection(options, configurations)
    files = (*stdin, *selection.files)
    if options.show_files:
        console.answer("".join(project.shown(path) + "\n" for path in files))
        return FAILED if selection.faults else DONE
    if not files:
        return _nothing(options, selection)
    policies.look(files)
    of_server = OfServer(options.server) if options.server else None
    besides = Besides((of_server,) if of_server else (), known and known(selection))
    report = _judged(files, stdin, options, policies, besides)
    policies.look(())  # the run alone finds the documents of fragments
    if of_server is not None:
        if unknown := of_server.unknown():
            return console.refuse(unknown)
        report = of_server.narrowed(report)
    _show(report, options, output_format)
    return max(_status(report), FAILED if selection.faults else DONE)


def _judged(
    files: Sequence[str],
    stdin: dict[str, bytes],
    options: CheckOptions,
    policies: Policies,
    besides: Besides,
) -> Report:
    """The report on the files, narrowed also to what changed, if that is asked for.

    Raises:
        NoRevision: There is nothing to compare them with.
    """
    with ExitStack() as stack:
        if options.since is not None:
            from exlint.cli.since import since  # noqa: PLC0415 - few runs look at a revision

            lies_on_a_change = since(stack, options, files, policies)
            besides = besides._replace(narrowings=(*besides.narrowings, lies_on_a_change))
        return engine.check(files, options.limits, stdin, policies, besides)


def _baseline(configurations: Configurations, options: CheckOptions) -> Callable[[Selection], Matching] | None:
    """Reads the baseline, if there is one, before anything is judged; for what is selected then."""
    path = baseline_path(configurations)
    if path is None:
        return None
    from exlint.cli import baseline  # noqa: PLC0415 - most runs have none

    file = baseline.opened(path, options.max_size)
    return partial(baseline.matching, file, options.paths)


def _selection(options: CheckOptions, configurations: Configurations) -> Selection:
    selection = given.selected(options.paths, skip_foreign=options.skip_foreign, configurations=configurations)
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


def _show(report: Report, options: CheckOptions, output_format: str) -> None:
    machine = output_format == "json"
    if machine or report.findings:  # to say nothing, no format need be imported
        console.answer(_text(report, options, output_format), machine=machine)
    for line in (*report.errors, *filter(None, report.failures)):
        console.complain(line)
    if not report.findings and not report.errors and not options.quiet and not machine:
        console.say(closing(report))


def _text(report: Report, options: CheckOptions, output_format: str) -> str:
    if not options.statistics:
        return renderer(output_format)(report, console.coloured(options.color))
    return statistics.render_json(report) if output_format == "json" else statistics.render(report)


def _status(report: Report) -> int:
    if report.errors or any(finding.code == "EXL002" for finding in report.findings):
        return FAILED
    return FOUND if report.failures else DONE
