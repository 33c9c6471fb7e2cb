"""What is asked of each estate: the configuration nearest to its document, with its words made codes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from exlint.cli.made import Made, made
from exlint.document import Limits
from exlint.engine import Policy
from exlint.project.config import Configurations, Misconfigured, Settings


class Policies:
    """Gives the policy of the estate that a document describes.

    Attributes:
        configurations: What it rests on.
        met: The settings of the documents of which it was asked, by their identity.
    """

    def __init__(
        self,
        configurations: Configurations,
        rule_files: Sequence[str] = (),
        limits: Limits | None = None,
        *,
        suppressions: bool = True,
    ) -> None:
        """Prepares.

        Args:
            configurations: What is configured.
            rule_files: Rule files besides those that are configured.
            limits: Bounds on each of them.
            suppressions: Whether comments can suppress.
        """
        self.configurations = configurations
        self.met: dict[int, Settings] = {}  # folders share them
        self._rule_files = rule_files
        self._limits = limits
        self._suppressions = suppressions
        self._made: dict[int, Made] = {}  # by the same
        self._asked: set[int] = set()  # those of documents
        self._faults: dict[str, None] = {}

    def look_here(self) -> None:
        """Looks at the configuration of the current directory, whatever lies there.

        Raises:
            Misconfigured: It is wrong, for whatever documents there are.
        """
        self._at(os.path.realpath(os.curdir))
        self._tell()

    def look(self, documents: Iterable[str]) -> None:
        """Looks at the configuration of these documents.

        Raises:
            Misconfigured: One is wrong, of these documents or of those that were looked at before, or no rule is left
                for any of them; all is told.
        """
        for document in documents:
            self(document)
        self._tell(*self._of_all())

    def __call__(self, document: str) -> Policy:
        """The policy for a document, by its path; the usual one where its configuration is wrong: `look` tells."""
        found = self._at(os.path.dirname(os.path.realpath(document)))
        if found is None:
            return Policy()
        self._asked.add(found)
        return self._made[found].policy

    def _at(self, folder: str) -> int | None:
        """The identity of the settings of a real folder, whose policy is made then; None where they are wrong."""
        try:
            settings = self.configurations.at(folder)
            if id(settings) not in self._made:
                found = made(settings, self._rule_files, self._limits)
                policy = found.policy._replace(suppressions=self._suppressions)
                self._made[id(settings)] = found._replace(policy=policy)
                self.met[id(settings)] = settings
            return id(settings)
        except Misconfigured as error:
            self._faults |= dict.fromkeys(error.faults)
            return None

    def _of_all(self) -> Iterator[str]:
        """What flags and variables say that means nothing for any document: a word, or all of them."""
        first = next(iter(self._made.values()), Made())
        known_nowhere = frozenset(first.unknown).intersection(*(one.unknown for one in self._made.values()))
        if known_nowhere:
            yield from first.complaints(one for one in first.unknown if one in known_nowhere)
            return
        empty = [self._made[one].empty for one in self._asked]
        if empty and all(empty):
            yield min(empty, key=len)  # a longer one gives a reason that is not that of all

    def _tell(self, *more: str) -> None:
        if faults := dict.fromkeys((*self.configurations.faults, *self._faults, *more)):
            raise Misconfigured(*faults)


def policy(settings: Settings, rule_files: Sequence[str] = (), limits: Limits | None = None) -> Policy:
    """The policy that settings come to where there are no others, with the rules of some more files.

    Raises:
        Misconfigured: A rule file has a mistake, a word means no rule, a rule is ignored that must not be, or none is
            left.
    """
    found = made(settings, rule_files, limits)
    if faults := (*found.complaints(found.unknown), *filter(None, (found.empty,))):
        raise Misconfigured(*faults)
    return found.policy
