"""Rule files as the commands are given them, and `exlint test-rules`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from exlint import project
from exlint.cli import console
from exlint.cli.configured import configured
from exlint.document import Limits
from exlint.project.config import Misconfigured, Settings
from exlint.project.reasons import told
from exlint.rules import Rule

if TYPE_CHECKING:
    from exlint.rules.own import OwnRule  # its import costs time, and few have own rules

DONE, FAILS, FAILED = 0, 1, 2


class Refused(Exception):  # noqa: N818 - named for what became of the files
    """Rule files with mistakes, each an argument in one line."""


def load(paths: Sequence[str], limits: Limits | None = None) -> tuple[OwnRule, ...]:
    """The rules of rule files, by code; none, and nothing imported, where no file is named.

    Raises:
        Refused: A file cannot be read, or has a mistake.
    """
    if not paths:
        return ()
    from exlint.rules.own import file  # noqa: PLC0415 - few have own rules

    bounds = limits or Limits()
    once = {os.path.realpath(path): path for path in reversed(paths)}
    files, lines = [], []
    for path in reversed(once.values()):
        try:
            files.append((project.shown(path), project.read(path, bounds.size)))
        except project.Unreadable as error:
            lines.append(f"{project.shown(path)}: {error.reason} (--rule-file)")
        except project.TooLarge as error:
            lines.append(f"{project.shown(path)} has {error.size:,} bytes; exlint reads {bounds.size:,} of a rule file")
    read = file.read(files, bounds)
    if lines or read.mistakes:
        raise Refused(*lines, *read.mistakes)
    return read.rules


def configured_files(settings: Settings) -> list[str]:
    """The rule files that are configured; none of them leads out of the root.

    Raises:
        Misconfigured: A path or a glob names no such file.
    """
    paths: list[str] = []
    for said in settings.rule_files.value:
        try:
            paths += project.expand(os.path.join(said.origin.base, "exlint.toml"), said.value)
        except project.BadInclude as error:
            raise Misconfigured(f"{said.origin}: {told(said.value, error.reason)}") from error
    return paths


def _named(paths: Sequence[str]) -> Sequence[str]:
    """The files that are named; where none is, those that are configured for the current directory.

    Raises:
        Refused: The configuration is wrong.
    """
    try:
        return paths or configured_files(configured().here())
    except Misconfigured as error:
        raise Refused(*error.faults) from error


def test(paths: Sequence[str]) -> int:
    """Runs the cases of the rules in some files, and says of each rule whether they hold.

    Args:
        paths: The files; none for those that are configured.

    Returns:
        The exit status: 1 where a case fails, 2 where a file has a mistake or there is none.
    """
    try:
        paths = _named(paths)
        rules = load(paths)
    except Refused as refusal:
        return refused(refusal)
    if not paths:
        console.complain("no rule file is named or configured; write exlint test-rules FILE")
        return FAILED
    from exlint.engine.cases import complaints  # noqa: PLC0415 - only for this command
    from exlint.reports.escape import visible  # noqa: PLC0415 - as above

    failing = 0
    for rule in rules:
        lines = list(complaints(rule))
        failing += bool(lines)
        held = f"{rule.rule.code}  {rule.rule.name}: {_counted(len(rule.cases), 'case')} as announced"
        console.answer("".join(visible(line) + "\n" for line in lines or [held]))
    words = f"{failing} of them fail" if failing > 1 else "one of them fails" if failing else "all hold"
    console.say(f"{_counted(len(rules), 'rule')}: {words}")
    return FAILS if failing else DONE


def known(paths: Sequence[str], then: Callable[[Sequence[Rule]], int]) -> int:
    """Does something with the rules of some files, or of those that are configured; 2 where a file has a mistake."""
    try:
        rules = load(_named(paths))
    except Refused as refusal:
        return refused(refusal)
    return then([one.rule for one in rules])


def refused(refusal: Refused) -> int:
    """Says what is wrong with rule files; gives the exit status."""
    for line in refusal.args:
        console.complain(line)
    return FAILED


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
