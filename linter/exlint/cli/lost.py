"""Files that were ours in a git revision and are no more: they are checked, so that none leaves a gate in silence."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

from exlint import project
from exlint.cli import console, given
from exlint.cli.within import looked_at
from exlint.project import Selection
from exlint.project.config import Configurations
from exlint.project.ignored import ignored
from exlint.project.ours import is_ours
from exlint.project.revisions import Revision


def with_lost(
    selection: Selection, old: Revision, wanted: Sequence[str], configurations: Configurations, *, quiet: bool
) -> Selection:
    """A selection, and what it would have in it if it still were as in a revision.

    Such a file is there, and no line of it begins with `exlint:` any more. One that is gone is not missed: that is seen
    where the change is reviewed. Nor is one that the configuration excludes, or that git ignores.

    Args:
        selection: What the paths select.
        old: The revision.
        wanted: The paths, from the repository's top.
        configurations: They say what is excluded.
        quiet: Whether to say nothing but faults.
    """
    forced = configurations.here().force_exclude.value
    names = looked_at(old, wanted, given.Excluding(configurations), forced=forced)
    taken = {os.path.realpath(file) for file in selection.files}
    lost = [place for place in (old.here(old.path(name)) for name in names) if _is_lost(place, taken)]
    linked = [place for place in lost if _is_behind_a_link(place)]
    git_ignores, _ = ignored(place for place in lost if place not in linked)
    files = [place for place in lost if place not in git_ignores and place not in linked]
    was = f"had a line that begins with exlint: in {old.name}"
    faults = [f"{project.shown(place)}: {was}; it lies behind a link now, which is not followed" for place in linked]
    for fault in faults:
        console.complain(fault)
    for place in files if not quiet else ():
        console.say(f"{project.shown(place)} {was}, so it is checked; exclude it if it is no document any more")
    return selection._replace(files=(*selection.files, *files), faults=(*selection.faults, *faults))


def _is_lost(place: str, taken: Collection[str]) -> bool:
    if not os.path.lexists(place) or os.path.isdir(place) or os.path.realpath(place) in taken:
        return False
    # Behind a link, not even the content may be looked at; what is no regular file is a finding.
    return _is_behind_a_link(place) or not os.path.isfile(place) or not is_ours(place)


def _is_behind_a_link(place: str) -> bool:
    return os.path.normcase(os.path.realpath(place)) != os.path.normcase(place)
