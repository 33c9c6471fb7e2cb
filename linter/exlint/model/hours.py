"""The hours of a week as a set: one bit for each of the 168, Monday 00-01 lowest."""

from __future__ import annotations

from exlint.schema.elements import WeekHours

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = (1 << 7 * 24) - 1
NEVER = 0


def window(text: str) -> tuple[int, int]:
    """First hour and the hour behind the last, of `08-18`.

    Raises:
        ValueError: It is empty or runs backwards; the words say what was expected.
    """
    start, end = int(text[:2]), int(text[3:])
    if start >= end:
        raise ValueError(
            f"the hours {text} do not start before they end; expected whole hours of one day, as 18-24;"
            " what goes over midnight is two windows on two days",
        )
    return start, end


def of_day(day: str, start: int, end: int) -> int:
    """The hours of one day from `start` up to, without, `end`."""
    return (1 << end) - (1 << start) << 24 * DAYS.index(day)


def of_week(hours: WeekHours) -> int:
    """The hours of a declared schedule; a day that is not written has none."""
    total = NEVER
    for day in DAYS:
        for text in getattr(hours, day) or ():
            total |= of_day(day, *window(text))
    return total
