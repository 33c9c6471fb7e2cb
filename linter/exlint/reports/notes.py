"""The notes below a finding's frames: what to write, where to click, what the rule rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exlint.reports.columns import width
from exlint.reports.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exlint.findings import Finding

_KEY = len("console")


def notes(finding: Finding, room: int) -> list[str]:
    """Gives the notes of a finding, wrapped, each line without its indent.

    Args:
        finding: Whose notes.
        room: How many columns a line may take; a word or a menu name is never broken.
    """
    parts = {"mend": words(_mend(finding)), "console": menus(finding.console), **_page(finding)}
    return [line for key, units in parts.items() if any(units) for line in _note(key, units, room)]


def _mend(finding: Finding) -> str:
    """What to write, and how exlint writes it itself."""
    if finding.fix is not None:
        command = "exlint check --fix" if finding.fix.safe else "exlint check --fix --unsafe-fixes"
        return f"{finding.mend or finding.fix.title} ({command})"
    if finding.first:
        return f"{finding.mend} (declare {finding.first} first, and exlint can write it)"
    return finding.mend


def _page(finding: Finding) -> dict[str, list[str]]:
    command = f"exlint explain {visible(finding.code)}"
    return {"source": words(f"{finding.source} ({command})")} if finding.source else {"explain": [command]}


def words(text: str) -> list[str]:
    """Gives the words of a text, made safe to show, as units that a line is never broken in."""
    # Only the last of several blanks parts two words, and a blank at the end none: a name keeps all the blanks it has.
    return re.split(" (?=[^ ])", visible(text))


def menus(text: str) -> list[str]:
    """Gives the menus of a console's path, made safe to show, as units that a line is never broken in."""
    first, *others = visible(text).split(" > ")
    return [first, *(f"> {other}" for other in others)]


def _note(key: str, units: Sequence[str], room: int) -> list[str]:
    head = f"= {key:<{_KEY}}  "
    first, *others = wrapped(units, room - len(head))
    return [head + first, *(" " * len(head) + other for other in others)]


def wrapped(units: Iterable[str], room: int) -> list[str]:
    """Gives lines of at most `room` columns, where the units allow, with a blank between two units."""
    lines: list[str] = []
    for unit in units:
        # A line that begins with `::` is a command to GitHub's runner, which skips blanks first.
        if lines and (width(lines[-1]) + 1 + width(unit) <= room or unit.startswith("::")):
            lines[-1] += f" {unit}"
        else:
            lines.append(unit)
    return lines
