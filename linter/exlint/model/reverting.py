"""An estate with some of its changes taken back, as plain data, as far as they can be taken back one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from exlint.model.comparing import Change, reordered
from exlint.model.objects import Identity, Object, Objects, assemble
from exlint.schema import ABSENT


class Step(NamedTuple):
    """The smallest thing that can be taken back by itself.

    Attributes:
        what: `object`, one that came or went, with all that it holds; `setting`, a value; `order`, that of a list.
        identity: That of the object or the list.
        key: The setting's.
    """

    what: str
    identity: Identity
    key: str = ""


def steps(old: Objects, new: Objects, changes: Iterable[Change]) -> dict[Step, tuple[Change, ...]]:
    """Each step between two versions, with the change that it is, as far as it is."""
    found: dict[Step, tuple[Change, ...]] = {}
    moved = {}
    for change in changes:
        identity = change.object.identity
        if change.what == "changed":
            for setting in change.settings:
                found[Step("setting", identity, setting.key)] = (change._replace(settings=(setting,), moved=None),)
            if change.moved:
                moved[identity] = change._replace(settings=())
        elif identity[: change.object.kind.owner] in (old.all if change.what == "added" else new.all):
            found[Step("object", identity)] = (change,)
    for name, _, now in reordered(old, new):
        found[Step("order", name)] = tuple(moved[one] for one in now if one in moved)
    return found


def mixed(base: Objects, other: Objects, taken: Collection[Step]) -> dict[str, Any]:
    """The plain data of one version in which these steps are as in the other."""
    kept = {
        identity: _mixed(one, other, taken) for identity, one in base.all.items() if not _is_gone(one, other, taken)
    }
    back = {
        identity: one for identity, one in other.all.items() if identity not in base.all and _is_back(one, base, taken)
    }
    present = kept | back
    lists = {}
    for name in {**base.lists, **other.lists}:
        orders = [base.lists.get(name, []), other.lists.get(name, [])]
        first, second = reversed(orders) if Step("order", name) in taken else orders
        lists[name] = _woven(first, second, present)
    return assemble(present, lists)


def _is_gone(one: Object, other: Objects, taken: Collection[Step]) -> bool:
    """Whether the step is taken that brought the object, or what holds it."""
    return any(Step("object", identity) in taken for identity in _line(one) if identity not in other.all)


def _is_back(one: Object, base: Objects, taken: Collection[Step]) -> bool:
    """Whether the step is taken with which the object, or what held it, went."""
    return any(Step("object", identity) in taken for identity in _line(one) if identity not in base.all)


def _line(one: Object) -> tuple[Identity, Identity]:
    return one.identity, one.identity[: one.kind.owner]


def _mixed(one: Object, other: Objects, taken: Collection[Step]) -> Object:
    before = other.all.get(one.identity)
    if before is None:
        return one
    settings = dict(one.settings)
    for key in {**one.settings, **before.settings}:
        if Step("setting", one.identity, key) in taken:
            settings[key] = before.settings.get(key, ABSENT)
    return one._replace(settings={key: value for key, value in settings.items() if value is not ABSENT})


def _woven(first: Sequence[Identity], second: Sequence[Identity], present: Collection[Identity]) -> list[Identity]:
    """Those present in the first order; what only the second has stands behind what it stands behind there."""
    woven = [one for one in first if one in present]
    known, before = set(woven), None
    for one in second:
        if one not in known and one in present:
            woven.insert(0 if before is None else woven.index(before) + 1, one)
            known.add(one)
        before = one if one in known else before
    return woven
