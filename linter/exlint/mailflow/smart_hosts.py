"""The smart hosts of an estate that mail is sent to, each with the first flaw that it has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from exlint.findings import Route
from exlint.mailflow.route import deciding_connectors
from exlint.model.addresses import dotted, is_loopback, number
from exlint.model.estate import Connector, Estate, ExchangeServer, VirtualServer
from exlint.model.hostnames import is_host_name
from exlint.schema import ABSENT, patterns

_ADDRESS = re.compile(patterns.ADDRESS)
_SMTP = 25


class Flaw(Enum):
    """What is wrong with a smart host; the first that holds counts."""

    WHITESPACE = "whitespace"
    INVALID = "invalid"
    LOOP = "loop"
    UNBRACKETED = "unbracketed"


class SmartHost(NamedTuple):
    """A smart host, as a virtual server or a connector names it.

    Attributes:
        at: The place of its text.
        text: As it is written.
        of: Who names it.
        flaw: What is wrong with it.
        loops_at: For a loop, the virtual server that sends to itself.
    """

    at: Route
    text: str
    of: VirtualServer | Connector
    flaw: Flaw | None
    loops_at: VirtualServer | None = None

    @property
    def object(self) -> str:
        """The identity of who names it."""
        return self.of.identity if isinstance(self.of, VirtualServer) else self.of.name

    @property
    def whose(self) -> str:
        """Who names it, in words."""
        return self.of.full_name if isinstance(self.of, VirtualServer) else f"the SMTP connector {self.of.name}"


def is_alone(estate: Estate) -> bool:
    """Whether there is one Exchange server only, so that all that it sends is mail to the Internet or a partner."""
    return len(estate.exchange_servers) == 1


def names_server(text: str, server: ExchangeServer) -> bool:
    """Whether a smart host is an Exchange server: one of its addresses, with or without brackets, or its name."""
    plain = text.strip().removeprefix("[").removesuffix("]")
    if _ADDRESS.search(plain):
        return number(plain) in server.addresses
    return plain.removesuffix(".").casefold() in _names(server)


def smart_hosts(estate: Estate) -> Iterator[SmartHost]:
    """The smart hosts that mail is sent to.

    Those of a connector that delivers by DNS, or that has no bridgehead or no address space, are left out, and those of
    the only Exchange server where a connector takes its mail. A virtual server's smart host that EXL121 speaks of is
    not told to be without brackets as well.
    """
    connectors = deciding_connectors(estate)
    doors = _Doors(estate)
    if not (connectors and is_alone(estate)):
        for sender in estate.virtual_servers:
            yield from _of_sender(sender, estate, doors, may_loop=not connectors)
    for connector in estate.connectors:
        if not connector.by_dns and connector.bridgeheads and connector.address_spaces:
            for index, text in enumerate(connector.smart_hosts or ()):
                yield _judged((*connector.at, "smart_hosts", index), text, connector, connector.bridgeheads, doors)


def _of_sender(sender: VirtualServer, estate: Estate, doors: _Doors, *, may_loop: bool) -> list[SmartHost]:
    at: Route = (*sender.at, "smart_host")
    is_list = not isinstance(sender.declared.smart_host, str)
    heads = (sender,) if may_loop else ()
    found = [
        _judged((*at, index) if is_list else at, text, sender, heads, doors)
        for index, text in enumerate(sender.smart_hosts)
    ]
    if not is_alone(estate) and all(one.flaw in (None, Flaw.UNBRACKETED) for one in found):
        return [one._replace(flaw=None) for one in found]
    return found


def _judged(
    at: Route, text: str, of: VirtualServer | Connector, heads: tuple[VirtualServer, ...], doors: _Doors
) -> SmartHost:
    if text != text.strip():
        return SmartHost(at, text, of, Flaw.WHITESPACE)
    is_bare = bool(_ADDRESS.search(text))
    if not is_bare and not _is_bracketed(text) and not is_host_name(text):
        return SmartHost(at, text, of, Flaw.INVALID)
    loops_at = next((head for head in heads if doors.lead_back(head, text)), None)
    if loops_at is not None:
        return SmartHost(at, text, of, Flaw.LOOP, loops_at)
    return SmartHost(at, text, of, Flaw.UNBRACKETED if is_bare else None)


def _is_bracketed(text: str) -> bool:
    return text.startswith("[") and text.endswith("]") and bool(_ADDRESS.search(text[1:-1]))


class _Doors:
    """Which virtual servers of a server listen where."""

    def __init__(self, estate: Estate) -> None:
        self._bound: defaultdict[tuple[Route, str, int], set[Route]] = defaultdict(set)
        self._listening: defaultdict[tuple[Route, int], set[Route]] = defaultdict(set)
        for one in estate.virtual_servers:
            bindings = ("*:25",) if one.declared.bindings is ABSENT else one.declared.bindings
            for address, _, port in (text.partition(":") for text in bindings):
                self._bound[one.server.at, address, int(port)].add(one.at)
                self._listening[one.server.at, int(port)].add(one.at)

    def lead_back(self, sender: VirtualServer, text: str) -> bool:
        """Whether what a virtual server sends to a smart host comes in at the same virtual server."""
        server = sender.server
        port = _SMTP if sender.declared.tcp_port is ABSENT else sender.declared.tcp_port
        plain = text.removeprefix("[").removesuffix("]")
        if _ADDRESS.search(plain):
            address = number(plain)
            if address not in server.addresses and not is_loopback(address):
                return False
            others = self._bound.get((server.at, plain, port), set()) - {sender.at}
            return not others and self._listens(sender, plain, port)
        if plain.removesuffix(".").casefold() not in _names(server):
            return False
        others = self._listening.get((server.at, port), set()) - {sender.at}
        return not others and any(self._listens(sender, dotted(address), port) for address in server.addresses)

    def _listens(self, sender: VirtualServer, address: str, port: int) -> bool:
        places = ((sender.server.at, "*", port), (sender.server.at, address, port))
        return any(sender.at in self._bound.get(place, ()) for place in places)


def _names(server: ExchangeServer) -> set[str]:
    """The names of a computer, without case."""
    fqdn = server.declared.fqdn
    return {server.name.casefold(), *(() if fqdn is ABSENT else (fqdn.removesuffix(".").casefold(),))}
