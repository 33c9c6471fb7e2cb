"""Which rules hold which atoms, against asking every rule about every atom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exlint.mailflow.holders import Side, bits, fewest

ATOMS = 9
values = st.integers(0, (1 << ATOMS) - 1)
sides = st.lists(values, min_size=1, max_size=5)


def holding(side: list[int], atom: int) -> int:
    """The rules that hold an atom, a bit a rule."""
    return sum(1 << index for index, value in enumerate(side) if value >> atom & 1)


@given(sides, st.integers(0, 4))
def test_a_rule_meets_and_is_parted_by_those_that_hold_its_atoms(side: list[int], index: int) -> None:
    value = side[index % len(side)]
    held = [holding(side, atom) for atom in range(ATOMS) if value >> atom & 1]
    found = Side(side)

    assert set(found.parting(value)) == set(held)
    assert len(found.parting(value)) == len(set(held))
    assert found.meeting(value) == sum(1 << index for index, one in enumerate(side) if one & value)


@given(st.lists(values, max_size=6), values)
def test_the_fewest_are_those_that_hold_the_atom_which_fewest_hold(parting: list[int], others: int) -> None:
    found = fewest(parting, others)

    assert found.bit_count() == min(((one & others).bit_count() for one in parting), default=others.bit_count())
    assert found in [others, *(one & others for one in parting)]


@given(values)
def test_the_bits_are_told_from_the_lowest(value: int) -> None:
    assert list(bits(value)) == [bit for bit in range(ATOMS) if value >> bit & 1]
