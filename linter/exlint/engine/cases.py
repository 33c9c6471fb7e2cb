"""Runs the cases of own rules: each document is judged as any other, by its rule alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from exlint import document
from exlint.engine.estates import Parts
from exlint.engine.files import File
from exlint.engine.policy import Policy
from exlint.engine.run import judge
from exlint.rules.own import Case, OwnRule

_LINES = re.compile(r"\r\n|\r|\n")
_MARK = "# expect: "


def complaints(rule: OwnRule) -> Iterator[str]:
    """What is wrong with a rule, as its cases show it, each in one line with its place; nothing where all hold."""
    for kind, fires in (("fires", True), ("silent", False)):
        if not any(case.fires is fires for case in rule.cases):
            yield f"{rule.place}: {rule.rule.code} has no case that {'fires' if fires else 'is silent'} (- {kind}: |)"
    for case in rule.cases:
        for line, words in _of_case(rule, case):
            where = f"{case.file}:{case.first + line - 1}" if case.first else f"{case.file}:{case.line}"
            inside = "" if case.first else f" (line {line} of the document)"
            yield f"{where}: {rule.rule.code} {'fires' if case.fires else 'silent'}: {words}{inside}"


def _of_case(rule: OwnRule, case: Case) -> Iterator[tuple[int, str]]:
    """What is wrong in a case, each with a line of its document."""
    text = document.read(case.text.encode())
    file = File(case.file, case.file, text)
    policy = Policy(codes=frozenset((rule.rule.code,)), suppressions=False, own=(rule,))
    judged = judge(Parts((file,), ()), policy)
    links = [key for key in ("include", "part_of") if isinstance(file.data, dict) and key in file.data]
    if judged.mail is None:
        yield from ((one.place.line, f"this is no document: {one.code} {one.message}") for one in judged.findings)
    elif links:
        line = text.source.position(text.locate((links[0],)).span.start)[0]
        yield line, f"a case is one document, which has no {links[0]}"
    else:
        found = [(one.place.line, one.message) for one in judged.findings if one.code == rule.rule.code]
        announced = list(_announced(case.text))
        yield from _misannounced(rule, case, announced)
        yield from _compared([(line, words) for line, _, words in announced], found)


def _announced(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, code and words of what a document announces."""
    for number, line in enumerate(_LINES.split(text), 1):
        for note in line.split(_MARK)[1:]:
            code, _, words = note.strip().partition(" ")
            yield number, code, words.strip()


def _misannounced(rule: OwnRule, case: Case, announced: list[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """Announcements that no finding could fulfil."""
    if case.fires and not announced:
        yield 1, f"nothing is announced ({_MARK}{rule.rule.code} MESSAGE)"
    for line, code, words in announced:
        if not case.fires:
            yield line, "a finding is announced where the rule is to be silent"
        elif code != rule.rule.code or not words:
            yield line, f"{code} is announced; expected {rule.rule.code} and the beginning of its message"


def _compared(announced: list[tuple[int, str]], found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """What is announced without being found, or found without being announced, line by line."""
    lines: dict[int, tuple[list[str], list[str]]] = {}
    for line, words in announced:
        lines.setdefault(line, ([], []))[0].append(words)
    for line, message in found:
        lines.setdefault(line, ([], []))[1].append(message)
    for line in sorted(lines):
        for said, message in zip_longest(*lines[line]):
            if said is None:
                yield line, f"this is found, and not announced: {message}"
            elif message is None:
                yield line, f"this is announced, and not found: {said}"
            elif not _begins(message, said):
                yield line, f"announced is: {said}; found is: {message}"


def _begins(message: str, words: str) -> bool:
    """Whether a message begins with the words, in which `...` stands for anything."""
    first, *others = (part.strip() for part in words.split("..."))
    if not message.startswith(first):
        return False
    at = len(first)
    for part in others:
        at = message.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
