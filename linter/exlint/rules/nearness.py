"""What was perhaps meant by a word that means no rule; imported only where there is one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from exlint.rules import AREAS, ENTRIES, OWN, Entry, Rule

_LONGEST_PREFIX = 8  # of the codes in a rule file


def nearest(word: str, own: Sequence[Rule] = ()) -> str:
    """What helps with a word that means no rule, in words that follow `no such rule`; empty where nothing does.

    As ` (did you mean dns?)`; of what looks like the code of an own rule, that no rule file defines it.
    """
    low = word.strip().casefold()
    known: Sequence[Entry | Rule] = (*ENTRIES, *own)
    upper = {part.casefold(): part for entry in known for part in (entry.code, entry.code[:-3])}
    if low.startswith("exl"):
        low = low[:3] + low[3:].replace("o", "0")  # the letter for the digit
    near = alike(low, [*upper, *(entry.name for entry in known), *AREAS.values(), OWN, "non-default", "what-if"])
    if near:
        return f" (did you mean {upper.get(near, near)}?)"
    return ", and no rule file defines it" if _letters(low) not in ("", "exl") else ""


def alike(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to one, both in small letters; empty where none is near.

    A code is near to a code only where their letters are: ACME002 is no slip of EXL002.
    """
    letters = _letters(word)
    fitting = [
        one for one in known if not letters or difflib.get_close_matches(letters, [_letters(one) or letters]) != []
    ]
    return next(iter(difflib.get_close_matches(word, fitting, n=1)), "")


def _letters(low: str) -> str:
    """The letters of what looks like a code; empty of what does not."""
    head, digits = low[:-3], low[-3:]
    is_code = low.isascii() and len(digits) == len("001") and digits.isdecimal() and head.isalpha()
    return head if is_code and len(head) <= _LONGEST_PREFIX else ""
