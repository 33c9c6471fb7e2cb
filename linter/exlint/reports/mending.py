"""Which findings of an estate are about what stops a flow: mending them is where to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from exlint.findings import Finding, Place, Route, Severity
from exlint.mailflow import Flow
from exlint.mailflow.reasons import Reason, stops, together

_VERDICTS = "EXL4"  # what they say is the trace itself
_NAME = "/name"


class _Spot(NamedTuple):
    """A value of a file, by its JSON Pointer."""

    file: str
    pointer: str

    @property
    def above(self) -> Iterator[_Spot]:
        """What it lies in."""
        pointer = self.pointer
        while pointer:
            pointer = pointer.rpartition("/")[0]
            yield _Spot(self.file, pointer)


class Mending:
    """The findings of an estate by their places, so that many stops and many findings stay quick to bring together."""

    def __init__(self, findings: Iterable[Finding], place: Callable[[Route], Place]) -> None:
        """Takes the findings, and what gives the place of a route."""
        self._place = place
        self._at: dict[_Spot, list[Finding]] = {}
        self._below: dict[_Spot, list[Finding]] = {}
        for finding in findings:
            if finding.severity is not Severity.INFO and not finding.code.startswith(_VERDICTS):
                spot = _Spot(finding.place.file, finding.place.pointer)
                self._at.setdefault(spot, []).append(finding)
                for above in spot.above:
                    self._below.setdefault(above, []).append(finding)

    def of(self, flow: Flow) -> tuple[Finding, ...]:
        """The findings whose place lies in, or around, a setting that stops the flow; the first stop's first."""
        if not self._at:
            return ()
        reasons = stops(together(decision for _, decision in flow.decisions))
        spots = dict.fromkeys(spot for reason in reasons for spot in self._spots(reason))
        return tuple(dict.fromkeys(finding for spot in spots for finding in self._touching(spot)))

    def _spots(self, reason: Reason) -> Iterator[_Spot]:
        """The object that decides, and the setting that leads there.

        A step that no setting makes has the name of its computer as place: that is nothing to mend.
        """
        if reason.cause.at is not None:
            decides = self._place(reason.cause.at)
            yield _Spot(decides.file, decides.pointer.removesuffix(_NAME))
        leads = self._place(reason.step.at)
        if not leads.pointer.endswith(_NAME):
            yield _Spot(leads.file, leads.pointer)

    def _touching(self, spot: _Spot) -> Iterator[Finding]:
        yield from self._at.get(spot, ())
        yield from self._below.get(spot, ())
        for above in spot.above:
            yield from self._at.get(above, ())
