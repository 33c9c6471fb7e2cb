"""Edits applied: to the plain data, which says what is meant, and to the bytes, which must come to the same."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from exlint.document import Limits, read
from exlint.document.editing import CannotEdit, Splice, shared, spliced, splices
from exlint.document.keeping import check_kept
from exlint.engine.files import File
from exlint.findings import Change, Edit, Place, plain

_MISREAD = "would mean something else when it is read again"
_SHARED = "has an anchor that is used elsewhere, where it would change, too"


def changed(files: Sequence[File], edits: Iterable[Edit], limits: Limits) -> dict[str, bytes]:
    """The new bytes of the files that some edits change, by real path; they mean exactly what the edits say.

    What no edit is about is as it was, too: every comment, and the end of the file.

    Args:
        files: The files of an estate; the first step of an edit's route is an index in them.
        edits: The edits.
        limits: Bounds on each file, also on the new ones.

    Raises:
        CannotEdit: The change cannot be written without touching more than it says.
    """
    new = {}
    for index, some in _by_file(edits).items():
        file = files[index]
        pieces = _splices(file, some)
        data = spliced(file.text, pieces)
        again = read(data, limits)
        if again.faults or again.data != meant(file.data, some):
            raise CannotEdit(_SHARED if shared(file.text, some) else _MISREAD)
        check_kept(file.text, again, pieces)
        new[file.path] = data
    return new


def changes(files: Sequence[File], edits: Iterable[Edit]) -> tuple[Change, ...]:
    """What some edits come to in the text, as a report shows it.

    Raises:
        CannotEdit: As in `changed`.
    """
    return tuple(
        Change(_place(files[index], splice, some), splice.text)
        for index, some in _by_file(edits).items()
        for splice in _splices(files[index], some)
    )


def _by_file(edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    """The edits of each file, their routes without its index."""
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        found.setdefault(int(edit.at[0]), []).append(edit._replace(at=edit.at[1:]))
    return found


def _splices(file: File, edits: Sequence[Edit]) -> tuple[Splice, ...]:
    if file.is_cut or file.text.data is None:
        raise CannotEdit("stands in a file that cannot be read")
    return splices(file.text, edits)


def _place(file: File, splice: Splice, edits: Sequence[Edit]) -> Place:
    source = file.text.source
    start, end = source.position(splice.span.start), source.position(splice.span.end)
    pointer = "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in edits[0].at)
    return Place(file.shown, *start, *end, pointer if len(edits) == 1 else "")


def meant(data: Any, edits: Sequence[Edit]) -> Any:
    """The plain data of a file after edits, whose routes begin in it.

    What several keys share through an anchor is first made their own.
    """
    copied = _unshared(data)
    for edit in edits:
        *above, last = edit.at
        parent = copied
        for part in above:
            parent = parent.setdefault(part, {}) if isinstance(parent, dict) else parent[part]
        value = copy.deepcopy(plain(edit.value))
        if edit.kind == "set":
            parent[last] = value
        else:
            items = parent.setdefault(last, []) if isinstance(parent, dict) else parent[last]
            items.insert(len(items) if edit.before is None else edit.before, value)
    return copied


def _unshared(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _unshared(one) for key, one in data.items()}
    return [_unshared(one) for one in data] if isinstance(data, list) else data
