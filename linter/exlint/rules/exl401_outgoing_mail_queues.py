"""Outgoing mail of an SMTP virtual server stays in the queue at every hour.

## What it finds
A virtual server whose mail to the Internet at large is stopped at every hour of the week, by what the document
declares. exlint follows the message: the connector or smart host, the DNS servers that are asked, the rules and filters
of the ISA server on the way. It is no pattern: the verdict is exact.

## Why mail suffers
The message waits in the queue. KB 305394 saw no event; other articles name event 4000 of SMTPSVC where a name is not
found. The sender gets a delay notice and a non-delivery report only when their times are over, after half a day and two
days where nothing else is set.

## How to mend it
In the console: the finding names the rule or the setting that stops mail at the most hours, the first of several, and
where its console has it. The rules EXL101 to EXL302 name the places of KB 305394. `exlint trace` shows every way that
was tried, and who asks whom.

In YAML: change the setting that the finding shows as related place, and check again.

## Source
KB 305394 for the symptom; the ISA Server 2000 and 2004 documentation for what is let through.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail, Verdict
from exlint.mailflow.reasons import longest_first, spoken
from exlint.model.hours import ALWAYS
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for flow in mail.flows:
        if flow.verdict is Verdict.QUEUES:
            sender = flow.sender
            reasons, server = longest_first(flow.at_large), sender.server
            first = reasons[0]
            when = "" if first.cause.hours == ALWAYS else f" ({spoken(first.cause.hours)})"
            clues = (Clue(one.cause.at, one.cause.brief, Mark.KEY) for one in reasons if one.cause.at)
            yield Problem(
                (*sender.at, "name"),
                f"outgoing mail of {sender.name} on {server.name} stays in the queue at every hour: {first}{when}",
                sender.identity,
                label="mail to the Internet stays here",
                related=tuple(dict.fromkeys(clues))[:3],
                mend=f"change {first.setting}, which stops mail first",
                console=first.cause.console,
            )


RULE = Rule(
    "EXL401",
    "outgoing-mail-queues",
    Severity.ERROR,
    __doc__ or "",
    "KB305394",
    "symptoms",
    "queue",
    when=("verdict queues",),
    fix="the findings beside this one have the fixes; it is gone when they are mended",
    check=check,
)
