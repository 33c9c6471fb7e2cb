"""Which rules run: the words of `--select`, `--extend-select` and `--ignore`, and the codes that they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exlint.rules import AREAS, ENTRIES, Entry, on_by_default


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


def codes(wanted: Selection) -> frozenset[str] | None:
    """The codes of the rules that a selection means; None where it is the default.

    Findings about a file (EXL001 to 025) always count: they keep an estate from being judged.

    Raises:
        BadSelection: A word means no rule, a finding about a file is ignored, or nothing is left.
    """
    if wanted == Selection():
        return None
    usual = [entry.code for entry in ENTRIES if on_by_default(entry) or (wanted.preview and entry.status == "preview")]
    found = _meant(wanted.select) if wanted.select else set(usual)
    ignored = _meant(wanted.ignore)
    about_files = {entry.code for entry in ENTRIES if entry.area == "file"}
    if about_files & ignored:
        first = min(about_files & ignored)
        raise BadSelection(f"{first} says that a document is not judged, so it cannot be ignored")
    found = (found | _meant(wanted.extend)) - ignored - about_files
    if not found:
        raise BadSelection("no rule is left to check")
    return frozenset(found)


def _meant(words: Iterable[str]) -> set[str]:
    return {code for word in words for code in _by_word(word)}


def _by_word(word: str) -> set[str]:
    found = meant_by(word)
    if not found:
        raise BadSelection(f"{word}: no such rule, area or group{nearest(word)}; exlint rules lists them")
    return found


def meant_by(word: str, known: Sequence[Entry] = ENTRIES) -> set[str]:
    """The codes that a word means, in any case; the rules of a group are meant by code, name or group only.

    Args:
        word: A code, a prefix of codes, a name, an area, a group, or `all`.
        known: The rules that there are.

    Returns:
        The codes; none where the word is none of these.
    """
    low = word.strip().casefold()
    if low == "all":
        return {entry.code for entry in known}
    found = {entry.code for entry in known if low and low in (entry.code.casefold(), entry.name, entry.group)}
    return found or {entry.code for entry in known if not entry.group and _is_among(entry, low)}


def _is_among(entry: Entry, low: str) -> bool:
    return low == entry.area or (low.startswith("exl") and entry.code.casefold().startswith(low))


def nearest(word: str) -> str:
    """A question that names the nearest of the known words, as ` (did you mean dns?)`; nothing where none is near."""
    import difflib  # noqa: PLC0415 - only for a word that is wrong

    low = word.strip().casefold()
    names = [name for entry in ENTRIES for name in (entry.code.casefold(), entry.name)]
    if low.startswith("exl"):
        low = low[:3] + low[3:].replace("o", "0")  # the letter for the digit
    near = difflib.get_close_matches(low, [*names, *AREAS.values(), "non-default", "what-if"], n=1)
    return f" (did you mean {near[0].upper() if near[0].startswith('exl') else near[0]}?)" if near else ""
