"""A flow with all that its trace shows: made once, written as text or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from exlint.findings import Finding, Place, Route
from exlint.mailflow import Flow, Verdict
from exlint.mailflow.queue import Waiting
from exlint.mailflow.trace import Hop, Point, hops


class Traced(NamedTuple):
    """A flow with all that a trace shows.

    Attributes:
        flow: The flow, as far as was asked.
        point: The destination and hour whose hops are shown.
        place: Gives the place of a route.
        waits: Where a message waits that stays at the point.
        findings: Those about what stops mail, the first stop's first.
        assumptions: The names of the assumptions that the verdict depends on.
    """

    flow: Flow
    point: Point
    place: Callable[[Route], Place]
    waits: Waiting
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def stays(self) -> bool:
        """Whether mail stays, as far as was asked."""
        return self.flow.verdict in (Verdict.QUEUES, Verdict.PARTIAL)

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The hops at the point."""
        return hops(self.point.decision, self.point.hour)
