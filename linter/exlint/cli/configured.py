"""The configurations of a run, as its options and the environment say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from exlint.project.config import Configurations, Misconfigured


def configured(flags: Mapping[str, Any] | None = None, config: str = "", *, isolated: bool = False) -> Configurations:
    """The configurations of a run; arguments as of `Configurations`.

    Raises:
        Misconfigured: What lies over the files is wrong, or the one file that is named.
    """
    if config and isolated:
        raise Misconfigured("--config names a file, --isolated wants none; leave one of them out")
    return Configurations(flags or {}, os.environ, config=config, isolated=isolated)


def baseline_path(configurations: Configurations) -> str | None:
    """The path of the baseline of a run, from the folder of what names it; None where nothing does."""
    said = configurations.here().baseline
    return None if said.value is None else os.path.join(said.origin.base, said.value)
