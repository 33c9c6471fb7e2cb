"""`exlint trace`: the verdict about each SMTP virtual server, hop by hop."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from exlint import engine, project
from exlint.cli import console, servers
from exlint.engine import Judged
from exlint.findings import Place, Report, Route, Severity
from exlint.mailflow import assumptions
from exlint.mailflow.delivery import deliver
from exlint.mailflow.destinations import AT_LARGE, Destination
from exlint.mailflow.ground import Ground
from exlint.mailflow.targets import Target
from exlint.model.addresses import number
from exlint.model.hours import DAYS
from exlint.reports import renderer, trace
from exlint.reports.trace import Traced
from exlint.schema import patterns

DONE, STAYS, FAILED = 0, 1, 2


class Asked(NamedTuple):
    """What a trace is narrowed to; an empty text narrows nothing.

    Attributes:
        server: This Exchange server, or this SERVER/VIRTUAL SERVER, whatever its case.
        to: A mail domain, `host:NAME`, or an address.
        at: A day and an hour, as `mon 14`.
    """

    server: str = ""
    to: str = ""
    at: str = ""


def run(paths: Sequence[str], asked: Asked, output_format: str) -> int:
    """Follows the mail of the documents that the paths name.

    Args:
        paths: Files and folders; none means the current directory.
        asked: What to show.
        output_format: full or json.

    Returns:
        The exit status: 1 where mail stays or a document has no verdict, 2 where the job could not be done.
    """
    hour = _hour(asked.at)
    if asked.at and hour is None:
        console.complain(f"--at {asked.at}: expected a day and an hour, as mon 14")
        return FAILED
    server = asked.server
    selection = project.select(paths, skip_foreign=False)
    for line in (*selection.notes, *selection.faults):
        console.complain(line)
    if not selection.files:
        console.complain("nothing to trace: no YAML file here has a line that begins with exlint:")
        return FAILED
    judged, report = engine.follow(selection.files)
    traced = [one for part in judged for one in _traced(part, asked, hour)]
    if server and not traced and not report.summary.not_judged:
        console.complain(servers.unknown(server, judged))
        return FAILED
    _show(traced, judged, report, output_format)
    if selection.faults or report.errors or any(one.code == "EXL002" for one in report.findings):
        return FAILED
    return STAYS if any(one.stays for one in traced) or report.summary.not_judged else DONE


def _hour(text: str) -> int | None:
    """The hour of the week, 0 to 167, that `mon 14` means; None where it means none."""
    day, _, hour = text.strip().casefold().partition(" ")
    days = [index for index, name in enumerate(DAYS) if day and name.startswith(day)]
    if len(days) != 1 or not (hour.isascii() and hour.isdecimal()) or int(hour) > 23:  # noqa: PLR2004 - a day's last
        return None
    return days[0] * 24 + int(hour)


def _destination(text: str) -> Destination:
    if not text:
        return AT_LARGE
    if text.startswith("host:"):
        name = text.removeprefix("host:").casefold()
        return Destination("host", name, Target(name=name))
    if re.search(patterns.ADDRESS, text):
        return Destination("address", text, Target(number(text)))
    return Destination("domain", text.casefold(), domain=text.casefold())


def _traced(judged: Judged, asked: Asked, hour: int | None) -> list[Traced]:
    if judged.mail is None:
        return []
    named = assumptions(judged.mail.estate)
    place: Callable[[Route], Place] = partial(_place, judged)
    flows = [flow for flow in judged.mail.flows if servers.is_meant(flow.sender.identity, asked.server)]
    traced = [Traced.of(flow, place, named[flow.sender.identity]) for flow in flows]
    if not asked.to and hour is None:
        return traced
    ground, to = Ground(judged.mail.estate), _destination(asked.to)
    return [one.narrowed(to, deliver(one.flow.sender, ground, to.host, to.domain), hour) for one in traced]


def _place(judged: Judged, at: Route) -> Place:
    return engine.place(at, judged.files)


def _show(traced: Sequence[Traced], judged: Sequence[Judged], report: Report, output_format: str) -> None:
    refused = [part for part in judged if part.mail is None]
    if output_format == "json":
        import json  # noqa: PLC0415 - only for this format

        left = [{"file": part.files[0].shown, "findings": _codes(part)} for part in refused]
        console.answer(json.dumps(trace.data(traced, left), indent=2) + "\n", machine=True)
        return
    findings = tuple(one for one in report.findings if any(one in part.findings for part in refused))
    if findings:
        console.answer(renderer("concise")(report._replace(findings=findings), False))  # noqa: FBT003 - without colour
    if traced:
        console.answer(trace.text(traced))
    for error in report.errors:
        console.complain(error)


def _codes(part: Judged) -> list[dict[str, object]]:
    """The errors that keep a document from being judged."""
    errors = [one for one in part.findings if one.severity is Severity.ERROR]
    return [{"code": one.code, "message": one.message, **one.place._asdict()} for one in errors]
