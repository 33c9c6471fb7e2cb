"""A server with external DNS servers runs Windows 2000 before service pack 3.

## What it finds
An Exchange server on Windows 2000 with `os_service_pack` 0, 1 or 2 and an SMTP virtual server that has external DNS
servers and sends some mail by DNS: its own, with a smart host behind or none, or that of a connector that delivers by
DNS. An operating system that is not written is Windows 2000 for the editions of Exchange 2000; a service pack that is
not written is not known, and nothing is said. It is one finding for a server.

## Why mail suffers
A domain may name several hosts that take its mail. Where the virtual server looks them up at its external DNS servers
and the first host answers with a temporary error (4xx), it does not go on to the next one. The message waits in the
queue until that first host takes it, or until it comes back as undeliverable.

## How to mend it
In the console: on the server, Windows Explorer > Help > About Windows shows the service pack; install service pack 3 or
later for Windows 2000.

In YAML: write the service pack that is installed then in `os_service_pack`.

## Source
KB 303889, MX Record Failover Does Not Occur When 4xx Error Occurs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.findings import Clue, Mark, Problem, Route, Severity
from exlint.mailflow import Mail, deciding_connectors
from exlint.model import consoles
from exlint.model.estate import ExchangeServer, VirtualServer
from exlint.model.systems import WINDOWS_2000, operating_system
from exlint.rules import Rule
from exlint.schema import ABSENT

_MENDED_IN = 3  # the service pack of Windows 2000
_SHOWN = 3


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such server."""
    asking: dict[Route, list[VirtualServer]] = {}
    heads = {head.at for one in mail.estate.connectors if one.by_dns for head in one.bridgeheads}
    no_connector = not deciding_connectors(mail.estate)
    for sender in mail.estate.virtual_servers:
        by_dns = sender.at in heads or (no_connector and _tries_dns(sender))
        if sender.external_dns_servers and by_dns:
            asking.setdefault(sender.server.at, []).append(sender)
    for server in mail.estate.exchange_servers:
        pack = server.declared.os_service_pack
        before = pack is not ABSENT and pack < _MENDED_IN and operating_system(server) == WINDOWS_2000
        if before and server.at in asking:
            yield _problem(server, asking[server.at])


def _tries_dns(sender: VirtualServer) -> bool:
    """Whether a virtual server whose mail no connector takes looks up the receiving hosts, first or at all."""
    return not sender.smart_hosts or sender.declared.attempt_direct_delivery is True


def _problem(server: ExchangeServer, asking: Sequence[VirtualServer]) -> Problem:
    pack, more = server.declared.os_service_pack, len(asking) - 1
    who = f"{asking[0].name} and {more} more have" if more else f"{asking[0].name} has"
    return Problem(
        (*server.at, "os_service_pack"),
        f"{server.name} runs Windows 2000 with service pack {pack}, and {who} external DNS servers; expected service"
        f" pack {_MENDED_IN}; when a receiving host answers 4xx, the next one is not tried, and mail waits",
        server.name,
        label=f"before service pack {_MENDED_IN}",
        related=tuple(
            Clue((*one.at, "external_dns_servers"), "asks these itself", Mark.KEY) for one in asking[:_SHOWN]
        ),
        mend=f"install service pack {_MENDED_IN} or later",
        console=consoles.windows_version(server.name),
    )


RULE = Rule(
    "EXL603",
    "mx-failover-before-sp3",
    Severity.WARNING,
    __doc__ or "",
    "KB303889",
    "",
    "slow",
    when=("os_service_pack",),
    fix="a service pack is not installed by a file",
    check=check,
)
