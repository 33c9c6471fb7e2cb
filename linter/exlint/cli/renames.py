"""The documents of a revision that are checked under another name now."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

from exlint.cli.within import from_top
from exlint.document import Limits
from exlint.engine.objects import Described, described
from exlint.model.renaming import renamed
from exlint.project.revisions import Revision


def renames(
    old: Revision, looked: Iterable[str], checked: Mapping[str, str], limits: Limits, given: Mapping[str, bytes]
) -> dict[str, str]:
    """Finds the documents that only changed their path.

    A document of the revision may be one under another name where it is gone from the disk, or a fragment now; and a
    document that is checked, where the revision has no such file, or has it as a fragment.

    Args:
        old: The revision.
        looked: Its files that a run looks at, as paths from the top.
        checked: The files that are checked: path from the top -> path.
        limits: Bounds on each file.
        given: Files whose bytes are here and not on the disk, by path.

    Returns:
        New path -> old path, both from the top.

    Raises:
        renaming.TooMany: They cannot be held against one another in good time.
    """
    ours = frozenset(looked)
    gone = {name for name in ours if not os.path.lexists(old.here(old.path(name)))}
    came = checked.keys() - {*old.ours}

    def then(names: Iterable[str]) -> dict[str, Described]:
        return _named(described([old.path(name) for name in sorted(names)], limits), old.within)

    def now(names: Iterable[str]) -> dict[str, Described]:
        found = described([checked[name] for name in sorted(names)], limits, given)
        return _named(found, lambda path: from_top(old.top, path))

    before, after = then(gone), now(came)
    parted, joined = _fragments(after) & ours, _fragments(before) & checked.keys()
    before |= then(parted - gone)
    after |= now(joined - came)
    return renamed(
        {name: one.objects for name, one in before.items() if name in gone | parted},
        {name: one.objects for name, one in after.items() if name in came | joined},
    )


def _named(found: Mapping[str, Described], name: Callable[[str], str]) -> dict[str, Described]:
    """What documents describe, with paths from the top."""
    return {name(path): Described(one.objects, tuple(map(name, one.fragments))) for path, one in found.items()}


def _fragments(found: Mapping[str, Described]) -> set[str]:
    return {name for one in found.values() for name in one.fragments}
