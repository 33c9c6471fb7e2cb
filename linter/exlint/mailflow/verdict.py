"""The verdict about each SMTP virtual server: exact over all hours of the week and all destinations."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from exlint.mailflow.assumptions import CODES, STANDARD, Assumptions
from exlint.mailflow.decision import Decision
from exlint.mailflow.delivery import deliver
from exlint.mailflow.destinations import AT_LARGE, Destination, destinations
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


class Asked(NamedTuple):
    """What a verdict is about, where it is not about everything.

    Attributes:
        to: The only destination; None for all that the document tells apart.
        hour: The only hour, 0 to 167; None for all.
    """

    to: Destination | None = None
    hour: int | None = None

    @property
    def hours(self) -> int:
        """The hours that it is about."""
        return ALWAYS if self.hour is None else 1 << self.hour

    @property
    def main(self) -> Destination:
        """The destination that counts most: the one that was asked about, else the Internet at large."""
        return self.to or AT_LARGE


EVERYTHING = Asked()


class Flow(NamedTuple):
    """The mail of one virtual server.

    Attributes:
        sender: The virtual server.
        verdict: What becomes of its mail.
        at_large: The decision about mail to the Internet at large; where one destination was asked about, to that.
        others: The decisions about the destinations that the document names; none where one was asked about.
        asked: What the verdict and the decisions are about; at other hours a decision is permitted.
    """

    sender: VirtualServer
    verdict: Verdict
    at_large: Decision
    others: tuple[tuple[Destination, Decision], ...]
    asked: Asked = EVERYTHING

    @property
    def decisions(self) -> tuple[tuple[Destination, Decision], ...]:
        """All destinations with their decisions, the one that counts most first."""
        return (self.asked.main, self.at_large), *self.others


def judge(estate: Estate, assumed: Assumptions = STANDARD, asked: Asked = EVERYTHING) -> tuple[Flow, ...]:
    """The flow of every SMTP virtual server, in the order of the document."""
    ground = Ground(estate, assumed)
    at_large, *named = destinations(ground) if asked.to is None else (asked.to,)
    flows = []
    for sender in estate.virtual_servers:
        main = deliver(sender, ground, at_large.host, at_large.domain).within(asked.hours)
        others = tuple((one, deliver(sender, ground, one.host, one.domain).within(asked.hours)) for one in named)
        verdict = _verdict(main, [decision for _, decision in others], asked.hours)
        flows.append(Flow(sender, verdict, main, others, asked))
    return tuple(flows)


def _verdict(at_large: Decision, others: list[Decision], hours: int) -> Verdict:
    """The first that holds, worst first."""
    if at_large.stopped == hours:
        return Verdict.QUEUES
    if at_large.stopped or any(one.stopped for one in others):
        return Verdict.PARTIAL
    if at_large.unknown or any(one.unknown for one in others):
        return Verdict.UNKNOWN
    return Verdict.DELIVERS


def assumptions(estate: Estate, asked: Asked = EVERYTHING) -> dict[str, tuple[str, ...]]:
    """Identity of a virtual server -> the assumptions whose other reading would change its verdict."""
    verdicts = {flow.sender.identity: flow.verdict for flow in judge(estate, asked=asked)}
    found: dict[str, list[str]] = {identity: [] for identity in verdicts}
    for field, code in CODES.items():
        for flow in judge(estate, STANDARD._replace(**{field: False}), asked):
            if flow.verdict is not verdicts[flow.sender.identity]:
                found[flow.sender.identity].append(code)
    return {identity: tuple(codes) for identity, codes in found.items()}
