"""Plans for documents: worked out on their data, written into their bytes, and proved on these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from exlint import engine
from exlint.document import Limits, read
from exlint.document.editing import CannotEdit, spliced
from exlint.engine import Judged, Policies, Policy
from exlint.engine.files import File
from exlint.findings import Edit, Finding, Severity
from exlint.fixes.applying import changed
from exlint.fixes.plan import Plan, Search
from exlint.fixes.proof import IDLE, Unproved, harmless, whole
from exlint.fixes.telling import planned, said, undecided
from exlint.reports.planned import Planned, Rewritten

_VERDICTS = "EXL4"
_OFFERS = 8  # as many plans are tried, where each is refused


class _Written(NamedTuple):
    """A plan in the files of its estate: the files and their new bytes by path, and the comments that are idle then."""

    files: tuple[File, ...]
    new: dict[str, bytes]
    idle: tuple[str, ...]


class Planner:
    """Plans for one document after the other; each sees what those before it have written into a file of both."""

    def __init__(self, limits: Limits, given: Mapping[str, bytes], policies: Policies) -> None:
        """Takes the bounds on each file, files whose bytes are here and not on the disk, by path, and the policies."""
        self._limits = limits
        self._policies = policies
        self._given = dict(given)
        self._rewritten: dict[str, Rewritten] = {}

    @property
    def rewritten(self) -> tuple[Rewritten, ...]:
        """The files that the plans so far change."""
        return tuple(self._rewritten.values())

    def plan(self, judged: Judged) -> Planned:
        """The plan for an estate that was judged."""
        judged = self._today(judged)
        assert judged.mail is not None  # the caller has looked
        search = Search(judged.mail, [file.data for file in judged.files])
        refused: list[str] = []
        for plan in islice(search.plans(), _OFFERS):
            told = planned(judged, plan)._replace(passed_over=refused[0] if refused else "")
            if not plan.steps:
                return told._replace(findings=self._findings(judged))
            try:
                written = self._written(judged, plan)
            except CannotEdit as why:
                return told._replace(refused=f"the steps cannot be written into the file: what they change {why}")
            except Unproved as why:
                refused.append(str(why))
                continue
            self._keep(written)
            less = undecided(search.if_declared(plan))
            stay = tuple(one for one in self._findings(judged) if not (written.idle and one == IDLE))
            return told._replace(findings=stay, undecided=less, idle=written.idle)
        nothing = Plan((), (), smallest=True, after=judged.mail, everything=search.everything)
        why_not = f"no plan is offered: {refused[0]}"
        return planned(judged, nothing)._replace(findings=self._findings(judged), refused=why_not)

    def _today(self, judged: Judged) -> Judged:
        """The estate with what was written into its files in the meantime."""
        if any(file.path in self._rewritten for file in judged.files):
            return self._judged([judged.files[0].path], {})[0]
        return judged

    def _written(self, judged: Judged, plan: Plan) -> _Written:
        """The plan in the bytes of the files.

        Raises:
            CannotEdit: Something would have to be touched that is not meant.
            Unproved: Some estate would be worse, or this one would not come to what is planned.
        """
        edits = [edit for step in plan.steps for edit in step.edits]
        try:
            new = changed(judged.files, edits, self._limits)
        except CannotEdit:
            new = self._edited(judged, edits)
        before, after = (self._judged(sorted(new), some) for some in ({}, new))
        idle = harmless(before, after, idle=True)
        mine = next(one for one in after if one.files[0].path == judged.files[0].path)
        if mine.mail is None or said(mine.mail) != said(plan.after):
            raise Unproved("the file would not come to what is planned")
        places = tuple(f"{one.place.file}:{one.place.line}: {one.message}" for one in idle)
        return _Written(judged.files, new, places)

    def _edited(self, judged: Judged, edits: Iterable[Edit]) -> dict[str, bytes]:
        """The new bytes, by path, with one edit after the other, so that two of them can meet in a list."""
        files, new = list(judged.files), {}
        for edit in edits:
            for path, data in changed(files, [edit], self._limits).items():
                new[path] = data
                number = int(edit.at[0])
                files[number] = files[number]._replace(text=read(data, self._limits))
        return new

    def _judged(self, paths: Iterable[str], new: Mapping[str, bytes]) -> tuple[Judged, ...]:
        judged, _ = engine.follow(paths, self._limits, {**self._given, **new}, self._whole)
        return judged

    def _whole(self, document: str) -> Policy:
        return whole(self._policies(document))

    def _findings(self, judged: Judged) -> tuple[str, ...]:
        """The errors and warnings that stay, as far as they count."""
        (now, *_), _ = engine.follow([judged.files[0].path], self._limits, self._given, self._policies)
        found = (one for one in now.findings if one.severity is not Severity.INFO)
        told = (f"{one.code} on {one.object}" if one.object else one.code for one in found if _is_told(one))
        return tuple(dict.fromkeys(told))

    def _keep(self, written: _Written) -> None:
        self._given |= written.new
        for file in written.files:
            if file.path in written.new:
                first = self._rewritten.get(file.path)
                old = first.old if first else spliced(file.text, ())
                self._rewritten[file.path] = Rewritten(file.shown, old, written.new[file.path])


def _is_told(finding: Finding) -> bool:
    return not finding.code.startswith(_VERDICTS)
