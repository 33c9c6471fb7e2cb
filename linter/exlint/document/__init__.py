"""From bytes to plain data and places: the only room that knows ruamel.yaml."""

from __future__ import annotations

from exlint.document.document import Document, Spot
from exlint.document.limits import Limits, Span, TextFault, brief
from exlint.document.reader import read
from exlint.document.source import Source

__all__ = ["Document", "Limits", "Source", "Span", "Spot", "TextFault", "brief", "read"]
