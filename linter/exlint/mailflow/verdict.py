"""The verdict about each SMTP virtual server: exact over all hours of the week and all destinations."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from exlint.mailflow.assumptions import CODES, STANDARD, Assumptions
from exlint.mailflow.decision import Decision
from exlint.mailflow.delivery import deliver
from exlint.mailflow.destinations import Destination, destinations
from exlint.mailflow.ground import Ground
from exlint.model.estate import Estate, VirtualServer
from exlint.model.hours import ALWAYS


class Verdict(Enum):
    """What becomes of a virtual server's mail to the Internet; the worst first."""

    QUEUES = "queues"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    DELIVERS = "delivers"

    @property
    def badness(self) -> int:
        """0 for delivers up to 3 for queues."""
        return ("delivers", "unknown", "partial", "queues").index(self.value)


class Flow(NamedTuple):
    """The mail of one virtual server.

    Attributes:
        sender: The virtual server.
        verdict: What becomes of its mail.
        at_large: The decision about mail to the Internet at large.
        others: The decisions about the destinations that the document names.
    """

    sender: VirtualServer
    verdict: Verdict
    at_large: Decision
    others: tuple[tuple[Destination, Decision], ...]


def judge(estate: Estate, assumed: Assumptions = STANDARD, ground: Ground | None = None) -> tuple[Flow, ...]:
    """The flow of every SMTP virtual server, in the order of the document.

    Args:
        estate: The estate.
        assumed: How doubts are read.
        ground: The estate under these assumptions, where somebody has made it already.
    """
    ground = ground or Ground(estate, assumed)
    at_large, *named = destinations(ground)
    flows = []
    for sender in estate.virtual_servers:
        main = deliver(sender, ground, at_large.host, at_large.domain)
        others = tuple((one, deliver(sender, ground, one.host, one.domain)) for one in named)
        flows.append(Flow(sender, _verdict(main, [decision for _, decision in others]), main, others))
    return tuple(flows)


def _verdict(at_large: Decision, others: list[Decision]) -> Verdict:
    """The first that holds, worst first."""
    if at_large.stopped == ALWAYS:
        return Verdict.QUEUES
    if at_large.stopped or any(one.stopped for one in others):
        return Verdict.PARTIAL
    if at_large.unknown or any(one.unknown for one in others):
        return Verdict.UNKNOWN
    return Verdict.DELIVERS


def assumptions(estate: Estate) -> dict[str, tuple[str, ...]]:
    """Identity of a virtual server -> the assumptions whose other reading would change its verdict."""
    verdicts = {flow.sender.identity: flow.verdict for flow in judge(estate)}
    found: dict[str, list[str]] = {identity: [] for identity in verdicts}
    for field, code in CODES.items():
        for flow in judge(estate, STANDARD._replace(**{field: False})):
            if flow.verdict is not verdicts[flow.sender.identity]:
                found[flow.sender.identity].append(code)
    return {identity: tuple(codes) for identity, codes in found.items()}
