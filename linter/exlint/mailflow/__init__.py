"""How outgoing mail goes: decisions over the typed estate, pure and importable by themselves."""

from __future__ import annotations

from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.mail import Mail
from exlint.mailflow.route import deciding_connectors, dns_senders, sends_by_dns
from exlint.mailflow.verdict import Asked, Flow, Verdict, assumptions, judge

__all__ = [
    "Asked",
    "Assumptions",
    "Flow",
    "Mail",
    "Verdict",
    "assumptions",
    "deciding_connectors",
    "dns_senders",
    "judge",
    "sends_by_dns",
]
