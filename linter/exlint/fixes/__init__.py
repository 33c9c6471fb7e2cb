"""Fixes: edits of a document that are proved before they are offered, and written so that nothing can be lost."""

from __future__ import annotations

from exlint.fixes.trying import Bench, Mended, Offers

__all__ = ["Bench", "Mended", "Offers"]
