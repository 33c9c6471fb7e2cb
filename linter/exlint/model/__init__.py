"""The estate: frozen, typed, each part knows its route; references are resolved."""

from __future__ import annotations

from exlint.model.build import build
from exlint.model.estate import Estate

__all__ = ["Estate", "build"]
