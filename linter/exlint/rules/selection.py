"""Which rules run: the words that select and ignore rules, and the codes that they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from exlint.rules import ENTRIES, OWN, Entry, Rule, on_by_default

Known = Sequence[Entry | Rule]
"""Rules, of the catalogue or a company's own."""

_FILE = frozenset(entry.code for entry in ENTRIES if entry.area == "file")
_FIXED = frozenset(code for code in _FILE if code < "EXL010")
_KEPT = "EXL001 to 009 can neither be ignored nor get another severity"
NO_OWN = "the rules of rule files, and none is given"
"""What `own` means where there are none."""


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


class NothingLeft(BadSelection):
    """A selection that leaves no rule but those about a file.

    Attributes:
        chosen: What it comes to.
    """

    def __init__(self, words: str, chosen: Chosen) -> None:
        super().__init__(words)
        self.chosen = chosen


def codes(wanted: Selection, own: Sequence[Rule] = ()) -> frozenset[str] | None:
    """The codes of the rules that a selection means, as in `Chosen`; arguments and errors as of `choose`."""
    return choose((wanted,), own).codes


def choose(layers: Sequence[Selection], own: Sequence[Rule] = (), *, judged: bool = False) -> Chosen:
    """What selections come to, each over the one before: what an upper one extends, a lower one cannot ignore.

    Findings about a file (EXL001 to 025) count without being selected: they keep an estate from being judged.

    Args:
        layers: The selections.
        own: Rules besides those of the catalogue.
        judged: Whether every word was looked at before; one that means no rule then means none.

    Raises:
        NothingLeft: No rule is left.
        BadSelection: A word means no rule, or a finding is ignored that must not be.
    """
    if all(layer == Selection() for layer in layers):
        return Chosen()
    known: Known = (*ENTRIES, *own)
    preview = any(layer.preview for layer in layers)
    found = {entry.code for entry in known if on_by_default(entry) or (preview and entry.status == "preview")} | _FILE
    meaning = partial(meant_by if judged else meant, own=own)
    ignoring = partial(meant_by if judged else ignorable, own=own)
    for layer in layers:
        if layer.select:
            found = _all(meaning, layer.select) | _FILE
        found = found | _all(meaning, layer.extend)
        found -= _all(ignoring, layer.ignore)
    chosen = Chosen(frozenset(found - _FILE), _FILE - found)
    if not chosen.codes:
        raise NothingLeft(f"no rule is left to check{_without_own(layers, own)}", chosen)
    return chosen


def _without_own(layers: Sequence[Selection], own: Sequence[Rule]) -> str:
    """That own rules were asked for, and there are none."""
    asked = any(is_own(word) for layer in layers for word in (*layer.select, *layer.extend))
    return f": {OWN} means {NO_OWN}" if asked and not own else ""


def ignorable(word: str, own: Sequence[Rule] = ()) -> frozenset[str]:
    """The codes that a word means, where their findings may be ignored, or get another severity; as `meant` raises."""
    found = meant(word, own)
    if fixed := found & _FIXED:
        first = min(fixed)
        what = first if len(found) == 1 else f"{word} means {first}, which"
        raise BadSelection(f"{what} says that a file is not read, or not understood; {_KEPT}")
    return found


def meant(word: str, own: Sequence[Rule] = ()) -> frozenset[str]:
    """The codes that a word means; arguments as of `meant_by`. The area of own rules may be empty.

    Raises:
        BadSelection: There is none.
    """
    found = meant_by(word, own)
    if not found and not is_own(word):
        from exlint.rules.nearness import nearest  # noqa: PLC0415 - only for a word that is wrong

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


def is_own(word: str) -> bool:
    """Whether a word means all rules of a company's own."""
    return word.strip().casefold() == OWN


def _all(meaning: Callable[[str], frozenset[str]], words: Iterable[str]) -> set[str]:
    return {code for word in words for code in meaning(word)}


def _is_among(entry: Entry | Rule, low: str) -> bool:
    code = entry.code.casefold()
    return low == entry.area or (low.startswith(code[:-3]) and code.startswith(low))
