"""The mail path of an estate as a picture: plain data, which Mermaid, DOT and SVG write each in its own way.

Texts in it are as the document has them; whoever writes a picture makes them safe for its own language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import count
from typing import NamedTuple

from exlint.mailflow.decision import Outcome

_SAYS = {Outcome.STOPPED: "mail stops here: ", Outcome.UNKNOWN: "not known: ", Outcome.PERMITTED: ""}
_NO_RANGE = 2  # numbers in a row that are written one by one


class Kind(IntEnum):
    """What a computer is for outgoing mail; also the order of the columns, from left to right."""

    EXCHANGE = 0
    DNS = 1
    ISA = 2
    OUTSIDE = 3

    @property
    def title(self) -> str:
        """What stands above the column."""
        return ("Exchange", "DNS", "ISA Server", "Internet, other hosts")[self]


class Remark(NamedTuple):
    """What is decided at a computer or on the way from one to another, and by which hops it is met.

    Attributes:
        numbers: The numbers of the hops, in order; each virtual server counts its own, as its trace does.
        outcome: What is decided.
        words: The name of the rule or setting that stops, or what is not known; empty where mail goes on.
    """

    numbers: tuple[int, ...]
    outcome: Outcome
    words: str = ""

    @property
    def said(self) -> str:
        """What no colour needs to be seen for: `mail stops here: RULE`, `not known: KEY`; empty where mail goes on."""
        return f"{_SAYS[self.outcome]}{self.words}" if self.words else ""

    @property
    def counted(self) -> str:
        """The numbers, three and more in a row as a range."""
        return ", ".join(_ranges(self.numbers))


class Node(NamedTuple):
    """A computer with all its names and roles, or something on the Internet."""

    names: tuple[str, ...]
    roles: tuple[str, ...]
    kind: Kind
    remarks: tuple[Remark, ...] = ()

    @property
    def worst(self) -> Outcome:
        """What is decided at the computer itself."""
        return worst(one.outcome for one in self.remarks)

    @property
    def lines(self) -> tuple[str, ...]:
        """All that is written on it: its names, its roles, its remarks."""
        roles = [", ".join(self.roles)] if self.roles else []
        return (" = ".join(self.names), *roles, *(f"{one.counted}: {one.said}" for one in self.remarks))


class Edge(NamedTuple):
    """A question or a connection from one node to another, by their indexes; drawn once for all that take it."""

    start: int
    end: int
    transport: str
    remark: Remark

    @property
    def label(self) -> str:
        """A short text: the numbers, the transport, and the words that stop or doubt."""
        said = self.remark.said
        return f"{self.remark.counted}: {self.transport}{f', {said}' if said else ''}"


class Line(NamedTuple):
    """A line of a list of hops: a hop with its number, or with none what decides about the hop above it."""

    number: str
    text: str
    outcome: Outcome


class Story(NamedTuple):
    """The hops of one virtual server, as its trace tells them, under a head with its verdict."""

    head: str
    summary: str
    lines: tuple[Line, ...]


class Picture(NamedTuple):
    """The mail path of one estate."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    stories: tuple[Story, ...]

    @property
    def description(self) -> str:
        """What the picture says, for those who do not see it: a sentence for each virtual server."""
        return " ".join(story.summary for story in self.stories)

    @property
    def loose(self) -> tuple[tuple[int, int], ...]:
        """Each node that no edge meets, behind the node that it belongs to the right of: where mail got to last."""
        met = {index for edge in self.edges for index in (edge.start, edge.end)}
        return tuple((self.edges[-1].start, one) for one in range(len(self.nodes)) if met and one not in met)


def whole(pictures: Sequence[Picture]) -> tuple[str, str]:
    """The title and the description of several pictures in one."""
    if len(pictures) == 1:
        return pictures[0].title, pictures[0].description
    described = " ".join(f"{one.title}: {one.description}" for one in pictures)
    return f"Outgoing mail of {len(pictures)} estates", described


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of some outcomes; of none, permitted."""
    order = (Outcome.PERMITTED, Outcome.UNKNOWN, Outcome.STOPPED)
    return max(outcomes, key=order.index, default=Outcome.PERMITTED)


def _ranges(numbers: Sequence[int]) -> Iterable[str]:
    rest = list(numbers)
    while rest:
        length = next(n for n in count(1) if n == len(rest) or rest[n] != rest[0] + n)
        row, rest = rest[:length], rest[length:]
        yield from [f"{row[0]}-{row[-1]}"] if length > _NO_RANGE else map(str, row)
