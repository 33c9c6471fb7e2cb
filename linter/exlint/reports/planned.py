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


class Stay(NamedTuple):
    """Mail that does not leave for certain with a plan's steps.

    Attributes:
        virtual_server: SERVER/VIRTUAL SERVER.
        verdict: The verdict, with the steps.
        reasons: What a person has to look at, each in a line; where it is undecided, the keys to declare first.
    """

    virtual_server: str
    verdict: str
    reasons: tuple[str, ...]


class Planned(NamedTuple):
    """The plan for one estate.

    Attributes:
        file: Its document, as people read it.
        steps: What to do, in this order; none where nothing that exlint may propose helps.
        smallest: Whether it is known that no smaller plan is made of the same candidates.
        before: The verdicts today.
        after: The verdicts with the steps.
        stays: The mail that does not leave for certain.
        findings: The errors and warnings that stay besides verdicts, as `EXL301 on ISA1`.
        refused: Why the steps cannot be written into the file, or are not offered; empty where they can.
    """

    file: str
    steps: tuple[Step, ...]
    smallest: bool
    before: tuple[Said, ...]
    after: tuple[Said, ...]
    stays: tuple[Stay, ...]
    findings: tuple[str, ...] = ()
    refused: str = ""
