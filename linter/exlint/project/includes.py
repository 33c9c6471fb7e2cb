"""Finds the files that a document's `include` and `part_of` name, and lets none of them lead out of its root."""

from __future__ import annotations

import os
import posixpath

from exlint.project.matching import is_wild
from exlint.project.paths import inside, nearest, shown
from exlint.project.reasons import because, not_a_file, reason
from exlint.project.roots import mark, marked, root
from exlint.project.search import BadInclude, OutOfRoot, search


def expand(document: str, pattern: str) -> tuple[str, ...]:
    """The files that one `include` of a document names, as sorted real paths; never the document itself.

    Args:
        document: The path of the document that says it; `pattern` is relative to its folder.
        pattern: Names with `/` between them. In a name `*` is any text and `?` any character, and case counts; alone,
            `**` is any number of folders. Hidden names, and folders behind links, must be named.

    Raises:
        BadInclude: It names no file, leads out of the root, or is no such pattern.
    """
    found = _files(document, pattern, root(document))
    others = found - {os.path.realpath(document)}
    if found and not others:
        raise BadInclude("names only the document itself")
    return tuple(sorted(others, key=lambda path: path.replace(os.sep, "/")))


def resolve(fragment: str, path: str) -> str:
    """The real path of the document that one `part_of` of a fragment names.

    The root is the document's: where nothing marks one, it is the document's folder, which must hold the fragment.

    Raises:
        OutOfRoot: It leads out of a root that is marked.
        BadInclude: Otherwise as in `expand`, and for a wildcard.
    """
    if is_wild(path):
        raise BadInclude("holds a wildcard; here every file is named")
    own = os.path.realpath(fragment)
    base = marked(os.path.dirname(own))
    if base is None:
        base = os.path.dirname(os.path.realpath(os.path.join(os.path.dirname(own), *_parts(path))))
        if not inside(own, base):
            raise BadInclude("names a document whose folder does not hold this file, and no folder above is a root")
    try:
        return next(iter(_files(fragment, path, base)))
    except OutOfRoot as error:
        raise _beyond(own, path, base, error.reason) from error


def _beyond(fragment: str, path: str, base: str, reason: str) -> OutOfRoot:
    """What is known of a `part_of` that leads out of its root; `fragment` is a real path."""
    folder, name = os.path.dirname(fragment), mark(base)
    to = os.path.realpath(os.path.join(folder, *_parts(path)))
    beside = os.path.relpath(os.path.join(base, name), folder).replace(os.sep, "/")
    return OutOfRoot(reason, to, beside if name else "")


def _files(document: str, pattern: str, base: str) -> set[str]:
    """The files, at least one, that a pattern names within a root."""
    parts = _parts(pattern)
    top = os.path.dirname(os.path.realpath(document))
    try:
        found = search(top, base, parts)
    except OSError as error:
        where = str(error.filename)
        # A folder is here because it could not be listed; that it is one is no reason.
        words = because(error) if os.path.isdir(where) else reason(where, error)
        raise BadInclude(f"leads to {shown(where)}: {words}") from error
    if not found:
        raise BadInclude("matches no file" if is_wild(pattern) else _why_not(os.path.join(top, *parts), pattern))
    return found


def _parts(pattern: str) -> list[str]:
    """The components of a pattern, without those that mean nothing."""
    if "\\" in pattern:
        raise BadInclude("holds a backslash; write / between folders")
    if pattern.startswith("/") or (pattern[1:2] == ":" and pattern[:1].isalpha()):
        raise BadInclude("is absolute; write it relative to the document's folder")
    if pattern.endswith("/") or not (parts := [part for part in pattern.split("/") if part not in ("", ".")]):
        raise BadInclude("names a folder; name a file, or write *.yaml behind the folder")
    try:
        if b"\0" in os.fsencode(pattern):
            raise BadInclude("holds a NUL character, which no file's name can")
    except UnicodeEncodeError as error:
        raise BadInclude("holds a character that no file's name can") from error
    return [*parts, "*"] if parts[-1] == "**" else parts


def _why_not(path: str, pattern: str) -> str:
    """Why a path names no file, with what was perhaps meant in the pattern's own words."""
    words = not_a_file(path)
    if words != "no such file" or not (near := nearest(path)):
        return words
    return f"{words} (did you mean {posixpath.join(posixpath.dirname(pattern), os.path.basename(near))}?)"
