"""Whether what answers DNS on an ISA computer would answer those that begin to ask it."""

from __future__ import annotations

from collections.abc import Iterable

from exlint.findings import Route
from exlint.mailflow.decision import Decision
from exlint.mailflow.ground import Ground
from exlint.mailflow.reasons import stops
from exlint.mailflow.resolution import Link, Server, answered, options
from exlint.model.estate import DnsServer, IsaServer
from exlint.model.hours import ALWAYS, NEVER


def in_vain(isa: IsaServer, ground: Ground, askers: Iterable[DnsServer] = ()) -> str:
    """Why an ISA server would be asked in vain at every hour, in words; empty where it answers or may answer.

    Args:
        isa: The ISA server.
        ground: The estate.
        askers: DNS servers that are to ask it. What leads back to them is no answer (semantics.md 2.6).
    """
    back = _back(isa, askers, ground)
    if back:
        return f"{isa.name} asks {back} in its turn, and nobody else who answers"
    decision = answered(Link(Decision(NEVER, NEVER), isa), ground)
    return str(next(stops(decision))) if decision.stopped == ALWAYS else ""


def _back(isa: IsaServer, askers: Iterable[DnsServer], ground: Ground) -> str:
    """The askers to which every way from an ISA server leads back; empty where there is another way."""
    names = {one.at: one.name for one in askers}
    met: list[str] = []
    seen: set[Route] = {isa.at}
    waiting: list[Server] = [isa]
    while waiting:
        for option in options(waiting.pop(), ground):
            if not isinstance(option, Link):
                if option.stopped != ALWAYS:
                    return ""
            elif option.to.at not in seen and option.put.stopped != ALWAYS:
                seen.add(option.to.at)
                if option.to.at in names:
                    met.append(names[option.to.at])
                else:
                    waiting.append(option.to)
    return " and ".join(met)
