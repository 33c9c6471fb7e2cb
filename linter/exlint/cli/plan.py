"""`exlint plan`: the smallest set of changes with which mail leaves; it writes nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from exlint.cli import console
from exlint.cli.configured import configured
from exlint.cli.following import FAILED, follow
from exlint.cli.options import TraceOptions
from exlint.cli.patches import headers
from exlint.cli.policies import Policies
from exlint.document.editing import spliced
from exlint.engine import Judged
from exlint.findings import Report
from exlint.fixes.planning import Planner
from exlint.mailflow import Asked
from exlint.project.config import Misconfigured
from exlint.reports import renderer
from exlint.reports.patch import Binary, on_terminal, patch
from exlint.reports.plan import text
from exlint.reports.planned import Planned, Rewritten

DONE, TO_DO = 0, 1
_BAD = ("queues", "partial")


def run(options: TraceOptions) -> int:
    """Plans for the documents that the options name.

    Returns:
        The exit status: 1 where there is something to do, or a document has no verdict; 2 where the job could not be
        done.
    """
    return follow(options, "plan", _told)


def _told(options: TraceOptions, _: Asked, judged: Sequence[Judged], report: Report) -> int:
    policies = Policies(configured(), limits=options.limits)
    try:
        policies.look(part.files[0].path for part in judged)
    except Misconfigured as error:
        return console.refuse(*error.faults)
    planner = Planner(options.limits, _from_standard_input(options, judged), policies)
    parts = [part for part in judged if part.mail is not None and part.mail.flows]
    plans = [planner.plan(part) for part in parts]
    diff, without = _diff(planner.rewritten)
    refused = [part for part in judged if part.mail is None]
    if options.output_format == "json":
        from exlint.reports import plan_json  # noqa: PLC0415 - only for this format

        files = [[file.shown for file in part.files] for part in parts]
        left = [(part.files[0].shown, part.findings) for part in refused]
        console.answer(plan_json.render(zip(plans, files, strict=True), diff, without, left), machine=True)
    else:
        _show(plans, diff, refused, report)
    _remark(plans, without, report, has_mail=bool(parts) or bool(refused))
    if report.errors or any(one.code == "EXL002" for one in report.findings):
        return FAILED
    bad = any(said.verdict in _BAD for one in plans for said in one.before)
    return TO_DO if bad or refused else DONE


def _from_standard_input(options: TraceOptions, judged: Sequence[Judged]) -> dict[str, bytes]:
    if "-" not in options.paths:
        return {}
    path = os.path.realpath(options.stdin_filename or "<stdin>")
    files = (file for part in judged for file in part.files)
    return {file.path: spliced(file.text, ()) for file in files if file.path == path}


def _diff(rewritten: Sequence[Rewritten]) -> tuple[str, list[str]]:
    """The diff of the files, and the names of those of which there is none."""
    parts, without = [], []
    names = headers([one.name for one in rewritten])
    for one, name in zip(rewritten, names, strict=True):
        try:
            parts.append(patch(name, one.old, one.new))
        except Binary:
            without.append(one.name)
    return "".join(parts), without


def _show(plans: Sequence[Planned], diff: str, refused: Sequence[Judged], report: Report) -> None:
    kept = {one for part in refused for one in part.findings}
    if kept:
        findings = tuple(one for one in report.findings if one in kept)
        console.answer(renderer("concise")(report._replace(findings=findings), False))  # noqa: FBT003 - without colour
    saying = [one for one in plans if one.steps or one.stays]
    if saying:
        on_a_terminal = sys.stdout is not None and sys.stdout.isatty()
        # The bytes of the diff are those of the file, or git could not apply it; a terminal is given nothing to obey.
        console.answer(text(saying, on_terminal(diff) if on_a_terminal else diff), machine=not on_a_terminal)


def _remark(plans: Sequence[Planned], without: Sequence[str], report: Report, *, has_mail: bool) -> None:
    for name in without:
        console.complain(f"{name}: it is in an encoding that git takes for binary, so no diff of it can be applied")
    for error in report.errors:
        console.complain(error)
    if not has_mail:
        console.say("nothing to plan: no SMTP virtual server is declared")
    elif plans and not any(one.stays or one.steps for one in plans):
        servers = sum(len(one.before) for one in plans)
        console.say(f"nothing to do: mail leaves from {'all of ' if servers > 1 else ''}{_counted(servers)}")


def _counted(servers: int) -> str:
    return f"{servers} virtual servers" if servers > 1 else "the virtual server"
