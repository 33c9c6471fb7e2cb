"""Whether outgoing mail of an SMTP virtual server leaves cannot be said.

## What it finds
A virtual server whose mail nothing in the document stops, while something that decides about it is not declared. The
finding names at most five keys that would decide, and counts the rest; where no key can decide, it says what is not
known.

## Why mail suffers
Maybe it does not. exlint does not guess: what is not declared is unknown, never assumed to be good.

## How to mend it
In the console: look up the settings that the finding names.

In YAML: declare them. An empty list says that there is none; a key that is not written says that it is not known.

## Source
exlint's format: what is not declared is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Flow, Mail, Verdict
from exlint.mailflow.reasons import doubts, missing, together
from exlint.rules import Rule

_SHOWN = 5


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for flow in mail.flows:
        if flow.verdict is Verdict.UNKNOWN:
            yield _problem(flow)


def _problem(flow: Flow) -> Problem:
    sender = flow.sender
    decisions = [decision for _, decision in flow.decisions]
    keys = missing(*decisions)
    if keys:
        named = ", ".join(one.key for one in keys[:_SHOWN])
        more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
        why = f"declare {named}{more}"
    else:
        why = min(doubts(together(decisions)), key=lambda reason: bool(reason.cause.missing)).cause.by
    return Problem(
        (*sender.at, "name"),
        f"whether outgoing mail of {sender.name} on {sender.server.name} leaves is not decided: {why}",
        sender.identity,
        label="whether mail leaves is not decided",
        related=tuple(Clue(one.at, f"lacks {one.key}", Mark.KEY) for one in keys[:_SHOWN]),
        mend=f"declare {keys[0].key}" if keys else "",
    )


RULE = Rule(
    "EXL404",
    "outgoing-mail-undecided",
    Severity.WARNING,
    __doc__ or "",
    "EXLINT-FORMAT",
    "",
    "queue",
    when=("verdict unknown",),
    fix="what is not declared has to be looked up in the console; the message says where",
    check=check,
)
