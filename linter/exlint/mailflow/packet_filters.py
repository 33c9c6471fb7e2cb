"""What the packet filters of an ISA Server 2000 let through (semantics.md 4.8 and 4.9)."""

from __future__ import annotations

from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.decision import Cause, Missing, Outcome, always
from exlint.mailflow.request import Request
from exlint.model import consoles
from exlint.model.estate import IsaServer, PacketFilter
from exlint.schema import ABSENT

STOPPED, UNKNOWN, PERMITTED = Outcome.STOPPED, Outcome.UNKNOWN, Outcome.PERMITTED
_SENDS: dict[str, tuple[str, ...]] = {
    "tcp": ("outbound", "both"),
    "any": ("outbound", "both"),
    "udp": ("send_receive", "both"),
}
_BLOCKS: dict[str, tuple[str, ...]] = {**_SENDS, "udp": ("send_receive", "both", "send", "receive")}


def for_itself(isa: IsaServer, request: Request, assumed: Assumptions) -> tuple[Cause, ...]:
    """What decides about a request of the ISA computer itself (4.9): packet filters only."""
    if isa.declared.mode == "cache":
        return always(UNKNOWN, "what its computer itself may send in cache mode is not documented", (*isa.at, "mode"))
    filtering = isa.declared.packet_filtering
    if filtering is False:
        words, at = "packet filtering is off (packet_filtering: false)", (*isa.at, "packet_filtering")
        if assumed.unfiltered_computer_is_open:
            return always(PERMITTED, words, at)
        return always(STOPPED, words, at, console=consoles.packet_filtering(isa))
    missing = [
        Missing(f"{key} of {isa.name}", (*isa.at, key))
        for key, absent in (("packet_filtering", filtering is ABSENT), ("packet_filters", isa.packet_filters is None))
        if absent
    ]
    if missing:
        return always(UNKNOWN, "its packet filters are not declared", None, *missing)
    met = [one for one in isa.packet_filters or () if one.enabled and _meets(one, request)]
    blocking = next((one for one in met if not one.allows and _directed(one, _BLOCKS)), None)
    if blocking is not None:
        return _blocked(isa, blocking)
    allowing = next((one for one in met if one.allows and _directed(one, _SENDS)), None)
    if allowing is not None:
        return always(PERMITTED, f"the packet filter {allowing.name} allows it", allowing.at)
    words = f"no packet filter allows {request} to {request.target} ({len(isa.packet_filters or ())} in packet_filters)"
    return always(STOPPED, words, (*isa.at, "packet_filters"), console=consoles.isa_section(isa, "packet_filters"))


def _blocked(isa: IsaServer, one: PacketFilter) -> tuple[Cause, ...]:
    console = consoles.isa_section(isa, "packet_filters", one.name, "Properties")
    return always(STOPPED, f"the packet filter {one.name} blocks it (action: block)", one.at, console=console)


def for_client(isa: IsaServer, request: Request) -> tuple[Cause, ...]:
    """Only block filters concern the traffic of clients (4.8)."""
    filtering = isa.declared.packet_filtering
    for one in isa.packet_filters or ():
        if (
            one.enabled
            and not one.allows
            and filtering is not False
            and _meets(one, request)
            and _directed(one, _BLOCKS)
        ):
            if filtering is ABSENT:
                missing = Missing(f"packet_filtering of {isa.name}", (*isa.at, "packet_filtering"))
                return always(UNKNOWN, f"whether the packet filter {one.name} counts is not declared", one.at, missing)
            return _blocked(isa, one)
    return always(PERMITTED, "no packet filter blocks it")


def _meets(one: PacketFilter, request: Request) -> bool:
    declared = one.declared
    if declared.transport not in ("any", request.transport):
        return False
    if declared.remote_port not in (ABSENT, "all", request.port) or declared.local_port not in (
        ABSENT,
        "all",
        "dynamic",
    ):
        return False
    return one.addresses is None or (request.target.address is not None and one.addresses.holds(request.target.address))


def _directed(one: PacketFilter, table: dict[str, tuple[str, ...]]) -> bool:
    return one.declared.direction in table[str(one.declared.transport)]
