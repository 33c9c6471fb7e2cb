"""Drives a run: files to estates, estates to findings, routes to places."""

from __future__ import annotations

from exlint.engine.placing import place
from exlint.engine.policy import Policies, Policy
from exlint.engine.run import Judged, Since, check, follow

__all__ = ["Judged", "Policies", "Policy", "Since", "check", "follow", "place"]
