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
