"""A smart host has a space before or behind it.

## What it finds
A smart host of an SMTP virtual server or of an SMTP connector that begins or ends with a space, a tab or another blank,
or that consists of nothing else. Smart hosts that no mail is sent to are left alone: those of a connector that delivers
by DNS or has no bridgehead or no address space, and those of the only Exchange server where a connector takes its mail.

## Why mail suffers
Exchange System Manager neither cuts blanks off nor checks what is entered, and such a name is no valid name of a host.
The host is not found, and the messages wait in the queue.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Smart host; or Connectors > the connector > Properties > General. Enter the host anew.

In YAML: write the text without blanks. YAML cuts them off where a text stands without quotes.

The verdict takes the blanks away before it follows a message: it judges the way that was meant, and may say that mail
leaves. With these blanks it does not.

## Source
KB 251951, cause. It tells of the smart host of a connector; that of a virtual server is entered in the same console.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Edit, Fix, Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.smart_hosts import Flaw, SmartHost, smart_hosts
from exlint.model import consoles
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such smart host."""
    for host in smart_hosts(mail.estate):
        if host.flaw is Flaw.WHITESPACE:
            yield _problem(host)


def _problem(host: SmartHost) -> Problem:
    wanted = host.text.strip()
    return Problem(
        host.at,
        f'the smart host "{host.text}" of {host.whose} has a blank before or behind it; expected'
        f" {wanted or 'the name of a host'}; Exchange does not cut it off, the host is not found, and mail for it"
        " stays queued; the verdict follows the host that was meant",
        host.object,
        label="a blank before or behind the name",
        mend=f"write {wanted}" if wanted else "write the smart host, or none",
        console=consoles.smart_host(host.of),
        fixes=(Fix(f"write {wanted} without the blanks", (Edit(host.at, wanted),), safe=True),) if wanted else (),
    )


RULE = Rule(
    "EXL118",
    "smart-host-whitespace",
    Severity.ERROR,
    __doc__ or "",
    "KB251951",
    "cause",
    "queue",
    when=("smart_host", "smart_hosts"),
    safety="safe",
    fix="the name without the blanks is the host that was meant, and no verdict may change",
    check=check,
)
