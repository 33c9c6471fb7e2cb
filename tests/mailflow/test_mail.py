"""What a cause means for the mail of those whom it concerns: the worst verdict decides."""

from __future__ import annotations

import pytest

from comparison import built
from exlint.findings import Problem, Severity
from exlint.mailflow import Mail
from sentences.small import DEAD, MAIL2, MAIL3, Data, estate

CASES: dict[str, tuple[Data, Severity, str]] = {
    "mail that leaves by DNS": (
        estate(),
        Severity.WARNING,
        "mail leaves today through DC1 (10.0.0.5); the article asks for this",
    ),
    "mail that leaves without DNS": (
        estate(vs={"smart_host": "[10.0.0.99]"}),
        Severity.WARNING,
        "mail leaves today through the declared way; the article asks for this",
    ),
    "one that delivers and one that queues": (estate(mails=[MAIL2]), Severity.ERROR, "mail stays queued"),
    "one that queues and one of which nothing is known": (
        estate(mail={"dns_servers": DEAD}, mails=[MAIL3]),
        Severity.ERROR,
        "mail stays queued",
    ),
    "one of which nothing is known": (
        estate(mails=[MAIL3]),
        Severity.WARNING,
        "whether mail leaves is not decided",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_worst_verdict_among_those_concerned_decides(case: str) -> None:
    data, severity, clause = CASES[case]
    mail = Mail(built(data))

    problem = mail.weighed(Problem((), "so it is"), mail.estate.virtual_servers)

    assert (problem.severity, problem.message) == (severity, f"so it is; {clause}")
