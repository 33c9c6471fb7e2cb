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


class Pairs(tuple[tuple[str, "Value"], ...]):
    """A mapping that does not change, so that a finding which holds it can be compared and counted."""

    __slots__ = ()


Value = str | int | float | bool | None | Pairs | tuple["Value", ...]
"""Plain data that does not change: a tuple is a list, `Pairs` a mapping."""


def pairs(**items: Value) -> Pairs:
    """A mapping with these keys, in this order."""
    return Pairs(items.items())


def plain(value: Value) -> Any:
    """Plain data as a document holds it: dict, list, text, number, bool or None."""
    if isinstance(value, Pairs):
        return {key: plain(one) for key, one in value}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


class Edit(NamedTuple):
    """A change of what a document says, without a word about how it is written.

    Attributes:
        at: A route: to a key that gets the value, or to a list.
        value: What is written.
        kind: `set` gives a key its value; `insert` puts a new item into a list.
        before: Before which item it is put; None for the end. A list that is not written begins with it.
    """

    at: Route
    value: Value
    kind: str = "set"
    before: int | None = None


class Fix(NamedTuple):
    """A way to mend a problem in the file.

    Attributes:
        title: What it does, as an order: `add 10.0.0.1 to external_dns_servers`.
        edits: The changes; their routes begin with the index of a file of the estate.
        safe: Whether no verdict and no declared policy changes: it opens no firewall and changes no resolver.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


def added(whose: str, at: Route, address: str) -> tuple[Fix, ...]:
    """Ways to put an address into a list that is asked in order: last, else first, where the others are stopped."""
    title = f"add {address} to {whose}"
    return (
        Fix(title, (Edit(at, address, "insert"),)),
        Fix(f"{title}, before the others", (Edit(at, address, "insert", 0),)),
    )


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
        fixes: How the file can be mended, as far as the rule sees; the first that proves itself counts.
        first: What has to be declared before there is a fix; empty where there is one, or none at all.
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
    fixes: tuple[Fix, ...] = ()
    first: str = ""


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


class Change(NamedTuple):
    """A part of a file's text, and what takes its place."""

    place: Place
    new_text: str


class Offer(NamedTuple):
    """A fix that was tried: it does what it says, and makes nothing worse. The fields are those of `Fix` and the JSON.

    Attributes:
        changes: What is written where.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool
    changes: tuple[Change, ...]


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
        fix: How the file can be mended, tried and proved; None where it cannot, or nobody has tried.
        first: As in `Problem`.
        proposed: As `fixes` in `Problem`.
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
    fix: Offer | None = None
    first: str = ""
    proposed: tuple[Fix, ...] = ()
    suppressed: Suppression | None = None

    @property
    def bare(self) -> Finding:
        """What is read, and nothing of what is done about it: what makes two findings one, and puts them in order."""
        return self._replace(fingerprint="", fix=None, first="", proposed=(), suppressed=None)


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
        left_out: How many findings that count were not asked for, as those of other servers, or on what did not change.
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
