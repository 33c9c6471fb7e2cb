"""`exlint diff` for a person: of each document the verdicts with their reasons, the objects, the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exlint.findings import Finding
from exlint.mailflow import Flow, Verdict
from exlint.mailflow.because import Because
from exlint.mailflow.reasons import spoken
from exlint.mailflow.turns import Turn
from exlint.mailflow.wording import some
from exlint.model.comparing import Change
from exlint.reports.different import Difference
from exlint.reports.escape import visible
from exlint.reports.hops import COLUMNS
from exlint.reports.notes import words, wrapped
from exlint.reports.style import Paint
from exlint.reports.summary import counted
from exlint.reports.values import changed

_KEY = len("changed")
_CHANGES = 12  # as many as a person takes in
_STYLES = {Verdict.QUEUES: "error", Verdict.PARTIAL: "error", Verdict.UNKNOWN: "warning"}


def text(differences: Iterable[Difference], paint: Paint) -> str:
    """The documents that differ, one behind the other, then what it all comes to; empty where none differs."""
    differing = [one for one in differences if not one.empty]
    blocks = ["\n".join(_lines(one, paint)) for one in differing]
    return "\n\n".join([*blocks, _closing(differing)]) + "\n" if blocks else ""


def _lines(one: Difference, paint: Paint) -> Iterator[str]:
    # The first word is ours, so that no name can begin a line as a command to a CI runner.
    yield from _wrapped("", f"document: {_documents(one)}")
    both = one.old and one.new
    changes = [change for change in one.changes if both or change.what != "changed"]
    for lines in (_mail(one, paint), _objects(changes), [*_found("new", one.found), *_found("gone", one.gone)]):
        kept = list(lines)
        yield from ["", *kept] if kept else []


def _documents(one: Difference) -> str:
    if not one.old or not one.new:
        return f"{one.new or one.old} ({'new' if one.new else 'gone'})"
    both = one.new if one.old == one.new else f"{one.old} -> {one.new}"
    return f"{both} (renamed)" if one.renamed else both


def _mail(one: Difference, paint: Paint) -> Iterator[str]:
    """The verdicts that changed, each with its reasons, and how many did not."""
    for turn in one.turned:
        yield from _turn(turn, one, paint)
        if because := one.because.get(turn.identity):
            yield from _because(turn, because)
    lost = one.judged[0] and bool(one.new) and not one.judged[1]
    if lost:
        yield from _wrapped(" ", "mail: there is no verdict any more; the findings below say what to mend first")
    same = len(one.turns) - len(one.turned)
    if same and one.turned:
        yield f" mail: {counted(same, 'other virtual server')} as before"


def _turn(turn: Turn, one: Difference, paint: Paint) -> Iterator[str]:
    before = _said(turn.old, judged=one.judged[0]) if turn.there[0] else "new"
    after = _said(turn.new, judged=one.judged[1]) if turn.there[1] else "gone"
    style = _STYLES.get(turn.new.verdict, "") if turn.new else ""
    head = f"mail: {turn.virtual_server}: {before} -> {after.upper() if turn.worse and not turn.new else after}"
    for line in _wrapped(" ", head):
        yield paint(line, style) if style and turn.worse else line


def _said(flow: Flow | None, *, judged: bool) -> str:
    """A verdict, and at which hours or for whom mail stays."""
    if flow is None:
        return "unknown" if judged else "not judged"
    if flow.at_large.stopped:
        return f"{flow.verdict.value}, {spoken(flow.at_large.stopped)}"
    stay = [where.name for where, decision in flow.others if decision.stopped]
    return f"{flow.verdict.value}, for {some(stay)}" if stay else flow.verdict.value


def _because(turn: Turn, because: Because) -> Iterator[str]:
    several = len(because.changes) > 1
    if turn.worse:
        them = f"taken back{' together' if several else ''}, {'they give' if several else 'it gives'}"
        proof = f"{them} {_said(turn.old, judged=True)} again"
    else:
        proof = f"{'they are' if several else 'it is'} enough by {'themselves' if several else 'itself'}"
    yield from _wrapped("   ", f"because of {counted(len(because.changes), 'change')}; {proof}:")
    for change in because.changes[:_CHANGES]:
        for sentence in changed(change):
            yield from _wrapped("   - ", sentence)
    if len(because.changes) > _CHANGES:
        yield f"   - and {len(because.changes) - _CHANGES} more"
    if not because.fewest:
        yield "   Fewer may be enough: the estate was judged as often as it is for one answer."


def _objects(changes: Sequence[Change]) -> Iterator[str]:
    """The objects; of those that came or went with what holds them, only how many there are."""
    names = {"added": "added", "removed": "removed"}
    inside = {one.object.identity: one for one in changes if one.what != "changed"}
    for change in changes:
        if change.what == "changed":
            for sentence in changed(change):
                yield from _wrapped(f" {'changed':<{_KEY}}  ", sentence)
        elif change.object.identity[: change.object.kind.owner] not in inside:
            held = sum(one.object.identity[:3] == change.object.identity for one in inside.values()) - 1
            more = f", with {counted(held, 'object')}" if held > 0 else ""
            yield from _wrapped(f" {names[change.what]:<{_KEY}}  ", f"{change.object.full_name}{more}")


def _found(key: str, findings: Iterable[Finding]) -> Iterator[str]:
    for one in findings:
        place = f"{one.place.file}:{one.place.line}:{one.place.column}"
        yield from _wrapped(f" {key:<{_KEY}}  ", f"{one.severity.word} {one.code} {one.message} ({place})")


def _closing(differing: Sequence[Difference]) -> str:
    turned = [turn for one in differing for turn in one.turned]
    worse = sum(turn.worse for turn in turned)
    new, gone = sum(len(one.found) for one in differing), sum(len(one.gone) for one in differing)
    lost = sum(one.worse and not any(turn.worse for turn in one.turned) for one in differing)
    renamed = sum(one.renamed for one in differing)
    parts = [
        f"{counted(worse, 'verdict')} got worse",
        *([f"{counted(lost, 'document')} without a verdict"] if lost else []),
        *([f"{len(turned) - worse} changed otherwise"] if len(turned) > worse else []),
        *([f"{counted(renamed, 'document')} renamed"] if renamed else []),
        f"{counted(sum(len(one.changes) for one in differing), 'object')} changed",
        f"{counted(new, 'finding')} new, {gone} gone",
    ]
    return "; ".join(parts)


def _wrapped(first: str, sentence: str) -> list[str]:
    """A sentence in lines of at most 100 columns, where names allow; what follows stands under its beginning."""
    indent = " " * len(first) if first else "  "
    head, *others = wrapped(words(sentence), COLUMNS - len(indent))
    return [first + head, *(indent + visible(line) for line in others)]
