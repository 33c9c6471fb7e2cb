"""An undecided verdict names the keys that decide it: each can change it, and with all of them filled in it is decided.

What is filled in may bring keys into play that played no part before (`behind: ISA1` asks what ISA1 lets through), or
come to what no key can decide; then it is said which.
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison import judged
from completions import VALUES, completed, completions, partly, undecided, values
from exlint.mailflow import Verdict
from exlint.mailflow.decision import Missing
from exlint.mailflow.reasons import Reason, doubts, missing
from sentences.small import ALL, DEAD, GONE, ISA2, MAIL2, MAIL3, OUTSIDE, Data, connector, estate, isa_2004

ROUNDS = 6
SEEDS = 1000
"""Estates of which every one was tried. Among some thousands of others two named a key that counts only where another
key has a value that the rest of the estate rules out."""


class Answer(NamedTuple):
    """What is said about one virtual server: the verdict, and if it is undecided, why."""

    verdict: Verdict
    keys: list[Missing]
    reasons: list[Reason]

    @property
    def only_keys(self) -> bool:
        """Whether keys are all that is missing."""
        return bool(self.reasons) and all(reason.cause.missing for reason in self.reasons)


def answers(data: Data) -> list[Answer]:
    found = []
    for flow in judged(data):
        unknown = flow.verdict is Verdict.UNKNOWN
        decisions = [flow.at_large, *(decision for _, decision in flow.others)] if unknown else []
        reasons = [reason for decision in decisions for reason in doubts(decision)]
        found.append(Answer(flow.verdict, list(missing(*decisions)), reasons))
    return found


def can_change(key: Missing, index: int, data: Data, keys: list[Missing], source: Random) -> bool:
    """Whether some value of a key changes what is said, given some values of the other named keys.

    A change is another verdict, or keys that played no part before.
    """
    for written in partly([one for one in keys if one != key], data, source):
        base = completed(data, written)
        before = answers(base)[index]
        for value in values(key, base):
            after = answers(completed(base, [(key, value)]))[index]
            if after.verdict is not before.verdict or not set(after.keys) <= {*keys, *before.keys}:
                return True
    return False


def is_about_more(index: int, data: Data, keys: list[Missing]) -> bool:
    """Whether what is filled in is stopped by what is declared, which the engine does not look at beforehand."""
    best = [(key, values(key, data)[0]) for key in keys]
    return answers(completed(data, best))[index].verdict is not Verdict.DELIVERS


@settings(max_examples=150)
@given(st.integers(0, SEEDS - 1))
def test_each_key_that_is_named_can_change_the_verdict(seed: int) -> None:
    source = Random(seed)
    data = undecided(source)
    for index, answer in enumerate(answers(data)):
        if answer.only_keys and not is_about_more(index, data, answer.keys):
            for key in answer.keys:
                assert can_change(key, index, data, answer.keys, source), (key.key, data)


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_with_all_keys_filled_in_nothing_is_left_that_was_named(seed: int) -> None:
    source = Random(seed)
    data = undecided(source)
    for index, answer in enumerate(answers(data)):
        assert answer.verdict is not Verdict.UNKNOWN or answer.reasons, data
        assert not answer.only_keys or answer.keys, data
        for written in completions(answer.keys, data, source):
            after = answers(completed(data, written))[index]
            assert not set(after.keys) & set(answer.keys), (written, data)


@settings(max_examples=50)
@given(st.integers(0, 2**32))
def test_whoever_fills_in_what_is_named_comes_to_an_end(seed: int) -> None:
    source = Random(seed)
    first = undecided(source)
    for index in range(len(answers(first))):
        data, rounds = first, 0
        while (keys := answers(data)[index].keys) and rounds < ROUNDS:
            data = completed(data, [(key, source.choice(values(key, data))) for key in keys])
            rounds += 1

        assert rounds < ROUNDS, first


def test_every_kind_of_key_is_tried() -> None:
    kinds = {str(key.at[-1]) for seed in range(600) for one in answers(undecided(Random(seed))) for key in one.keys}

    assert kinds == {*VALUES, "behind", "dns_servers", "forwarders", "servers"}


RELAY = {"delivery": "smart_host"}
TIED = [connector("A", "SMTP:*;1", "MAIL1"), connector("B", "SMTP:*;1", "MAIL2"), connector("C", "SMTP:*;1", "MAIL3")]

CASES: dict[str, tuple[Data, list[str]]] = {
    "a resolver that is not declared, where the way to the other one decides about mail as well": (
        estate(mail={"address": "192.168.7.7", "dns_servers": ["10.0.0.77", *OUTSIDE]}, isa=None),
        ["behind of MAIL1"],
    ),
    "rules that may let mail out, but not names": (
        estate(mail={"dns_servers": ["10.0.0.77", *OUTSIDE]}, isa={"protocol_rules": GONE}),
        ["a DNS server with the address 10.0.0.77 in servers of forest, dns", "protocol_rules of ISA1"],
    ),
    "packet filters that count only with packet filtering": (
        estate(mail={"dns_servers": ["10.0.0.1"]}, isa={"packet_filtering": GONE, "packet_filters": GONE}),
        ["packet_filtering of ISA1", "packet_filters of ISA1"],
    ),
    "three connectors alike, two of which differ": (estate(mails=[MAIL2, MAIL3], connectors=TIED), []),
    "two connectors alike, one of which may leave it open": (
        estate(mails=[MAIL3], connectors=[TIED[0], TIED[2]]),
        ["dns_servers of MAIL3"],
    ),
    "names that may not be found, where the smart host would take over": (
        estate(
            mail={"dns_servers": GONE},
            vs={"smart_host": "[10.0.0.99]", "attempt_direct_delivery": True},
            isa={"protocol_rules": []},
        ),
        ["dns_servers of MAIL1"],
    ),
    "a smart host behind names that are not found": (
        estate(
            mail={"dns_servers": DEAD},
            vs={"smart_host": "[192.0.2.9]", "attempt_direct_delivery": True},
            isa={"protocol_rules": GONE},
        ),
        ["protocol_rules of ISA1"],
    ),
    "what another ISA server lets in": (estate(vs={"smart_host": "[10.2.0.99]"}, isas=[ISA2]), []),
    "the ISA computer itself in cache mode": (
        estate(mail={"address": "10.0.0.1", "dns_servers": OUTSIDE}, isa={"mode": "cache", "packet_filters": GONE}),
        [],
    ),
    "two lists of rules": (
        estate(isa=isa_2004(network_rules=GONE, access_rules=GONE)),
        ["network_rules of ISA1", "access_rules of ISA1"],
    ),
    "a stopped list beside one that is not declared": (
        estate(isa={"protocol_rules": [ALL | {"protocols": ["HTTP"]}], "site_and_content_rules": GONE}),
        [],
    ),
    "the smart hosts of a connector": (
        estate(connectors=[connector("A", "SMTP:*;1", "MAIL1", **RELAY)]),
        ["smart_hosts of A"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_keys_that_decide_are_named_and_no_others(case: str) -> None:
    data, expected = CASES[case]
    answer: Any = answers(data)[0]

    assert [key.key for key in answer.keys] == expected
