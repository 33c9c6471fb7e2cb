"""No SMTP virtual server of an Exchange server listens on port 25.

## What it finds
An Exchange server all of whose virtual servers have `bindings`, none of them with port 25. A virtual server without the
key listens on port 25; secure bindings do not count.

## Why mail suffers
Other servers, those of the organization too, hand mail over at port 25. They cannot reach this server, so its incoming
mail waits in their queues.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
General > Advanced > Add; take all unassigned addresses, or one, with TCP port 25.

In YAML: add `"*:25"` to `bindings` of one of the virtual servers, or leave the key out there.

## Source
Exchange Best Practices Analyzer, page 4c22d36a. It speaks of one virtual server; exlint waits until none is left, since
one besides may well listen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Route, Severity
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.bindings import Binding, bindings, named
from exlint.model.estate import VirtualServer
from exlint.rules import Rule
from exlint.schema import ABSENT

_SMTP = 25
_SHOWN = 3


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such server."""
    of_servers: dict[Route, list[VirtualServer]] = {}
    for sender in mail.estate.virtual_servers:
        of_servers.setdefault(sender.server.at, []).append(sender)
    for senders in of_servers.values():
        heard = [one for sender in senders for one in bindings(sender) if not one.secure]
        written = all(sender.declared.bindings is not ABSENT for sender in senders)
        if written and all(one.port != _SMTP for one in heard):
            yield _problem(senders, heard)


def _problem(senders: list[VirtualServer], heard: list[Binding]) -> Problem:
    server = senders[0].server
    where = f"on {named(one.text for one in heard)}" if heard else "nowhere"
    return Problem(
        (*server.at, "name"),
        f"no SMTP virtual server of {server.name} listens on port 25: they listen {where}; expected one on 25;"
        f" other servers cannot hand mail to {server.name}",
        server.name,
        label="listens on no port 25",
        related=tuple(Clue((*one.at, "bindings"), "not on port 25", Mark.KEY) for one in senders[:_SHOWN]),
        mend='add "*:25" to bindings of one of them',
        console=consoles.virtual_server(senders[0], "General", "Advanced"),
    )


RULE = Rule(
    "EXL105",
    "no-port-25-binding",
    Severity.WARNING,
    __doc__ or "",
    "EXBPA-BINDINGS",
    "",
    "incoming",
    confidence="medium",
    when=("bindings",),
    fix="on which virtual server, and on which address, mail from outside arrives is a decision",
    check=check,
)
