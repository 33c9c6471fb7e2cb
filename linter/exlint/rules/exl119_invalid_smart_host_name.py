"""A smart host is neither the name of a host nor an address in brackets.

## What it finds
A smart host of an SMTP virtual server or of an SMTP connector that is no host name, no IPv4 address and no IPv4 address
in `[ ]`. A name consists of labels of at most 63 letters, digits, `-` and `_`, parted by dots. Smart hosts that no mail
is sent to are left alone: those of a connector that delivers by DNS or has no bridgehead or no address space, and those
of the only Exchange server where a connector takes its mail. Blanks before or behind are EXL118.

## Why mail suffers
Exchange System Manager does not check what is entered, and Exchange asks DNS for it as it stands. No host is found, and
the messages wait in the queue. The verdict takes every name for one that DNS knows, this one too, and may say that mail
leaves.

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Smart host; or Connectors > the connector > Properties > General.

In YAML: write a host name, or an IP address in `[ ]` and quotes. Several smart hosts are a list, where the console has
one text with `;` between them.

## Source
KB 251951, cause. It tells of the smart host of a connector; that of a virtual server is entered in the same console.
What a name may consist of is RFC 1123, with the underscore that Windows allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.smart_hosts import Flaw, SmartHost, smart_hosts
from exlint.model import consoles
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such smart host."""
    for host in smart_hosts(mail.estate):
        if host.flaw is Flaw.INVALID:
            yield _problem(host)


def _problem(host: SmartHost) -> Problem:
    several = ";" in host.text or "," in host.text
    return Problem(
        host.at,
        f'the smart host "{host.text}" of {host.whose} is neither a host name nor an address in [ ]; expected one;'
        " it is not found, and mail for it stays queued; the verdict takes it for a name that is found",
        host.object,
        label="no host has such a name",
        mend="write a list of smart hosts" if several else "write a host name, or an address in [ ]",
        console=consoles.smart_host(host.of),
    )


RULE = Rule(
    "EXL119",
    "invalid-smart-host-name",
    Severity.ERROR,
    __doc__ or "",
    "KB251951",
    "cause",
    "queue",
    when=("smart_host", "smart_hosts"),
    fix="which host was meant only a person knows",
    check=check,
)
