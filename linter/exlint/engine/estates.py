"""Which files belong together: a document and the fragments that it includes (format.md, Fragments)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from exlint import project
from exlint.engine.files import File, Files
from exlint.findings import Problem, Route
from exlint.schema import Fault


class Parts(NamedTuple):
    """The files of an estate, the document first; and what is wrong with how they hang together (EXL024)."""

    files: tuple[File, ...]
    faults: tuple[Fault, ...]


def documents(file: File, files: Files) -> tuple[tuple[File, ...], tuple[Fault, ...]]:
    """The documents that a file belongs to: itself, or those that its `part_of` leads to.

    Returns:
        The documents; and the faults of the fragment itself, if there are any, whose routes begin with 0.
    """
    found: dict[str, File] = {}
    faults: list[Fault] = []
    waiting, seen = [file], {file.path}
    for fragment in waiting:
        entries = list(_entries(fragment, "part_of"))
        if not entries:
            found.setdefault(fragment.path, fragment)
        for at, entry in entries:
            document, fault = _document(fragment, at, entry, files)
            if fault is not None and fragment is file:
                faults.append(fault)
            elif document is not None and document.path not in seen:
                seen.add(document.path)
                waiting.append(document)
    return tuple(found.values()), tuple(faults)


def hangs_together(file: File) -> bool:
    """Whether a file belongs together with others, so that it may be asked for again."""
    return any(True for key in ("include", "part_of") for _ in _entries(file, key))


def _document(fragment: File, at: Route, entry: str, files: Files) -> tuple[File | None, Fault | None]:
    """What one `part_of` leads to, if it leads back too."""
    try:
        document = files.find(project.resolve(fragment.path, entry))
    except project.BadInclude as error:
        return None, _fault((0, *at), f"part_of: {entry} {error.reason}", "write the path of the document")
    if files.real(fragment) in _included(document):
        return document, None
    message = f"{document.shown} does not include this file, so that nothing here is part of its estate"
    return None, _fault((0, *at), message, f"add this file to include in {document.shown}")


def parts(document: File, files: Files) -> Parts:
    """The document and all its fragments, each once, in the order in which they are named."""
    found, faults = [document], []
    for index, including in enumerate(found):  # grows while it runs: a fragment may include others
        for at, pattern in _entries(including, "include"):
            try:
                paths = project.expand(including.path, pattern)
            except project.BadInclude as error:
                faults.append(_fault((index, *at), f"include: {pattern} {error.reason}", "write a path or a glob"))
                continue
            for path in paths:
                file = files.find(path)
                fault = _wrong(including, file, [files.real(other) for other in found], files)
                if fault is None:
                    found.append(file)
                elif fault:
                    faults.append(_fault((index, *at), *fault))
    return Parts(tuple(found), tuple(faults))


def _wrong(including: File, file: File, found: list[str], files: Files) -> tuple[str, str] | tuple[()] | None:
    """Why a file cannot be a fragment here, with how to mend it; empty when it is one already.

    `found` holds the real paths of the estate's files so far, the document's first.
    """
    real = files.real(file)
    if real == found[0]:
        return f"{file.shown} includes itself through {including.shown}", "include each file once, from the document"
    if real in found:
        return ()
    if file.is_cut:
        return None  # it has findings of its own, and nothing can be said about its part_of
    if files.real(including) in _resolved(file):
        return None
    message = f"{file.shown} has no part_of that leads back to {including.shown}: it is a document of its own"
    back = os.path.relpath(files.real(including), os.path.dirname(real)).replace(os.sep, "/")
    return message, f"write part_of: {back} in {file.shown}"


def _included(document: File) -> Iterator[str]:
    for _, pattern in _entries(document, "include"):
        try:
            yield from project.expand(document.path, pattern)
        except project.BadInclude:
            continue


def _resolved(fragment: File) -> Iterator[str]:
    for _, entry in _entries(fragment, "part_of"):
        try:
            yield project.resolve(fragment.path, entry)
        except project.BadInclude:
            continue


def _entries(file: File, key: str) -> Iterator[tuple[Route, str]]:
    """The texts of `include` or `part_of`, one or a list, with their routes in the file."""
    value = file.data.get(key) if isinstance(file.data, dict) else None
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, list):
        yield from (((key, index), item) for index, item in enumerate(value) if isinstance(item, str))


def _fault(at: Route, message: str, mend: str) -> Fault:
    return Fault("EXL024", Problem(at, message, mend=mend))
