"""Rules of a company's own: data, not code, read from a rule file and judged over the plain data of an estate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from exlint.findings import Mark, Problem
from exlint.rules import Rule
from exlint.rules.own.objects import Object, objects
from exlint.rules.own.words import Words
from exlint.schema.fragments import Failing

__all__ = ["Case", "OwnRule"]


class Case(NamedTuple):
    """A document that shows a rule at work.

    Attributes:
        fires: Whether it announces findings; otherwise the rule is silent.
        text: The document.
        file: The rule file, as it is shown.
        line: Where the case stands in it.
        first: The line of the rule file that is the document's first; 0 where the text has no lines there.
    """

    fires: bool
    text: str
    file: str
    line: int
    first: int


class OwnRule(NamedTuple):
    """A rule of a rule file.

    Attributes:
        rule: What it has in common with the rules of the catalogue: code, name, severity, page.
        kind: The kind of the objects that it looks at.
        where: Tells the objects that it looks at: those that fit.
        wanted: What is asked of them.
        message: What a finding says.
        label: What it says at the marked place.
        mend: What to write instead.
        place: Where the rule stands, as `rules/acme.yaml:7`.
        cases: Documents that show it at work.
    """

    rule: Rule
    kind: str
    where: Failing
    wanted: Failing
    message: Words
    label: Words = Words()
    mend: Words = Words()
    place: str = ""
    cases: tuple[Case, ...] = ()

    def check(self, files: Sequence[Any]) -> Iterator[Problem]:
        """Yields a problem for each object that is not as it is asked to be.

        Args:
            files: The plain data of each file of an estate; routes begin with the index in it.
        """
        for one in objects(self.kind, files):
            if self.where(one.data) is None:
                path = self.wanted(one.data)
                if path is not None:
                    # Of what lacks something its key is marked, or its name; a single value is wrong itself.
                    mark = Mark.KEY if isinstance(one.at(path), dict | list) else Mark.VALUE
                    yield self._problem(one, Problem(one.route(path), "", mark=mark))

    def _problem(self, one: Object, problem: Problem) -> Problem:
        return problem._replace(
            message=self.message.about(one),
            object=one.identity,
            label=self.label.about(one),
            mend=self.mend.about(one),
        )
