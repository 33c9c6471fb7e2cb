"""Who decides in an ordered list of rules of ISA Server 2004 and 2006, where the first that matches does.

Most rules of most lists are told from the others by one request that no other rule in question matches; the search for
it takes sets of rules, a bit a rule, and no regions. Only what it cannot find is worked out by regions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from exlint.mailflow.holders import Side, bits, fewest
from exlint.mailflow.isa2004_regions import SIDES, regions
from exlint.mailflow.regions import MOST, Region, left, meet
from exlint.model.estate import AccessRule, DnsServer, Estate, ExchangeServer, IsaServer

Found = tuple[tuple[AccessRule, tuple[AccessRule, ...]], ...]
"""Rules, each with those that decide in its stead, in order."""

PIECES = 50_000
"""So many pieces are looked at for one list; a rule that is left then counts as one that decides."""


def ordered_rules(estate: Estate) -> tuple[OrderedRules, ...]:
    """The lists of rules of every ISA Server 2004 and 2006 of an estate: system policy, then access rules."""
    return tuple(
        OrderedRules(isa, rules, _itself(isa, estate))
        for isa in estate.isa_servers
        for rules in (isa.system_rules, isa.access_rules)
        if rules
    )


def _itself(isa: IsaServer, estate: Estate) -> list[int]:
    """The addresses that a computer sends from which is the ISA server but is declared with another address first."""
    servers: list[ExchangeServer | DnsServer] = [*estate.exchange_servers, *estate.dns_servers]
    sending = {one.addresses[0] for one in servers if one.standing.on_isa and one.standing.isa is isa}
    return sorted(sending - {*isa.internal, *isa.external})


class OrderedRules:
    """The enabled rules of one list."""

    def __init__(self, isa: IsaServer, rules: Iterable[AccessRule], itself: Iterable[int] = ()) -> None:
        """Takes the rules in their order; `itself` as in `isa2004_regions.regions`."""
        self.isa = isa
        self.rules = tuple(rule for rule in rules if rule.enabled)
        self._regions, self._ports = regions(isa, self.rules, itself)
        self._pieces = 0

    @cached_property
    def never(self) -> tuple[tuple[AccessRule, str], ...]:
        """The rules that no request can meet, each with the first key, in the order of the page, that is why."""
        order = ("schedule", "from", "to", "protocols", "content")
        found = (
            (rule, next((key for key in order if not region[SIDES.index(key)]), ""))
            for rule, region in zip(self.rules, self._regions, strict=True)
        )
        return tuple((rule, key) for rule, key in found if key)

    @property
    def shadowed(self) -> Found:
        """The rules that meet requests and never decide about one; with all that decide first."""
        return self._named(self._shadowed)

    @property
    def redundant(self) -> Found:
        """The rules for everybody, besides those, without which all is decided alike; with the later ones that do it.

        They are looked for from the last to the first, and one that is found counts no more: what stays is enough. Nor
        does it matter which of them, and of the shadowed ones, are left out: all is decided alike without any.
        """
        return self._named(self._redundant)

    def decided_before(self, rule: AccessRule, transport: str, port: int) -> bool:
        """Whether the rules before an enabled one decide about all that it would carry if it carried this port too."""
        self._pieces = 0
        index, side, atom = self.rules.index(rule), SIDES.index("protocols"), self._ports[transport, port]
        region = (*self._regions[index][:side], atom, *self._regions[index][side + 1 :])
        before = sum(1 << number for number, one in enumerate(self._regions[:index]) if one[side] & atom)
        return self._covering(region, before) is not None

    @cached_property
    def _sides(self) -> tuple[Side, ...]:
        return tuple(Side([region[index] for region in self._regions]) for index in range(len(SIDES)))

    @cached_property
    def _shadowed(self) -> dict[int, tuple[int, ...]]:
        self._pieces, before = 0, 0
        found: dict[int, tuple[int, ...]] = {}
        known: dict[Region, tuple[int, ...]] = {}  # what covers one rule covers the next that is for the same
        for index, region in enumerate(self._regions):
            others = before & self._meeting(region)
            covering = known.get(region)
            if covering is None and not self._is_alone(region, others):
                covering = self._covering(region, others)
            if covering is None:
                before |= 1 << index
            else:
                found[index] = known[region] = covering
        return found

    @cached_property
    def _redundant(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        idle = sum(1 << index for index in self._shadowed)
        alive = (1 << len(self.rules)) - 1 & ~idle
        self._pieces = 0
        for index in reversed(tuple(bits(alive))):
            if self.rules[index].for_everybody:
                later = self._repeated(index, alive, idle)
                if later is not None:
                    found[index] = later
                    alive, idle = alive & ~(1 << index), idle | 1 << index
        return found

    def _repeated(self, index: int, alive: int, idle: int) -> tuple[int, ...] | None:
        """The later rules that decide the same about all that one decides; None where there is another decision.

        Idle rules need not be there, so they are no help; but they may be, and decide otherwise once this one is gone.
        """
        region, likewise = self._regions[index], self._alike[self.rules[index].allows]
        meeting = (alive | idle & ~likewise) & self._meeting(region)
        before, behind = meeting & alive & (1 << index) - 1, meeting >> index + 1 << index + 1
        alike = behind & likewise
        if not alike or self._is_alone(region, before | alike):
            return None
        other = next(bits(behind & ~alike), None)  # the first that decides otherwise, if it decides something
        if other is not None:
            common = tuple(mine & its for mine, its in zip(region, self._regions[other], strict=True))
            if self._is_alone(common, before | alike & (1 << other) - 1):
                return None
        own, taken = [region], []
        for _, pieces in self._walk(own, before):
            own = pieces
        for other, pieces in self._walk(own, behind):
            if not alike >> other & 1:
                return None
            taken.append(other)
            if not pieces:
                return tuple(taken)
        return None

    @cached_property
    def _alike(self) -> dict[bool, int]:
        """Whether they allow or deny -> the rules for everybody that do."""
        everybody = [(index, rule.allows) for index, rule in enumerate(self.rules) if rule.for_everybody]
        return {allows: sum(1 << index for index, its in everybody if its is allows) for allows in (True, False)}

    def _covering(self, region: Region, others: int) -> tuple[int, ...] | None:
        """Those of other rules, in order, that decide about something of a region; None where something is left."""
        taken = []
        for other, pieces in self._walk([region], others):
            taken.append(other)
            if not pieces:
                return tuple(taken)
        return None

    def _walk(self, pieces: list[Region], others: int) -> Iterator[tuple[int, list[Region]]]:
        """Those of other rules, in order, that decide about something of some pieces, each with what it leaves over.

        It ends where nothing is left, or too much has been looked at.
        """
        for other in bits(others):
            self._pieces += len(pieces)
            if not pieces or len(pieces) > MOST or self._pieces > PIECES:
                return
            part = self._regions[other]
            if any(meet(one, part) for one in pieces):
                pieces = left(pieces, [part])
                yield other, pieces

    def _meeting(self, region: Region) -> int:
        """The rules whose regions have a request in common with one."""
        found = -1
        for side, atoms in zip(self._sides, region, strict=True):
            found &= side.meeting(atoms)
        return found

    def _is_alone(self, region: Region, others: int) -> bool:
        """Whether some request of a region is easily found that none of these rules matches; False decides nothing."""
        sides = (side.parting(atoms) for side, atoms in zip(self._sides, region, strict=True))
        for parting in sorted(sides, key=len):
            if not others:
                return True
            others = fewest(parting, others)
        return not others

    def _named(self, found: dict[int, tuple[int, ...]]) -> Found:
        rules = self.rules
        return tuple((rules[index], tuple(rules[one] for one in found[index])) for index in sorted(found))
