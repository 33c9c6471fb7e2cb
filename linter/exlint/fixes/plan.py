"""The smallest plan for an estate: the candidates with which all leaves that can, and nothing is opened for nothing.

What leaves is counted by the hours and the destinations at which it does, so that one rule of a person that stops some
mail does not keep the rest from being helped. What leaves with all candidates is what can.

A candidate only adds: a server that is asked as well, a rule that allows. So mail that leaves with some of them leaves
with more of them, too, and the search rests on that; its tests do without. There is one exception: a virtual server
that tries DNS before its smart host. Whether the smart host takes over from a connection that is stopped is not
documented, so that it may be better if no name is found. Then nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Any, NamedTuple

from exlint.fixes.candidates import Ask, Want, is_undecided
from exlint.fixes.steps import opened, steps
from exlint.fixes.trials import Measure, Trials, leaves, may_leave
from exlint.mailflow import Mail, asked_by, forwarded_to
from exlint.mailflow.asking import stopped_first
from exlint.model import Estate
from exlint.model.estate import DnsServer, VirtualServer
from exlint.reports.planned import Step

EXACT = 12
"""As many candidates as are tried in all combinations."""

_LATER = 512  # as many combinations are tried for a plan to take the place of one that is not offered


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


class _Goal(NamedTuple):
    """What a combination of candidates is to come to: which hours count, and how many of all destinations."""

    measure: Measure
    most: int


class Search(Trials):
    """Which of the candidates for an estate are its plan."""

    def __init__(self, mail: Mail, data: Sequence[Any]) -> None:
        """Takes an estate: as it is, and the plain data of its files."""
        super().__init__(mail, data)
        self._adds_only = not any(one.declared.attempt_direct_delivery is True for one in mail.estate.virtual_servers)
        self._goal = self._all_that(leaves)

    def suffices(self, wants: Iterable[Want]) -> bool:
        """Whether with some of the candidates all leaves that can, and no mail fares worse than today."""
        return self._comes_to(self._goal, wants)

    def _all_that(self, measure: Measure) -> _Goal:
        return _Goal(measure, self.count(measure, self.wants))

    def _comes_to(self, goal: _Goal, wants: Iterable[Want]) -> bool:
        return self.count(goal.measure, wants) >= goal.most

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
            self._goal = self._goal._replace(most=max(self.count(leaves, one) for one in ordered))
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
        if not self._adds_only or not is_undecided(self.everything, self._bad):
            return None
        goal = self._all_that(may_leave)
        for one in self._combined(goal)[1]:
            if plan.wants and self.cost(one) >= self.cost(plan.wants):
                return None
            if self._is_plan(goal, one):
                return self._of(one, smallest=True) if one else None
        return None

    def _reduced(self, free: Iterable[Want]) -> tuple[Want, ...]:
        """All candidates but those that can be left out, the dearest tried first; none where all do not help."""
        if self.count(leaves, ()) >= self._goal.most:
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
