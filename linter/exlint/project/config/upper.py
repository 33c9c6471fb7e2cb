"""What lies over every file: the environment, and over it the flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exlint.project.config import environment
from exlint.project.config.files import here
from exlint.project.config.settings import Misconfigured, Origin
from exlint.project.config.values import Layer, checked

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOTH = f"{environment.CONFIG} and {environment.ISOLATED}: one names a file, the other wants none; unset one of them"


def read(
    flags: Mapping[str, Any], variables: Mapping[str, str], config: str, *, isolated: bool
) -> tuple[str, bool, tuple[Layer, ...]]:
    """The file to read, whether none is read, and the layers of environment and flags; as in `Configurations`.

    Raises:
        Misconfigured: A variable or a flag is wrong.
    """
    if not config and not isolated:
        config = variables.get(environment.CONFIG, "")
        isolated = environment.flag(environment.ISOLATED, variables.get(environment.ISOLATED, ""))
        if config and isolated:
            raise Misconfigured(_BOTH)
    base = here()
    faults: list[str] = []
    said: Layer = {}
    for name, value in flags.items():
        layer, wrong = checked({name: value}, Origin(f"--{name}", base))
        said |= layer
        faults += wrong
    try:
        around = {} if isolated else environment.layer(variables, base)
    except Misconfigured as error:
        faults += error.faults
    if faults:
        raise Misconfigured(*faults)
    return config, isolated, tuple(layer for layer in (around, said) if layer)
