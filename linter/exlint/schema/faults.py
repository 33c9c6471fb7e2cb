"""A fault of a document: a problem and its code, before anything is known about lines."""

from __future__ import annotations

from typing import NamedTuple

from exlint.findings import Problem


class Fault(NamedTuple):
    """Something in a document that keeps it from being judged.

    Attributes:
        code: `EXL` and three digits, 001 to 025.
        problem: Where it is and what it is.
    """

    code: str
    problem: Problem
