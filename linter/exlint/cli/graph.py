"""`exlint graph`: the mail path of each estate as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module

from exlint import engine, project
from exlint.cli import console, servers
from exlint.engine import Judged
from exlint.findings import Report
from exlint.reports import renderer
from exlint.reports.mailpath import picture
from exlint.reports.picture import Picture

DRAWN, LEFT, FAILED = 0, 1, 2


def run(paths: Sequence[str], server: str, output_format: str) -> int:
    """Draws the mail path of the documents that the paths name.

    Args:
        paths: Files and folders; none means the current directory.
        server: Only this Exchange server or this SERVER/VIRTUAL SERVER; the empty text means all.
        output_format: mermaid, dot or svg.

    Returns:
        The exit status: 1 where a document has no verdict, so that it is not drawn, 2 where the job could not be done.
    """
    selection = project.select(paths, skip_foreign=False)
    for line in (*selection.notes, *selection.faults):
        console.complain(line)
    if not selection.files:
        console.complain("nothing to draw: no YAML file here has a line that begins with exlint:")
        return FAILED
    judged, report = engine.follow(selection.files)
    pictures = tuple(_pictures(judged, server))
    if not pictures and not report.summary.not_judged:
        console.complain(servers.unknown(server, judged) if server else "nothing to draw: no SMTP virtual server here")
        return FAILED
    if pictures:
        # A format is the module of its name in the room of reports; only that one is imported.
        console.answer(import_module(f"exlint.reports.{output_format}").text(pictures), machine=True)
    _say_what_is_left(judged, report)
    if selection.faults or report.errors or any(one.code == "EXL002" for one in report.findings):
        return FAILED
    return LEFT if report.summary.not_judged else DRAWN


def _pictures(judged: Iterable[Judged], server: str) -> Iterable[Picture]:
    for part in judged:
        flows = (
            [flow for flow in part.mail.flows if servers.is_meant(flow.sender.identity, server)] if part.mail else ()
        )
        if part.mail and flows:
            yield picture(f"Outgoing mail of {part.files[0].shown}", part.mail.estate, flows)


def _say_what_is_left(judged: Sequence[Judged], report: Report) -> None:
    """The findings of the documents that are not drawn because of them."""
    refused = [part for part in judged if part.mail is None]
    findings = tuple(one for one in report.findings if any(one in part.findings for part in refused))
    if findings:
        for line in renderer("concise")(report._replace(findings=findings), False).splitlines():  # noqa: FBT003 - without colour
            console.say(line)
    for error in report.errors:
        console.complain(error)
