"""A rule carries mail or DNS, and every verdict is the same without it.

## What it finds
An enabled rule of an ISA Server 2000, to allow or to deny, that carries SMTP (TCP 25, or the port to which some virtual
server connects) or DNS (UDP 53, TCP 53), of an ISA server that some Exchange server or DNS server is behind or on; and
if it were not there, every verdict, every hour and every destination would be as they are. Rules that EXL304 to EXL308
find are left out, and so is an estate whose mail to the Internet is not known to leave at any hour: there no rule makes
a difference yet.

It is in the group `what-if`, off until selected: most such rules are there for people, not for servers. Each rule that
decides about something these servers send costs a verdict where that would be decided otherwise without it.

## Why mail suffers
It does not. The finding tells apart the rules that mail depends on from those that it does not, before somebody tidies
up. Removing one of them changes nothing for mail; removing two may, as where each of two rules alone lets mail out.

## How to mend it
In the console: nothing has to be done. If nobody needs the rule: ISA Management > Servers and Arrays > the server >
Access Policy > Protocol Rules (or Site and Content Rules) > the rule > Delete.

In YAML: nothing has to be done; or remove the rule, and check again.

## Source
ISA Server 2000 SDK, isaabout_8flf, on how a request is processed. That nothing changes is exlint's verdict about the
document without the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from exlint.mailflow.dead_rules import RuleOf2000, enabled
from exlint.mailflow.what_if import Trial, wanted, without
from exlint.model import consoles
from exlint.model.estate import IsaServer, ProtocolRule
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such rule."""
    estate = mail.estate
    # Where no mail leaves as far as is known, that a rule makes no difference says nothing about the rule.
    if not any(flow.at_large.permitted for flow in mail.flows):
        return
    asked = [(isa, rule) for isa in mail.crossed for rule in _asked(mail, isa)]
    if asked:
        # EXL307 has found these: of two equal rules the other one is needed.
        trial = Trial(without(estate, *(at for isa in mail.crossed for at in mail.policy(isa).redundant)))
        yield from (_problem(isa, rule) for isa, rule in asked if not trial.needs(rule.at))


def _asked(mail: Mail, isa: IsaServer) -> Iterator[RuleOf2000]:
    """The rules that carry mail or DNS and that no other rule of the catalogue finds."""
    policy, ports = mail.policy(isa), wanted(mail.estate)
    for rule in enabled(isa):
        said = any(rule.at in found for found in (policy.dead, policy.overridden, policy.redundant))
        if not said and _carries(rule, ports):
            yield rule


def _carries(rule: RuleOf2000, ports: Iterable[tuple[str, int]]) -> bool:
    if isinstance(rule, ProtocolRule):
        return any(rule.protocols.carry(*port) for port in ports)
    return rule.any_content


def _problem(isa: IsaServer, rule: RuleOf2000) -> Problem:
    return Problem(
        (*rule.at, "name"),
        f"{rule.name} on {isa.name} decides about no mail: every verdict is the same without it; expected nothing: it"
        " may be there for people; mail goes as before if it is removed",
        f"{isa.name}/{rule.name}",
        label="no verdict depends on it",
        mend="nothing, or remove the rule",
        console=consoles.rule(isa, rule, "General"),
    )


RULE = Rule(
    "EXL309",
    "verdict-neutral-rule",
    Severity.INFO,
    __doc__ or "",
    "SDK-REQUESTS",
    "",
    "setting",
    confidence="medium",
    group="what-if",
    when=("protocol_rules", "site_and_content_rules"),
    fix="to take a rule away is a decision about the policy",
    check=check,
)
