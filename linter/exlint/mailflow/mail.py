"""An estate with the verdicts about its mail: what a rule is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from exlint.findings import Problem, Route, Severity
from exlint.mailflow.ground import Ground
from exlint.mailflow.reasons import asked_first
from exlint.mailflow.route import dns_senders, senders_by_dns
from exlint.mailflow.verdict import Flow, Verdict, judge
from exlint.model.estate import DnsServer, Estate, ExchangeServer, IsaServer, VirtualServer

if TYPE_CHECKING:
    from exlint.mailflow.ordered_rules import OrderedRules
    from exlint.mailflow.overlaps import Policy

_SAID = {
    Verdict.QUEUES: (Severity.ERROR, "mail stays queued"),
    Verdict.PARTIAL: (Severity.ERROR, "mail stays queued at times"),
    Verdict.UNKNOWN: (Severity.WARNING, "whether mail leaves is not decided"),
}


class Mail:
    """An estate and its flows, which are worked out when somebody asks for them, once."""

    __slots__ = ("_by_place", "_dns_senders", "_flows", "_ground", "_ordered", "_policies", "_senders_by_dns", "estate")

    def __init__(self, estate: Estate) -> None:
        """Takes the estate."""
        self.estate = estate
        self._ground: Ground | None = None
        self._flows: tuple[Flow, ...] | None = None
        self._by_place: dict[Route, Flow] | None = None
        self._policies: dict[Route, Policy] = {}
        self._dns_senders: tuple[tuple[IsaServer, tuple[VirtualServer, ...]], ...] | None = None
        self._senders_by_dns: tuple[VirtualServer, ...] | None = None
        self._ordered: tuple[OrderedRules, ...] | None = None

    @property
    def ground(self) -> Ground:
        """The estate with its indexes, for what a rule asks beyond the flows; the same that they are worked out on."""
        if self._ground is None:
            self._ground = Ground(self.estate)
        return self._ground

    @property
    def flows(self) -> tuple[Flow, ...]:
        """The flow of each SMTP virtual server, in the order of the document."""
        if self._flows is None:
            self._flows = judge(self.estate, ground=self.ground)
        return self._flows

    @property
    def dns_senders(self) -> tuple[tuple[IsaServer, tuple[VirtualServer, ...]], ...]:
        """What `route.dns_senders` says of the estate."""
        if self._dns_senders is None:
            self._dns_senders = dns_senders(self.estate)
        return self._dns_senders

    @property
    def senders_by_dns(self) -> tuple[VirtualServer, ...]:
        """What `route.senders_by_dns` says of the estate."""
        if self._senders_by_dns is None:
            self._senders_by_dns = senders_by_dns(self.estate)
        return self._senders_by_dns

    @property
    def crossed(self) -> tuple[IsaServer, ...]:
        """The ISA servers that some Exchange or DNS server is behind or on, in the order of the document."""
        servers: list[ExchangeServer | DnsServer] = [*self.estate.exchange_servers, *self.estate.dns_servers]
        places = {one.standing.isa.at for one in servers if one.standing.isa is not None}
        return tuple(isa for isa in self.estate.isa_servers if isa.at in places)

    def policy(self, isa: IsaServer) -> Policy:
        """The rules of an ISA Server 2000 held against one another, worked out as far as somebody asks, once."""
        if isa.at not in self._policies:
            from exlint.mailflow.overlaps import Policy  # noqa: PLC0415 - not loaded for an estate without rules

            self._policies[isa.at] = Policy(isa)
        return self._policies[isa.at]

    @property
    def ordered_rules(self) -> tuple[OrderedRules, ...]:
        """The lists of rules of every ISA Server 2004 and 2006: of each server its system policy, then access rules."""
        if self._ordered is None:
            from exlint.mailflow.ordered_rules import ordered_rules  # noqa: PLC0415 - few estates have such a server

            self._ordered = ordered_rules(self.estate)
        return self._ordered

    def weighed(self, problem: Problem, senders: Iterable[VirtualServer]) -> Problem:
        """A problem with the severity and the last clause that the verdicts about these virtual servers give it."""
        severity, clause = self._consequence(senders)
        return problem._replace(message=f"{problem.message}; {clause}", severity=severity)

    def _flow(self, sender: VirtualServer) -> Flow:
        if self._by_place is None:
            self._by_place = {flow.sender.at: flow for flow in self.flows}
        return self._by_place[sender.at]

    def _consequence(self, senders: Iterable[VirtualServer]) -> tuple[Severity, str]:
        """What a cause of KB 305394 means: the worst verdict among those concerned decides (semantics.md 7)."""
        worst = max((self._flow(sender) for sender in senders), key=lambda flow: flow.verdict.badness)
        if worst.verdict is not Verdict.DELIVERS:
            return _SAID[worst.verdict]
        through = asked_first(worst.at_large) or "the declared way"
        return Severity.WARNING, f"mail leaves today through {through}; the article asks for this"
