"""Finds the files that a document's `include` and `part_of` name, and lets none of them lead out of its root."""

from __future__ import annotations

import os
import posixpath

from exlint.project.matching import is_wild
from exlint.project.paths import nearest, shown
from exlint.project.reasons import because, not_a_file, reason
from exlint.project.roots import root
from exlint.project.search import BadInclude, search


def expand(document: str, pattern: str) -> tuple[str, ...]:
    """The files that one `include` of a document names, as sorted real paths; never the document itself.

    Args:
        document: The path of the document that says it; `pattern` is relative to its folder.
        pattern: Names with `/` between them. In a name `*` is any text and `?` any character, and case counts; alone,
            `**` is any number of folders. Hidden names, and folders behind links, must be named.

    Raises:
        BadInclude: It names no file, leads out of the root, or is no such pattern.
    """
    found = _files(document, pattern)
    others = found - {os.path.realpath(document)}
    if found and not others:
        raise BadInclude("names only the document itself")
    return tuple(sorted(others, key=lambda path: path.replace(os.sep, "/")))


def resolve(document: str, path: str) -> str:
    """The real path of the file that one `part_of` of a document names.

    Raises:
        BadInclude: As in `expand`, and for a wildcard.
    """
    if is_wild(path):
        raise BadInclude("holds a wildcard; here every file is named")
    return next(iter(_files(document, path)))


def _files(document: str, pattern: str) -> set[str]:
    """The files, at least one, that a pattern names."""
    parts = _parts(pattern)
    top = os.path.dirname(os.path.realpath(document))
    try:
        found = search(top, root(document), parts)
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
