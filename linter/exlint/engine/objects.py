"""What documents describe, read without a rule being run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exlint.document import Limits
from exlint.engine import estates
from exlint.engine.files import Files
from exlint.model.objects import Objects, objects


class Described(NamedTuple):
    """What a document describes, and the real paths of its fragments."""

    objects: Objects
    fragments: tuple[str, ...]


def described(paths: Iterable[str], limits: Limits, given: Mapping[str, bytes] | None = None) -> dict[str, Described]:
    """Reads the documents that files lead to, by the document's real path.

    Args:
        paths: Documents and fragments.
        limits: Bounds on each file.
        given: Files whose bytes are here and not on the disk, by path.
    """
    files = Files(limits)
    for path, data in (given or {}).items():
        files.take(path, data)
    found: dict[str, Described] = {}
    for path in paths:
        documents, _ = estates.documents(files.load(path), files)
        for document in documents:
            if document.path not in found:
                parts = estates.parts(document, files).files
                found[document.path] = Described(
                    objects(file.data for file in parts), tuple(file.path for file in parts[1:])
                )
    return found
