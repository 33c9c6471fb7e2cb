"""An ISA server has no site and content rule that allows any request.

## What it finds
An ISA Server 2000 with a virtual server behind it that sends mail by DNS, and without an enabled site and content rule
that allows any request, to all destinations, with all content, at every hour of the week. Rules that are not written
count as missing.

## Why mail suffers
ISA Server 2000 lets a request through when a protocol rule and a site and content rule allow it. A site and content
rule for users, for some destinations or for office hours leaves out the system account, the receiving hosts or the
night: mail waits in the queue.

## How to mend it
In the console: ISA Management > Servers and Arrays > the server > Access Policy > Site and Content Rules > New > Rule:
Allow, all destinations, always, Any Request.

In YAML: add to `site_and_content_rules` an item with `action: allow` and `applies_to: any_request`, and nothing else
but a name. It opens every destination to every client that a protocol rule lets out, which is what the article asks
for. A rule for a client set of the mail and DNS servers would be narrower; exlint's verdict accepts that too.

## Source
KB 305394, resolution, step 3. That both kinds of rules are needed: ISA Server 2000 SDK,
isaabout_8flf, on how a request is processed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from exlint.findings import Clue, Edit, Fix, Mark, Problem, Severity, pairs
from exlint.mailflow import Mail
from exlint.model.estate import IsaServer, SiteAndContentRule
from exlint.model.hours import ALWAYS
from exlint.model.names import unused
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such ISA server."""
    for isa, senders in mail.dns_senders:
        if isa.is_2000 and not any(map(_allows_any_request, isa.site_and_content_rules or ())):
            clue = Clue((*senders[0].at, "name"), f"behind {isa.name}, sends mail by DNS")
            yield mail.weighed(_problem(isa, clue), senders)


def _allows_any_request(rule: SiteAndContentRule) -> bool:
    everything = rule.any_destination and rule.any_content and rule.hours == ALWAYS
    return rule.allows and rule.enabled and rule.applies_to.any_request and everything


def _lacking(rule: SiteAndContentRule) -> str:
    """The first thing that keeps a rule from being the one that is looked for, as the document writes it."""
    if not rule.enabled:
        return "enabled: false"
    if not rule.allows:
        return "action: deny"
    if not rule.applies_to.any_request:
        return "for client groups" if rule.applies_to.client_groups is not None else "for client sets"
    if not rule.any_destination:
        scope = rule.destinations.scope
        return f"destinations: {scope}" if scope in ("internal", "external") else "for some destinations"
    return "for some content" if not rule.any_content else f"schedule: {rule.declared.schedule}"


def _problem(isa: IsaServer, clue: Clue) -> Problem:
    rules = isa.site_and_content_rules
    if rules is None:
        seen = "no site and content rules are declared"
    elif not rules:
        seen = "there is no site and content rule"
    else:
        more = f" and {len(rules) - 3} more" if len(rules) > 3 else ""  # noqa: PLR2004 - as many as a line takes
        seen = "there is " + ", ".join(f"{rule.name} ({_lacking(rule)})" for rule in rules[:3]) + more
    return Problem(
        (*isa.at, "site_and_content_rules"),
        f"no site and content rule of {isa.name} allows any request: {seen};"
        " expected one for any request, all destinations, all content, always",
        isa.name,
        Mark.KEY,
        "no rule here allows any request",
        (clue,),
        "add {name: Allow rule, action: allow, applies_to: any_request} to site_and_content_rules",
        f"ISA Management > Servers and Arrays > {isa.name} > Access Policy > Site and Content Rules > New > Rule",
        fixes=() if rules is None else (_fix(isa, [rule.name for rule in rules]),),
        first=f"site_and_content_rules of {isa.name}" if rules is None else "",
    )


def _fix(isa: IsaServer, names: Collection[str]) -> Fix:
    rule = pairs(name=unused("Allow rule", names), action="allow", applies_to="any_request")
    at = (*isa.at, "site_and_content_rules")
    title = f"add a rule for any request to site_and_content_rules of {isa.name}"
    narrower = "narrower, by exlint plan: a rule for a client set of the servers that send and resolve"
    return Fix(f"{title} ({narrower})", (Edit(at, rule, "insert"),))


RULE = Rule(
    "EXL301",
    "no-allow-any-request",
    Severity.ERROR,
    __doc__ or "",
    "KB305394",
    "resolution, step 3",
    "queue",
    safety="unsafe",
    fix="it opens every destination to every client that a protocol rule lets out, as the article asks",
    check=check,
)
