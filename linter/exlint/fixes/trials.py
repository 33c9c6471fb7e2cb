"""The candidates for an estate, and what becomes of mail with some of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from exlint import model, schema
from exlint.findings import Edit
from exlint.fixes.applying import meant
from exlint.fixes.candidates import Ask, Want, candidates, settled
from exlint.fixes.proof import worse
from exlint.fixes.steps import steps, width
from exlint.mailflow import Flow, Mail, Verdict
from exlint.mailflow.decision import Decision
from exlint.mailflow.what_if import about
from exlint.model import Estate
from exlint.model.hours import ALWAYS
from exlint.reports.planned import Step

_BAD = (Verdict.QUEUES, Verdict.PARTIAL)
_ROUNDS = 20  # what is let through meets the next obstacle; nobody has so many in a row

Cost = tuple[int, tuple[int, int], int, tuple[int, ...]]
"""How many steps; how wide they open, as `steps.width` has it; how many candidates; then their numbers."""

Measure = Callable[[Decision], int]
"""The hours of a decision that count."""


def leaves(decision: Decision) -> int:
    """The hours at which mail leaves."""
    return decision.permitted


def may_leave(decision: Decision) -> int:
    """The hours at which nothing that is declared stops mail."""
    return ALWAYS & ~decision.stopped


class Trials:
    """The candidates for an estate, and what becomes of mail with some of them."""

    def __init__(self, mail: Mail, data: Sequence[Any]) -> None:
        """Takes an estate.

        Args:
            mail: The estate, as it is.
            data: The plain data of its files.
        """
        self._data = tuple(data)
        self._mails: dict[frozenset[Want], Mail] = {frozenset(): mail}
        self.mail = mail
        self.wants: tuple[Want, ...] = self._collected()
        self.everything = self.with_(self.wants)
        self._bad = [flow.sender.at for flow in mail.flows if flow.verdict in _BAD]
        self._counted: dict[tuple[Measure, frozenset[Want]], int] = {}

    def _collected(self) -> tuple[Want, ...]:
        """The candidates, those against what stops mail today first; then those against what stops it with them."""
        senders = [flow.sender.at for flow in self.mail.flows if flow.verdict in _BAD]
        beside = settled(self.mail, senders)
        found: dict[Want, None] = {}
        for _ in range(_ROUNDS):
            new = [one for one in candidates(self.with_(found), senders, beside) if one not in found]
            if not new:
                break
            found |= dict.fromkeys(new)
        return tuple(found)

    def with_(self, wants: Iterable[Want], first: Collection[Ask] = ()) -> Mail:
        """The estate's mail with some of the candidates."""
        key = frozenset(wants)
        if key not in self._mails or first:
            ordered = [one for one in wants if one in key]
            mail = _mail(edited(self._data, steps(self.mail, ordered, first)))
            if first:
                return mail
            self._mails[key] = mail
        return self._mails[key]

    def cost(self, wants: Collection[Want]) -> Cost:
        """What some of the candidates cost; costs are compared from the left."""
        numbers = tuple(number for number, one in enumerate(self.wants) if one in wants)
        ordered = [self.wants[number] for number in numbers]
        return len(steps(self.mail, ordered)), width(ordered), len(numbers), numbers

    def count(self, measure: Measure, wants: Iterable[Want]) -> int:
        """The hours that count of the mail that stays today, to all destinations; -1 where some mail fares worse."""
        wants = tuple(wants)
        key = measure, frozenset(wants)
        if key not in self._counted:
            self._counted[key] = self._count(measure, self.with_(wants).flows)
        return self._counted[key]

    def _count(self, measure: Measure, flows: Sequence[Flow]) -> int:
        if any(worse(old, new) for old, new in zip(self.mail.flows, flows, strict=True)):
            return -1
        # With all candidates most is told apart; so each hour counts the same whatever is tried.
        pairs = zip(flows, self.everything.flows, strict=True)
        found = (about(flow, dict(all_.decisions)) for flow, all_ in pairs if flow.sender.at in self._bad)
        return sum(measure(decision).bit_count() for some in found for decision in some if decision is not None)


def edited(data: Sequence[Any], done: Iterable[Step]) -> tuple[Any, ...]:
    """The plain data of an estate's files with the edits of some steps."""
    edits: dict[int, list[Edit]] = {}
    for edit in (edit for step in done for edit in step.edits):
        edits.setdefault(int(edit.at[0]), []).append(edit._replace(at=edit.at[1:]))
    return tuple(meant(one, edits[number]) if number in edits else one for number, one in enumerate(data))


def _mail(data: Sequence[Any]) -> Mail:
    documents = [schema.check(one, number) for number, one in enumerate(data)]
    assert all(isinstance(one, schema.Document) for one in documents), documents
    estate = model.build([one for one in documents if isinstance(one, schema.Document)])
    assert isinstance(estate, Estate), estate
    return Mail(estate)
