"""Two versions of documents in one git repository: two revisions, or a revision and the working tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import NamedTuple

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.options import DiffOptions
from exlint.cli.policies import Policies
from exlint.cli.within import from_top, is_below, looked_at, real
from exlint.document import Limits
from exlint.engine import Judged
from exlint.findings import Report
from exlint.project.git import repository
from exlint.project.paths import inside
from exlint.project.revisions import Revision, revision, top_of

_NOTES = 5  # as many as a person reads


class Refused(Exception):  # noqa: N818 - named for what became of the question
    """There is nothing to compare; the words are a whole line."""


class Version(NamedTuple):
    """What the documents of one version came to, by path, and why a part of it could not be looked at."""

    judged: dict[str, Judged]
    errors: tuple[str, ...]


class _Source(NamedTuple):
    """Where the files of a version lie.

    Attributes:
        names: The files to judge, as paths from the repository's top with `/`.
        path: Gives the path of a file, from that.
        name: Gives that, from a real path.
        shown: Gives a path as people read it.
        policies: What is asked of each estate.
        errors: Why a part of it could not be looked at.
    """

    names: tuple[str, ...]
    path: Callable[[str], str]
    name: Callable[[str], str]
    shown: Callable[[str], str]
    policies: engine.Policies
    errors: tuple[str, ...] = ()


def errors_of(report: Report) -> tuple[str, ...]:
    """Why a part of a run could not be done."""
    return (*report.errors, *(one.message for one in report.findings if one.code == "EXL002"))


def of_revisions(options: DiffOptions, policies: Policies) -> tuple[Version, Version]:
    """The old version and the new one, as `--from`, `--to` and the paths say, both under the configuration of today.

    Raises:
        NoRevision: There is no such revision, or no repository.
        Refused: There is nothing to compare, or a path lies elsewhere.
    """
    place = real(options.paths[0]) if options.paths else "."
    top = top_of(place if os.path.isdir(place) else os.path.dirname(place))
    wanted = tuple(_within(path, top) for path in options.paths) or ("",)
    with ExitStack() as stack:
        first = revision(top, options.old or "", options.max_size, wanted)
        old = _revision(stack.enter_context(first), wanted, policies)
        if options.new is None:
            new = _working_tree(top, wanted, policies)
        else:
            # What was a document and is no more is to be seen as such, and not as gone.
            second = revision(top, options.new, options.max_size, wanted, frozenset(old.names))
            new = _revision(stack.enter_context(second), wanted, policies)
        _refuse_nothing(options, wanted, {*old.names, *new.names}, top)
        return _both(old, new, options.limits)


def _both(old: _Source, new: _Source, limits: Limits) -> tuple[Version, Version]:
    """Judges both; a document that only one version leads to is looked for in the other by its path."""
    one, other = _judged(old, old.names, limits), _judged(new, new.names, limits)
    for source, version, known in ((old, one, other), (new, other, one)):
        missing = [name for name in known.judged if name not in version.judged and os.path.isfile(source.path(name))]
        found = _judged(source, missing, limits)
        version.judged.update((name, found.judged[name]) for name in missing if name in found.judged)
    return one, other


def _judged(source: _Source, names: Iterable[str], limits: Limits) -> Version:
    judged, report = engine.follow(map(source.path, names), limits, None, engine.audit(source.policies), source.shown)
    return Version({source.name(one.files[0].path): one for one in judged}, (*source.errors, *errors_of(report)))


def _revision(found: Revision, wanted: Sequence[str], policies: Policies) -> _Source:
    _remark([f"{found.name}:{name} {words}" for name, words in found.notes if is_below(name, wanted)])
    names = looked_at(found, wanted, given.Excluding(policies.configurations))
    return _Source(names, found.path, found.within, found.shown, lambda document: policies(found.here(document)))


def _working_tree(top: str, wanted: Sequence[str], policies: Policies) -> _Source:
    def path(name: str) -> str:
        return os.path.join(top, *name.split("/"))

    paths = [one for one in map(path, wanted) if os.path.lexists(one)] or [top]
    selection = given.selected(paths, skip_foreign=False, configurations=policies.configurations)
    own = [os.path.realpath(file) for file in selection.files]
    names = tuple(from_top(top, one) for one in own if repository(os.path.dirname(one)) == top)
    _remark([*selection.notes, *_elsewhere(own, top)])
    below = tuple(one for one in names if is_below(one, wanted))
    return _Source(below, path, partial(from_top, top), project.shown, policies, selection.faults)


def _elsewhere(files: Iterable[str], top: str) -> Iterator[str]:
    others = {found for file in files if (found := repository(os.path.dirname(file))) != top}
    for other in sorted(others):
        yield f"{project.shown(other)} is a repository of its own; not compared"


def _within(path: str, top: str) -> str:
    """A path of the command line as a path from the top."""
    place = real(path)
    if not inside(place, top):
        raise Refused(f"{path}: lies outside of the repository {project.shown(top)}")
    return from_top(top, place)


def _refuse_nothing(options: DiffOptions, wanted: Sequence[str], names: set[str], top: str) -> None:
    versions = f"{options.old} or {options.new or 'the working tree'}"
    for path, one in zip(options.paths, wanted, strict=False):
        here = os.path.lexists(os.path.join(top, *one.split("/")))
        if one and not here and not any(is_below(name, (one,)) for name in names):
            raise Refused(f"{path}: no such file or folder in {versions}")
    if not names:
        where = ", ".join(options.paths) or project.shown(top)
        raise Refused(f"nothing to compare in {where}: no YAML file in {versions} has a line that begins with exlint:")


def _remark(notes: Sequence[str]) -> None:
    for note in notes[:_NOTES]:
        console.say(note)
    if len(notes) > _NOTES:
        console.say(f"and {len(notes) - _NOTES} more like these")
