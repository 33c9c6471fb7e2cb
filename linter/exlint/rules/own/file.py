"""From the bytes of rule files to rules, or to mistakes, each in one line with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from exlint import document
from exlint.document import Document, Limits
from exlint.findings import Mark, Problem, Route, Severity
from exlint.model.kinds import KINDS, PARENTS
from exlint.rules import AREAS, ENTRIES, OWN, Rule
from exlint.rules.own import Case, OwnRule, words
from exlint.schema import ABSENT, fragments, keywords, rule_file, shape
from exlint.schema.rule_file import DeclaredCase, DeclaredRule, RuleFile

_WORDS = frozenset((*AREAS.values(), *(entry.group for entry in ENTRIES), OWN, "all"))
"""What else `--select` takes, so that no rule and no prefix may be called so."""
_TEXTS = ("message", "label", "mend")
_MOST = 100
"""Mistakes of a file that are told: nobody mends more of them one by one."""
_SEVERITIES = {severity.word: severity for severity in Severity}


class Read(NamedTuple):
    """What rule files say: their rules by code, or, at least one, the mistakes in them."""

    rules: tuple[OwnRule, ...]
    mistakes: tuple[str, ...]


def read(files: Iterable[tuple[str, bytes]], limits: Limits | None = None) -> Read:
    """Reads rule files together, since no code and no name may stand in two of them.

    Args:
        files: The name of each, as it is shown, and its bytes.
        limits: Bounds on each.
    """
    texts = [_Text(name, document.read(data, limits)) for name, data in files]
    mistakes = [line for text in texts for line in text.first_mistakes()]
    if mistakes:
        return Read((), tuple(mistakes))
    twins = tuple(_twins(texts))
    rules = [] if twins else [rule for text in texts for rule in text.rules()]
    return Read(tuple(sorted(rules, key=lambda rule: rule.rule.code)), twins)


class _Text:
    """A rule file that was read."""

    def __init__(self, name: str, text: Document) -> None:
        self.name = name
        self._text = text
        found = () if text.faults else rule_file.check(text.data)
        self._faults = found if isinstance(found, tuple) else ()
        self._file = found if isinstance(found, RuleFile) else None

    @property
    def declared(self) -> tuple[DeclaredRule, ...]:
        return self._file.rules if self._file else ()

    def first_mistakes(self) -> list[str]:
        """What is wrong with this file alone, as one reads it."""
        found = [*islice(self._mistakes(), _MOST)]
        return [self._line(offset, message) for offset, message in sorted(found)]

    def _mistakes(self) -> Iterator[tuple[int, str]]:
        yield from ((fault.span.start, fault.message) for fault in self._text.faults)
        meaning = _meaning(self._file) if self._file else ()
        for problem in chain((fault.problem for fault in self._faults), meaning):
            yield self._offset(problem), problem.message

    def told(self, problem: Problem) -> str:
        """A mistake in one line, with its place."""
        return self._line(self._offset(problem), problem.message)

    def _offset(self, problem: Problem) -> int:
        return self._text.locate(problem.at, problem.mark).span.start

    def place(self, at: Route) -> str:
        """Where something stands, as `rules/acme.yaml:7`."""
        return f"{self.name}:{self._position(at)}"

    def rules(self) -> Iterator[OwnRule]:
        """The rules; the file must be without mistakes."""
        for index, one in enumerate(self.declared):
            about = Rule(one.code, one.name, _SEVERITIES[one.severity], one.page, confidence="", since="")
            message, label, mend = (words.read((text or "").strip()) for text in _texts(one).values())
            yield OwnRule(
                about,
                one.select,
                fragments.failing(True if one.where is ABSENT else one.where),
                fragments.failing(one.asserted),
                message,
                label,
                mend,
                self.place(("rules", index, "code")),
                tuple(self._case(case, ("rules", index, "cases", at)) for at, case in enumerate(one.cases or ())),
            )

    def _case(self, case: DeclaredCase, at: Route) -> Case:
        key = "silent" if case.silent else "fires"
        start = self._text.locate((*at, key)).span.start
        line = self._text.source.position(start)[0]
        # The lines of a text behind | are lines of the file.
        first = line + 1 if self._text.source.text.startswith("|", start) else 0
        return Case(key == "fires", case.silent or case.fires or "", self.name, self._position(at), first)

    def _position(self, at: Route) -> int:
        return self._text.source.position(self._text.locate(at).span.start)[0]

    def _line(self, offset: int, message: str) -> str:
        line, column = self._text.source.position(offset)
        return f"{self.name}:{line}:{column}: {message}"


def _texts(one: DeclaredRule) -> dict[str, str | None]:
    return {key: getattr(one, key) or None for key in _TEXTS}


def _meaning(file: RuleFile) -> Iterator[Problem]:
    """What a file of the right shape says that means nothing."""
    if file.prefix.startswith("EXL") or file.prefix.casefold() in _WORDS:
        yield Problem(("prefix",), f"prefix is {file.prefix}, which exlint uses itself; expected one of your own")
    for index, one in enumerate(file.rules):
        at = ("rules", index)
        if one.code[:-3] != file.prefix:
            yield Problem((*at, "code"), f"code is {one.code}; expected {file.prefix} (prefix) and three digits")
        yield from _of_texts(one, at)
        for key, fragment in (("where", one.where), ("assert", one.asserted)):
            if fragment is not ABSENT:
                found = list(keywords.mistakes(fragment)) or shape.mistakes(fragment, shape.objects(KINDS[one.select]))
                yield from (problem._replace(at=(*at, key, *problem.at)) for problem in found)


def _of_texts(one: DeclaredRule, at: Route) -> Iterator[Problem]:
    for key, text in _texts(one).items():
        if text is not None:
            yield from (Problem((*at, key), f"{key} of {one.name}: {words_}") for words_ in _of_text(text, one.select))
    if not one.page.strip():
        yield Problem((*at, "page"), f"page of {one.name} is blank; expected what the rule finds, and why")


def _of_text(text: str, kind: str) -> Iterator[str]:
    if not text.strip() or len(text.strip().splitlines()) > 1:
        yield "expected one line of text"
        return
    try:
        placeholders = words.read(text).placeholders
    except words.Brace as brace:
        yield str(brace)
        return
    path, nodes = KINDS[kind], shape.objects(KINDS[kind])
    around = [word for where, word in PARENTS.items() if path[: len(where)] == where and path != where]
    for name in placeholders:
        if name not in around:
            wrong = shape.unknown(name, nodes)
            if wrong is not None:
                yield f"{{{name}}} means nothing for the kind {kind}: {wrong}"


def _twins(texts: Iterable[_Text]) -> Iterator[str]:
    """Codes and names that another rule has."""
    taken = {entry.name: f"{entry.code} of exlint" for entry in ENTRIES} | dict.fromkeys(_WORDS, "a word of --select")
    for text in texts:
        for index, one in enumerate(text.declared):
            for key, word in (("code", one.code), ("name", one.name)):
                at: Route = ("rules", index, key)
                if word in taken:
                    yield text.told(Problem(at, f"the {key} {word} is taken: {taken[word]}", mark=Mark.VALUE))
                taken.setdefault(word, text.place(at))
