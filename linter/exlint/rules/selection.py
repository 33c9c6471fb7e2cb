"""Which rules run: the words that select and ignore rules, and the codes that they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from exlint.rules import AREAS, ENTRIES, Entry, on_by_default

_FILE = frozenset(entry.code for entry in ENTRIES if entry.area == "file")
_FIXED = frozenset(code for code in _FILE if code < "EXL010")
_KEPT = "EXL001 to 009 can neither be ignored nor get another severity"


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


class Chosen(NamedTuple):
    """What a selection comes to.

    Attributes:
        codes: The rules that run, without those about a file; None where it is the default.
        ignored: The findings about a file that do not count, among EXL010 to 025.
    """

    codes: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()


class BadSelection(Exception):  # noqa: N818 - named for what it is about
    """A selection that selects nothing, or names a rule that there is not, in words."""


def codes(wanted: Selection) -> frozenset[str] | None:
    """The codes of the rules that a selection means, as in `Chosen`; raises as `choose` does."""
    return choose((wanted,)).codes


def choose(layers: Sequence[Selection]) -> Chosen:
    """What selections come to, each over the one before: what an upper one extends, a lower one cannot ignore.

    Findings about a file (EXL001 to 025) count without being selected: they keep an estate from being judged.

    Raises:
        BadSelection: A word means no rule, a finding is ignored that must not be, or nothing is left.
    """
    if all(layer == Selection() for layer in layers):
        return Chosen()
    preview = any(layer.preview for layer in layers)
    found = {entry.code for entry in ENTRIES if on_by_default(entry) or (preview and entry.status == "preview")} | _FILE
    for layer in layers:
        if layer.select:
            found = _all(meant, layer.select) | _FILE
        found = (found | _all(meant, layer.extend)) - _all(ignorable, layer.ignore)
    if found <= _FILE:
        raise BadSelection("no rule is left to check")
    return Chosen(frozenset(found - _FILE), _FILE - found)


def ignorable(word: str) -> frozenset[str]:
    """The codes that a word means, where their findings may be ignored, or get another severity; as `meant` raises."""
    found = meant(word)
    if fixed := found & _FIXED:
        first = min(fixed)
        what = first if len(found) == 1 else f"{word} means {first}, which"
        raise BadSelection(f"{what} says that a file is not read, or not understood; {_KEPT}")
    return found


def meant(word: str) -> frozenset[str]:
    """The codes that a word means; the rules of a group are meant by code, name or group only.

    Raises:
        BadSelection: There is none.
    """
    low = word.strip().casefold()
    found = {entry.code for entry in ENTRIES if low and low in (entry.code.casefold(), entry.name, entry.group)}
    if low == "all":
        found = {entry.code for entry in ENTRIES}
    if not found:
        found = {entry.code for entry in ENTRIES if not entry.group and _is_among(entry, low)}
    if not found:
        raise BadSelection(f"{word}: no such rule, area or group{_nearest(low)}; exlint rules lists them")
    return frozenset(found)


def _all(meaning: Callable[[str], frozenset[str]], words: Iterable[str]) -> set[str]:
    return {code for word in words for code in meaning(word)}


def _is_among(entry: Entry, low: str) -> bool:
    return low == entry.area or (low.startswith("exl") and entry.code.casefold().startswith(low))


def _nearest(low: str) -> str:
    import difflib  # noqa: PLC0415 - only for a word that is wrong

    names = [name for entry in ENTRIES for name in (entry.code.casefold(), entry.name)]
    if low.startswith("exl"):
        low = low[:3] + low[3:].replace("o", "0")  # the letter for the digit
    near = difflib.get_close_matches(low, [*names, *AREAS.values(), "non-default", "what-if"], n=1)
    return f" (did you mean {near[0].upper() if near[0].startswith('exl') else near[0]}?)" if near else ""
