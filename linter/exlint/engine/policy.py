"""What is asked of an estate besides its facts: which rules run, how bad their findings are, and when a run fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from exlint.findings import Finding, Severity

if TYPE_CHECKING:
    from exlint.rules.own import OwnRule  # its import costs time, and few have own rules


class Policy(NamedTuple):
    """What is asked of one estate; the defaults are those of a run without configuration.

    Attributes:
        codes: The rules that run; None for those that are on until something else is selected.
        severities: Code -> how bad its findings are, where that is not as the rule says.
        ignored: Whether findings with a code count in a file, which is named by its real path.
        fail_level: The least severity that makes a run fail; None for never.
        max_warnings: More warnings than this make a run fail; None for no bound.
        suppressions: Whether comments can suppress.
        require_reason: Whether a comment without a reason suppresses nothing.
        own: Rules besides those of the catalogue.
        today: The day, as `2027-01-31`, after which a comment with an earlier `until` suppresses nothing; empty for
            that of the computer.
        source: What it rests on, as `exlint.toml`; warnings are counted together under one source.
    """

    codes: frozenset[str] | None = None
    severities: Mapping[str, Severity] = MappingProxyType({})
    ignored: Callable[[str, str], bool] | None = None
    fail_level: Severity | None = Severity.WARNING
    max_warnings: int | None = None
    suppressions: bool = True
    require_reason: bool = True
    own: tuple[OwnRule, ...] = ()
    today: str = ""
    source: str = ""


Policies = Callable[[str], Policy]
"""Gives the policy of the estate that a document, by its real path, describes."""


def usual(_: str) -> Policy:
    """The policy of every estate where nothing is configured."""
    return Policy()


def audit(policies: Policies = usual) -> Policies:
    """The same policies, but no comment suppresses anything: what becomes of mail is told with all its reasons."""
    return lambda document: policies(document)._replace(suppressions=False)


def weighed(finding: Finding, policy: Policy) -> Finding:
    """A finding with the severity that the policy gives it."""
    severity = policy.severities.get(finding.code)
    return finding if severity is None else finding._replace(severity=severity)


class Gate:
    """Whether a run fails, from the findings that count of one estate after the other."""

    def __init__(self) -> None:
        self._found = False
        self._unjudged: list[str] = []
        self._warnings: dict[str, tuple[int, set[Finding]]] = {}

    def take(self, document: str, findings: tuple[Finding, ...], policy: Policy, *, judged: bool) -> None:
        """Counts the findings of an estate; `document` is its document as shown."""
        level = policy.fail_level
        fails = level is not None and any(one.severity >= level for one in findings)
        self._found |= fails
        if not judged and not fails and level is not None:
            self._unjudged.append(document)
        if policy.max_warnings is not None:
            _, seen = self._warnings.setdefault(policy.source, (policy.max_warnings, set()))
            seen.update(one for one in findings if one.severity is Severity.WARNING)

    @property
    def failures(self) -> tuple[str, ...]:
        """Why the run fails, as in `findings.Report`."""
        found = [""] if self._found else []
        found += [
            f"{document} is not judged: what keeps it from that is ignored, not gone" for document in self._unjudged
        ]
        for most, seen in self._warnings.values():
            if len(seen) > most:
                warnings = "1 warning" if len(seen) == 1 else f"{len(seen)} warnings"
                found.append(f"{warnings}; expected at most {most} (max-warnings)")
        return tuple(found)
