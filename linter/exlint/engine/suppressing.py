"""Suppressions: which findings the comments of an estate's files suppress, and which comments suppress nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from exlint.document import TextFault, brief
from exlint.document.comments import Comment
from exlint.engine import placing
from exlint.engine.files import File
from exlint.engine.orders import Order, Orders
from exlint.engine.policy import Policy
from exlint.findings import Finding, Place, Suppression
from exlint.rules import ENTRIES, on_by_default

_BESIDE = "a word beside it does already"
_ELSEWHERE = "another comment does already"


class Outcome(NamedTuple):
    """What the comments of an estate's files came to.

    Attributes:
        suppressed: The findings that do not count -> why.
        said: What is to be said about the comments: EXL901 to 905.
        refuted: What no other estate can say about a file that it shares with this one: place and message of EXL901
            about a word that suppresses something here, or of which it is not known.
    """

    suppressed: dict[Finding, Suppression]
    said: tuple[Finding, ...]
    refuted: frozenset[tuple[Place, str]]


def suppress(
    found: Sequence[Finding],
    comments: Sequence[tuple[File, Sequence[Comment]]],
    policy: Policy,
    *,
    judged: bool,
) -> Outcome:
    """Holds the findings of an estate against the comments of its files.

    Args:
        found: What was found.
        comments: The files of the estate with their comments that are meant for exlint.
        policy: What is asked of the estate.
        judged: Whether its rules were run.
    """
    reader = Orders(policy)
    orders = [order for file, some in comments for order in reader.of(file, some)]
    suppressed: dict[Finding, Suppression] = {}
    used: set[tuple[Place, str]] = set()
    taken: _Taken = {}
    for finding, order, word in _matches(orders, found):
        suppressed[finding] = _why(order)
        used.add((order.place, word))
        taken.setdefault((finding.place.file, finding.code), []).append((finding.place[1:3], order.place))
    shapeless = any(one.code in ("EXL006", "EXL007") for one in found)  # then no schema was held against the file
    ran = _running(policy, judged=judged, shaped=not shapeless)
    unused, refuted = _unused(orders, used, taken, ran)
    faults = [*reader.faults, *unused]
    return Outcome(suppressed, tuple(placing.of_text(fault, file) for fault, file in faults), refuted)


def is_suppressible(code: str) -> bool:
    """Whether findings with a code can be suppressed: not where a text means nothing, and not what is said here."""
    return not code.startswith(("EXL00", "EXL9"))


def _why(order: Order) -> Suppression:
    directive = order.directive
    return Suppression(order.place, "comment", directive.reason, directive.until, directive.owner)


_Taken = dict[tuple[str, str], list[tuple[tuple[int, int], Place]]]
"""A file and a code -> the findings there that are suppressed, as one reads them: line and column, and the comment."""


class _Claim(NamedTuple):
    """That a word of a comment suppresses a code, from a line and column to others, the last included."""

    start: tuple[int, int]
    end: tuple[int, int]
    code: str
    order: Order
    word: str


def _matches(orders: Sequence[Order], found: Sequence[Finding]) -> Iterator[tuple[Finding, Order, str]]:
    """The findings that are suppressed, each with the innermost comment that does it, and that comment's word."""
    by_file: dict[str, list[Order]] = {}
    for order in orders:
        by_file.setdefault(order.place.file, []).append(order)
    for name, some in by_file.items():
        findings = sorted(one for one in found if one.place.file == name and is_suppressible(one.code))
        claims = _claims(some, {one.code for one in findings})
        standing: dict[str, list[_Claim]] = {one.code: [] for one in findings}
        for finding in findings:
            at = finding.place[1:3]
            while claims and claims[-1].start <= at:
                standing[claims[-1].code].append(claims.pop())
            inner = standing[finding.code]
            while inner and inner[-1].end < at:  # nothing behind it can be in it: the findings come as one reads them
                inner.pop()
            if inner:
                yield finding, inner[-1].order, inner[-1].word


