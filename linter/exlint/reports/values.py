"""Settings and changes in words: what an object has now, and what it had."""

from __future__ import annotations

from typing import Any

from exlint.mailflow.wording import some
from exlint.model.comparing import Change, Rank, Setting
from exlint.schema import ABSENT

_FEW = 4  # as many items as can be compared at a glance
_WORDS = {True: "true", False: "false", None: "null"}


def changed(change: Change) -> list[str]:
    """A change in sentences: one for an object that came, went or moved, one for each setting."""
    name = change.object.full_name
    if change.what != "changed":
        return [f"{name} is {'new' if change.what == 'added' else 'gone'}"]
    moved = [f"{name}: {_rank(change.moved[0])} -> {_rank(change.moved[1])}"] if change.moved else []
    return [*(f"{name}: {setting(one)}" for one in change.settings), *moved]


def setting(one: Setting) -> str:
    """A setting with its old value and its new one; of long lists what they gain and lose."""
    old, new = one.old, one.new
    if isinstance(old, list) and isinstance(new, list) and max(len(old), len(new)) > _FEW:
        more, less = [item for item in new if item not in old], [item for item in old if item not in new]
        parts = [f"gains {value(more)}" if more else "", f"loses {value(less)}" if less else ""]
        return f"{one.key} {' and '.join(filter(None, parts)) or 'has another order'}"
    return f"{one.key} {value(old)} -> {value(new)}"


def value(what: Any) -> str:
    """A value in words."""
    if what is ABSENT:
        return "(not written)"
    if isinstance(what, list):
        return some(map(value, what))
    if isinstance(what, dict):
        return " and ".join(f"{key} {value(part)}" for key, part in what.items())
    return _WORDS[what] if what is None or isinstance(what, bool) else str(what)


def _rank(rank: Rank) -> str:
    return f"place {rank.number}{f', behind {rank.behind}' if rank.behind else ''}"
