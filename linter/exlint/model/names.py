"""Names of an estate: unique within their list, compared without case, and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from exlint.findings import Clue, Problem, Route
from exlint.schema import Fault


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


class Use(NamedTuple):
    """A name that something refers to.

    Attributes:
        user: What refers to it, as `protocol rule Mail on ISA1`.
        kind: What it should be, as `client set`.
        name: The name.
        hint: Where such a name is declared, or how it is written; may be empty.
    """

    user: str
    kind: str
    name: str
    hint: str = ""


def undefined(at: Route, use: Use, known: Iterable[str]) -> Fault:
    """EXL020: a name that stands for nothing.

    Args:
        at: The route of the name.
        use: Who uses it, and for what.
        known: The names that there are.
    """
    import difflib  # noqa: PLC0415 - not loaded while nothing is wrong

    names = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(use.name.casefold(), names, n=1)
    if near:
        answer = f"did you mean {names[near[0]]}?"
    elif names and len(names) <= 8:  # noqa: PLR2004 - as many as can be read at a glance
        answer = "there is " + ", ".join(sorted(names.values()))
    else:
        answer = "there are none" if not names else "no name is near it"
    message = f"{use.user} names the {use.kind} {use.name}, which is not declared ({answer})"
    mend = use.hint or f"declare the {use.kind}, or write its name as it is declared"
    return Fault("EXL020", Problem(at, message, label=f"no such {use.kind}", mend=mend))
