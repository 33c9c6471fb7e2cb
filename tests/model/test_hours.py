"""The hours of a week as bits, against a table of 168."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.model import hours, predefined
from exlint.schema.elements import WeekHours

WEEK = [(day, hour) for day in hours.DAYS for hour in range(24)]

windows = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1])
weeks = st.dictionaries(st.sampled_from(hours.DAYS), st.lists(windows, max_size=3))


def read(bits: int) -> set[tuple[str, int]]:
    """The hours of a set, as pairs of day and hour."""
    assert 0 <= bits < 2**168
    return {moment for index, moment in enumerate(WEEK) if bits & 1 << index}


def declared(week: dict[str, list[tuple[int, int]]]) -> WeekHours:
    return msgspec.convert(
        {day: [f"{start:02}-{end:02}" for start, end in ranges] for day, ranges in week.items()}, WeekHours
    )


def test_a_week_begins_on_monday_and_has_seven_days() -> None:
    assert hours.DAYS == ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_always_is_all_168_hours_and_never_none() -> None:
    assert read(hours.ALWAYS) == set(WEEK)
    assert len(WEEK) == 168
    assert read(hours.NEVER) == set()


def test_the_first_hour_of_monday_is_the_lowest_bit_and_the_last_of_sunday_the_highest() -> None:
    assert hours.of_day("monday", 0, 1) == 1
    assert hours.of_day("sunday", 23, 24) == 2**167


@given(st.sampled_from(hours.DAYS), windows)
def test_the_hours_of_a_day_end_before_their_end(day: str, window: tuple[int, int]) -> None:
    assert read(hours.of_day(day, *window)) == {(day, hour) for hour in range(*window)}


@given(weeks)
def test_the_hours_of_a_schedule_are_those_of_its_windows(week: dict[str, list[tuple[int, int]]]) -> None:
    expected = {(day, hour) for day, ranges in week.items() for window in ranges for hour in range(*window)}
    assert read(hours.of_week(declared(week))) == expected


def test_a_schedule_without_days_has_no_hours() -> None:
    assert hours.of_week(declared({})) == hours.NEVER


@pytest.mark.parametrize(
    ("text", "window"), [("00-24", (0, 24)), ("08-18", (8, 18)), ("23-24", (23, 24)), ("00-01", (0, 1))]
)
def test_a_window_begins_with_its_first_hour_and_ends_before_its_second(text: str, window: tuple[int, int]) -> None:
    assert hours.window(text) == window


@pytest.mark.parametrize("text", ["18-08", "08-08", "00-00", "24-24", "22-06"])
def test_a_window_that_does_not_end_after_its_start_is_named(text: str) -> None:
    with pytest.raises(ValueError) as refusal:
        hours.window(text)
    assert str(refusal.value) == (
        f"the hours {text} do not start before they end; expected whole hours of one day, as 18-24;"
        " what goes over midnight is two windows on two days"
    )


def test_work_hours_are_nine_to_five_from_monday_to_friday() -> None:
    expected = {
        (day, hour) for day in ("monday", "tuesday", "wednesday", "thursday", "friday") for hour in range(9, 17)
    }
    assert read(predefined.SCHEDULES["work hours"]) == expected


def test_weekends_are_all_of_saturday_and_sunday() -> None:
    assert read(predefined.SCHEDULES["weekends"]) == {
        (day, hour) for day in ("saturday", "sunday") for hour in range(24)
    }


def test_always_needs_no_schedule() -> None:
    assert predefined.SCHEDULES["always"] == hours.ALWAYS
