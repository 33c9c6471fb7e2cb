"""From the settings of a folder to its policy: words for rules become codes, and what is wrong with them is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from exlint.cli import own
from exlint.document import Limits
from exlint.engine import Policy
from exlint.findings import Severity
from exlint.project.config import DEFAULTS, Misconfigured, Origin, Said, Settings, Texts
from exlint.project.globs import glob
from exlint.rules import Rule
from exlint.rules.selection import (
    BadSelection,
    Chosen,
    NothingLeft,
    Selection,
    choose,
    ignorable,
    is_own,
    meant,
    meant_by,
)

if TYPE_CHECKING:
    from exlint.rules.own import OwnRule  # its import costs time, and few have own rules

_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
_MOST = 50  # words that are wrong and told; to look for what was meant by each of thousands takes seconds


class Made(NamedTuple):
    """The policy that settings come to.

    Attributes:
        policy: The policy.
        unknown: The words of flags and variables, each behind where it was said, that mean no rule here; elsewhere a
            rule file may define them.
        empty: What is to be said if no rule is left anywhere else either; empty where one is left.
    """

    policy: Policy = Policy()
    unknown: Sequence[tuple[str, str]] = ()
    empty: str = ""

    def complaints(self, unknown: Iterable[tuple[str, str]]) -> Iterator[str]:
        """What is said of words that mean no rule anywhere; of many words, of the first."""
        rules = [one.rule for one in self.policy.own]
        for where, word in islice(unknown, _MOST):
            yield from _fault(partial(meant, own=rules), where, word)


def made(settings: Settings, rule_files: Sequence[str] = (), limits: Limits | None = None) -> Made:
    """The policy that settings come to, with the rules of some more files.

    Raises:
        Misconfigured: A rule file has a mistake, a word of a file means no rule, a rule is ignored that must not be, or
            a file leaves none.
    """
    if settings is DEFAULTS and not rule_files:
        return Made()
    own_rules = _own(settings, rule_files, limits)
    rules = [one.rule for one in own_rules]
    if faults := tuple(islice(_faults(settings, rules), _MOST)):
        raise Misconfigured(*faults)
    chosen, empty = _chosen(settings, rules)
    policy = Policy(
        own=own_rules,
        codes=chosen.codes,
        severities=_severities(settings, rules),
        ignored=_ignored(settings, rules, chosen.ignored),
        fail_level=_LEVELS.get(settings.fail_level.value),
        max_warnings=settings.max_warnings.value,
        require_reason=settings.require_reason.value,
        source=settings.max_warnings.origin.source,
    )
    unknown = dict.fromkeys((str(said.origin), said.value) for said in _words(settings) if _is_unknown(said, rules))
    return Made(policy, tuple(unknown), empty)


def _own(settings: Settings, rule_files: Sequence[str], limits: Limits | None) -> tuple[OwnRule, ...]:
    """The rules of the files that are configured, and of some more."""
    paths = own.configured_files(settings)
    try:
        return own.load([*paths, *rule_files], limits)
    except own.Refused as refusal:
        raise Misconfigured(*refusal.args) from refusal


def _selecting(settings: Settings) -> Iterator[Said[str]]:
    """The words for rules that are to run."""
    yield from (*settings.select.value, *settings.extend_select.value)


def _changing(settings: Settings) -> Iterator[Said[str]]:
    """The words for rules whose findings do not count, or get another severity."""
    yield from (*settings.ignore.value, *settings.extend_ignore.value)
    yield from (said for said, _ in settings.severity.value)
    yield from (said for _, words in settings.per_file_ignores.value for said in words)


def _words(settings: Settings) -> Iterator[Said[str]]:
    yield from _selecting(settings)
    yield from _changing(settings)


def _faults(settings: Settings, own: Sequence[Rule]) -> Iterator[str]:
    """What is wrong with the words for rules, each at its place, whatever other rule files there are."""
    for words, meaning in ((_selecting, meant), (_changing, ignorable)):
        for said in words(settings):
            if not _is_unknown(said, own):
                yield from _fault(partial(meaning, own=own), str(said.origin), said.value)
    yield from _twice(settings)


def _twice(settings: Settings) -> Iterator[str]:
    """The words that one file or variable gives a severity twice, in letters of another case."""
    seen: dict[tuple[int, str], str] = {}
    for said, _ in settings.severity.value:
        first = seen.setdefault((said.origin.layer, said.value.strip().casefold()), said.value)
        if first != said.value:
            yield f"{said.origin}: severity has {said.value} as {first} already; write one of them"


def _fault(meaning: Callable[[str], object], where: str, word: str) -> Iterator[str]:
    try:
        meaning(word)
    except BadSelection as error:
        yield f"{where}: {error}"


def _is_unknown(said: Said[str], own: Sequence[Rule]) -> bool:
    """Whether a word means no rule here, but may mean one for other documents: flags and variables are over all."""
    return _is_over_all(said.origin) and not is_own(said.value) and not meant_by(said.value, own)


def _is_over_all(origin: Origin) -> bool:
    return origin.toml is None


def _chosen(settings: Settings, own: Sequence[Rule]) -> tuple[Chosen, str]:
    """The rules that run, the words of each layer over those of the layers below it; and `empty`, as in `Made`."""
    four = (settings.select, settings.extend_select, settings.ignore, settings.extend_ignore)
    layers = sorted({said.origin.layer for texts in four for said in texts.value})
    preview = settings.preview.value
    selections = [Selection(preview=preview), *(_layer(settings, number) for number in layers)]
    try:
        return choose(selections, own, judged=True), ""
    except NothingLeft as error:
        last = max((texts.origin for texts in reversed(four)), key=lambda origin: origin.layer)
        if _is_over_all(last):
            return error.chosen, f"{last}: {error}"
        raise Misconfigured(f"{last}: {error}") from error


def _layer(settings: Settings, number: int) -> Selection:
    def words(*several: Texts) -> tuple[str, ...]:
        return tuple(said.value for texts in several for said in texts.value if said.origin.layer == number)

    return Selection(
        words(settings.select), words(settings.extend_select), words(settings.ignore, settings.extend_ignore)
    )


def _severities(settings: Settings, own: Sequence[Rule]) -> dict[str, Severity]:
    """Code -> severity; upper layers win, and in one layer the word that means fewer rules."""
    words = [(said.origin.layer, meant_by(said.value, own), level) for said, level in settings.severity.value]
    ordered = sorted(words, key=lambda one: (one[0], -len(one[1])))
    return {code: _LEVELS[level] for _, codes, level in ordered for code in codes}


def _ignored(settings: Settings, own: Sequence[Rule], everywhere: frozenset[str]) -> Callable[[str, str], bool] | None:
    """Whether a code does not count in a file; None where each does."""
    files = [
        (glob(said.origin.base, said.value), _codes(words, own)) for said, words in settings.per_file_ignores.value
    ]
    if not files and not everywhere:
        return None

    def ignored(path: str, code: str) -> bool:
        return code in everywhere or any(code in codes and names.covers(path) for names, codes in files)

    return ignored


def _codes(words: Iterable[Said[str]], own: Sequence[Rule]) -> frozenset[str]:
    return frozenset(code for said in words for code in meant_by(said.value, own))
