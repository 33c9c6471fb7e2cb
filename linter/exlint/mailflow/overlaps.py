"""The rules of an ISA Server 2000 to which other rules leave nothing: rules are unordered, and deny wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from exlint.findings import Route
from exlint.mailflow.covering import Cover
from exlint.mailflow.dead_rules import RuleOf2000, Why, dead
from exlint.mailflow.isa2000_regions import of_protocol_rules, of_site_rules
from exlint.mailflow.regions import Region
from exlint.model.estate import IsaServer, ProtocolRule, SiteAndContentRule

Overlaps = dict[Route, tuple[RuleOf2000, ...]]
"""A rule's place -> the rules that leave it nothing, together."""


class Policy:
    """The enabled rules of an ISA Server 2000 held against one another: each question is answered once."""

    def __init__(self, isa: IsaServer) -> None:
        """Takes the ISA server; a later version has no such rules."""
        self._isa = isa

    @cached_property
    def dead(self) -> dict[Route, Why]:
        """The rules that decide about nothing, or about nothing that they are meant for."""
        return dead(self._isa)

    @cached_property
    def overridden(self) -> Overlaps:
        """The allow rules that deny rules leave nothing."""
        return overridden(self._isa, self.dead)

    @cached_property
    def redundant(self) -> Overlaps:
        """The rules that change nothing beside others of their kind and action."""
        return redundant(self._isa, self.dead, self.overridden)


def overridden(isa: IsaServer, lifeless: Mapping[Route, Why]) -> Overlaps:
    """The enabled allow rules, all of whose requests rules of the same kind deny.

    Args:
        isa: An ISA Server 2000.
        lifeless: Its dead rules, which are left out.
    """
    found: Overlaps = {}
    for rules in _kinds(isa):
        denying = [one for one in rules if not one.allows]
        asked = [one for one in rules if one.allows and one.at not in lifeless]
        if denying:
            regions = _regions(isa, [*denying, *asked])
            cover = Cover({one.at: regions.get(one.at, ()) for one in denying})
            by_place = {one.at: one for one in denying}
            for one in asked:
                by = cover.of(regions.get(one.at, ()))
                if by:
                    found[one.at] = _named(by_place, by)
    return found


def redundant(isa: IsaServer, lifeless: Mapping[Route, Why], denied: Mapping[Route, object]) -> Overlaps:
    """The enabled rules, all of whose requests others of their kind and action hold, which stay.

    Asked from the last rule to the first: of two equal rules the later one is found. A rule for client groups is never
    found: that it asks who is there makes a difference (semantics.md 4.3).

    Args:
        isa: An ISA Server 2000.
        lifeless: Its dead rules, which are left out.
        denied: Its overridden rules, which are not asked either.
    """
    found: Overlaps = {}
    for rules in _kinds(isa):
        for allows in (True, False):
            others = (one for one in rules if lifeless.get(one.at) is not Why.ISA_COMPUTER)
            some = [one for one in others if one.allows is allows]
            if len(some) > 1 and _share_protocols(some):  # one alone has nobody who would do in its stead
                found |= _redundant(isa, some, {*lifeless, *denied})
    return found


def _share_protocols(rules: Sequence[RuleOf2000]) -> bool:
    """Whether some rule carries nothing that no other one does: at a glance, since most lists have no such rule."""
    protocols = [one.protocols for one in rules if isinstance(one, ProtocolRule)]
    wide = sum(one.all_but for one in protocols)
    carried = [{(its.transport, its.port) for its in one.definitions if its.outgoing} for one in protocols]
    times = Counter(key for keys, one in zip(carried, protocols, strict=True) if not one.all_but for key in keys)
    return not protocols or any(
        wide > one.all_but or all(times[key] > 1 for key in keys) for keys, one in zip(carried, protocols, strict=True)
    )


def _redundant(isa: IsaServer, rules: Sequence[RuleOf2000], left_out: Collection[Route]) -> Overlaps:
    regions = _regions(isa, rules)
    cover, gone = Cover(regions), set[Route]()
    by_place, found = {one.at: one for one in rules}, Overlaps()
    for one in reversed(rules):
        if one.applies_to.client_groups is None and one.at not in left_out:
            gone.add(one.at)
            by = cover.of(regions.get(one.at, ()), gone)
            if by:
                found[one.at] = _named(by_place, by)
            else:
                gone.remove(one.at)
    return found


def _kinds(isa: IsaServer) -> Iterator[list[RuleOf2000]]:
    for rules in (isa.protocol_rules, isa.site_and_content_rules):
        yield [one for one in rules or () if one.enabled]


def _regions(isa: IsaServer, rules: Sequence[RuleOf2000]) -> dict[Route, list[Region]]:
    """The regions of rules of one kind."""
    protocol_rules = [one for one in rules if isinstance(one, ProtocolRule)]
    site_rules = [one for one in rules if isinstance(one, SiteAndContentRule)]
    return of_protocol_rules(isa, protocol_rules) if protocol_rules else of_site_rules(isa, site_rules)


def _named(rules: Mapping[Route, RuleOf2000], places: Collection[Route]) -> tuple[RuleOf2000, ...]:
    """The rules at some places, in the order of the document."""
    return tuple(rules[at] for at in sorted(places, key=lambda at: int(at[-1])))
