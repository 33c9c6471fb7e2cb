"""Which ports an ISA server has a protocol definition for: what U2 turns on, read the other way."""

from __future__ import annotations

from exlint.mailflow.assumptions import Assumptions
from exlint.model import predefined
from exlint.model.estate import IsaServer, Protocol


def is_out_of_reach(isa: IsaServer, transport: str, port: int, assumed: Assumptions, *, firewall_client: bool) -> bool:
    """Whether a rule for all protocols leaves a client's request out, since no definition describes its port (U2).

    A firewall client needs no definition under either reading.
    """
    if assumed.all_protocols_need_no_definition or firewall_client:
        return False
    return not any(one.outgoing and (one.transport, one.port) == (transport, port) for one in _definitions(isa))


def _definitions(isa: IsaServer) -> list[Protocol]:
    """The product's own and the declared ones; a declaration replaces one of the same name."""
    declared = isa.declared.protocol_definitions or ()
    names = {one.name.casefold() for one in declared}
    own = [one for name, several in predefined.PROTOCOLS[isa.is_2000].items() if name not in names for one in several]
    return [*own, *(Protocol(one.name, one.transport, one.port, one.direction) for one in declared)]
