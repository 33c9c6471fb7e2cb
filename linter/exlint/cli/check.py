"""`exlint check`: the main job."""

from __future__ import annotations

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.narrowing import OfServer
from exlint.cli.options import CheckOptions
from exlint.cli.policies import Policies, configured
from exlint.findings import Report
from exlint.project import Selection
from exlint.project.config import Misconfigured
from exlint.reports import closing, renderer, statistics

DONE, FOUND, FAILED = 0, 1, 2
_NO_ANNOTATIONS = "--statistics gives no annotations; expected --output-format full, concise or json beside it"


def run(options: CheckOptions) -> int:
    """Judges what the options name, reports, and gives the exit status."""
    try:
        return _run(options)
    except Misconfigured as error:
        return _refuse(*error.faults)
    except given.Refused as error:
        return _refuse(str(error))


def _run(options: CheckOptions) -> int:
    configurations = configured(options.flags, options.config, isolated=options.isolated)
    output_format = configurations.here().output_format.value
    if options.statistics and output_format == "github":
        return _refuse(_NO_ANNOTATIONS)
    stdin = given.standard_input(options.paths, options.stdin_filename, options.max_size)
    selection = _selection(options)
    files = (*stdin, *selection.files)
    if options.show_files:
        console.answer("".join(project.shown(path) + "\n" for path in files))
        return FAILED if selection.faults else DONE
    if not files:
        return _nothing(options, selection)
    policies = Policies(configurations)
    policies.look(files)
    of_server = OfServer(options.server) if options.server else None
    report = engine.check(files, options.limits, stdin, policies, (of_server,) if of_server else ())
    policies.look(())  # the run alone finds the documents of fragments
    if of_server is not None:
        if unknown := of_server.unknown():
            return _refuse(unknown)
        report = of_server.narrowed(report)
    _show(report, options, output_format)
    return max(_status(report), FAILED if selection.faults else DONE)


def _refuse(*faults: str) -> int:
    for fault in faults:
        console.complain(fault)
    return FAILED


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
