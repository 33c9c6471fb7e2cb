"""Outgoing mail of an SMTP virtual server stays in the queue for some destinations only.

## What it finds
A virtual server whose mail to the Internet at large is not stopped, but whose mail to some of the mail domains or hosts
that the document names is: domains with a connector of their own, hosts in a destination set.

## Why mail suffers
Mail to these destinations waits in the queue. Often that is meant, as with a deny rule for a destination; then there is
nothing to do.

## How to mend it
In the console: for a rule ISA Management > Servers and Arrays > the server > Access Policy, on ISA Server 2004 and 2006
ISA Server Management > the server > Firewall Policy; for the way to a domain Exchange System Manager > Connectors.

In YAML: change the rule or the connector that the finding shows as related place.

## Source
ISA Server 2000 product documentation, cmt_destination, for destination sets; KB 244986 for address spaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Flow, Mail, Verdict
from exlint.mailflow.reasons import longest_first
from exlint.rules import Rule

_SHOWN = 4  # destinations that a line can carry


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for flow in mail.flows:
        if flow.verdict is Verdict.PARTIAL and not flow.at_large.stopped:
            yield _problem(flow)


def _problem(flow: Flow) -> Problem:
    sender = flow.sender
    stopped = [(one, decision) for one, decision in flow.others if decision.stopped]
    names = ", ".join(one.name for one, _ in stopped[:_SHOWN])
    more = f" and {len(stopped) - _SHOWN} more" if len(stopped) > _SHOWN else ""
    first = longest_first(stopped[0][1])[0]
    return Problem(
        (*sender.at, "name"),
        f"outgoing mail of {sender.name} on {sender.server.name} stays in the queue for {names}{more}: {first}",
        sender.identity,
        label="mail to some destinations stays here",
        related=(Clue(first.cause.at, first.cause.brief, Mark.KEY),) if first.cause.at else (),
        mend=f"change {first.setting}, unless this is meant",
        console=first.cause.console,
    )


RULE = Rule(
    "EXL403",
    "outgoing-mail-queues-for-some",
    Severity.INFO,
    __doc__ or "",
    "PD-DESTINATIONS",
    "",
    "some",
    confidence="medium",
    when=("verdict partial",),
    fix="the findings beside this one have the fixes; it is gone when they are mended",
    check=check,
)
