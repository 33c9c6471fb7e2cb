"""Outgoing mail of an SMTP virtual server stays in the queue at some hours of the week.

## What it finds
A virtual server whose mail to the Internet at large is stopped at some hours, but not at all, because rules that it
depends on have schedules.

## Why mail suffers
Mail that is sent at these hours waits in the queue until they are over. It looks like a fault that comes and goes.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy; the rule that the finding names; tab
Schedule: Always.

In YAML: leave `schedule` out of the rule, or name one that has the hours.

## Source
MSDN aa501925, FPCSchedule of the ISA Server 2004 SDK, whose weekly grid is that of ISA Server 2000: a rule counts at
the hours of its schedule only.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail, Verdict
from exlint.mailflow.reasons import longest_first, spoken
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for flow in mail.flows:
        if flow.verdict is Verdict.PARTIAL and flow.at_large.stopped:
            sender = flow.sender
            reasons = longest_first(flow.at_large)
            first = reasons[0]
            clues = (Clue(one.cause.at, one.cause.by, Mark.KEY) for one in reasons if one.cause.at)
            yield Problem(
                (*sender.at, "name"),
                f"outgoing mail of {sender.name} on {sender.server.name} stays in the queue at times"
                f" ({spoken(flow.at_large.stopped)}): {first}",
                sender.identity,
                label="mail to the Internet stays here at times",
                related=tuple(dict.fromkeys(clues))[:3],
                mend=f"change {first.setting}, which stops mail first",
                console=first.cause.console,
            )


RULE = Rule(
    "EXL402",
    "outgoing-mail-queues-at-times",
    Severity.WARNING,
    __doc__ or "",
    "SDK-SCHEDULE",
    "",
    "hours",
    when=("verdict partial",),
    check=check,
)
