"""What is asked of each estate: the configuration nearest to its document, with its words made codes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from exlint.cli import own
from exlint.document import Limits
from exlint.engine import Policy
from exlint.findings import Severity
from exlint.project.config import DEFAULTS, Configurations, Misconfigured, Said, Settings, Texts
from exlint.project.globs import glob
from exlint.rules import Rule
from exlint.rules.selection import BadSelection, Chosen, Selection, choose, ignorable, meant

if TYPE_CHECKING:
    from exlint.rules.own import OwnRule  # its import costs time, and few have own rules

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


class Policies:
    """Gives the policy of the estate that a document describes.

    Attributes:
        configurations: What it rests on.
        met: The settings of the documents of which it was asked, by their identity.
    """

    def __init__(
        self,
        configurations: Configurations,
        rule_files: Sequence[str] = (),
        limits: Limits | None = None,
        *,
        suppressions: bool = True,
    ) -> None:
        """Prepares.

        Args:
            configurations: What is configured.
            rule_files: Rule files besides those that are configured.
            limits: Bounds on each of them.
            suppressions: Whether comments can suppress.
        """
        self.configurations = configurations
        self.met: dict[int, Settings] = {}  # folders share them
        self._rule_files = rule_files
        self._limits = limits
        self._suppressions = suppressions
        self._made: dict[int, Policy] = {}  # by the same
        self._faults: dict[str, None] = {}

    def look(self, documents: Iterable[str]) -> None:
        """Looks at the configuration of these documents.

        Raises:
            Misconfigured: One is wrong, of these documents or of those that were looked at before; all is told.
        """
        for document in documents:
            self(document)
        if faults := dict.fromkeys((*self.configurations.faults, *self._faults)):
            raise Misconfigured(*faults)

    def __call__(self, document: str) -> Policy:
        """The policy for a document, by its path; the usual one where its configuration is wrong: `look` tells."""
        try:
            settings = self.configurations.at(os.path.dirname(os.path.realpath(document)))
            if id(settings) not in self._made:
                made = policy(settings, self._rule_files, self._limits)
                self._made[id(settings)] = made._replace(suppressions=self._suppressions)
                self.met[id(settings)] = settings
            return self._made[id(settings)]
        except Misconfigured as error:
            self._faults |= dict.fromkeys(error.faults)
            return Policy()


def policy(settings: Settings, rule_files: Sequence[str] = (), limits: Limits | None = None) -> Policy:
    """The policy that settings come to, with the rules of some more files.

    Raises:
        Misconfigured: A rule file has a mistake, a word means no rule, a rule is ignored that must not be, or none is
            left.
    """
    if settings is DEFAULTS and not rule_files:
        return Policy()
    own_rules = _own(settings, rule_files, limits)
    rules = [one.rule for one in own_rules]
    if faults := tuple(_faults(settings, rules)):
        raise Misconfigured(*faults)
    chosen = _chosen(settings, rules)
    return Policy(
        own=own_rules,
        codes=chosen.codes,
        severities=_severities(settings, rules),
        ignored=_ignored(settings, rules, chosen.ignored),
        fail_level=LEVELS.get(settings.fail_level.value),
        max_warnings=settings.max_warnings.value,
        require_reason=settings.require_reason.value,
        source=settings.max_warnings.origin.source,
    )


def _own(settings: Settings, rule_files: Sequence[str], limits: Limits | None) -> tuple[OwnRule, ...]:
    """The rules of the files that are configured, and of some more."""
    paths = own.configured_files(settings)
    try:
        return own.load([*paths, *rule_files], limits)
    except own.Refused as refusal:
        raise Misconfigured(*refusal.args) from refusal


def _faults(settings: Settings, own: Sequence[Rule]) -> Iterator[str]:
    """What is wrong with the words for rules, each at its place."""
    meaning, ignoring = partial(meant, own=own), partial(ignorable, own=own)
    for said in (*settings.select.value, *settings.extend_select.value):
        yield from _fault(meaning, said)
    for said in (*settings.ignore.value, *settings.extend_ignore.value):
        yield from _fault(ignoring, said)
    for said, _ in settings.severity.value:
        yield from _fault(ignoring, said)
    for _, words in settings.per_file_ignores.value:
        for said in words:
            yield from _fault(ignoring, said)


def _fault(meaning: Callable[[str], object], said: Said[str]) -> Iterator[str]:
    try:
        meaning(said.value)
    except BadSelection as error:
        yield f"{said.origin}: {error}"


def _chosen(settings: Settings, own: Sequence[Rule]) -> Chosen:
    """The rules that run: the words of each layer over those of the layers below it."""
    four = (settings.select, settings.extend_select, settings.ignore, settings.extend_ignore)
    layers = sorted({said.origin.layer for texts in four for said in texts.value})
    preview = settings.preview.value
    try:
        return choose([Selection(preview=preview), *(_layer(settings, number) for number in layers)], own)
    except BadSelection as error:
        last = max((texts.origin for texts in reversed(four)), key=lambda origin: origin.layer)
        raise Misconfigured(f"{last}: {error}") from error


def _layer(settings: Settings, number: int) -> Selection:
    def words(*several: Texts) -> tuple[str, ...]:
        return tuple(said.value for texts in several for said in texts.value if said.origin.layer == number)

    return Selection(
        words(settings.select), words(settings.extend_select), words(settings.ignore, settings.extend_ignore)
    )


def _severities(settings: Settings, own: Sequence[Rule]) -> dict[str, Severity]:
    """Code -> severity; upper layers win, and in one layer the word that means fewer rules."""
    words = [(said.origin.layer, meant(said.value, own), level) for said, level in settings.severity.value]
    ordered = sorted(words, key=lambda one: (one[0], -len(one[1])))
    return {code: LEVELS[level] for _, codes, level in ordered for code in codes}


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
    return frozenset(code for said in words for code in meant(said.value, own))
