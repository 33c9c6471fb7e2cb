"""Which findings of an estate lie on what changed since an older version of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from exlint.engine.judged import Judged
from exlint.findings import Finding, Route
from exlint.mailflow.turns import turns
from exlint.model.comparing import compare
from exlint.model.objects import Identity, Objects, objects

_ALWAYS = tuple(f"EXL00{digit}" for digit in range(1, 10))
"""The codes that say that a file is not what it should be at all: of such a file nothing can be left out."""


def changed(old: Judged | None, new: Judged) -> Callable[[Finding], bool]:
    """Gives the question whether a finding of the new version lies on what changed.

    It does where the old version has no such finding; where the innermost object around it was added or changed; where
    it lies on a list of which an object was added, changed or removed; where the verdict about the virtual server that
    it lies on changed; and always where it says that a file cannot be read.
    """
    if old is None:
        return lambda _: True
    before, after = (objects(file.data for file in one.files) for one in (old, new))
    files = {file.shown: (index, file.data) for index, file in enumerate(new.files)}
    touched = set(_touched(before, after))
    turned = {turn.identity for turn in turns(before, old.mail, after, new.mail) if turn.changed}
    known = {one.fingerprint for one in (*old.findings, *old.suppressed)}

    def lies_on_a_change(finding: Finding) -> bool:
        if finding.code in _ALWAYS or finding.fingerprint not in known:
            return True
        found = after.at(_route(finding.place.pointer, *files[finding.place.file]))
        if found is None:
            return False  # it lies on the document, which is no object
        identity, rest = found
        return bool({identity, (*identity, *rest)} & touched) or after.all[identity].path.casefold() in turned

    return lies_on_a_change


def _touched(before: Objects, after: Objects) -> Iterator[Identity]:
    """What was added or changed, and the lists of which something was added, changed or removed."""
    for change in compare(before, after):
        yield change.object.identity
        yield change.object.identity[:-1]


def _route(pointer: str, index: int, data: Any) -> Route:
    """The route of a JSON Pointer into a file's data."""
    route: list[str | int] = [index]
    for part in pointer.split("/")[1:]:
        step: str | int = int(part) if isinstance(data, list) else part.replace("~1", "/").replace("~0", "~")
        route.append(step)
        data = data[step]
    return tuple(route)
