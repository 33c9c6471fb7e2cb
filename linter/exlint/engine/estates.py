"""Which files belong together: a document and the fragments that it includes (format.md, Fragments)."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator
from typing import NamedTuple

from exlint.engine.files import File, Files
from exlint.engine.links import Link
from exlint.findings import Problem, Route
from exlint.project.reasons import told
from exlint.schema import Fault


class Parts(NamedTuple):
    """The files of an estate, the document first; and what is wrong with how they hang together (EXL024)."""

    files: tuple[File, ...]
    faults: tuple[Fault, ...]


def documents(file: File, files: Files) -> tuple[tuple[File, ...], Parts | None]:
    """The documents that a file belongs to: itself, or those that its `part_of` leads to.

    Returns:
        The documents, and None. Or none, and the fragments on the way up with what is wrong there; where that is
        nothing, the way ends at a file that is cut.
    """
    found: list[File] = []
    faults: list[Fault] = []
    chain, seen = [file], {file.path}
    for index, fragment in enumerate(chain):  # grows while it runs: a fragment may be part of a fragment
        if not fragment.part_of and (fragment is file or not fragment.is_cut):
            found.append(fragment)
        for above in _above(index, fragment, files):
            if isinstance(above, Fault):
                faults.append(above)
            elif above.path not in seen:
                seen.add(above.path)
                chain.append(above)
    if found:
        return tuple(found), None
    if not faults and not any(one.is_cut for one in chain):
        message = f"part_of of {file.shown} leads in a circle: no document is above it"
        faults.append(_fault((0, "part_of"), message, "leave part_of out of the document"))
    return (), Parts(tuple(chain), tuple(faults))


def parts(document: File, files: Files) -> Parts:
    """The document and all its fragments, each once, in the order in which they are named."""
    found = {document.path: document}
    faults: list[Fault] = []
    way = {document.path: _included(0, document, files)}
    while way:
        including = found[next(reversed(way))]
        step = next(way[including.path], None)
        if step is None:
            del way[including.path]
        elif isinstance(step, Fault):
            faults.append(step)
        elif fault := _wrong(step, including, way):
            faults.append(fault)
        elif step.file.path not in found:
            way[step.file.path] = _included(len(found), step.file, files)
            found[step.file.path] = step.file
    for index, file in enumerate(found.values()):
        faults += [above for above in _above(index, file, files) if isinstance(above, Fault)]
    return Parts(tuple(found.values()), tuple(faults))


class _Step(NamedTuple):
    at: Route
    file: File


def _included(index: int, file: File, files: Files) -> Iterator[_Step | Fault]:
    """The files that a file includes; `index` begins its routes."""
    for link in file.include:
        if link.reason:
            yield _fault((index, *link.at), f"include: {told(link.entry, link.reason)}", "write a path or a glob")
        yield from (_Step((index, *link.at), files.load(path)) for path in link.paths)


def _wrong(step: _Step, including: File, way: Collection[str]) -> Fault | None:
    """Why a file cannot be a fragment here; `way` holds the paths of the files that lead here."""
    file = step.file
    if file.path in way:
        message = f"{file.shown} includes itself through {including.shown}"
        return _fault(step.at, message, "include each file once, from the document")
    # Of a file that is cut nothing can be said; it has findings of its own.
    if file.is_cut or any(including.path in link.paths for link in file.part_of):
        return None
    for link in file.part_of:
        if link.barred == including.path:
            mark = _mark(file, link)
            message = f"{file.shown} is part of {including.shown}, but {mark} ends the estate between them"
            mend = f"move {file.shown} out of that repository" if _is_repository(mark) else _moved(mark)
            return _fault(step.at, message, mend)
    message = f"{file.shown} has no part_of that leads back to {including.shown}: it is a document of its own"
    back = os.path.relpath(including.path, os.path.dirname(file.path)).replace(os.sep, "/")
    return _fault(step.at, message, f"write part_of: {back} in {file.shown}")


def _above(index: int, fragment: File, files: Files) -> Iterator[File | Fault]:
    """The files that a fragment is part of, if they include it; `index` begins its routes."""
    for link in fragment.part_of:
        at = (index, *link.at)
        if link.reason:
            yield _nowhere(at, fragment, link)
        for document in map(files.load, link.paths):
            if document.is_cut or fragment.path in document.included:
                yield document
            else:
                message = f"{document.shown} does not include this file, so that nothing here is part of its estate"
                yield _fault(at, message, f"add this file to include in {document.shown}")


def _nowhere(at: Route, fragment: File, link: Link) -> Fault:
    """What is said of a part_of that leads to no document."""
    message, mend = f"part_of: {told(link.entry, link.reason)}", "write the path of the document"
    if not link.mark:
        return _fault(at, message, mend)
    mark = _mark(fragment, link)
    mend = mend if _is_repository(mark) else f"{mend}; where that is right, {_moved(mark)}"
    return _fault(at, f"part_of: {link.entry} leads out of the root: {mark} ends the estate", mend)


def _mark(fragment: File, link: Link) -> str:
    """What ends the estate below the document of a fragment, as people read it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(fragment.shown), link.mark))


def _is_repository(mark: str) -> bool:
    return posixpath.basename(mark) == ".git"


def _moved(mark: str) -> str:
    """What to do with a configuration that ends an estate too early."""
    what = f"[tool.exlint] of {mark}" if posixpath.basename(mark) == "pyproject.toml" else mark
    return f"move what {what} says to the configuration of the document, which counts for its fragments, and delete it"


def _fault(at: Route, message: str, mend: str) -> Fault:
    return Fault("EXL024", Problem(at, message, mend=mend))
