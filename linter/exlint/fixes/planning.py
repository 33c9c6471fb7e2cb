"""Plans for documents: worked out on their data, written into their bytes, and proved on these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from exlint import engine
from exlint.document import Limits, read
from exlint.document.editing import CannotEdit, spliced
from exlint.engine import Judged
from exlint.engine.files import File
from exlint.findings import Edit, Said, Severity
from exlint.fixes.applying import changed
from exlint.fixes.plan import Plan, Search
from exlint.fixes.proof import Unproved, harmless, worse
from exlint.mailflow import Flow, Mail, Verdict
from exlint.mailflow.reasons import longest_first, missing, spoken, together
from exlint.reports.planned import Obstacle, Planned, Rewritten, Stay

_VERDICTS = "EXL4"
_OBSTACLES = 5  # as many as a person looks at before asking again


class _Written(NamedTuple):
    """A plan in the files of its estate: the files and their new bytes by path, and what the estate comes to."""

    files: tuple[File, ...]
    new: dict[str, bytes]
    judged: Judged


class Planner:
    """Plans for one document after the other; each sees what those before it have written into a file of both."""

    def __init__(self, limits: Limits, given: Mapping[str, bytes]) -> None:
        """Takes the bounds on each file, and the files whose bytes are here and not on the disk, by path."""
        self._limits = limits
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
        plan = Search(judged.mail, [file.data for file in judged.files]).plan()
        shown = judged.files[0].shown
        planned = Planned(
            shown,
            plan.steps,
            plan.smallest,
            _said(judged.mail),
            _said(plan.after),
            tuple(_more(judged.mail, plan.after)),
            tuple(_stays(plan.after, plan.everything)),
        )
        if not plan.steps:
            return planned._replace(findings=_findings(judged))
        try:
            written = self._written(judged, plan)
        except CannotEdit as why:
            return planned._replace(refused=f"the steps cannot be written into the file: what they change {why}")
        except Unproved as why:
            stays = tuple(_stays(judged.mail, plan.everything))
            return planned._replace(
                steps=(), after=planned.before, more=(), stays=stays, refused=f"no plan is offered: {why}"
            )
        self._keep(written)
        return planned._replace(findings=_findings(written.judged))

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
        harmless(before, after)
        mine = next(one for one in after if one.files[0].path == judged.files[0].path)
        if mine.mail is None or _said(mine.mail) != _said(plan.after):
            raise Unproved("the file would not come to what is planned")
        return _Written(judged.files, new, mine)

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
        judged, _ = engine.follow(paths, self._limits, {**self._given, **new})
        return judged

    def _keep(self, written: _Written) -> None:
        self._given |= written.new
        for file in written.files:
            if file.path in written.new:
                first = self._rewritten.get(file.path)
                old = first.old if first else spliced(file.text, ())
                self._rewritten[file.path] = Rewritten(file.shown, old, written.new[file.path])


def _said(mail: Mail) -> tuple[Said, ...]:
    return tuple(
        Said(flow.sender.identity, flow.verdict.value, spoken(flow.at_large.stopped) if flow.at_large.stopped else "")
        for flow in mail.flows
    )


def _findings(judged: Judged) -> tuple[str, ...]:
    found = (one for one in judged.findings if one.severity is not Severity.INFO and not one.code.startswith(_VERDICTS))
    return tuple(dict.fromkeys(f"{one.code} on {one.object}" if one.object else one.code for one in found))


def _more(today: Mail, after: Mail) -> Iterator[str]:
    """The virtual servers whose verdict stays, and of whose mail less is stopped."""
    for old, new in zip(today.flows, after.flows, strict=True):
        if old.verdict is new.verdict and worse(new, old):
            yield old.sender.identity


def _stays(mail: Mail, at_best: Mail) -> Iterator[Stay]:
    """The mail that does not leave for certain, and why: what is not declared, and what stops it whatever is tried."""
    for flow, best in zip(mail.flows, at_best.flows, strict=True):
        if flow.verdict is Verdict.UNKNOWN:
            yield Stay(flow.sender.identity, flow.verdict.value, _keys(flow), ())
        elif flow.verdict is not Verdict.DELIVERS:
            yield Stay(flow.sender.identity, flow.verdict.value, _keys(best), tuple(_obstacles(best)))


def _keys(flow: Flow) -> tuple[str, ...]:
    """The keys to declare so that it is decided; none where no key can decide it."""
    return tuple(one.key for one in missing(*(decision for _, decision in flow.decisions)))


def _obstacles(flow: Flow) -> Iterator[Obstacle]:
    reasons = longest_first(together(decision for _, decision in flow.decisions))
    found = dict.fromkeys(Obstacle(str(reason), reason.cause.console) for reason in reasons)
    yield from list(found)[:_OBSTACLES]
