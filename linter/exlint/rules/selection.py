"""Which rules run: the words that select and ignore rules, and the codes that they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from exlint.rules import AREAS, ENTRIES, OWN, Entry, Rule, on_by_default

Known = Sequence[Entry | Rule]
"""Rules, of the catalogue or a company's own."""

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


def codes(wanted: Selection, own: Sequence[Rule] = ()) -> frozenset[str] | None:
    """The codes of the rules that a selection means, as in `Chosen`; arguments and errors as of `choose`."""
    return choose((wanted,), own).codes


def choose(layers: Sequence[Selection], own: Sequence[Rule] = ()) -> Chosen:
    """What selections come to, each over the one before: what an upper one extends, a lower one cannot ignore.

    Findings about a file (EXL001 to 025) count without being selected: they keep an estate from being judged.

    Args:
        layers: The selections.
        own: Rules besides those of the catalogue.

    Raises:
        BadSelection: A word means no rule, a finding is ignored that must not be, or nothing is left.
    """
    if all(layer == Selection() for layer in layers):
        return Chosen()
    known: Known = (*ENTRIES, *own)
    preview = any(layer.preview for layer in layers)
    found = {entry.code for entry in known if on_by_default(entry) or (preview and entry.status == "preview")} | _FILE
    for layer in layers:
        if layer.select:
            found = _all(partial(meant, own=own), layer.select) | _FILE
        found = found | _all(partial(meant, own=own), layer.extend)
        found -= _all(partial(ignorable, own=own), layer.ignore)
    if found <= _FILE:
        raise BadSelection("no rule is left to check")
    return Chosen(frozenset(found - _FILE), _FILE - found)


def ignorable(word: str, own: Sequence[Rule] = ()) -> frozenset[str]:
    """The codes that a word means, where their findings may be ignored, or get another severity; as `meant` raises."""
    found = meant(word, own)
    if fixed := found & _FIXED:
        first = min(fixed)
        what = first if len(found) == 1 else f"{word} means {first}, which"
        raise BadSelection(f"{what} says that a file is not read, or not understood; {_KEPT}")
    return found


def meant(word: str, own: Sequence[Rule] = ()) -> frozenset[str]:
    """The codes that a word means; arguments as of `meant_by`.

    Raises:
        BadSelection: There is none.
    """
    found = meant_by(word, own)
    if not found:
        raise BadSelection(f"{word}: no such rule, area or group{nearest(word, own)}; exlint rules lists them")
    return found


def meant_by(word: str, own: Sequence[Rule] = ()) -> frozenset[str]:
    """The codes that a word means, in any case; the rules of a group are meant by code, name or group only.

    Args:
        word: A code, a prefix of codes, a name, an area, a group, or `all`.
        own: Rules besides those of the catalogue.

    Returns:
        The codes; none where the word is none of these.
    """
    low = word.strip().casefold()
    known: Known = (*ENTRIES, *own)
    if low == "all":
        return frozenset(entry.code for entry in known)
    found = frozenset(entry.code for entry in known if low and low in (entry.code.casefold(), entry.name, entry.group))
    return found or frozenset(entry.code for entry in known if not entry.group and _is_among(entry, low))


def _all(meaning: Callable[[str], frozenset[str]], words: Iterable[str]) -> set[str]:
    return {code for word in words for code in meaning(word)}


def _is_among(entry: Entry | Rule, low: str) -> bool:
    code = entry.code.casefold()
    return low == entry.area or (low.startswith(code[:-3]) and code.startswith(low))


def nearest(word: str, own: Sequence[Rule] = ()) -> str:
    """A question that names the nearest of the known words, as ` (did you mean dns?)`; nothing where none is near."""
    import difflib  # noqa: PLC0415 - only for a word that is wrong

    low = word.strip().casefold()
    known: Known = (*ENTRIES, *own)
    upper = {part.casefold(): part for entry in known for part in (entry.code, entry.code[:-3])}
    if low.startswith("exl"):
        low = low[:3] + low[3:].replace("o", "0")  # the letter for the digit
    near = difflib.get_close_matches(
        low, [*upper, *(entry.name for entry in known), *AREAS.values(), OWN, "non-default", "what-if"], n=1
    )
    return f" (did you mean {upper.get(near[0], near[0])}?)" if near else ""
