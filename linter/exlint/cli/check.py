"""`exlint check`: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.configured import configured
from exlint.cli.narrowing import OfServer
from exlint.cli.offering import Offering
from exlint.cli.options import CheckOptions
from exlint.cli.policies import Policies
from exlint.engine import Besides, Narrowing
from exlint.findings import Report
from exlint.project import NoRevision, Selection
from exlint.project.config import Configurations, Misconfigured
from exlint.reports import closing, renderer

if TYPE_CHECKING:
    from exlint.cli.baselines import Baselines

DONE, FOUND, FAILED = 0, 1, 2
_WITH_FIXES = ("full", "json")
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
    policies.look_here()  # what is wrong with the run itself is told first
    stdin, left_out = _standard_input(options, configurations)
    if left_out and set(options.paths) == {"-"}:
        return _empty(options, output_format)
    selection = _selection(options, configurations)
    with ExitStack() as stack:
        narrowings: list[Narrowing] = [OfServer(options.server)] if options.server else []
        if options.since is not None:
            from exlint.cli.since import Since  # noqa: PLC0415 - few runs look at a revision

            since = Since(stack, options, stdin, selection, policies)
            selection = since.selection
            narrowings.append(since)
        files = (*stdin, *selection.files)
        policies.look(() if options.show_files else files)
        if options.show_files:
            console.answer("".join(project.shown(path) + "\n" for path in files))
            return FAILED if selection.faults else DONE
        baselines = _baselines(options, policies, files, whole=not selection.faults)
        if not files:
            return _nothing(options, selection, configurations)
        asked = _Asked(files, stdin, options, policies, baselines)
        besides = Besides(tuple(narrowings), baselines)
        status = _mended(asked, besides)
        if status is None:
            status = _checked(asked, besides, output_format)
    return max(status, FAILED if selection.faults else DONE)


class _Asked(NamedTuple):
    """What a run is about."""

    files: Sequence[str]
    stdin: dict[str, bytes]
    options: CheckOptions
    policies: Policies
    baselines: Baselines | None


def _mended(asked: _Asked, besides: Besides) -> int | None:
    """Mends, if that is asked for; gives the exit status, None where the files are still to be checked."""
    options = asked.options
    if not (options.fix or options.diff or options.fix_only):
        if options.unsafe_fixes:
            raise given.Refused("--unsafe-fixes says what may be mended; expected --fix or --diff beside it")
        return None
    from exlint.cli.fixing import Mending  # noqa: PLC0415 - most runs mend nothing

    mending = Mending(asked.files, asked.stdin, options, asked.policies)
    if options.diff:
        return FOUND if mending.show(besides.narrowings) else DONE
    if not mending.write(besides.narrowings):
        return FAILED
    return DONE if options.fix_only else None


def _checked(asked: _Asked, besides: Besides, output_format: str) -> int:
    """Judges and reports; gives the exit status."""
    offering = Offering(asked.options.limits, asked.stdin, asked.policies)
    if output_format in _WITH_FIXES and not asked.options.statistics:
        besides = besides._replace(offering=offering)
    report = engine.check(asked.files, asked.options.limits, asked.stdin, asked.policies, besides)
    asked.policies.look(())  # the run alone finds the documents of fragments
    if asked.baselines is not None:
        asked.baselines.look(())  # as above
    for narrowing in besides.narrowings:
        if isinstance(narrowing, OfServer):
            if unknown := narrowing.unknown():
                return console.refuse(unknown)
            report = narrowing.narrowed(report)
    _show(report, asked.options, output_format)
    if offering.untried:
        console.say(f"{offering.untried} more findings may have a fix; exlint check --diff tries them all")
    return _status(report)


def _baselines(options: CheckOptions, policies: Policies, files: Sequence[str], *, whole: bool) -> Baselines | None:
    """The baselines that are configured, if there are any, read before anything is judged.

    Raises:
        Misconfigured: One cannot be read.
    """
    settings = (policies.configurations.here(), *policies.met.values())
    if all(one.baseline.value is None for one in settings):
        return None
    from exlint.cli.baselines import Baselines, opened  # noqa: PLC0415 - most runs have none
    from exlint.cli.survey import Survey  # noqa: PLC0415 - as above

    survey = Survey(policies.configurations, options.paths, files, whole=whole)
    baselines = Baselines(policies.configurations, survey, lambda path: opened(path, options.max_size))
    baselines.look(settings)
    return baselines


def _standard_input(options: CheckOptions, configurations: Configurations) -> tuple[dict[str, bytes], bool]:
    """Standard input, if it is given and not left out; and whether it is left out."""
    stdin = given.standard_input(options.paths, options.stdin_filename, options.max_size)
    note = given.left_out(options.paths, options.stdin_filename, configurations)
    if note and not options.quiet:
        console.say(note)
    return ({}, True) if note else (stdin, False)


def _selection(options: CheckOptions, configurations: Configurations) -> Selection:
    selection = given.selected(options.paths, skip_foreign=options.skip_foreign, configurations=configurations)
    for note in selection.notes:
        if not options.quiet:
            console.say(note)
    for fault in selection.faults:
        console.complain(fault)
    return selection


def _nothing(options: CheckOptions, selection: Selection, configurations: Configurations) -> int:
    if selection.faults:
        return FAILED
    if options.skip_foreign:
        return DONE
    where = ", ".join(options.paths) or "the current directory"
    here = configurations.here()
    left = " that is not excluded" if here.exclude.value or here.extend_exclude.value else ""
    console.complain(f"nothing to check in {where}: no YAML file there{left} has a line that begins with exlint:")
    return FAILED


def _empty(options: CheckOptions, output_format: str) -> int:
    """Where all that was given is left out: who reads findings gets none, and the editor that asked is content."""
    if output_format == "json" and not (options.diff or options.fix_only or options.show_files):
        console.answer(_text(engine.check(()), options, output_format), machine=True)
    return DONE


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
    from exlint.reports import statistics  # noqa: PLC0415 - few runs ask for them

    return statistics.render_json(report) if output_format == "json" else statistics.render(report)


def _status(report: Report) -> int:
    if report.errors or any(finding.code == "EXL002" for finding in report.findings):
        return FAILED
    return FOUND if report.failures else DONE
