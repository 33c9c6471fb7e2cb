"""Why a verdict is another one: the fewest changes that make the difference, found by judging again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from exlint import model, schema
from exlint.mailflow.mail import Mail
from exlint.mailflow.turns import Turn, flows, stays_more
from exlint.mailflow.verdict import Flow
from exlint.model import Estate
from exlint.model.comparing import Change
from exlint.model.objects import Objects
from exlint.model.reverting import Step, mixed, steps

MOST_TRIALS = 200
"""How often an estate is judged again, each way, to find the reasons for all of its verdicts."""

_MOST_FLOWS = 50_000  # all trials together: a large estate is judged less often
_FEWEST_TRIALS = 20


class Because(NamedTuple):
    """Why a verdict changed.

    Attributes:
        changes: The changes. Taken back together in the new version, they give the old verdict again, where it got
            worse; made together in the old version, they give the new verdict, where it got better.
        fewest: Whether none of them can be left out; otherwise the estate was judged often enough before that was
            known.
    """

    changes: tuple[Change, ...]
    fewest: bool


def reasons(
    old: tuple[Objects, Mail], new: tuple[Objects, Mail], changes: Sequence[Change], turned: Sequence[Turn]
) -> dict[str, Because]:
    """Identity of a virtual server -> why its verdict changed; those that only one version has are left out.

    Args:
        old: The objects of the old version, and their mail.
        new: Those of the new version.
        changes: What changed between them.
        turned: The virtual servers whose verdict changed.
    """
    every = steps(old[0], new[0], changes)
    # With every step taken one version is the other, which was judged already.
    back, forth = _Trials(new[0], old[0], every, old[1]), _Trials(old[0], new[0], every, new[1])
    found = {}
    for turn in turned:
        if turn.old is None or turn.new is None:
            continue
        trials, wanted, mail = (back, turn.old, old[1]) if turn.worse else (forth, turn.new, new[1])
        is_it = _is_again(turn.identity, wanted, mail, trials)
        kept, fewest = _fewest((*trials.answers, tuple(every)), is_it)
        trials.answers[kept] = None
        parts = [change for step in kept for change in every[step]]
        if parts:
            found[turn.identity] = Because(tuple(parts), fewest)
    return found


class _Enough(Exception):  # noqa: N818 - named for what is said
    """As many estates were judged as are judged for an answer."""


class _Trials:
    """One version with some of its steps taken as in the other, judged, each once.

    Attributes:
        answers: The steps that made the difference for some virtual server; for the next one they may do as well.
    """

    def __init__(self, base: Objects, other: Objects, every: Iterable[Step], mail: Mail) -> None:
        self._base, self._other = base, other
        self._known: dict[frozenset[Step], tuple[Mail | None, dict[str, Flow]]] = {
            frozenset(every): (mail, flows(mail))
        }
        self._left = max(_FEWEST_TRIALS, min(MOST_TRIALS, _MOST_FLOWS // max(len(mail.flows), 1)))
        self.answers: dict[tuple[Step, ...], None] = {}

    def judged(self, taken: Collection[Step]) -> tuple[Mail | None, dict[str, Flow]]:
        """The mail of such an estate, and its flows; None and no flows where the steps do not make one."""
        key = frozenset(taken)
        if key not in self._known:
            if not self._left:
                raise _Enough
            self._left -= 1
            mail = _mail(mixed(self._base, self._other, key))
            self._known[key] = mail, flows(mail)
        return self._known[key]


def _mail(data: object) -> Mail | None:
    checked = schema.check(data, 0)
    built = model.build([checked]) if isinstance(checked, schema.Document) else None
    return Mail(built) if isinstance(built, Estate) else None


def _is_again(identity: str, wanted: Flow, mail: Mail, trials: _Trials) -> Callable[[Sequence[Step]], bool]:
    """Gives the question whether with some steps taken a verdict is there again, and no more mail stays."""

    def is_it(taken: Sequence[Step]) -> bool:
        tried, found = trials.judged(taken)
        flow = found.get(identity)
        if tried is None or flow is None or flow.verdict is not wanted.verdict:
            return False
        return not stays_more((wanted, mail), (flow, tried))

    return is_it


def _fewest(
    starts: Iterable[tuple[Step, ...]], is_it: Callable[[Sequence[Step]], bool]
) -> tuple[tuple[Step, ...], bool]:
    """Steps that are enough, among the first of these that are, and whether none of them can be left out."""
    kept: tuple[Step, ...] = ()
    try:
        kept = next((start for start in starts if start and is_it(start)), ())
        size = max(len(kept) // 2, 1)
        while True:
            shorter = _without_parts(kept, size, is_it)
            if size == 1 and len(shorter) == len(kept):
                return kept, True
            kept, size = shorter, max(size // 2, 1)
    except _Enough:
        return kept, False


def _without_parts(kept: tuple[Step, ...], size: int, is_it: Callable[[Sequence[Step]], bool]) -> tuple[Step, ...]:
    """The steps without every run of this many that can be left out."""
    start = 0
    while start < len(kept):
        trial = kept[:start] + kept[start + size :]
        if trial and is_it(trial):
            kept = trial
        else:
            start += size
    return kept
