"""An SMTP virtual server would tell of a delay only when the mail has been given up.

## What it finds
A virtual server whose delay notification comes at the expiration time-out or later, for outgoing or for local mail. At
least one of the two times is written; for the other the product's own counts, 720 minutes until the notice and 2880
until the mail is given up.

## Why mail suffers
Mail that cannot be delivered waits silently. The delay notice is the first that its sender hears of it; here there is
none before the non-delivery report, and nobody can act in time. Perhaps the two times have been swapped, and
mail is given up sooner than was meant.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery; set Delay notification below Expiration timeout, under Outbound and under Local.

In YAML: write a `delay_notification` below `expiration`, and a `local_delay_notification` below `local_expiration`.

## Source
windowsitlibrary, table 2: the product's own times are 12 hours until the notice and 2 days until mail is given up. That
the notice has to come first is exlint's conclusion.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Problem, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.estate import VirtualServer
from exlint.rules import Rule
from exlint.schema import ABSENT

_OWN_DELAY, _OWN_EXPIRATION = 720, 2880  # minutes
_PAIRS = (
    ("outgoing", "delay_notification", "expiration"),
    ("local", "local_delay_notification", "local_expiration"),
)


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such pair of times."""
    for sender in mail.estate.virtual_servers:
        retry = sender.declared.retry
        for kind, notice, end in _PAIRS:
            times = {key: getattr(retry, key, ABSENT) for key in (notice, end)}
            written = {key: minutes for key, minutes in times.items() if minutes is not ABSENT}
            delay, expiration = written.get(notice, _OWN_DELAY), written.get(end, _OWN_EXPIRATION)
            if delay >= expiration:
                half = expiration // 2
                mend = f"write {notice}: {half}" if half else f"write a longer {end}"
                message = (
                    f"{sender.name} on {sender.server.name} would tell senders of a delay after {delay} minutes, but"
                    f" gives {kind} mail up after {expiration}; expected the notice first; senders hear nothing until"
                    " the non-delivery report"
                )
                yield _problem(sender, message, mend, [*written])


def _problem(sender: VirtualServer, message: str, mend: str, keys: list[str]) -> Problem:
    at = (*sender.at, "retry")
    return Problem(
        (*at, keys[0]),
        message,
        sender.identity,
        label="the notice does not come before the end",
        related=tuple(Clue((*at, key), "mail is given up") for key in keys[1:]),
        mend=mend,
        console=consoles.virtual_server(sender, "Delivery"),
    )


RULE = Rule(
    "EXL108",
    "delay-notice-after-expiry",
    Severity.WARNING,
    __doc__ or "",
    "WINDOWSITLIBRARY-SMTP",
    "",
    "setting",
    confidence="medium",
    when=("delay_notification", "expiration", "local_delay_notification", "local_expiration"),
    fix="which of the two times is wrong, and what users are to be told when, is a decision",
    check=check,
)
