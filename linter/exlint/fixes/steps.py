"""A plan's wants as steps: what to click, and the edits of the file that say the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from exlint.findings import Edit, Route
from exlint.fixes.candidates import Ask, Let, Want, owner
from exlint.fixes.opening import Opening
from exlint.mailflow import Mail
from exlint.model import consoles
from exlint.model.addresses import dotted
from exlint.model.estate import DnsServer, VirtualServer
from exlint.reports.planned import Step


def steps(mail: Mail, wants: Iterable[Want], first: Collection[Ask] = ()) -> tuple[Step, ...]:
    """What to do, console by console, so that the file of an estate has some wants.

    Args:
        mail: The estate as it is.
        wants: The wants.
        first: Those of them whose address goes before the others of the list, since these would be asked in vain.
    """
    wants = tuple(wants)
    asks = [one for one in wants if isinstance(one, Ask)]
    asking = [step for one in asks for step in _asked(one, mail, before=one in first)]
    asking.sort(key=lambda step: not step.console.startswith("Exchange"))
    lets = [[one for one in wants if isinstance(one, Let) and one.isa == isa.at] for isa in mail.estate.isa_servers]
    opening = [Opening(isa, mail, its).steps() for isa, its in zip(mail.estate.isa_servers, lets, strict=True)]
    return (*asking, *chain.from_iterable(opening))


class Opened(NamedTuple):
    """One thing that an ISA server lets a computer do: a transport and port, or whatever protocol rules allow.

    Attributes:
        isa: The ISA server.
        section: The rules that let it.
        source: The computer's address.
        what: A transport and a port; None for whatever protocol rules allow.
        remote: The only address that it may be done to; None for all.
    """

    isa: Route
    section: str
    source: int
    what: tuple[str, int] | None
    remote: int | None


def opened(want: Want) -> frozenset[Opened]:
    """What a want opens."""
    if isinstance(want, Ask):
        return frozenset()
    return frozenset(Opened(want.isa, want.section, want.source, one, want.remote) for one in want.carried or (None,))


def width(wants: Iterable[Want]) -> tuple[int, int]:
    """How much wants open: the number of things to all destinations, and of those to one address."""
    every = {one for want in wants for one in opened(want)}
    narrow = sum(one.remote is not None for one in every)
    return len(every) - narrow, narrow


def _asked(ask: Ask, mail: Mail, *, before: bool) -> Iterator[Step]:
    isa = next(one for one in mail.estate.isa_servers if one.at == ask.isa)
    address, whose = dotted(isa.asked_at), owner(ask, mail)
    where = ", before the others" if before else ""
    if isinstance(whose, VirtualServer):
        yield _external(whose, address, where)
    elif isinstance(whose, DnsServer):
        title = f"add {address} ({isa.name}) to the forwarders of {whose.name}{where}"
        edit = _added((*whose.at, "forwarders"), address, where)
        yield Step(title, consoles.dns_server(whose, "Forwarders"), "", (edit,))
    else:
        edits: tuple[Edit, ...] = (_added(ask.at, address, where),)
        for server in mail.estate.dns_servers:
            if server.forwarders is None:  # it has those of the forest
                title = f"add {address} ({isa.name}) to the forwarders of {server.name}{where}"
                yield Step(title, consoles.dns_server(server, "Forwarders"), "", edits)
                edits = ()


def _external(sender: VirtualServer, address: str, where: str) -> Step:
    """The address in the list of external DNS servers; a new list keeps the servers that are asked without one."""
    console = consoles.virtual_server(sender, "Delivery", "Advanced", "Configure")
    at: Route = (*sender.at, "external_dns_servers")
    if sender.external_dns_servers:
        title = f"add {address} to the external DNS servers of {sender.full_name}{where}"
        return Step(title, console, "", (_added(at, address, where),))
    today = sender.server.declared.dns_servers or ()
    every = (address, *today) if where else (*today, address)
    title = f"enter the external DNS servers of {sender.full_name}: {', '.join(every)}"
    return Step(title, console, "", (Edit(at, every),))


def _added(at: Route, address: str, where: str) -> Edit:
    return Edit(at, address, "insert", 0 if where else None)
