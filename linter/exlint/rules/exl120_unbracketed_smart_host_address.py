"""A smart host is an IP address without brackets.

## What it finds
A smart host of an SMTP virtual server or of an SMTP connector that is an IPv4 address without `[ ]`. Smart hosts that
no mail is sent to are left alone: those of a connector that delivers by DNS or has no bridgehead or no address space,
and those of the only Exchange server where a connector takes its mail. Where EXL121 asks to move the smart host to a
connector, this rule is silent.

## Why mail suffers
It does not by itself. Without brackets Exchange looks for a server of that name first, and takes the text for an
address only then. That costs a question to a DNS server, and time where nobody answers it.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Smart host; or Connectors > the connector > Properties > General. Put the address between `[` and
`]`.

In YAML: write the address in brackets and in quotes, as `"[203.0.113.25]"`.

## Source
KB 257426.
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
        if host.flaw is Flaw.UNBRACKETED:
            yield _problem(host)


def _problem(host: SmartHost) -> Problem:
    wanted = f"[{host.text}]"
    return Problem(
        host.at,
        f"the smart host {host.text} of {host.whose} stands without [ ]; expected {wanted}; Exchange looks it up"
        " as a name first, which costs time",
        host.object,
        label="is looked up as a name first",
        mend=f'write "{wanted}"',
        console=consoles.smart_host(host.of),
        fixes=(Fix(f"write the smart host {host.text} in brackets", (Edit(host.at, wanted),), safe=True),),
    )


RULE = Rule(
    "EXL120",
    "unbracketed-smart-host-address",
    Severity.INFO,
    __doc__ or "",
    "KB257426",
    "",
    "slow",
    when=("smart_host", "smart_hosts"),
    safety="safe",
    fix="it puts the same address between `[` and `]`. Exchange takes it for that address without them too, only later",
    check=check,
)
