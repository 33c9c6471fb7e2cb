"""What a destination set holds, as semantics.md 4.6 says it; many names at once against one after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.targets import INTERNET, Names, Target, in_set
from exlint.model.addresses import EVERY_ADDRESS, AddressSet

NOTHING = AddressSet(())
SOME = AddressSet(((1, 5),))
NAMES_ARE_ADDRESSES = STANDARD._replace(names_are_not_addresses=False)
WILDCARDS_HOLD_THE_DOMAIN = STANDARD._replace(wildcards_leave_out_the_domain=False)

HELD = [
    (Target(3), SOME, ()),
    (Target(3), NOTHING, ("*",)),
    (Target(9), EVERY_ADDRESS, ()),
    (Target(name="a.org"), NOTHING, ("b.org", "a.org")),
    (Target(name="mail.a.org"), NOTHING, ("*.a.org",)),
    (Target(name="a.org"), NOTHING, ("*a.org",)),
    (Target(name="a.org"), NOTHING, ("*",)),
    (Target(name="a.org"), EVERY_ADDRESS, ()),
    (INTERNET, NOTHING, ("a.org", "*")),
    (INTERNET, EVERY_ADDRESS, ()),
]
NOT_HELD = [
    (Target(6), SOME, ()),
    (Target(6), SOME, ("a.org",)),
    (Target(name="a.org"), SOME, ("b.org",)),
    (Target(name="a.org"), NOTHING, ("*.b.org",)),
    (Target(name="a.org"), NOTHING, ("*.a.org",)),
    (Target(name="ba.org"), NOTHING, ("*.a.org", "a.org")),
    (INTERNET, SOME, ("a.org", "*.org")),
]


@pytest.mark.parametrize(("target", "addresses", "names"), HELD)
def test_a_set_holds_what_it_names(target: Target, addresses: AddressSet, names: tuple[str, ...]) -> None:
    assert in_set(target, addresses, names, STANDARD)


@pytest.mark.parametrize(("target", "addresses", "names"), NOT_HELD)
def test_a_set_holds_nothing_else(target: Target, addresses: AddressSet, names: tuple[str, ...]) -> None:
    assert not in_set(target, addresses, names, STANDARD)


def test_where_names_are_looked_up_any_name_may_hold_an_address_and_any_address_a_name() -> None:
    assert in_set(Target(6), SOME, ("a.org",), NAMES_ARE_ADDRESSES)
    assert not in_set(Target(6), SOME, (), NAMES_ARE_ADDRESSES)
    assert in_set(Target(name="a.org"), SOME, (), NAMES_ARE_ADDRESSES)
    assert not in_set(Target(name="a.org"), NOTHING, ("b.org",), NAMES_ARE_ADDRESSES)


def test_where_a_wildcard_holds_its_domain_too_it_holds_no_other_one() -> None:
    assert in_set(Target(name="a.org"), NOTHING, ("*.a.org",), WILDCARDS_HOLD_THE_DOMAIN)
    assert not in_set(Target(name="a.org"), NOTHING, ("*.b.org",), WILDCARDS_HOLD_THE_DOMAIN)
    assert not in_set(Target(name="ba.org"), NOTHING, ("*.a.org",), WILDCARDS_HOLD_THE_DOMAIN)


def test_a_target_is_named_by_its_address_or_its_name() -> None:
    assert [str(one) for one in (Target(1), Target((192 << 24) + 513), Target(name="a.org"), INTERNET)] == [
        "0.0.0.1",
        "192.0.2.1",
        "a.org",
        "the Internet",
    ]


words = st.text("ab.", min_size=1, max_size=4)
patterns = st.one_of(words, words.map("*{}".format), st.just("*"))


@given(st.lists(words, unique=True, max_size=6), st.lists(patterns, max_size=4), st.lists(patterns, max_size=3))
def test_many_names_are_held_as_each_of_them_is(names: list[str], asked: list[str], others: list[str]) -> None:
    bits = {name: 2 << index for index, name in enumerate(names)}
    expected = sum(bits[name] for name in names if in_set(Target(name=name), NOTHING, tuple(asked), STANDARD))

    assert Names(bits, [*asked, *others]).held(asked) == expected
