"""Which documents of two versions are one and the same under another name: those that say the same things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from exlint.model.objects import Meaning, Objects, meaning

_MOST = 10**7
"""The most pairs of equal objects that are looked at: a second or two."""


class TooMany(Exception):  # noqa: N818 - named for what there is
    """There are too many documents to hold against one another."""


def renamed(gone: Mapping[str, Objects], came: Mapping[str, Objects]) -> dict[str, str]:
    """Finds the documents that only changed their name.

    Two documents are one where at least half of the objects of each, with all that is set on them, are in the other.
    Where several fit, the two with the most objects in common are taken first; of equal ones, the first by name.

    Args:
        gone: The documents that only the old version has, by name.
        came: Those that only the new version has.

    Returns:
        New name -> old name.

    Raises:
        TooMany: They have too much in common to be held against one another in good time.
    """
    before, after = ({name: _meanings(found) for name, found in which.items()} for which in (gone, came))
    owners: dict[Meaning, list[str]] = {}
    for name, meanings in before.items():
        for one in meanings:
            owners.setdefault(one, []).append(name)
    if sum(len(owners.get(one, ())) for meanings in after.values() for one in meanings) > _MOST:
        raise TooMany
    fits = []
    for name, meanings in after.items():
        common = Counter(old for one in meanings for old in owners.get(one, ()))
        fits += [(-count, old, name) for old, count in common.items() if _is_half(count, meanings, before[old])]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, old, name in sorted(fits):
        if old not in taken and name not in found:
            found[name] = old
            taken.add(old)
    return found


def _meanings(found: Objects) -> frozenset[Meaning]:
    """The objects of a document, each with what is set on it; a section of which nothing is written is none."""
    return frozenset(meaning(one) for one in found.all.values() if one.names or one.settings)


def _is_half(number: int, *several: Collection[Meaning]) -> bool:
    return all(2 * number >= len(one) for one in several)
