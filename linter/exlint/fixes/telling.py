"""What a plan comes to, in the words of its report: verdicts, what stays and why, and what less may be enough."""

from __future__ import annotations

from collections.abc import Iterator

from exlint.engine import Judged
from exlint.findings import Said
from exlint.fixes.plan import Plan
from exlint.fixes.proof import worse
from exlint.mailflow import Flow, Mail, Verdict
from exlint.mailflow.reasons import longest_first, missing, spoken, together
from exlint.reports.planned import Obstacle, Planned, Stay, Undecided

_TOLD = 5  # as many as a person looks at before asking again


def planned(judged: Judged, plan: Plan) -> Planned:
    """A plan for an estate that was judged, before anything is said about its files."""
    assert judged.mail is not None
    return Planned(
        judged.files[0].shown,
        plan.steps,
        plan.smallest,
        said(judged.mail),
        said(plan.after),
        tuple(_more(judged.mail, plan.after)),
        tuple(_stays(plan.after, plan.everything)),
    )


def undecided(cheaper: Plan | None) -> Undecided | None:
    """A cheaper plan that may be enough, with the keys that decide whether it is."""
    if cheaper is None:
        return None
    keys = dict.fromkeys(key for flow in cheaper.after.flows for key in _keys(flow))
    return Undecided(tuple(keys)[:_TOLD], cheaper.steps)


def _more(today: Mail, after: Mail) -> Iterator[str]:
    """The virtual servers whose verdict stays, and of whose mail less is stopped."""
    for old, new in zip(today.flows, after.flows, strict=True):
        if old.verdict is new.verdict and worse(new, old):
            yield old.sender.identity


def _stays(mail: Mail, at_best: Mail) -> Iterator[Stay]:
    """The mail that does not leave for certain, and why: what is not declared, and what stops it whatever is tried."""
    for flow, best in zip(mail.flows, at_best.flows, strict=True):
        if flow.verdict is Verdict.UNKNOWN:
            yield Stay(flow.sender.identity, flow.verdict.value, _keys(flow), ())
        elif flow.verdict is not Verdict.DELIVERS:
            yield Stay(flow.sender.identity, flow.verdict.value, _keys(best), tuple(_obstacles(best)))


def _keys(flow: Flow) -> tuple[str, ...]:
    """The keys to declare so that it is decided; none where no key can decide it."""
    return tuple(one.key for one in missing(*(decision for _, decision in flow.decisions)))


def _obstacles(flow: Flow) -> Iterator[Obstacle]:
    reasons = longest_first(together(decision for _, decision in flow.decisions))
    found = dict.fromkeys(Obstacle(str(reason), reason.cause.console) for reason in reasons)
    yield from list(found)[:_TOLD]


def said(mail: Mail) -> tuple[Said, ...]:
    """The verdicts, and the hours at which mail stays."""
    return tuple(
        Said(flow.sender.identity, flow.verdict.value, spoken(flow.at_large.stopped) if flow.at_large.stopped else "")
        for flow in mail.flows
    )
