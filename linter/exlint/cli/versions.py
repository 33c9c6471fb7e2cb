"""Two versions of documents in one git repository: two revisions, or a revision and the working tree."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from exlint import engine, project
from exlint.cli import console, given
from exlint.cli.options import DiffOptions
from exlint.cli.policies import Policies
from exlint.document import Limits
from exlint.engine import Judged
from exlint.findings import Report
from exlint.project.git import repository
from exlint.project.globs import covered
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
    first = _real(options.paths[0]) if options.paths else "."
    top = top_of(first if os.path.isdir(first) else os.path.dirname(first))
    wanted = tuple(_within(path, top) for path in options.paths) or ("",)
    with ExitStack() as stack:
        old, new = (
            _working_tree(top, wanted, policies)
            if name is None
            else _revision(stack.enter_context(revision(top, name, options.max_size, wanted)), wanted, policies)
            for name in (options.old, options.new)
        )
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
    _remark([f"{found.name}:{name} {words}" for name, words in found.notes if _is_below(name, wanted)])
    excludes = given.Excluding(policies.configurations)

    def excluded(name: str) -> bool:
        here = found.here(found.path(name))
        return name not in wanted and covered(here, excludes(os.path.dirname(here)))

    names = tuple(name for name in found.ours if _is_below(name, wanted) and not excluded(name))
    return _Source(names, found.path, found.within, found.shown, lambda document: policies(found.here(document)))


def _working_tree(top: str, wanted: Sequence[str], policies: Policies) -> _Source:
    def path(name: str) -> str:
        return os.path.join(top, *name.split("/"))

    def name(real: str) -> str:
        return real[len(os.path.join(top, "")) :].replace(os.sep, "/")

    paths = [one for one in map(path, wanted) if os.path.lexists(one)] or [top]
    selection = given.selected(paths, skip_foreign=False, configurations=policies.configurations)
    own = [os.path.realpath(file) for file in selection.files]
    names = tuple(name(one) for one in own if repository(os.path.dirname(one)) == top)
    _remark([*selection.notes, *_elsewhere(own, top)])
    below = tuple(one for one in names if _is_below(one, wanted))
    return _Source(below, path, name, project.shown, policies, selection.faults)


def _elsewhere(files: Iterable[str], top: str) -> Iterator[str]:
    others = {found for file in files if (found := repository(os.path.dirname(file))) != top}
    for other in sorted(others):
        yield f"{project.shown(other)} is a repository of its own; not compared"


def _real(path: str) -> str:
    """The real path; of something that is a link, that of the link."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.realpath(path) if os.path.isdir(path) else os.path.join(os.path.realpath(folder), name)


def _within(path: str, top: str) -> str:
    """A path of the command line as a path from the top."""
    real = _real(path)
    if not inside(real, top):
        raise Refused(f"{path}: lies outside of the repository {project.shown(top)}")
    return real[len(os.path.join(top, "")) :].replace(os.sep, "/")


def _is_below(name: str, wanted: Sequence[str]) -> bool:
    """Whether a file is one of the paths, or lies below one, without a hidden folder on the way."""
    rests = (name[len(f"{one}/" if one else "") :] for one in wanted if not one or name.startswith(f"{one}/"))
    return name in wanted or any(not any(part.startswith(".") for part in rest.split("/")[:-1]) for rest in rests)


def _refuse_nothing(options: DiffOptions, wanted: Sequence[str], names: set[str], top: str) -> None:
    versions = f"{options.old} or {options.new or 'the working tree'}"
    for path, one in zip(options.paths, wanted, strict=False):
        here = os.path.lexists(os.path.join(top, *one.split("/")))
        if one and not here and not any(_is_below(name, (one,)) for name in names):
            raise Refused(f"{path}: no such file or folder in {versions}")
    if not names:
        where = ", ".join(options.paths) or project.shown(top)
        raise Refused(f"nothing to compare in {where}: no YAML file in {versions} has a line that begins with exlint:")


def _remark(notes: Sequence[str]) -> None:
    for note in notes[:_NOTES]:
        console.say(note)
    if len(notes) > _NOTES:
        console.say(f"and {len(notes) - _NOTES} more like these")
