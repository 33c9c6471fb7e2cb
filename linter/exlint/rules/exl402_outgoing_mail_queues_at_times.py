"""Outgoing mail of an SMTP virtual server stays in the queue at some hours of the week.

## What it finds
A virtual server whose mail to the Internet at large is stopped at some hours, but not at all, because rules that it
depends on have schedules.

## Why mail suffers
Mail that is sent at these hours waits in the queue until they are over. It looks like a fault that comes and goes.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy, on ISA Server 2004 and 2006 ISA Server
Management > the server > Firewall Policy; the rule that the finding names > Properties > Schedule: Always. Where a rule
denies at these hours, it is that rule's schedule that has to be shorter.

In YAML: leave `schedule` out of the rule that allows, or name one that has the hours; give the rule that denies a
schedule without them.

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
            clues = (Clue(one.cause.at, one.cause.brief, Mark.KEY) for one in reasons if one.cause.at)
            yield Problem(
                (*sender.at, "name"),
                f"outgoing mail of {sender.name} on {sender.server.name} stays in the queue at times"
                f" ({spoken(flow.at_large.stopped)}): {first}",
                sender.identity,
                label="mail to the Internet stays here at times",
                related=tuple(dict.fromkeys(clues))[:3],
                mend=f"change {first.setting}, so that mail passes at these hours too",
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
    confidence="medium",
    when=("verdict partial",),
    fix="the findings beside this one have the fixes; it is gone when they are mended",
    check=check,
)
