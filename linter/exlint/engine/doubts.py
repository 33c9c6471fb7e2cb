"""Unused suppressions in files that several documents share: what one estate says of them, another may refute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from exlint.engine import estates
from exlint.engine.files import Files
from exlint.findings import Finding, Place

if TYPE_CHECKING:
    from exlint.engine.judged import Judged


class Doubts:
    """Knows, at the end of a run, which findings EXL901 are true of every estate that their file belongs to."""

    def __init__(self, files: Files) -> None:
        """Begins with no estate."""
        self._files = files
        self._judged: set[str] = set()
        self._refuted: set[tuple[Place, str]] = set()
        self._documents: dict[str, set[str]] = {}

    def take(self, judged: Judged) -> None:
        """Takes what one estate came to."""
        self._judged.add(judged.files[0].path)
        self._refuted |= judged.refuted
        unused = {one.place.file for one in judged.findings if one.code == "EXL901"}
        for file in judged.files:
            if file.part_of and file.shown in unused:
                documents, _ = estates.documents(file, self._files)
                self._documents[file.shown] = {document.path for document in documents}

    def without(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that stand, once every estate of the run was taken."""
        if not self._documents:
            return tuple(findings)
        return tuple(one for one in findings if not (one.code == "EXL901" and self._is_doubtful(one)))

    def _is_doubtful(self, finding: Finding) -> bool:
        documents = self._documents.get(finding.place.file, set())
        return not documents <= self._judged or (finding.place, finding.message) in self._refuted
