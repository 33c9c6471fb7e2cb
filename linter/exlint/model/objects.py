"""The plain data of an estate's files as objects: what has a name, and what is set on it; and objects as data again.

Where an object stands among the files and in a list without order makes no difference here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from exlint.findings import Route
from exlint.model.kinds import GROUPS, NAMED, ONE_OR_MORE, REFERENCES, SECTIONS, UNORDERED, Kind

Identity = tuple[str, ...]
"""Keys and names, the names without case: `("isa", "servers", "isa1", "protocol_rules", "mail")`."""

Meaning = tuple[Identity, tuple[tuple[str, str], ...]]
"""An object's identity, and what is set on it: equal where `same` holds for every setting."""

DECLARED = "declared"
"""The value of a list of objects that is written, where that says something: its items are objects themselves."""

_LISTS = {kind.pattern[:-1]: kind for kind in NAMED}


class Object(NamedTuple):
    """Something of an estate that has settings.

    Attributes:
        kind: What it is.
        identity: What stays the same while the object does.
        names: The names on the way to it, its own last, as written; none of a section.
        settings: Key -> plain value; keys within a group have dots, as `retry.expiration`.
    """

    kind: Kind
    identity: Identity
    names: tuple[str, ...]
    settings: dict[str, Any]

    @property
    def path(self) -> str:
        """The names on the way to it, as `ISA1/Mail`; of a section the key."""
        return "/".join(self.names) or self.identity[0]

    @property
    def full_name(self) -> str:
        """As a sentence names it: `protocol rule Mail on ISA1`."""
        return " on ".join([" ".join([self.kind.words, *self.names[-1:]]), *self.names[:-1]])


class Objects(NamedTuple):
    """The objects of an estate.

    Attributes:
        all: Each by its identity, an owner before what it holds.
        lists: The objects of each list, in its order; a list is named by its owner's identity and its keys.
        places: Route of each object -> its identity; a section may stand in several files.
    """

    all: dict[Identity, Object]
    lists: dict[Identity, list[Identity]]
    places: dict[Route, Identity]

    def at(self, route: Route) -> tuple[Identity, Route] | None:
        """The innermost object that a route leads to or into, and the rest of the route."""
        for end in range(len(route), 1, -1):
            if route[:end] in self.places:
                return self.places[route[:end]], route[end:]
        return None


def objects(files: Iterable[Any]) -> Objects:
    """The objects of the files of an estate.

    Args:
        files: The plain data of each; what is not of the right shape is taken as far as it goes.
    """
    found = Objects({}, {}, {})
    for section in SECTIONS:
        found.all[section.pattern] = Object(section, section.pattern, (), {})
    for index, data in enumerate(files):
        for section in SECTIONS if isinstance(data, dict) else ():
            key = section.pattern[0]
            if key in data:
                found.places[index, key] = section.pattern
                _take(found, found.all[section.pattern], data[key], (index, key))
    return found


def assemble(found: Mapping[Identity, Object], lists: Mapping[Identity, Iterable[Identity]]) -> dict[str, Any]:
    """The plain data of one file that declares these objects, in these orders; they are those of a valid estate."""
    data: dict[str, Any] = {"exlint": 1}
    built = {identity: _item(one) for identity, one in found.items()}
    for name, members in lists.items():
        kept = [built[one] for one in members if one in built]
        owner = _owner(name)
        if kept:
            _put(built[owner], name[len(owner) :], kept)
    return data | {section.pattern[0]: item for section in SECTIONS if (item := built[section.pattern])}


def same(key: str, one: Any, other: Any) -> bool:
    """Whether two values of a setting mean the same."""
    return one is other or _meant(_last(key), one) == _meant(_last(key), other)


def meaning(one: Object) -> Meaning:
    """All that an object says, to be held against that of others."""
    return one.identity, tuple(sorted((key, _meant(_last(key), value)) for key, value in one.settings.items()))


def _take(found: Objects, owner: Object, part: Any, at: Route, within: tuple[str, ...] = ()) -> None:
    """Takes what is written at a route for an object's settings, and for the objects that it holds."""
    if not isinstance(part, dict):
        owner.settings[".".join(within)] = part
        return
    pattern = owner.kind.pattern
    for key, value in part.items():
        keys = (*within, key)
        kind = _LISTS.get((*pattern, *keys))
        if kind is not None and _are_objects(value):
            if kind.unknown_when_absent:
                owner.settings[".".join(keys)] = DECLARED
            _take_items(found, owner, (kind, (*owner.identity, *keys)), value, (*at, key))
        elif key in GROUPS and isinstance(value, dict) and (value or key != "hours"):  # a schedule may have none
            _take(found, owner, value, (*at, key), keys)
        elif keys != ("name",) or not owner.names:
            _set(owner.settings, ".".join(keys), value)


def _take_items(found: Objects, owner: Object, which: tuple[Kind, Identity], items: Sequence[Any], at: Route) -> None:
    kind, name = which
    members = found.lists.setdefault(name, [])
    for index, item in enumerate(items):
        called = item.get("name")
        written = called if isinstance(called, str) else str(index)
        identity = (*name, written.casefold())
        if identity in found.all:  # no valid estate has two of a name
            identity = (*name, f"{written.casefold()}\n{len(members)}")
        one = Object(kind, identity, (*owner.names, written), {})
        if not isinstance(called, str) and "name" in item:
            one.settings["name"] = called
        found.all[identity] = one
        found.places[*at, index] = identity
        members.append(identity)
        _take(found, one, item, (*at, index))


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _set(settings: dict[str, Any], key: str, value: Any) -> None:
    """Sets a value; lists of several files are joined."""
    before = settings.get(key)
    if isinstance(before, list) and isinstance(value, list):
        value = [*before, *value]
    settings[key] = value


def _last(key: str) -> str:
    """The key of a setting without those of its groups."""
    return key.rpartition(".")[2]


def _meant(key: str, value: Any) -> str:
    if key in ONE_OR_MORE and isinstance(value, str):
        value = [value]
    return repr(_plain(key, value))


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((name, repr(_plain(name, part))) for name, part in value.items())
    if isinstance(value, list):
        items = [_plain(key, item) for item in value]
        return sorted(items, key=repr) if key in UNORDERED else items
    folded = isinstance(value, str) and (key in UNORDERED or key in REFERENCES)
    return value.casefold() if folded else value


def _item(one: Object) -> dict[str, Any]:
    item: dict[str, Any] = {"name": one.names[-1]} if one.names else {}
    for key, value in sorted(one.settings.items()):  # an empty group before what another version puts in it
        _put(item, key.split("."), [] if value == DECLARED and key in _declared(one.kind) else value or deepcopy(value))
    return item


def _declared(kind: Kind) -> Iterator[str]:
    """The lists of objects that are settings of their owner, too."""
    for pattern, held in _LISTS.items():
        if held.unknown_when_absent and pattern[: len(kind.pattern)] == kind.pattern:
            yield ".".join(pattern[len(kind.pattern) :])


def _put(item: dict[str, Any], keys: Sequence[str], value: Any) -> None:
    for key in keys[:-1]:
        item = item.setdefault(key, {})
    item[keys[-1]] = value


def _owner(name: Identity) -> Identity:
    """The identity of what holds a list: a server, whose keys and name are three, or a section."""
    return name[:3] if len(name) > 3 else name[:1]  # noqa: PLR2004 - see above
