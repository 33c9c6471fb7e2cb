"""Which of many rules cover a rule together: found without asking each of them about each request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from exlint.findings import Route
from exlint.mailflow.regions import MOST, Region, left

_FEW = 64
"""A rule is looked up by a side that has so few atoms; one without such a side is asked about every request."""
_IN_ALL, _AT_LEAST = 50_000, 64
"""So many pieces are followed for all rules together, and thereafter for each."""
_LOOKED_AT = 16
"""Of so many rules that hold a request the best one is taken; any of them would do."""

_Part = tuple[Route, Region]
_Point = tuple[int, ...]


class Cover:
    """The regions of some rules, by place."""

    def __init__(self, rules: Mapping[Route, Sequence[Region]]) -> None:
        """Takes the rules, in the order in which they are preferred."""
        self._pieces = _IN_ALL
        self._broad: list[_Part] = []
        self._narrow: dict[tuple[int, int], list[_Part]] = {}  # by a side, and an atom of it
        parts = [(at, region) for at, regions in rules.items() for region in regions]
        alike = Counter(side for _, region in parts for side in enumerate(region))
        for part in parts:
            self._take(part, alike)

    def of(self, wholes: Sequence[Region], gone: Collection[Route] = ()) -> tuple[Route, ...]:
        """Rules that together hold every request of some regions; none where some request is in no rule.

        Beyond some thousand pieces it is taken for not covered, and beyond some tens of thousands for all rules that
        were asked about, so that no rules can take for ever.

        Args:
            wholes: The regions; where they hold no request, no rules hold it.
            gone: Rules that do not count.
        """
        pieces, found = [one for one in wholes if all(one)], dict[Route, None]()
        for _ in range(max(min(MOST, self._pieces), _AT_LEAST)):
            if not pieces:
                return tuple(found)
            self._pieces -= 1
            piece = pieces.pop()
            # Whatever holds one request of the piece takes something away from it, so this comes to an end.
            best = self._best(piece, gone)
            if best is None:
                return ()
            found[best[0]] = None
            pieces += left([piece], [best[1]])
        return ()

    def _best(self, piece: Region, gone: Collection[Route]) -> _Part | None:
        """Of the rules that hold the lowest request of a piece, the one that leaves the fewest pieces over."""
        best, fewest = None, len(piece) + 1
        for part in islice(self._holding(_lowest(piece), gone), _LOOKED_AT):
            over = _over(piece, part[1])
            if over < fewest:
                best, fewest = part, over
                if not over:
                    break
        return best

    def _take(self, part: _Part, alike: Mapping[tuple[int, int], int]) -> None:
        """Puts a rule where it is found with the fewest others: by a side that few rules share."""
        sides = [one for one in enumerate(part[1]) if one[1].bit_count() <= _FEW]
        if not sides:
            self._broad.append(part)
            return
        side, atoms = min(sides, key=alike.__getitem__)
        while atoms:
            lowest = atoms & -atoms
            self._narrow.setdefault((side, lowest), []).append(part)
            atoms ^= lowest

    def _holding(self, point: _Point, gone: Collection[Route]) -> Iterator[_Part]:
        """The rules that hold a request."""
        for some in (self._broad, *(self._narrow.get(one, ()) for one in enumerate(point))):
            for part in some:
                for atom, its in zip(point, part[1], strict=True):
                    if not atom & its:
                        break
                else:
                    if part[0] not in gone:
                        yield part


def _lowest(piece: Region) -> _Point:
    """One request of a piece: an atom of each side, as a bit."""
    return tuple(side & -side for side in piece)


def _over(piece: Region, part: Region) -> int:
    """At how many sides a part does not hold all of a piece: so many pieces it leaves over."""
    return sum(1 for mine, its in zip(piece, part, strict=True) if mine & ~its)
