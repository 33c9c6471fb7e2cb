"""Turns the paths of a command line into the files to judge, each once, in order."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from exlint.project.globs import Excludes, covered, nothing
from exlint.project.ignored import ignored
from exlint.project.ours import is_ours
from exlint.project.paths import nearest, shown
from exlint.project.walk import Found, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Selection(NamedTuple):
    """What a command line comes to. Any text may hold any character of a file's name: who prints it escapes it.

    Attributes:
        files: The files to judge, each once, in the order given; those of a folder sorted by path.
        faults: Errors of use, one line each; the rest is judged all the same.
        notes: What was left out, and why, one line each.
    """

    files: tuple[str, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


def select(
    paths: Sequence[str], *, skip_foreign: bool, excludes: Excludes = nothing, force_exclude: bool = False
) -> Selection:
    """The files to judge.

    Args:
        paths: Files and folders; none stands for the current directory. A folder gives the YAML files of ours below
            it, without what git ignores; a file that is named is always taken.
        skip_foreign: Leave out in silence also a named file that is not ours.
        excludes: What is left out below a folder, in silence.
        force_exclude: Leave out what is excluded also where it is named, with a note.
    """
    try:
        os.getcwd()
    except OSError:
        # Without it no path can be told from another; a shell may stand in a folder that someone removed.
        return Selection((), (".: the current folder is gone",), ())
    asked = _Asked(skip_foreign, excludes, force_exclude)
    found = [one for path in paths or (".",) for one in _found(path, asked)]
    gone, notes = ignored(one.place for one in found if not one.named)
    kept = [one for one in found if one.named or one.place not in gone]
    faults = (f"{one.path if one.named else shown(one.path)}: {one.fault}" for one in kept if one.fault)
    left_out = (f"{shown(one.path)} {one.note}" for one in kept if one.note)
    return Selection(_files(kept), _once(faults), _once((*left_out, *notes)))


class _Asked(NamedTuple):
    """What is asked of every path, as in `select`."""

    skip_foreign: bool
    excludes: Excludes
    force_exclude: bool


def _found(path: str, asked: _Asked) -> Iterator[Found]:
    """What one path of a command line leads to."""
    place = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    if asked.force_exclude and covered(os.path.realpath(path), asked.excludes(os.path.dirname(place))):
        yield Found(path, place, named=True, note="is excluded by the configuration; left out")
    elif os.path.isdir(path):
        yield from walk(path, asked.excludes)
    elif os.path.lexists(path):
        if not asked.skip_foreign or is_ours(path):
            yield Found(path, place, named=True)
    elif os.name == "nt" and (names := unfolded(path)):
        for name in names:
            yield from _found(name, asked)
    else:
        near = nearest(path)
        fault = f"no such file (did you mean {near}?)" if near else "no such file"
        yield Found(path or "''", path, named=True, fault=fault)


def _files(found: Iterable[Found]) -> tuple[str, ...]:
    """The paths to judge; of several that lead to one file, the first."""
    files: dict[str, str] = {}
    for one in found:
        if not (one.note or one.fault):
            files.setdefault(_identity(one.place), one.path)
    return tuple(files.values())


def unfolded(path: str) -> list[str]:
    """The existing paths that `*`, `?` and `[` in a path stand for, sorted: the work of a shell where there is none."""
    if not any(sign in path for sign in "*?["):
        return []
    import glob  # noqa: PLC0415 - only a missing name with a wildcard needs it

    return sorted(glob.glob(path))


def _identity(place: str) -> str:
    """The same text for every way to one file."""
    return os.path.normcase(os.path.realpath(place) if os.path.islink(place) else place)


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
