"""An ISA server declares rules that its version does not have.

## What it finds
`protocol_rules`, `site_and_content_rules` or `packet_filters` on an ISA Server 2004 or 2006; `networks`,
`network_rules`, `system_rules` or `access_rules` on an ISA Server 2000.

## Why mail suffers
The section counts for nothing: exlint judges the ISA server by the rules of its version. Whoever reads the document may
believe that a rule lets mail out while the server has no such rule.

## How to mend it
In the console: Help > About shows the version of the server.

In YAML: correct `version`, or move what the rules say to the section of that version. A protocol rule together with a
site and content rule becomes an access rule.

## Source
ISA Server 2004 Help, FW_C_MigratDetail: migrating from ISA Server 2000.
"""

from __future__ import annotations

from collections.abc import Iterator

from exlint.findings import Clue, Mark, Problem, Severity
from exlint.mailflow import Mail
from exlint.rules import Rule
from exlint.schema import ABSENT

_OF_2000 = ("protocol_rules", "site_and_content_rules", "packet_filters")
_OF_LATER = ("networks", "network_rules", "system_rules", "access_rules")


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such section."""
    for isa in mail.estate.isa_servers:
        foreign, whose = (_OF_LATER, "ISA Server 2004 and 2006") if isa.is_2000 else (_OF_2000, "ISA Server 2000")
        for section in foreign:
            if getattr(isa.declared, section) is not ABSENT:
                yield Problem(
                    (*isa.at, section),
                    f"{isa.name} is {isa.declared.version}, which has no {section} (they belong to {whose});"
                    " they count for nothing when mail is judged",
                    isa.name,
                    Mark.KEY,
                    f"belongs to {whose}",
                    (Clue((*isa.at, "version"), "the version"),),
                    f"correct version, or declare the rules as {isa.declared.version} has them",
                )


RULE = Rule(
    "EXL601",
    "other-version-section",
    Severity.WARNING,
    __doc__ or "",
    "ISA2004-MIGRATION",
    "",
    "setting",
    confidence="medium",
    when=("network_rules", "system_rules", "access_rules", "networks", "= isa-2004", "= isa-2006"),
    fix="whether the version or the rules are wrong has to be looked up",
    check=check,
)
