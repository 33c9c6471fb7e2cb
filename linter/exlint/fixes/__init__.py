"""Mends documents: what is to be written, and how it is written so that nothing can be lost."""

from __future__ import annotations
