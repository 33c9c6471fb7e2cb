"""`exlint graph`: the mail path of each estate as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module

from exlint.cli import console, servers
from exlint.cli.following import FAILED, follow
from exlint.cli.options import TraceOptions
from exlint.engine import Judged
from exlint.findings import Report
from exlint.mailflow import Asked, judge
from exlint.reports import renderer
from exlint.reports.mailpath import picture
from exlint.reports.picture import Picture

DONE, LEFT = 0, 1


def run(options: TraceOptions) -> int:
    """Draws the mail path of the documents that the options name; `output_format` is mermaid, dot or svg.

    Returns:
        The exit status: 1 where a document has no verdict, so that it is not drawn, 2 where the job could not be done.
    """
    return follow(options, "draw", _drawn)


def _drawn(options: TraceOptions, wanted: Asked, judged: Sequence[Judged], report: Report) -> int:
    """Draws, and says what a run came to."""
    pictures = tuple(_pictures(judged, options.server, wanted))
    refused = any(part.mail is None for part in judged)  # a fragment without its document, too
    if not pictures and not refused:
        nobody = "nothing to draw: no SMTP virtual server is declared"
        console.complain(servers.unknown(options.server, judged) if options.server else nobody)
        return FAILED
    if pictures:
        # A format is the module of its name in the room of reports; only that one is imported.
        console.answer(import_module(f"exlint.reports.{options.output_format}").text(pictures), machine=True)
    _say_what_is_left(judged, report)
    if report.errors or any(one.code == "EXL002" for one in report.findings):
        return FAILED
    return LEFT if refused else DONE


def _pictures(judged: Iterable[Judged], server: str, wanted: Asked) -> Iterable[Picture]:
    for part in judged:
        if part.mail is None:
            continue
        flows = part.mail.flows if wanted == Asked() else judge(part.mail.estate, asked=wanted)
        meant = [flow for flow in flows if servers.is_meant(flow.sender.identity, server)]
        if meant:
            yield picture(f"Outgoing mail of {part.files[0].shown}", part.mail.estate, meant)


def _say_what_is_left(judged: Sequence[Judged], report: Report) -> None:
    """The findings of the documents that are not drawn because of them."""
    refused = [part for part in judged if part.mail is None]
    findings = tuple(one for one in report.findings if any(one in part.findings for part in refused))
    if findings:
        for line in renderer("concise")(report._replace(findings=findings), False).splitlines():  # noqa: FBT003 - without colour
            console.say(line)
    for error in report.errors:
        console.complain(error)
