"""The smallest plan for an estate: the candidates with which all leaves that can, and nothing is opened for nothing.

What leaves is counted by the hours and the destinations at which it does, so that one rule of a person that stops some
mail does not keep the rest from being helped. What leaves with all candidates is what can.

A candidate only adds: a server that is asked as well, a rule that allows. So mail that leaves with some of them leaves
with more of them, too, and the search rests on that; its tests do without. There is one exception: a virtual server
that tries DNS before its smart host. Whether the smart host takes over from a connection that is stopped is not
documented, so that it may be better if no name is found. Then nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Any, NamedTuple

from exlint import model, schema
from exlint.findings import Edit
from exlint.fixes.applying import meant
from exlint.fixes.candidates import Ask, Want, candidates, is_undecided, settled
from exlint.fixes.proof import worse
from exlint.fixes.steps import opened, steps, width
from exlint.mailflow import Mail, Verdict, asked_by, forwarded_to
from exlint.mailflow.asking import stopped_first
from exlint.mailflow.decision import Decision
from exlint.mailflow.what_if import about
from exlint.model import Estate
from exlint.model.estate import DnsServer, VirtualServer
from exlint.model.hours import ALWAYS
from exlint.reports.planned import Step

EXACT = 12
"""As many candidates as are tried in all combinations."""

_BAD = (Verdict.QUEUES, Verdict.PARTIAL)
_ROUNDS = 20  # what is let through meets the next obstacle; nobody has so many in a row
_LATER = 512  # as many combinations are tried for a plan to take the place of one that is not offered

Cost = tuple[int, tuple[int, int], int, tuple[int, ...]]
"""How many steps; how wide they open, as `steps.width` has it; how many candidates; then their numbers."""


class Plan(NamedTuple):
    """What an estate's plan comes to.

    Attributes:
        wants: What it is made of.
        steps: What to do.
        smallest: Whether no smaller plan is made of the same candidates; otherwise nothing can be left out of it.
        after: The estate's mail with the plan.
        everything: With all candidates: what stops mail even then, a person has to look at.
    """

    wants: tuple[Want, ...]
    steps: tuple[Step, ...]
    smallest: bool
    after: Mail
    everything: Mail


_Measure = Callable[[Decision], int]
"""The hours of a decision that count."""


def _leaves(decision: Decision) -> int:
    return decision.permitted


def _may_leave(decision: Decision) -> int:
    return ALWAYS & ~decision.stopped


class _Goal(NamedTuple):
    """What a combination of candidates is to come to: which hours count, and how many of all destinations."""

    measure: _Measure
    most: int


class Search:
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
        self._adds_only = not any(one.declared.attempt_direct_delivery is True for one in mail.estate.virtual_servers)
        self._goal = self._all_that(_leaves)

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

    def suffices(self, wants: Iterable[Want]) -> bool:
        """Whether with some of the candidates all leaves that can, and no mail fares worse than today."""
        return self._comes_to(self._goal, wants)

    def _all_that(self, measure: _Measure) -> _Goal:
        return _Goal(measure, self._count(measure, self.wants))

    def _comes_to(self, goal: _Goal, wants: Iterable[Want]) -> bool:
        return self._count(goal.measure, wants) >= goal.most

    def _count(self, measure: _Measure, wants: Iterable[Want]) -> int:
        """The hours that count of the mail that stays today, to all destinations; -1 where some mail fares worse."""
        flows = self.with_(wants).flows
        if any(worse(old, new) for old, new in zip(self.mail.flows, flows, strict=True)):
            return -1
        # With all candidates most is told apart; so each hour counts the same whatever is tried.
        pairs = zip(flows, self.everything.flows, strict=True)
        found = (about(flow, dict(all_.decisions)) for flow, all_ in pairs if flow.sender.at in self._bad)
        return sum(measure(decision).bit_count() for some in found for decision in some if decision is not None)

    def plan(self) -> Plan:
        """The cheapest plan that opens nothing which mail could do without."""
        return next(self.plans())

    def plans(self) -> Iterator[Plan]:
        """The cheapest plan, then others that do without something of it, for where it is not to be had."""
        chosen, smallest = self._chosen()
        yield self._of(chosen, smallest=smallest)
        if chosen and smallest:
            yield from (self._of(one, smallest=True) for one in self._others(chosen))

    def _of(self, chosen: tuple[Want, ...], *, smallest: bool) -> Plan:
        first = self._asked_in_vain(chosen)
        return Plan(chosen, steps(self.mail, chosen, first), smallest, self.with_(chosen, first), self.everything)

    def _chosen(self) -> tuple[tuple[Want, ...], bool]:
        if self._adds_only and self.suffices(()):
            return (), True
        free, ordered = self._combined(self._goal)
        if len(free) > EXACT:
            return self._reduced(free), False
        if not self._adds_only:
            self._goal = self._goal._replace(most=max(self._count(_leaves, one) for one in ordered))
        return next(one for one in ordered if self._is_plan(self._goal, one)), True

    def _combined(self, goal: _Goal) -> tuple[list[Want], list[tuple[Want, ...]]]:
        """The candidates that a goal can perhaps do without; all combinations of them, with the others, by cost.

        No combination where there are too many.
        """
        # What the plan cannot do without need not be tried.
        needed = [one for one in self.wants if self._adds_only and not self._comes_to(goal, self._but(self.wants, one))]
        free = [one for one in self.wants if one not in needed]
        sizes = range(len(free) + 1 if len(free) <= EXACT else 0)
        subsets = (some for size in sizes for some in combinations(free, size))
        return free, sorted((self._ordered([*needed, *some]) for some in subsets), key=self.cost)

    def _others(self, chosen: Collection[Want]) -> Iterator[tuple[Want, ...]]:
        """Other plans than the cheapest, by cost; none that does the same and more."""
        found = [frozenset(chosen)]
        cost = self.cost(chosen)
        dearer = (one for one in self._combined(self._goal)[1] if self.cost(one) > cost)
        for one in islice(dearer, _LATER):
            if not any(plan <= set(one) for plan in found) and self._is_plan(self._goal, one):
                found.append(frozenset(one))
                yield one

    def if_declared(self, plan: Plan) -> Plan | None:
        """A cheaper plan, of which what is not declared decides whether it does; None where there is none.

        With it nothing of what can leave is stopped, but some of it is undecided.
        """
        if not is_undecided(self.everything, self._bad):
            return None
        goal = self._all_that(_may_leave)
        for one in self._combined(goal)[1]:
            if plan.wants and self.cost(one) >= self.cost(plan.wants):
                return None
            if self._is_plan(goal, one):
                return self._of(one, smallest=True) if one else None
        return None

    def _reduced(self, free: Iterable[Want]) -> tuple[Want, ...]:
        """All candidates but those that can be left out, the dearest tried first; none where all do not help."""
        if self._count(_leaves, ()) >= self._goal.most:
            return ()
        left = self.wants
        for one in sorted(free, key=lambda one: self.cost([one]), reverse=True):
            if self.suffices(self._but(left, one)):
                left = self._but(left, one)
        return left

    def _is_plan(self, goal: _Goal, wants: Sequence[Want]) -> bool:
        """Whether a goal is reached, and would not be if any one thing that is opened were not.

        More openings may come to fewer steps, since computers that need the same share a rule; that is no reason.
        """
        every = dict.fromkeys(one for want in wants for one in opened(want))
        return self._comes_to(goal, wants) and not any(
            self._comes_to(goal, [want for want in wants if one not in opened(want)]) for one in every
        )

    def _ordered(self, wants: Collection[Want]) -> tuple[Want, ...]:
        return tuple(one for one in self.wants if one in wants)

    @staticmethod
    def _but(wants: Iterable[Want], left_out: Want) -> tuple[Want, ...]:
        return tuple(one for one in wants if one != left_out)

    def _asked_in_vain(self, chosen: Iterable[Want]) -> list[Ask]:
        """The additions to a list whose first server would be asked in vain: they go before it."""
        mail = self.with_(chosen)
        return [one for one in chosen if isinstance(one, Ask) and _in_vain(one, mail)]


def _in_vain(ask: Ask, mail: Mail) -> bool:
    ground, estate = mail.ground, mail.estate
    asking: list[VirtualServer | DnsServer] = [
        *(one for one in estate.virtual_servers if one.at == ask.at),
        *(one for one in estate.dns_servers if one.at == ask.at or _has_list_of(one, ask, estate)),
    ]
    lists = (forwarded_to(one, ground) if isinstance(one, DnsServer) else asked_by(one, ground) for one in asking)
    return any(stopped_first(asked) is not None for asked in lists)


def _has_list_of(server: DnsServer, ask: Ask, estate: Estate) -> bool:
    return ask.at == estate.forest.external_at and server.forwarders is None


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
