"""A run over files: every estate that they belong to is judged once, and no file hides the findings of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from exlint import model, project, rules, schema
from exlint.document import Limits, Source
from exlint.engine import estates, placing
from exlint.engine.doubts import Doubts
from exlint.engine.files import File, Files
from exlint.engine.judged import Besides, Judged, narrowed
from exlint.engine.policy import Gate, Policies, Policy, usual
from exlint.engine.sifting import sift
from exlint.engine.words import words
from exlint.findings import Finding, Place, Report, Said, Summary
from exlint.mailflow import Mail
from exlint.mailflow.reasons import spoken
from exlint.model import Estate

if TYPE_CHECKING:
    from exlint.engine.baseline import Matching

_NOTHING = Besides()


def check(
    paths: Iterable[str],
    limits: Limits | None = None,
    given: Mapping[str, bytes] | None = None,
    policies: Policies = usual,
    besides: Besides = _NOTHING,
) -> Report:
    """Judges files.

    Args:
        paths: What was selected.
        limits: Bounds on each file.
        given: Files whose bytes are here and not on the disk, by path: standard input, an editor's buffer.
        policies: What is asked of each estate.
        besides: What else is asked.

    Returns:
        The findings as one reads them, and what was looked at.
    """
    return _over(paths, _Run(_files(limits, given), lambda _: None, policies, besides)).report()


def follow(
    paths: Iterable[str],
    limits: Limits | None = None,
    given: Mapping[str, bytes] | None = None,
    policies: Policies = usual,
    shown: Callable[[str], str] = project.shown,
) -> tuple[tuple[Judged, ...], Report]:
    """Judges files as `check` does, and gives also what each estate came to: its flows, and its files for places.

    `shown` says how people read a path.
    """
    judged: list[Judged] = []
    report = _over(paths, _Run(_files(limits, given, shown), judged.append, policies)).report()
    return tuple(judged), report


def _files(
    limits: Limits | None, given: Mapping[str, bytes] | None, shown: Callable[[str], str] = project.shown
) -> Files:
    files = Files(limits or Limits(), shown)
    for path, data in (given or {}).items():
        files.take(path, data)
    return files


def _over(paths: Iterable[str], run: _Run) -> _Run:
    for path in paths:
        run.take(path)
    return run


class _Run:
    """The state of a run: what was judged, and the texts that findings lie in."""

    def __init__(
        self, files: Files, tell: Callable[[Judged], None], policies: Policies, besides: Besides = _NOTHING
    ) -> None:
        self._files = files
        self._tell = tell
        self._policies = policies
        self._besides = besides
        self._doubts = Doubts(files)
        self._asked: list[tuple[str, tuple[Finding, ...], Policy, bool]] = []  # what the gate is told at the end
        self._done: set[str] = set()  # documents that were judged
        self._seen: set[str] = set()  # files that were looked at
        self._texts: dict[str, Source] = {}
        self._findings: list[Finding] = []
        self._suppressed: list[Finding] = []
        self._estates = self._not_judged = self._left_out = 0
        self._verdicts: list[Said] = []
        self._errors: list[str] = []

    def take(self, path: str) -> None:
        """Judges the estates that a file belongs to, unless they were judged."""
        file = self._files.load(path)
        documents, loose = estates.documents(file, self._files)
        if loose is not None:  # fragments are never an estate of their own
            self._keep(self._judge(loose))
        for document in documents:
            if document.path not in self._done:
                self._done.add(document.path)
                judged = self._judge(estates.parts(document, self._files))
                self._estates += 1
                self._not_judged += judged.mail is None
                self._verdicts += _said(judged.mail) if judged.mail else ()
                self._keep(judged)

    def _judge(self, parts: estates.Parts) -> Judged:
        document = parts.files[0]
        try:
            policy = self._policies(document.path)
            whole = self._less_the_baseline(judge(parts, policy), policy)
            judged = narrowed(whole, self._besides.narrowings)
            self._left_out += len(whole.findings) - len(judged.findings)
            if self._besides.offering is not None and judged.findings:
                judged = self._besides.offering(judged)
        except Exception as error:  # noqa: BLE001 - a fault of exlint in one estate must not hide the others' findings
            self._errors.append(f"{document.shown}: internal error: {type(error).__name__}: {error}")
            return Judged(parts.files, (), None)
        self._asked.append((document.shown, judged.findings, policy, judged.mail is not None))
        self._doubts.take(judged)
        return judged

    def _less_the_baseline(self, judged: Judged, policy: Policy) -> Judged:
        baselines = self._besides.baselines
        if baselines is None:
            return judged
        own = baselines(judged.files[0].path)
        for one in baselines.all:
            if one is not own:
                one.pass_by(judged.files)
        if own is None:
            return judged
        counted, known = own.take(judged.files, judged.findings, policy, judged=judged.mail is not None)
        return judged._replace(findings=counted, suppressed=(*judged.suppressed, *known))

    def _keep(self, judged: Judged) -> None:
        self._tell(judged)
        self._findings += map(_settled, judged.findings)
        self._suppressed += judged.suppressed
        self._seen |= {file.shown for file in judged.files}
        with_findings = {place.file for finding in judged.findings for place in _places(finding)}
        for file in judged.files:
            if file.shown in with_findings:
                self._texts[file.shown] = file.text.source
            if not file.hangs_together:
                self._files.forget(file)

    def report(self) -> Report:
        """Everything; what several estates have in common is found once."""
        if self._besides.baselines is not None:
            for baseline in self._besides.baselines.all:
                self._judge_baseline(baseline)
        summary = Summary(len(self._seen), self._estates, len(self._verdicts), self._not_judged)
        findings = _once(self._doubts.without(self._findings))
        counted = {finding.bare for finding in findings}
        return Report(
            findings,
            summary,
            self._line,
            tuple(self._verdicts),
            tuple(self._errors),
            tuple(one for one in _once(self._suppressed) if one.bare not in counted),
            self._failures(),
            self._left_out,
        )

    def _failures(self) -> tuple[str, ...]:
        gate = Gate()
        for document, findings, policy, judged in self._asked:
            gate.take(document, self._doubts.without(findings), policy, judged=judged)
        return gate.failures

    def _judge_baseline(self, baseline: Matching) -> None:
        """Keeps what there is to say of the baseline, which only the end of a run knows."""
        shown, policy = baseline.file.shown, self._policies(baseline.file.path)
        stale = baseline.findings(policy)
        self._asked.append((shown, stale, policy, True))
        self._findings += stale
        self._texts[shown] = baseline.file.text

    def _line(self, file: str, number: int) -> str:
        return self._texts[file].line(number)


def judge(parts: estates.Parts, policy: Policy | None = None) -> Judged:
    """The findings of one estate: those of its texts, their shape, how they hang together, then those of the rules."""
    policy = policy or Policy()
    findings = [finding for file in parts.files for finding in _of_text(file)]
    checked = [schema.check(file.data, index) for index, file in enumerate(parts.files) if not file.is_cut]
    faults = [*parts.faults, *(fault for one in checked if isinstance(one, tuple) for fault in one)]
    typed = [one for one in checked if isinstance(one, schema.Document)]
    estate: Estate | None = None
    if not faults and not findings:
        built = model.build(typed)
        if isinstance(built, Estate):
            estate = built
        else:
            faults += built
    findings += [placing.of_problem(rules.rule(fault.code), fault.problem, parts.files) for fault in faults]
    mail = Mail(estate) if estate is not None else None
    if mail is not None:
        findings += [
            placing.of_problem(rule, problem, parts.files)
            for rule in rules.checks(words((file.data for file in parts.files), mail), policy.codes)
            if rule.check is not None
            for problem in rule.check(mail)
        ]
        findings += [
            placing.of_problem(own.rule, problem, parts.files)
            for own in policy.own
            if policy.codes is None or own.rule.code in policy.codes
            for problem in own.check([file.data for file in parts.files])
        ]
    sifted = sift(findings, parts.files, policy, judged=mail is not None)
    return Judged(parts.files, sifted.counted, mail, sifted.suppressed, sifted.refuted)


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as one reads them, each once, whatever is done about it in one estate and in another."""
    once = {finding.bare: finding for finding in sorted(findings, key=lambda one: one.fingerprint, reverse=True)}
    return tuple(once[bare] for bare in sorted(once))


def _settled(finding: Finding) -> Finding:
    """A finding without the fixes that its rule proposes: a report shows what was tried."""
    return finding._replace(proposed=()) if finding.proposed else finding


def _said(mail: Mail) -> list[Said]:
    """The verdicts as a report says them."""
    return [
        Said(flow.sender.identity, flow.verdict.value, spoken(flow.at_large.stopped) if flow.at_large.stopped else "")
        for flow in mail.flows
    ]


def _of_text(file: File) -> list[Finding]:
    if file.failure is not None:
        return [file.failure]
    return [placing.of_text(fault, file) for fault in file.text.faults]


def _places(finding: Finding) -> list[Place]:
    return [finding.place, *(related.place for related in finding.related)]
