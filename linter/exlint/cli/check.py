"""`exlint check`: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from exlint import engine, project
from exlint.cli import console, given, own
from exlint.cli.narrowing import OfServer
from exlint.cli.options import CheckOptions
from exlint.engine import Besides, Narrowing, Policies, Policy
from exlint.findings import Report, Severity
from exlint.project import NoRevision, Selection
from exlint.reports import closing, renderer, statistics
from exlint.rules.selection import BadSelection, codes

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
DONE, FOUND, FAILED = 0, 1, 2


def run(options: CheckOptions) -> int:
    """Judges what the options name, reports, and gives the exit status."""
    if options.statistics and options.output_format == "github":
        console.complain("--statistics gives no annotations; expected --output-format full, concise or json beside it")
        return FAILED
    try:
        own_rules = own.load(options.rule_files, options.limits)
        chosen = codes(options.rules, [one.rule for one in own_rules])
        stdin = given.standard_input(options.paths, options.stdin_filename, options.max_size)
    except own.Refused as refusal:
        return own.refused(refusal)
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
    policy = Policy(codes=chosen, fail_level=_LEVELS.get(options.fail_level), own=own_rules)
    of_server = OfServer(options.server) if options.server else None
    try:
        report = _judged(files, stdin, options, lambda _: policy, of_server)
    except NoRevision as error:
        console.complain(str(error))
        return FAILED
    if of_server is not None:
        if unknown := of_server.unknown():
            console.complain(unknown)
            return FAILED
        report = of_server.narrowed(report)
    _show(report, options)
    return max(_status(report), FAILED if selection.faults else DONE)


def _judged(
    files: Sequence[str],
    stdin: dict[str, bytes],
    options: CheckOptions,
    policies: Policies,
    of_server: OfServer | None,
) -> Report:
    """The report on the files, narrowed to one server and to what changed, if that is asked for.

    Raises:
        NoRevision: There is nothing to compare them with.
    """
    with ExitStack() as stack:
        narrowings: list[Narrowing] = [of_server] if of_server else []
        if options.since is not None:
            from exlint.cli.since import since  # noqa: PLC0415 - few runs look at a revision

            narrowings.append(since(stack, options, files, policies))
        return engine.check(files, options.limits, stdin, policies, Besides(tuple(narrowings)))


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
        console.answer(_text(report, options), machine=machine)
    for line in (*report.errors, *filter(None, report.failures)):
        console.complain(line)
    if not report.findings and not report.errors and not options.quiet and not machine:
        console.say(closing(report))


def _text(report: Report, options: CheckOptions) -> str:
    if not options.statistics:
        return renderer(options.output_format)(report, console.coloured(options.color))
    return statistics.render_json(report) if options.output_format == "json" else statistics.render(report)


def _status(report: Report) -> int:
    if report.errors or any(finding.code == "EXL002" for finding in report.findings):
        return FAILED
    return FOUND if report.failures else DONE
