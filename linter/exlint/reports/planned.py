"""A plan as a report is given it: what to click and to write, what that opens, and what becomes of mail."""

from __future__ import annotations

from typing import NamedTuple

from exlint.findings import Edit, Said


class Step(NamedTuple):
    """One thing to do in a console, and the same in the file.

    Attributes:
        title: What to do, as an order.
        console: Where, in the menus of the product.
        opens: What it opens, in words that follow `opens`; empty where it opens nothing.
        edits: The changes of the file, to be made one after the other; their routes begin with the index of a file of
            the estate. None where another step's edit says it already.
    """

    title: str
    console: str
    opens: str
    edits: tuple[Edit, ...] = ()

    @property
    def product(self) -> str:
        """The console itself: the first of its menus."""
        return self.console.partition(" > ")[0]


class Obstacle(NamedTuple):
    """What stops mail and only a person can change: in words, and in the menus of which console."""

    by: str
    console: str


class Stay(NamedTuple):
    """Mail that does not leave for certain with a plan's steps.

    Attributes:
        virtual_server: SERVER/VIRTUAL SERVER.
        verdict: The verdict, with the steps.
        declare: The keys to declare first, where that would decide whether it leaves.
        obstacles: What a person has to look at.
    """

    virtual_server: str
    verdict: str
    declare: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]


class Undecided(NamedTuple):
    """Steps that cost less than a plan, and may be enough: that depends on what is not declared.

    Attributes:
        declare: The keys to declare first.
        steps: The steps.
    """

    declare: tuple[str, ...]
    steps: tuple[Step, ...]


class Planned(NamedTuple):
    """The plan for one estate.

    Attributes:
        file: Its document, as people read it.
        steps: What to do, in this order; none where nothing that exlint may propose helps.
        smallest: Whether it is known that no smaller plan is made of the same candidates.
        before: The verdicts today.
        after: The verdicts with the steps.
        more: The virtual servers of whose mail more leaves with the steps though the verdict is the same.
        stays: The mail that does not leave for certain.
        findings: The errors and warnings that stay, besides those about a verdict, as `EXL301 on ISA1`.
        undecided: Steps that cost less and may be enough; None where there are none.
        idle: Comments that suppress nothing any more with the steps: their places, and what is found of them.
        passed_over: Why a smaller plan is not offered; empty where there is none.
        refused: Why the steps are not offered, or cannot be written into the file; empty where they can.
    """

    file: str
    steps: tuple[Step, ...]
    smallest: bool
    before: tuple[Said, ...]
    after: tuple[Said, ...]
    more: tuple[str, ...]
    stays: tuple[Stay, ...]
    findings: tuple[str, ...] = ()
    undecided: Undecided | None = None
    idle: tuple[str, ...] = ()
    passed_over: str = ""
    refused: str = ""


class Rewritten(NamedTuple):
    """A file that plans change: its name as people read it, its bytes, and those with the steps."""

    name: str
    old: bytes
    new: bytes
