"""What exlint says: the types that every room shares, from a rule's problem to the finding that a report shows.

A rule, the schema or the model yields a `Problem`: it names a *route* and says what is wrong there. The engine turns
the route into a `Place` once, late, and makes a `Finding` of it. A report sees findings only.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntEnum
from typing import Any, NamedTuple

Route = tuple[str | int, ...]
"""A way into an estate: the index of its file, then keys and list indexes, as in `(0, "isa", "servers", 2)`."""

Lines = Callable[[str, int], str]
"""Gives the text of one line (1-based) of a file, without its line end."""


class Severity(IntEnum):
    """How bad a finding is; comparable, worst highest."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The name as every format writes it: `error`, `warning`, `info`."""
        return self.name.lower()


class Mark(Enum):
    """What of a route's end is marked in the text."""

    VALUE = "value"  # a value that is wrong
    KEY = "key"  # the key of a value that lacks something; for an item of a list, the value of its `name`


class Edit(NamedTuple):
    """A change of what a document says, without a word about how it is written.

    Attributes:
        at: A route, whose first step is the index of the file: to a key that gets the value, or to a list.
        value: Plain data.
        kind: `set` gives a key its value; `insert` puts a new item into a list.
        before: Before which item it is put; None for the end. A list that is not written begins with it.
    """

    at: Route
    value: Any
    kind: str = "set"
    before: int | None = None


class Clue(NamedTuple):
    """A second place that helps to understand a problem, with a few words on it."""

    at: Route
    label: str
    mark: Mark = Mark.VALUE


class Problem(NamedTuple):
    """Something wrong at a route. A route to something that is not written means its nearest written parent.

    Attributes:
        at: Where.
        message: The whole matter in one line: the object, the value seen, what was expected, what happens to mail.
        object: The object's identity, as `SERVER/VIRTUAL SERVER`; empty for a matter of the file.
        mark: Which part of the place is marked.
        label: A few words for the marked place.
        related: Other places that matter.
        mend: What to write in the file.
        console: Where to click, with the products' own menu names.
        severity: How bad it is, where that is not always the same for the rule.
    """

    at: Route
    message: str
    object: str = ""
    mark: Mark = Mark.VALUE
    label: str = ""
    related: tuple[Clue, ...] = ()
    mend: str = ""
    console: str = ""
    severity: Severity | None = None


class Place(NamedTuple):
    """A span of a file: 1-based lines and columns in Unicode characters, end exclusive; ordered as one reads.

    `file` is relative to the current directory where it lies below it, with `/`; `pointer` is a JSON Pointer.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str


class Related(NamedTuple):
    """Another place of a finding, with a few words on it."""

    place: Place
    label: str


class Suppression(NamedTuple):
    """Why a finding does not count.

    Attributes:
        place: Where that is said: a comment, or an entry of a baseline.
        kind: `comment` or `baseline`.
        reason: The reason given; of a baseline a fixed sentence.
        until: The last day on which it holds, as `2027-01-31`; empty for none.
        owner: Who answers for it; empty for nobody.
    """

    place: Place
    kind: str
    reason: str
    until: str = ""
    owner: str = ""


class Finding(NamedTuple):
    """A problem at its place, as reports show it; the fields are those of interface.md's JSON and those of `Problem`.

    Attributes:
        place: Where; the first field, so that findings sort as one reads.
        code: `EXL` and three digits.
        name: The rule's name, in kebab-case.
        severity: How bad it is.
        message: One line, as in `Problem`; may hold any character, so a report escapes it.
        object: As in `Problem`.
        label: As in `Problem`.
        related: As in `Problem`, placed.
        mend: As in `Problem`.
        console: As in `Problem`.
        source: The document that the rule rests on, as `KB 305394, cause 1`; empty for a matter of the file.
        fingerprint: 16 hex digits that stay the same while the object and the rule do.
        suppressed: Why it does not count; None where it counts.
    """

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    object: str = ""
    label: str = ""
    related: tuple[Related, ...] = ()
    mend: str = ""
    console: str = ""
    source: str = ""
    fingerprint: str = ""
    suppressed: Suppression | None = None


class Said(NamedTuple):
    """The verdict about one virtual server, as a report says it.

    Attributes:
        virtual_server: SERVER/VIRTUAL SERVER.
        verdict: `queues`, `partial`, `unknown` or `delivers`.
        when: The hours at which mail stays, in words; empty where it does not.
    """

    virtual_server: str
    verdict: str
    when: str = ""


class Summary(NamedTuple):
    """What a run looked at."""

    files: int
    estates: int
    virtual_servers: int
    not_judged: int = 0
    """Estates whose rules were not run, because of an error among EXL001 to 025 in one of their files."""


class Report(NamedTuple):
    """The result of a run: everything that a report needs, and nothing that it must compute from files.

    Attributes:
        findings: Those that count, as one reads them.
        summary: What was looked at.
        lines: The text of the files that findings lie in.
        verdicts: About each virtual server.
        errors: Why a part of the job could not be done, each in one line.
        suppressed: The findings that do not count, as one reads them.
        failures: Why the run fails, each in one line, where it does: its exit status is then 1. A finding at or above
            the fail level is one; its line is empty, since the finding speaks for itself.
        left_out: How many findings that count were not asked for, as those of other servers.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    lines: Lines
    verdicts: tuple[Said, ...] = ()
    errors: tuple[str, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    failures: tuple[str, ...] = ()
    left_out: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)
