"""Layers of configuration, one over the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exlint.project.config.keys import BY_NAME, KEYS, SELECTING, Kind
from exlint.project.config.settings import USUAL, Said, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exlint.project.config.values import Layer


def merged(layers: Sequence[Layer]) -> Settings:
    """The settings that layers come to, the lowest first.

    A key of an upper layer replaces that of the lower ones; those that add up are joined, the tables key by key. What
    says `select` begins anew: what lower layers select and ignore is dropped.
    """
    found: Layer = {}
    for number, layer in enumerate(layers, 1):
        if "select" in layer:
            for name in SELECTING:
                found.pop(name, None)
        for name, said in layer.items():
            above = _numbered(said, number)
            below = found.get(name)
            found[name] = above if below is None or not BY_NAME[name].adds else _joined(name, below, above)
    return Settings(**{key.field: found.get(key.name, USUAL[key.name]) for key in KEYS})


def _numbered(value: Any, number: int) -> Any:
    """A value in which every origin has the number of its layer."""
    if isinstance(value, Said):
        return Said(_numbered(value.value, number), value.origin._replace(layer=number))
    return tuple(_numbered(one, number) for one in value) if isinstance(value, tuple) else value


def _joined(name: str, below: Said[Any], above: Said[Any]) -> Said[Any]:
    kept = below.value
    if BY_NAME[name].kind in (Kind.LEVELS, Kind.IGNORES):
        replaced = {key.value for key, _ in above.value}
        kept = [pair for pair in below.value if pair[0].value not in replaced]
    return Said((*kept, *above.value), above.origin)