def _claims(orders: Sequence[Order], codes: AbstractSet[str]) -> list[_Claim]:
    """The claims on these codes, the innermost first: of two that begin together the shorter, the later comment's."""
    claims = []
    for order in orders:
        if order.about is not None:
            position = order.file.text.source.position
            start, end = position(order.about.start), position(order.about.end)
            for word, meant in reversed(order.meant.items()):
                claims += [_Claim(start, end, code, order, word) for code in meant & codes]
    claims.sort(key=lambda one: (one.start, [-part for part in one.end]))
    claims.reverse()
    return claims


def _unused(
    orders: Sequence[Order],
    used: Collection[tuple[Place, str]],
    taken: _Taken,
    ran: Callable[[str, str], bool],
) -> tuple[list[tuple[TextFault, File]], frozenset[tuple[Place, str]]]:
    """EXL901 about each word that suppresses nothing, as far as that is known; and what is refuted, as in `Outcome`."""
    said: list[tuple[TextFault, File]] = []
    refuted: set[tuple[Place, str]] = set()
    for order in orders:
        for word, meant in order.meant.items():
            nowhere = _nowhere(order, meant)
            known = nowhere or all(ran(order.file.path, code) for code in meant if is_suppressible(code))
            if known and (order.place, word) not in used:
                why = nowhere or _already(order, meant, taken) or _nothing_there(order)
                said.append((_does_nothing(order, word, why), order.file))
            elif order.file.part_of:  # whatever another estate says of the word
                whys = (nowhere or _nothing_there(order), _BESIDE, _ELSEWHERE)
                refuted.update((order.place, _does_nothing(order, word, why).message) for why in whys)
    return said, frozenset(refuted)


def _running(policy: Policy, *, judged: bool, shaped: bool) -> Callable[[str, str], bool]:
    """Tells of a file's path and a code whether the rule has looked at the file, and its findings count there."""
    usual = [entry.code for entry in ENTRIES if on_by_default(entry)] + [one.rule.code for one in policy.own]
    codes = usual if policy.codes is None else policy.codes

    @cache
    def ran(path: str, code: str) -> bool:
        if policy.ignored is not None and policy.ignored(path, code):
            return False
        if not judged:
            return shaped and code.startswith("EXL01")  # what is wrong with the shape of a file is looked for in each
        return code.startswith("EXL0") or code in codes

    return ran


def _nowhere(order: Order, meant: Collection[str]) -> str:
    """Why a word of a comment cannot suppress anything, in words; empty where it can."""
    if not any(map(is_suppressible, meant)):
        return "such findings always count"
    if order.about is None:
        return f"no key and no item {'follows it' if order.comment.alone else 'begins on its line'}"
    return ""


def _already(order: Order, codes: Collection[str], taken: _Taken) -> str:
    """That something else suppresses what a word would, in words; empty where there is nothing to suppress."""
    if order.about is None:
        return ""
    start, end = map(order.file.text.source.position, order.about)
    for code in codes:
        found = taken.get((order.place.file, code), [])
        first = bisect_left(found, start, key=lambda one: one[0])
        if first < len(found) and found[first][0] <= end:
            return _BESIDE if found[first][1] == order.place else _ELSEWHERE
    return ""


def _nothing_there(order: Order) -> str:
    if order.directive.in_file or order.about is None:
        return "the file has no such finding"
    first, last = (order.file.text.source.position(offset)[0] for offset in order.about)
    return f"line {first} has no such finding" if first == last else f"lines {first} to {last} have no such finding"


def _does_nothing(order: Order, word: str, why: str) -> TextFault:
    shown = brief(word)
    alone = len(order.directive.words) == 1
    message = f"the suppression of {shown} suppresses nothing: {why}"
    mend = "take the comment out" if alone else f"take {shown} out of the brackets"
    return TextFault("EXL901", order.comment.span, message, "suppresses nothing", mend=mend)
