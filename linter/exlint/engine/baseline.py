"""What a baseline takes of a run's findings, and which of its entries are stale."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256

from exlint import rules
from exlint.engine.baseline_file import Baseline
from exlint.engine.baseline_lines import Entry, holds
from exlint.engine.files import File
from exlint.engine.policy import Policy, weighed
from exlint.findings import Finding, Suppression
from exlint.project.ours import is_ours
from exlint.project.paths import inside

_Key = tuple[str, str]  # code and fingerprint
_Shelf = dict[_Key, deque[Entry]]
_Ran = Callable[[str], bool]
_Parted = tuple[tuple[Finding, ...], tuple[Finding, ...]]  # what counts, what was taken

_STALE = "EXL911"
_LOST = "has no line any more that begins with exlint:"
_REASON = "in the baseline"
_USUAL = frozenset(entry.code for entry in rules.ENTRIES if rules.on_by_default(entry))


class Matching:
    """The entries of a baseline against the findings of a run, one estate after the other.

    An entry takes one finding of its own document. Those of a document that is gone, or is none any more, are open to
    documents for which no entry of their own fits, which may be that document under another name; those of a document
    that has become a fragment, to the document that includes it. Stale entries change none of this, so they can be
    removed without a finding that counts anew.

    Attributes:
        file: The baseline.
        found: The entries for all that was found: what counts, and what was taken.
        unjudged: The documents whose rules were not run, as people read them, with the codes of the reasons.
    """

    def __init__(self, file: Baseline, *, knows: Callable[[str], bool]) -> None:
        """Prepares; `knows` says whether the run looks at all that a gone document, by its path, may have become."""
        self.file = file
        self.found: set[Entry] = set()
        self.unjudged: dict[str, list[str]] = {}
        self._knows = knows
        self._shelves: dict[str, _Shelf] = {}
        for entry in file.entries:
            _put(entry, self._shelves.setdefault(entry.document, {}))
        self._looked: dict[str, str] = {}  # as `_gone` has it
        self._taken: set[Entry] = set()
        self._seen: dict[str, list[_Ran]] = {}  # a document, or a fragment -> the rules that looked at its estates
        self._passed: set[str] = set()  # the same that are held against another baseline, or against none
        self._newcomers: list[_Ran] = []  # the same of documents for which no entry of their own fits

    def take(self, files: Sequence[File], findings: Iterable[Finding], policy: Policy, *, judged: bool) -> _Parted:
        """Parts the findings of an estate in those that count and those that the baseline takes.

        Args:
            files: The estate's document, then its fragments.
            findings: Those that counted until now.
            policy: What was asked of the estate.
            judged: Whether its rules were run.
        """
        findings = tuple(findings)
        names = [self.file.called(file.path) for file in files]
        self.found |= {Entry(names[0], *_told(one)) for one in findings if holds(one.code)}
        if not judged:
            self.unjudged[files[0].shown] = sorted({one.code for one in findings if one.code.startswith("EXL0")})
        matched = self._matched(findings, names, _ran(policy, [file.path for file in files]) if judged else _nothing)
        counted = (one for one, entry in zip(findings, matched, strict=True) if entry is None)
        known = (self._suppressed(one, entry) for one, entry in zip(findings, matched, strict=True) if entry)
        return tuple(counted), tuple(known)

    def pass_by(self, files: Sequence[File]) -> None:
        """Takes note of an estate that is not held against this baseline, so that entries for it take nothing."""
        self._passed.update(self.file.called(file.path) for file in files)

    @property
    def is_asked(self) -> bool:
        """Whether an estate was held against it."""
        return bool(self._seen)

    def stale(self) -> tuple[Entry, ...]:
        """After a run, the entries that took nothing, where the run can know that there is nothing to take."""
        return tuple(entry for entry, is_known in self._left() if is_known)

    def kept(self) -> tuple[Entry, ...]:
        """After a run, the entries that it cannot speak of: of documents, or rules, that it did not look at."""
        return tuple(entry for entry, is_known in self._left() if not is_known)

    def findings(self, policy: Policy) -> tuple[Finding, ...]:
        """The stale entries as findings in the file of the baseline, of which `policy` is asked."""
        if not _ran(policy, [self.file.path])(_STALE):
            return ()
        return tuple(weighed(self._finding(entry), policy) for entry in self.stale())

    def _matched(self, findings: Sequence[Finding], names: Sequence[str], ran: _Ran) -> list[Entry | None]:
        """The entry that each finding takes in an estate with files of these names, at which rules looked."""
        for name in names:
            self._seen.setdefault(name, []).append(ran)
        own = [self._shelves[name] for name in names if name in self._shelves]
        matched = [self._entry(finding, own) for finding in findings]
        if not any(matched):
            self._newcomers.append(ran)
            matched = [self._entry(finding, [self._open]) for finding in findings]
        return matched

    def _entry(self, finding: Finding, shelves: Iterable[_Shelf]) -> Entry | None:
        """Takes an entry for a finding, if there is one left."""
        if not holds(finding.code):
            return None
        for shelf in shelves:
            waiting = shelf.get((finding.code, finding.fingerprint), deque())
            while waiting:
                entry = waiting.popleft()
                if entry not in self._taken:  # through the other shelf on which it may lie
                    self._taken.add(entry)
                    return entry
        return None

    def _suppressed(self, finding: Finding, entry: Entry) -> Finding:
        return finding._replace(suppressed=Suppression(self.file.place(entry), "baseline", _REASON))

    def _left(self) -> Iterator[tuple[Entry, bool]]:
        """The entries that took nothing, each with whether the run would have found what it stands for."""
        entries = self.file.entries
        by_newcomers = {code: all(ran(code) for ran in self._newcomers) for code in {one.code for one in entries}}
        for entry in entries:
            if entry in self._taken:
                continue
            if looked := self._seen.get(entry.document):
                yield entry, all(ran(entry.code) for ran in looked)
            elif entry.document in self._passed:
                yield entry, True
            else:
                # Of what the run does not look at no file is opened: a baseline may name thousands.
                path = os.path.normpath(os.path.join(self.file.folder, entry.document))
                yield entry, by_newcomers[entry.code] and self._knows(path) and bool(self._gone(entry.document))

    @cached_property
    def _open(self) -> _Shelf:
        """The entries of documents that are gone, or are none any more."""
        shelf: _Shelf = {}
        for entry in self.file.entries:
            if self._gone(entry.document):
                _put(entry, shelf)
        return shelf

    def _gone(self, document: str) -> str:
        """What became of a document that is none any more; empty for one that is there. Looked for once."""
        if document not in self._looked:
            self._looked[document] = self._why_gone(document)
        return self._looked[document]

    def _why_gone(self, document: str) -> str:
        """What became of a document that is none any more; one on another computer or drive is not looked for."""
        if os.path.splitdrive(document)[0] or document[0] in "/\\":
            return ""
        path = os.path.join(self.file.folder, document)
        if not os.path.lexists(path):
            return "is gone"
        is_here = os.path.realpath(path) == os.path.normpath(path) and inside(path, self.file.folder)
        return _LOST if is_here and os.path.isfile(path) and not is_ours(path) else ""

    def _why_stale(self, entry: Entry) -> str:
        gone = self._gone(entry.document)
        if entry.document in self._passed and entry.document not in self._seen:
            return " is not held against this baseline"
        if gone == _LOST:
            return f", which {gone}, is not checked"
        return f"{f', which {gone},' if gone else ''} has no {entry.code} any more"

    def _finding(self, entry: Entry) -> Finding:
        about = rules.rule(_STALE)
        where = f"{entry.object} in {entry.document}" if entry.object else entry.document
        message = f"{where}{self._why_stale(entry)}: this entry suppresses nothing"
        known_by = f"{_STALE}\n{entry.document}/{entry.code}/{entry.fingerprint}\n1"
        return Finding(
            self.file.place(entry),
            about.code,
            about.name,
            about.severity,
            f"{message}; exlint baseline prune removes it",
            entry.object,
            fingerprint=sha256(known_by.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        )


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.object, finding.fingerprint


def _put(entry: Entry, shelf: _Shelf) -> None:
    shelf.setdefault((entry.code, entry.fingerprint), deque()).append(entry)


def _ran(policy: Policy, paths: Sequence[str]) -> _Ran:
    """Whether a rule looked at these files, and its findings in them count."""

    def ran(code: str) -> bool:
        return _runs(policy, code) and not any(_ignores(policy, path, code) for path in paths)

    return ran


def _ignores(policy: Policy, path: str, code: str) -> bool:
    return policy.ignored is not None and policy.ignored(path, code)


def _nothing(_: str) -> bool:
    return False


def _runs(policy: Policy, code: str) -> bool:
    """Whether a rule is asked for; what keeps an estate from being judged always is.

    The rules about comments, EXL901 to 905, do not run where no comment is looked at.
    """
    if code.startswith("EXL90") and not policy.suppressions:
        return False
    return code.startswith("EXL0") or code in (_USUAL if policy.codes is None else policy.codes)
