"""The files of a configuration: which one a folder has, and those that it extends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from exlint.project.config.settings import Misconfigured, Origin
from exlint.project.paths import inside, nearest, shown, upwards
from exlint.project.reasons import not_a_file

if TYPE_CHECKING:
    from exlint.project.config.values import Layer

_OWN, _SHARED = "exlint.toml", "pyproject.toml"


class Table(NamedTuple):
    """The keys of a file, and where they stand."""

    data: dict[str, Any]
    origin: Origin


def here() -> str:
    """The real path of the current directory.

    Raises:
        Misconfigured: There is none: a shell may stand in a folder that someone removed.
    """
    try:
        return os.path.realpath(os.getcwd())
    except OSError as error:
        raise Misconfigured(".: the current folder is gone") from error


def in_folder(folder: str) -> Table | None:
    """The configuration in a real folder: that of exlint.toml, else `[tool.exlint]` of pyproject.toml, else none.

    Raises:
        Misconfigured: The file cannot be read or understood, or is a link that leads out of the repository.
    """
    for name in (_OWN, _SHARED):
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            _stay(path, repository(folder), f"{shown(path)}: is a link that")
            if table := _table(path):
                return table
    return None


def named(path: str, variable: str = "") -> Table:
    """The configuration in a file that somebody names, perhaps with a variable; raises as `in_folder` does."""
    try:
        return _named(path)
    except Misconfigured as error:
        if not variable:
            raise
        raise Misconfigured(*(f"{variable}: {fault}" for fault in error.faults)) from error


def _named(path: str) -> Table:
    table = _table(path)
    if table is None:
        raise Misconfigured(f"{shown(path)}: has no table [tool.exlint]")
    return table


def shared(folder: str) -> Table | None:
    """The configuration in the pyproject.toml of a real folder; raises as `in_folder` does."""
    path = os.path.join(folder, _SHARED)
    return _table(path) if os.path.lexists(path) else None


def repository(folder: str) -> str | None:
    """The nearest folder from this real folder upwards that holds `.git`."""
    return next((one for one in upwards(folder) if os.path.lexists(os.path.join(one, ".git"))), None)


def chain(table: Table) -> tuple[Layer, ...]:
    """What a file says, over what the file says that it extends, and so on; the lowest comes first.

    Raises:
        Misconfigured: One of the files is wrong; all that is wrong with them is told.
    """
    from exlint.project.config.values import checked  # noqa: PLC0415 - most runs have no configuration

    layers: list[Layer] = []
    faults: list[str] = []
    top = repository(table.origin.base)
    seen = {os.path.realpath(_path(table))}
    above: Table | None = table
    while above is not None:
        layer, wrong = checked(above.data, above.origin)
        too_old = _too_old(above)
        layers.append(layer)
        faults += [too_old] if too_old else wrong
        try:
            _stay_with_baseline(layer, top)
            above = _extended(layer, top, seen)
        except Misconfigured as error:
            faults += error.faults
            break
    if faults:
        raise Misconfigured(*faults)
    return tuple(reversed(layers))


def _extended(layer: Layer, top: str | None, seen: set[str]) -> Table | None:
    """The file that a layer extends; `seen` holds the real paths of those above, and grows."""
    if "extend" not in layer:
        return None
    value, origin = layer["extend"]
    where = f"{origin.of_value()}: extend"
    path = os.path.join(origin.base, value)
    _stay(path, top, f"{where} is {value}, which")
    if words := not_a_file(path):
        near = nearest(path) if words == "no such file" else ""
        raise Misconfigured(f"{where}: {shown(path)}: {words}{f' (did you mean {shown(near)}?)' if near else ''}")
    if (real := os.path.realpath(path)) in seen:
        raise Misconfigured(f"{where} leads in a circle: {shown(path)} is above it")
    seen.add(real)
    return named(path)


def _stay_with_baseline(layer: Layer, top: str | None) -> None:
    """Raises where a file names a baseline out of the repository, which `exlint baseline write` would make there."""
    if "baseline" in layer:
        value, origin = layer["baseline"]
        _stay(os.path.join(origin.base, value), top, f"{origin.of_value()}: baseline is {value}, which")


def _stay(path: str, top: str | None, said: str) -> None:
    """Raises where a path leads out of a repository."""
    if top is not None and not inside(os.path.realpath(path), top):
        raise Misconfigured(f"{said} leads out of the repository {shown(top)}")


def _too_old(table: Table) -> str:
    """Why a file is for other versions of exlint, which may know other keys; empty where it is for this one."""
    if "required-version" not in table.data:
        return ""
    from exlint.project.config.versions import refusal  # noqa: PLC0415 - most files do not say it

    words = refusal(table.data["required-version"])
    return f"{table.origin.item('required-version')}: {words}" if words else ""


def _table(path: str) -> Table | None:
    """The keys in a file: all of it, or of a pyproject.toml its table, if it has one."""
    from exlint.project.config.toml import load  # noqa: PLC0415 - most runs have no configuration

    shared = os.path.basename(path) == _SHARED
    toml = load(path, mention=b"exlint" if shared else b"")
    if toml is None:
        return None
    base = os.path.realpath(os.path.dirname(path))
    if not shared:
        return Table(toml.data, Origin(toml.shown, base, toml))
    tool = toml.data.get("tool")
    if not isinstance(tool, dict) or "exlint" not in tool:
        return None
    origin = Origin(toml.shown, base, toml, ("tool", "exlint"))
    if not isinstance(tool["exlint"], dict):
        raise Misconfigured(f"{origin}: tool.exlint is no table; expected [tool.exlint] and the keys below it")
    return Table(tool["exlint"], origin)


def _path(table: Table) -> str:
    toml = table.origin.toml
    return toml.path if toml else ""
