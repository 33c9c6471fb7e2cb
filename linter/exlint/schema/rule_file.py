"""The shape of a rule file: what a company writes to have rules of its own.

What a shape cannot say (whether a JSON Schema fragment or a placeholder means anything) is judged where a file is read.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from exlint.findings import Problem
from exlint.schema import patterns, relations
from exlint.schema.faults import Fault
from exlint.schema.values import ABSENT, Absent, Text

Prefix = Annotated[str, Meta(title="2 to 8 capital letters", pattern=patterns.RULE_PREFIX, examples=["ACME"])]
Code = Annotated[
    str, Meta(title="the prefix and three digits", pattern=patterns.RULE_CODE, examples=["ACME001", "ACME002"])
]
RuleName = Annotated[
    str, Meta(title="words of small letters, joined by -", pattern=patterns.RULE_NAME, examples=["short-queue-expiry"])
]
# Those of model.kinds, which is above this room; a test holds the two together.
Kind = Literal[
    "forest",
    "dns_server",
    "organization",
    "exchange_server",
    "smtp_virtual_server",
    "connector",
    "isa_server",
    "client_set",
    "destination_set",
    "schedule",
    "content_group",
    "protocol_definition",
    "protocol_rule",
    "site_and_content_rule",
    "packet_filter",
    "network",
    "network_rule",
    "system_rule",
    "access_rule",
]
Fragment = bool | dict[str, Any]


class DeclaredCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that shows what a rule finds, or what it leaves alone. One key of the two."""

    silent: Text | Absent = ABSENT
    """The text of a document in which the rule finds nothing. Absent: fires is written."""
    fires: Text | Absent = ABSENT
    """The text of a document that announces each finding at the end of its line: # expect: CODE message.
    Absent: silent is written.
    """

    def __post_init__(self) -> None:
        relations.check_count((self.silent is not ABSENT) + (self.fires is not ABSENT), most=1)


class DeclaredRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule: the objects that it looks at, and what is asked of each."""

    code: Code
    """Its code, never used again for something else."""
    name: RuleName
    """What is wrong, so that "allow NAME" reads well."""
    severity: Literal["error", "warning", "info"]
    """How bad a finding is."""
    select: Kind
    """The kind of the objects that it looks at."""
    where: Fragment | Absent = ABSENT
    """A JSON Schema fragment: only objects that fit are looked at. Examples: [{"required": ["retry"]}].
    Absent: all objects of the kind.
    """
    asserted: Fragment = msgspec.field(name="assert")
    """A JSON Schema fragment: an object that does not fit is a finding.
    Examples: [{"properties": {"retry": {"properties": {"expiration": {"maximum": 1440}}}}}].
    """
    message: Text
    """The whole matter in one line. {name} stands for a key of the object, {retry.expiration} for one inside another,
    {server} and {isa} for the server that the object belongs to. Examples: ["{name} on {server} keeps mail too long"].
    """
    label: Text | Absent = ABSENT
    """A few words for the marked place, with placeholders. Absent: none."""
    mend: Text | Absent = ABSENT
    """What to write in the file, with placeholders. Absent: none."""
    page: Text
    """The manual page, in Markdown: what the rule finds, and why. Its first line is its title in the list of rules."""
    cases: tuple[DeclaredCase, ...] | Absent = ABSENT
    """Documents that show the rule at work; exlint test-rules judges them. Absent: none: exlint test-rules fails."""


class RuleFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule file of exlint: rules that a company declares for its own estates."""

    exlint_rules: Literal[1]
    """The version of the format of rule files."""
    prefix: Prefix
    """What the codes of the rules begin with; not EXL."""
    rules: Annotated[tuple[DeclaredRule, ...], Meta(min_length=1)]
    """The rules."""


def check(data: object) -> RuleFile | tuple[Fault, ...]:
    """Reads the plain data of a file as a rule file; at least one fault where it is none, with routes from the file."""
    if data is None:
        return (Fault("EXL014", Problem((), "the file is empty, or holds only comments; write exlint_rules: 1")),)
    if isinstance(data, dict) and "exlint_rules" not in data:
        return (
            Fault("EXL012", Problem((), "this is no rule file: it lacks the key exlint_rules; write exlint_rules: 1")),
        )
    plain = {key: part for key, part in data.items() if not key.startswith("x-")} if isinstance(data, dict) else data
    try:
        return msgspec.convert(plain, RuleFile)
    except msgspec.ValidationError as refusal:
        from exlint.schema import explain  # noqa: PLC0415 - jsonschema is heavy, and a file without mistakes needs none

        found = explain.explain(data, 0, "exlint-rules.schema.json") or (explain.unexplained(str(refusal), 0),)
        return tuple(fault._replace(problem=fault.problem._replace(at=fault.problem.at[1:])) for fault in found)
