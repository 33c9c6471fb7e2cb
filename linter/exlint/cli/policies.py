"""What is asked of each estate: the configuration nearest to its document, with its words made codes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from exlint.engine import Policy
from exlint.findings import Severity
from exlint.project.config import DEFAULTS, Configurations, Misconfigured, Said, Settings, Texts
from exlint.project.globs import glob
from exlint.rules.selection import BadSelection, Chosen, Selection, choose, ignorable, meant

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def configured(flags: Mapping[str, Any], config: str, *, isolated: bool) -> Configurations:
    """The configurations of a run; arguments as of `Configurations`.

    Raises:
        Misconfigured: What lies over the files is wrong, or the one file that is named.
    """
    if config and isolated:
        raise Misconfigured("--config names a file, --isolated wants none; leave one of them out")
    return Configurations(flags, os.environ, config=config, isolated=isolated)


class Policies:
    """Gives the policy of the estate that a document describes."""

    def __init__(self, configurations: Configurations) -> None:
        """Prepares."""
        self._configurations = configurations
        self._made: dict[int, Policy] = {}  # by the identity of settings, which folders share
        self._faults: dict[str, None] = {}

    def look(self, documents: Iterable[str]) -> None:
        """Looks at the configuration of these documents.

        Raises:
            Misconfigured: One is wrong, of these documents or of those that were looked at before; all is told.
        """
        for document in documents:
            self(document)
        if self._faults:
            raise Misconfigured(*self._faults)

    def __call__(self, document: str) -> Policy:
        """The policy for a document, by its path; the usual one where its configuration is wrong: `look` tells."""
        try:
            settings = self._configurations.at(os.path.dirname(os.path.realpath(document)))
            if id(settings) not in self._made:
                self._made[id(settings)] = policy(settings)
            return self._made[id(settings)]
        except Misconfigured as error:
            self._faults |= dict.fromkeys(error.faults)
            return Policy()


def policy(settings: Settings) -> Policy:
    """The policy that settings come to.

    Raises:
        Misconfigured: A word means no rule, a rule is ignored that must not be, or none is left.
    """
    if settings is DEFAULTS:
        return Policy()
    if faults := tuple(_faults(settings)):
        raise Misconfigured(*faults)
    chosen = _chosen(settings)
    return Policy(
        codes=chosen.codes,
        severities=_severities(settings),
        ignored=_ignored(settings, chosen.ignored),
        fail_level=LEVELS.get(settings.fail_level.value),
        max_warnings=settings.max_warnings.value,
        require_reason=settings.require_reason.value,
        source=settings.max_warnings.origin.source,
    )


def _faults(settings: Settings) -> Iterator[str]:
    """What is wrong with the words for rules, each at its place."""
    for said in (*settings.select.value, *settings.extend_select.value):
        yield from _fault(meant, said)
    for said in (*settings.ignore.value, *settings.extend_ignore.value):
        yield from _fault(ignorable, said)
    for said, _ in settings.severity.value:
        yield from _fault(ignorable, said)
    for _, words in settings.per_file_ignores.value:
        for said in words:
            yield from _fault(ignorable, said)


def _fault(meaning: Callable[[str], object], said: Said[str]) -> Iterator[str]:
    try:
        meaning(said.value)
    except BadSelection as error:
        yield f"{said.origin}: {error}"


def _chosen(settings: Settings) -> Chosen:
    """The rules that run: the words of each layer over those of the layers below it."""
    four = (settings.select, settings.extend_select, settings.ignore, settings.extend_ignore)
    layers = sorted({said.origin.layer for texts in four for said in texts.value})
    preview = settings.preview.value
    try:
        return choose([Selection(preview=preview), *(_layer(settings, number) for number in layers)])
    except BadSelection as error:
        last = max((texts.origin for texts in reversed(four)), key=lambda origin: origin.layer)
        raise Misconfigured(f"{last}: {error}") from error


def _layer(settings: Settings, number: int) -> Selection:
    def words(*several: Texts) -> tuple[str, ...]:
        return tuple(said.value for texts in several for said in texts.value if said.origin.layer == number)

    return Selection(
        words(settings.select), words(settings.extend_select), words(settings.ignore, settings.extend_ignore)
    )


def _severities(settings: Settings) -> dict[str, Severity]:
    """Code -> severity; upper layers win, and in one layer the word that means fewer rules."""
    found = [(said.origin.layer, -len(meant(said.value)), said.value, level) for said, level in settings.severity.value]
    return {code: LEVELS[level] for _, _, word, level in sorted(found) for code in meant(word)}


def _ignored(settings: Settings, everywhere: frozenset[str]) -> Callable[[str, str], bool] | None:
    """Whether a code does not count in a file; None where each does."""
    files = [(glob(said.origin.base, said.value), _codes(words)) for said, words in settings.per_file_ignores.value]
    if not files and not everywhere:
        return None

    def ignored(path: str, code: str) -> bool:
        return code in everywhere or any(code in codes and names.covers(path) for names, codes in files)

    return ignored


def _codes(words: Iterable[Said[str]]) -> frozenset[str]:
    return frozenset(code for said in words for code in meant(said.value))
