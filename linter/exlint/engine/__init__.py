"""Drives a run: files to estates, estates to findings, routes to places."""

from __future__ import annotations

from exlint.engine.judged import Besides, Judged, Narrowing
from exlint.engine.placing import place
from exlint.engine.policy import Policies, Policy, audit
from exlint.engine.run import check, follow

__all__ = ["Besides", "Judged", "Narrowing", "Policies", "Policy", "audit", "check", "follow", "place"]
