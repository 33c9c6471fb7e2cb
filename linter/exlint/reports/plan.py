"""`exlint plan` for a person: the steps console by console, what each opens, the diff, and what stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from exlint.findings import Said
from exlint.reports.escape import visible
from exlint.reports.hops import COLUMNS
from exlint.reports.notes import menus, words, wrapped
from exlint.reports.planned import Planned, Stay, Step, Undecided
from exlint.reports.summary import counted

_INDENT = "     "


def text(plans: Sequence[Planned], diff: str) -> str:
    """The plans, what they change in the files, and what stays.

    Args:
        plans: Those that have steps or leave something to say.
        diff: The unified diff of all files that change, as it is to be shown.
    """
    parts = [_steps(one) for one in plans if one.steps]
    parts += [diff.removesuffix("\n").split("\n")] if diff else []
    parts += [list(_outcome(one)) for one in plans]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _steps(one: Planned) -> list[str]:
    # The first word is ours, so that no name can begin a line as a command to a CI runner.
    lines = _wrapped(f"plan: {one.file}: {counted(len(one.steps), 'step')}", "", "      ")
    numbered = enumerate(one.steps, 1)
    for product, some in groupby(numbered, key=lambda item: item[1].product):
        lines += ["", f" {visible(product)}", *(line for number, step in some for line in _step(number, step))]
    return lines


def _step(number: int, step: Step) -> Iterator[str]:
    yield ""
    yield from _wrapped(step.title, f" {number:>2}  ", _INDENT)
    yield from (_INDENT + line for line in wrapped(menus(step.console), COLUMNS - len(_INDENT)))
    yield from _wrapped(f"opens {step.opens or 'nothing'}", _INDENT, _INDENT)


def _outcome(one: Planned) -> Iterator[str]:
    if one.refused:
        yield from _wrapped(f"plan: {one.file}: {one.refused}", "", "      ")
    yield from (line for before, after in zip(one.before, one.after, strict=True) for line in _mail(before, after, one))
    if one.steps:
        yield from _wrapped(_smallest(one), " ", " ")
        if one.passed_over:
            yield from _wrapped(f"A smaller one is not offered: {one.passed_over}", " ", "   ")
        if one.undecided is not None:
            yield from _less(one.undecided)
        for comment in one.idle:
            yield from _wrapped(f"With these steps a comment is idle, so take it out: {comment}", " ", "   ")
    yield from (line for stay in one.stays for line in _stay(stay))
    if one.steps and one.findings:
        yield from _wrapped(f"Findings that stay: {'; '.join(one.findings)}.", " ", "   ")


def _mail(before: Said, after: Said, one: Planned) -> list[str]:
    said = f"{before.verdict} today, {after.verdict} with these steps"
    if before.verdict == after.verdict:
        more = before.virtual_server in one.more
        said = f"{said}, which let more of it leave" if more else f"{before.verdict}, as before"
    return _wrapped(f"mail: {before.virtual_server}: {said}", "", "      ")


def _smallest(one: Planned) -> str:
    if one.smallest:
        return "No smaller plan lets this mail leave, of all that exlint may propose."
    return (
        "None of this can be left out. Whether there is a smaller plan is not known: there is too much to propose to"
        " try every combination."
    )


def _less(undecided: Undecided) -> Iterator[str]:
    yield from _wrapped("Less may be enough, which depends on what is not declared. Declare first:", " ", "   ")
    for key in undecided.declare:
        yield from _wrapped(f"- {key}", "  ", "    ")
    yield " Then these steps are tried before the above:"
    for step in undecided.steps:
        yield from _wrapped(f"- {step.title} (opens {step.opens or 'nothing'})", "  ", "    ")


def _stay(stay: Stay) -> Iterator[str]:
    if stay.declare:
        yield from _wrapped(f"To decide whether {stay.virtual_server} may send, declare first:", " ", "   ")
        for key in stay.declare:
            yield from _wrapped(f"- {key}", "  ", "    ")
    elif stay.verdict == "unknown":
        yield from _wrapped(
            f"No key of the format can decide whether mail of {stay.virtual_server} leaves.", " ", "   "
        )
    if stay.obstacles:
        what = f"what {'stops' if stay.verdict == 'queues' else 'still stops some of'} {stay.virtual_server}"
        yield from _wrapped(f"A person has to decide about {what}:", " ", "   ")
        for one in stay.obstacles:
            yield from _wrapped(f"- {one.by}", "  ", "    ")
            if one.console:
                yield from (f"    {line}" for line in wrapped(menus(one.console), COLUMNS - len(_INDENT)))


def _wrapped(sentence: str, first: str, other: str) -> list[str]:
    lines: Iterable[str] = wrapped(words(sentence), COLUMNS - max(len(first), len(other)))
    return [(other if number else first) + line for number, line in enumerate(lines)]
