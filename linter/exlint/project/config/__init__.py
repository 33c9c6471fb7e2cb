"""The configuration: `exlint.toml`, `[tool.exlint]` of pyproject.toml, the environment, flags.

It is data: nothing of it is ever run, and no regular expression comes from it.
"""

from __future__ import annotations

from exlint.project.config.configurations import Configurations
from exlint.project.config.settings import DEFAULTS, Ignores, Levels, Misconfigured, Origin, Said, Settings, Texts

__all__ = ["DEFAULTS", "Configurations", "Ignores", "Levels", "Misconfigured", "Origin", "Said", "Settings", "Texts"]
