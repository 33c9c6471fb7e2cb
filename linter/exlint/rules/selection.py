"""Which rules run: the words of `--select`, `--extend-select` and `--ignore`, and the codes that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exlint.rules import AREAS, ENTRIES, OWN, Entry, Rule, on_by_default

Known = Sequence[Entry | Rule]
"""The rules that there are."""


class Selection(NamedTuple):
    """What was asked for: codes, prefixes of codes, names, areas or groups, in any case; `all` is every rule.

    Attributes:
        select: These instead of the rules that are on by default.
        extend: These as well.
        ignore: These not.
        preview: Whether rules in preview count among those that are on by default.
    """

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False


class BadSelection(Exception):  # noqa: N818 - named for what it is about
    """A selection that selects nothing, or names a rule that there is not, in words."""


def codes(wanted: Selection, own: Sequence[Rule] = ()) -> frozenset[str] | None:
    """The codes of the rules that a selection means; None where it is the default.

    Findings about a file (EXL001 to 025) always count: they keep an estate from being judged.

    Args:
        wanted: What was asked for.
        own: Rules besides those of the catalogue.

    Raises:
        BadSelection: A word means no rule, a finding about a file is ignored, or nothing is left.
    """
    if wanted == Selection():
        return None
    known: Known = (*ENTRIES, *own)
    usual = [entry.code for entry in known if on_by_default(entry) or (wanted.preview and entry.status == "preview")]
    found = _meant(wanted.select, known) if wanted.select else set(usual)
    ignored = _meant(wanted.ignore, known)
    about_files = {entry.code for entry in ENTRIES if entry.area == "file"}
    if about_files & ignored:
        first = min(about_files & ignored)
        raise BadSelection(f"{first} says that a document is not judged, so it cannot be ignored")
    found = (found | _meant(wanted.extend, known)) - ignored - about_files
    if not found:
        raise BadSelection("no rule is left to check")
    return frozenset(found)


def _meant(words: Iterable[str], known: Known) -> set[str]:
    return {code for word in words for code in _by_word(word, known)}


def _by_word(word: str, known: Known) -> set[str]:
    """The codes that a word means; the rules of a group are meant by code, name or group only."""
    low = word.strip().casefold()
    found = {entry.code for entry in known if low and low in (entry.code.casefold(), entry.name, entry.group)}
    if low == "all":
        found = {entry.code for entry in known}
    if not found:
        found = {entry.code for entry in known if not entry.group and _is_among(entry, low)}
    if not found:
        raise BadSelection(f"{word}: no such rule, area or group{_nearest(low, known)}; exlint rules lists them")
    return found


def _is_among(entry: Entry | Rule, low: str) -> bool:
    code = entry.code.casefold()
    return low == entry.area or (low.startswith(code[:-3]) and code.startswith(low))


def _nearest(low: str, known: Known) -> str:
    import difflib  # noqa: PLC0415 - only for a word that is wrong

    upper = {part.casefold(): part for entry in known for part in (entry.code, entry.code[:-3])}
    if low.startswith("exl"):
        low = low[:3] + low[3:].replace("o", "0")  # the letter for the digit
    near = difflib.get_close_matches(
        low, [*upper, *(entry.name for entry in known), *AREAS.values(), OWN, "non-default", "what-if"], n=1
    )
    return f" (did you mean {upper.get(near[0], near[0])}?)" if near else ""
