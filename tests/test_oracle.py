"""The specification sentence by sentence: what each says about a small estate, to the oracle and to the engine.

The verdicts in `sentences/` were worked out from the sentences, by hand.
"""

from __future__ import annotations

from collections import defaultdict

import pytest

import oracle
from comparison import differs
from sentences import isa2000, isa2000_ends, isa2004, names, route, standing
from sentences.small import Case

CASES = [*route.CASES, *names.CASES, *standing.CASES, *isa2000.CASES, *isa2000_ends.CASES, *isa2004.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.sentence}: {case.words}")
def test_the_oracle_reads_a_sentence_as_it_is_meant_and_the_engine_agrees(case: Case) -> None:
    answer = oracle.judge(case.data)["MAIL1/VS"]
    expected = {point: letters if len(letters) > 1 else letters * 168 for point, letters in (case.points or {}).items()}

    assert answer.verdict == case.verdict
    assert {point: answer.points.get(point) for point in expected} == expected
    assert differs(case.data) == ""


def test_every_sentence_has_a_case_in_which_mail_leaves_and_one_in_which_it_does_not() -> None:
    verdicts = defaultdict(set)
    for case in CASES:
        verdicts[case.sentence].add(case.verdict == "delivers")

    # 3.3 only permits; 1.5 is about rules, not about verdicts.
    assert {sentence for sentence, found in verdicts.items() if len(found) == 1} == {"3.3"}
    assert {sentence for sentence in verdicts if sentence[0] in "1234"} == {
        *(f"1.{number}" for number in range(1, 5)),
        *(f"2.{number}" for number in range(1, 8)),
        *(f"3.{number}" for number in range(1, 6)),
        *(f"4.{number}" for number in range(1, 10)),
    }
