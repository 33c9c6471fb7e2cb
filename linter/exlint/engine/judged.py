"""What one estate came to, and which of its findings somebody wants to see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exlint.engine.files import File
from exlint.findings import Finding, Place
from exlint.mailflow import Mail

if TYPE_CHECKING:
    from exlint.engine.baseline import Matching


class Judged(NamedTuple):
    """What one estate came to.

    Attributes:
        files: The document, then its fragments.
        findings: Those that count.
        mail: What becomes of its mail; None where its files are not an estate, so that no rule was run.
        suppressed: The findings that do not count.
        refuted: What it says against findings of other estates that share a file with it, as in `sifting.Sifted`.
    """

    files: tuple[File, ...]
    findings: tuple[Finding, ...]
    mail: Mail | None
    suppressed: tuple[Finding, ...] = ()
    refuted: frozenset[tuple[Place, str]] = frozenset()


Narrowing = Callable[[Judged], Callable[[Finding], bool]]
"""Gives, for an estate, whether a finding of it is among what was asked for."""


class Baselines(Protocol):
    """The baselines of a run; afterwards each knows what was found, and which of its entries are stale."""

    def __call__(self, document: str, /) -> Matching | None:
        """The one that the estate of a document, by its real path, is held against."""

    @property
    def all(self) -> Iterable[Matching]:
        """All of them, also those that no estate was held against."""


class Besides(NamedTuple):
    """What is asked of a run besides all that there is to find.

    Attributes:
        narrowings: Which findings are wanted; the others are counted only.
        baselines: What need not be found again.
        offering: Gives an estate's findings the fixes that are offered; without it they have none.
    """

    narrowings: tuple[Narrowing, ...] = ()
    baselines: Baselines | None = None
    offering: Callable[[Judged], Judged] | None = None


def narrowed(judged: Judged, narrowings: tuple[Narrowing, ...]) -> Judged:
    """An estate with the findings that every narrowing lets through.

    What keeps a file from being read or an estate from being judged is always among them: nobody can say what it hides.
    """
    for wanted in (narrowing(judged) for narrowing in narrowings):
        findings = tuple(one for one in judged.findings if _always(one) or wanted(one))
        judged = judged._replace(findings=findings, suppressed=tuple(filter(wanted, judged.suppressed)))
    return judged


def _always(finding: Finding) -> bool:
    return finding.code.startswith("EXL0")
