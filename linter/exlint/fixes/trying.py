"""Tries fixes: one at a time, each on the state that the ones before it left, and each proved before it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from exlint import engine
from exlint.document import Limits
from exlint.document.editing import CannotEdit, spliced
from exlint.engine import Judged, Policies, Policy
from exlint.findings import Finding, Fix, Offer
from exlint.fixes.applying import changed, changes
from exlint.fixes.proof import Unproved, prove, whole

_Key = tuple[str, str, str]
_MOST = 2**18  # characters: about a third of a second
_Wanted = Callable[[Judged], Callable[[Finding, Fix], bool]]


class Mended(NamedTuple):
    """What some fixes come to.

    Attributes:
        old: The bytes of each file that changes, by real path.
        new: Its bytes afterwards.
        shown: Its name as people read it.
        fixed: The findings that are gone, in the order in which they were mended.
    """

    old: dict[str, bytes]
    new: dict[str, bytes]
    shown: dict[str, str]
    fixed: tuple[Finding, ...]


class _Proved(NamedTuple):
    """A fix that makes things better, the bytes of the files that it changes, and what their estates come to."""

    fix: Fix
    new: dict[str, bytes]
    after: tuple[Judged, ...]


class Bench:
    """The files of a run, as they are and as they would be."""

    def __init__(self, limits: Limits, given: Mapping[str, bytes], policies: Policies) -> None:
        """Takes what `engine.check` takes."""
        self._limits = limits
        self._policies = policies
        self._given = dict(given)
        self._old: dict[str, bytes] = {}
        self._shown: dict[str, str] = {}
        self._known: dict[frozenset[str], tuple[Judged, ...]] = {}
        self._judged: dict[str, Judged] = {}

    def mend(self, paths: Iterable[str], wanted: _Wanted) -> Mended:
        """Mends what can be mended, until nothing more can be.

        Args:
            paths: What was selected.
            wanted: Gives, for an estate, whether a finding is to be mended in this way.
        """
        self._judged = {part.files[0].path: part for part in self._judge(paths)}
        fixed: list[Finding] = []
        done: set[_Key] = set()  # never twice: so it ends
        while self._round(wanted, fixed, done):
            pass
        new = {path: self._given[path] for path in self._old}
        return Mended(self._old, new, self._shown, tuple(fixed))

    def _round(self, wanted: _Wanted, fixed: list[Finding], done: set[_Key]) -> bool:
        """Tries every fix once; whether one was proved."""
        tried: set[_Key] = set()
        while (pick := self._pick(wanted, tried | done)) is not None:
            part, finding, key = pick
            tried.add(key)
            try:
                proved = self._tried(part, finding)
            except (CannotEdit, Unproved):
                continue
            done.add(key)
            fixed.append(finding)
            self._keep(part, proved)
        return bool(tried & done)

    def _pick(self, wanted: _Wanted, past: set[_Key]) -> tuple[Judged, Finding, _Key] | None:
        for document, part in self._judged.items():
            for finding in part.findings:
                key = document, finding.code, finding.fingerprint
                fixes = (
                    ()
                    if key in past or not self._counts(part, finding)
                    else tuple(fix for fix in finding.proposed if wanted(part)(finding, fix))
                )
                if fixes:
                    return part, finding._replace(proposed=fixes), key
        return None

    def _counts(self, part: Judged, finding: Finding) -> bool:
        """Whether a finding counts where only what was selected counts."""
        policy = self._policies(part.files[0].path)
        if policy.codes is not None and finding.code not in policy.codes:
            return False
        paths = {file.shown: file.path for file in part.files}
        return policy.ignored is None or not policy.ignored(paths[finding.place.file], finding.code)

    def offered(self, judged: Judged, finding: Finding) -> Finding:
        """A finding with its fix as it was tried; without one where it is not proved.

        Args:
            judged: The estate that the finding is of.
            finding: The finding, with what its rule proposes.
        """
        if not finding.proposed:
            return finding
        try:
            fix = self._tried(judged, finding).fix
            texts = changes(judged.files, fix.edits)
        except (CannotEdit, Unproved):
            return finding
        return finding._replace(fix=Offer(fix.title, fix.edits, fix.safe, texts))

    def _tried(self, part: Judged, finding: Finding) -> _Proved:
        """The first fix of a finding that is proved.

        Raises:
            CannotEdit, Unproved: None is; why the first is not.
        """
        refused: list[CannotEdit | Unproved] = []
        for fix in finding.proposed:
            try:
                new = changed(part.files, fix.edits, self._limits)
                after = self._judge(sorted(new), new)
                prove(self._before(new), after, finding, safe=fix.safe)
            except (CannotEdit, Unproved) as why:
                refused.append(why)
            else:
                return _Proved(fix, new, after)
        raise refused[0]

    def _before(self, paths: Iterable[str]) -> tuple[Judged, ...]:
        """What the estates come to now to which some files belong."""
        key = frozenset(paths)
        if key not in self._known:
            self._known[key] = self._judge(sorted(key))
        return self._known[key]

    def _keep(self, part: Judged, proved: _Proved) -> None:
        for file in part.files:
            if file.path in proved.new and file.path not in self._old:
                self._old[file.path] = spliced(file.text, ())
                self._shown[file.path] = file.shown
        self._given |= proved.new
        self._known.clear()
        self._judged |= {one.files[0].path: one for one in proved.after if one.files[0].path in self._judged}

    def _judge(self, paths: Iterable[str], new: dict[str, bytes] | None = None) -> tuple[Judged, ...]:
        judged, _ = engine.follow(paths, self._limits, self._given | (new or {}), self._whole)
        return judged

    def _whole(self, document: str) -> Policy:
        return whole(self._policies(document))


class Offers:
    """Gives the findings of an estate the fixes that are proved, as long as that costs little.

    Attributes:
        untried: How many findings were passed over, because trying them all would take too long.
    """

    def __init__(self, limits: Limits, given: Mapping[str, bytes], policies: Policies, most: int = _MOST) -> None:
        """Takes what `engine.check` takes, and how many characters may be judged for it."""
        self._bench = Bench(limits, given, policies)
        self._left = most
        self.untried = 0

    def __call__(self, judged: Judged) -> Judged:
        """The estate with the fixes that its findings offer."""
        return judged._replace(findings=tuple(self._offered(judged, one) for one in judged.findings))

    def _offered(self, judged: Judged, finding: Finding) -> Finding:
        if not finding.proposed:
            return finding
        self._left -= sum(len(file.text.source.text) for file in judged.files)
        if self._left < 0:
            self.untried += 1
            return finding
        return self._bench.offered(judged, finding)
