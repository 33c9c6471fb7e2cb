"""Names of an estate: unique within their list, compared without case, and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Any, NamedTuple

from exlint.findings import Clue, Problem, Route
from exlint.schema import Fault

_MOST_COMPARED = 20_000
_LONGEST_COMPARED = 100
_MOST_LISTED = 8  # as many as can be read at a glance


def duplicates(kind: str, items: Iterable[tuple[Route, Any]]) -> Iterator[Fault]:
    """EXL021 for each item whose name another item before it in the list has.

    Args:
        kind: What the items are, as `protocol rule`.
        items: Routes and declared objects with a `name`.
    """
    first: dict[str, Route] = {}
    for at, item in items:
        key = item.name.casefold()
        if key in first:
            yield Fault("EXL021", _duplicate(kind, item.name, at, first[key]))
        else:
            first[key] = at


def _duplicate(kind: str, name: str, at: Route, first: Route) -> Problem:
    return Problem(
        (*at, "name"),
        f"there are two {kind}s with the name {name}; names are compared without case, and one name means one object",
        label="again here",
        related=(Clue((*first, "name"), "first here"),),
        mend="rename one of the two, and what refers to it",
    )


def unused(wanted: str, names: Iterable[str], *others: str) -> str:
    """A name that nothing has yet: the wanted one, else one of the others, else the wanted one with a number behind."""
    taken = {name.casefold() for name in names}
    numbered = (f"{wanted} ({number})" for number in count(2))
    return next(name for name in chain((wanted, *others), numbered) if name.casefold() not in taken)


class Use(NamedTuple):
    """A name that something refers to, and that stands for nothing.

    Attributes:
        at: The route of the name.
        user: What refers to it, as `protocol rule Mail on ISA1`.
        kind: What it should be, as `client set`.
        name: The name.
        known: The names that there are, by their casefolded form.
        hint: Where such a name is declared, or how it is written; may be empty.
    """

    at: Route
    user: str
    kind: str
    name: str
    known: Mapping[str, str]
    hint: str = ""


def undefined(uses: Iterable[Use]) -> Iterator[Fault]:
    """EXL020 for each name that stands for nothing, with the nearest one that there is."""
    compared = 0
    for use in uses:
        # Each pair of names takes time, so where very many are wrong, the last of them go without advice.
        answer = f" ({_answer(use)})" if compared < _MOST_COMPARED else ""
        compared += len(use.known)
        message = f"{use.user} names the {use.kind} {use.name}, which is not declared{answer}"
        mend = use.hint or f"declare the {use.kind}, or write its name as it is declared"
        yield Fault("EXL020", Problem(use.at, message, label=f"no such {use.kind}", mend=mend))


def _answer(use: Use) -> str:
    import difflib  # noqa: PLC0415 - not loaded while nothing is wrong

    comparable = (name for name in use.known if len(name) <= _LONGEST_COMPARED)
    near = difflib.get_close_matches(use.name.casefold()[: _LONGEST_COMPARED + 1], comparable, n=1)
    if near:
        return f"did you mean {use.known[near[0]]}?"
    if len(use.known) > _MOST_LISTED:
        return "no name is near it"
    return "there is " + ", ".join(sorted(use.known.values())) if use.known else "there are none"
