"""How outgoing mail goes: decisions over the typed estate, pure and importable by themselves."""

from __future__ import annotations

from exlint.mailflow.asking import forwarded_to
from exlint.mailflow.assumptions import Assumptions
from exlint.mailflow.ground import Resolver
from exlint.mailflow.mail import Mail
from exlint.mailflow.resolution import asked_by
from exlint.mailflow.route import asks, deciding_connectors, dns_senders, senders_by_dns, sends_by_dns
from exlint.mailflow.verdict import Asked, Flow, Verdict, assumptions, judge

__all__ = [
    "Asked",
    "Assumptions",
    "Flow",
    "Mail",
    "Resolver",
    "Verdict",
    "asked_by",
    "asks",
    "assumptions",
    "deciding_connectors",
    "dns_senders",
    "forwarded_to",
    "judge",
    "senders_by_dns",
    "sends_by_dns",
]
