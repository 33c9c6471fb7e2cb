"""`exlint trace`: the verdict about each SMTP virtual server, hop by hop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from exlint import engine
from exlint.cli import console, servers
from exlint.cli.following import FAILED, follow
from exlint.cli.options import TraceOptions
from exlint.engine import Judged
from exlint.findings import Place, Report, Route, Severity
from exlint.mailflow import Asked, Mail, assumptions, judge
from exlint.mailflow.destinations import Destination
from exlint.mailflow.ground import Ground
from exlint.mailflow.queue import waiting
from exlint.mailflow.trace import shown
from exlint.reports import renderer, trace
from exlint.reports.mending import Mending
from exlint.reports.style import painter
from exlint.reports.traced import Traced

DONE, STAYS = 0, 1
_NO_MAIL = "no SMTP virtual server is declared, so there is no mail to follow"


def run(options: TraceOptions) -> int:
    """Follows the mail of the documents that the options name.

    Returns:
        The exit status: 1 where mail stays, as far as was asked, or a document has no verdict; 2 where the job could
        not be done.
    """
    return follow(options, "trace", _told)


def _told(options: TraceOptions, wanted: Asked, judged: Sequence[Judged], report: Report) -> int:
    """Shows what was asked for, and says what a run came to."""
    server = options.server
    with_assumptions = options.output_format == "json"
    traced = [one for part in judged for one in _traced(part, server, wanted, with_assumptions=with_assumptions)]
    refused = any(part.mail is None for part in judged)  # a fragment without its document, too
    if server and not traced and not refused:
        console.complain(servers.unknown(server, judged))
        return FAILED
    _show(traced, judged, report, options, wanted)
    for line in (*report.errors, *_remarks(judged, wanted.to)):
        console.complain(line)
    if report.errors or any(one.code == "EXL002" for one in report.findings):
        return FAILED
    return STAYS if any(one.stays for one in traced) or refused else DONE


def _traced(judged: Judged, server: str, wanted: Asked, *, with_assumptions: bool) -> list[Traced]:
    if judged.mail is None:
        return []
    mail: Mail = judged.mail
    flows = mail.flows if wanted == Asked() else judge(mail.estate, asked=wanted)
    meant = [flow for flow in flows if servers.is_meant(flow.sender.identity, server)]
    named = assumptions(mail.estate, wanted) if with_assumptions and meant else {}
    place: Callable[[Route], Place] = partial(_place, judged)
    mending = Mending(judged.findings, place)
    traced = []
    for flow in meant:
        point = shown(flow)
        waits = waiting(flow.sender, point, mail.estate)
        traced.append(Traced(flow, point, place, waits, mending.of(flow), named.get(flow.sender.identity, ())))
    return traced


def _place(judged: Judged, at: Route) -> Place:
    return engine.place(at, judged.files)


def _show(
    traced: Sequence[Traced], judged: Sequence[Judged], report: Report, options: TraceOptions, wanted: Asked
) -> None:
    refused = [part for part in judged if part.mail is None]
    if options.output_format == "json":
        from exlint.reports import trace_json  # noqa: PLC0415 - only for this format

        left = [(part.files[0].shown, part.findings) for part in refused]
        console.answer(trace_json.render(traced, left, wanted), machine=True)
        return
    colour = console.coloured(options.color)
    kept = {one for part in refused for one in part.findings}
    findings = tuple(one for one in report.findings if one in kept)
    if findings:
        console.answer(renderer("concise")(report._replace(findings=findings), colour))
    if traced:
        console.answer(trace.text(traced, painter(colour=colour)))


def _remarks(judged: Sequence[Judged], to: Destination | None) -> list[str]:
    """What has no verdict, and why; what a destination is that is no host on the Internet."""
    lines = []
    for part in judged:
        if part.mail is not None:
            lines += _inside(part.mail, to) if part.mail.flows else [f"{part.files[0].shown}: {_NO_MAIL}"]
        elif part.findings:
            errors = [one.code for one in part.findings if one.severity is Severity.ERROR]
            codes, what = ", ".join(dict.fromkeys(errors)), "errors" if len(errors) > 1 else "error"
            lines.append(f"{part.files[0].shown}: no verdict: mend {len(errors)} {what} first ({codes})")
    return lines


def _inside(mail: Mail, to: Destination | None) -> list[str]:
    if to is None or to.host.address is None:
        return []
    ground, address = Ground(mail.estate), to.host.address
    names = [isa.name for isa in mail.estate.isa_servers if ground.is_inside(isa, address)]
    if not names:
        return []
    whose = " and ".join(names)
    return [f"--to {to.name}: it is in the local address table of {whose}, which does not filter what stays inside"]
