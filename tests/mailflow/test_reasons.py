"""Sets of hours in words and windows, against a table of the week hour by hour; and what stops or would decide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exlint import mailflow, model, schema
from exlint.mailflow.reasons import doubts, missing, spoken, stops, together, windows
from exlint.model.hours import ALWAYS, DAYS, NEVER

HOURS = st.integers(NEVER, ALWAYS)


@given(HOURS)
def test_windows_hold_exactly_the_hours(hours: int) -> None:
    held = {
        24 * DAYS.index(day) + hour
        for day, parts in windows(hours).items()
        for part in parts
        for hour in range(int(part[:2]), int(part[3:]))
    }

    assert held == {hour for hour in range(168) if hours >> hour & 1}


@given(HOURS)
def test_windows_of_a_day_neither_touch_nor_overlap(hours: int) -> None:
    for parts in windows(hours).values():
        ends = [int(part[3:]) for part in parts]
        starts = [int(part[:2]) for part in parts]
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_hours_are_spoken_with_like_days_together() -> None:
    workdays = sum((1 << 17) - (1 << 9) << 24 * day for day in range(5))

    assert spoken(ALWAYS) == "every hour"
    assert spoken(workdays) == "Mon, Tue, Wed, Thu, Fri 09-17"
    assert spoken(ALWAYS & ~workdays) == "Mon, Tue, Wed, Thu, Fri 00-09, 17-24; Sat, Sun 00-24"


def _flow(isa: dict[str, object]) -> mailflow.Flow:
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "dns_servers": ["10.0.0.1"],
        "smtp_virtual_servers": [{"name": "VS"}],
    }
    base = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
    }
    document = schema.check({"exlint": 1, "exchange": {"servers": [server]}, "isa": {"servers": [base | isa]}}, 0)
    assert isinstance(document, schema.Document)
    estate = model.build([document])
    assert isinstance(estate, model.Estate)
    return mailflow.judge(estate)[0]


def test_what_is_missing_is_named_once_and_in_the_order_asked() -> None:
    flow = _flow({})

    assert [one.key for one in missing(flow.at_large)] == [
        "dns_listener of ISA1",
        "packet_filtering of ISA1",
        "packet_filters of ISA1",
        "protocol_rules of ISA1",
        "site_and_content_rules of ISA1",
    ]
    assert all(reason.cause.missing for reason in doubts(flow.at_large))
    assert list(stops(flow.at_large)) == []


def test_what_several_decisions_have_in_common_is_told_once() -> None:
    undecided, stopped = _flow({}).at_large, _flow({"dns_listener": False}).at_large

    assert list(doubts(together([undecided, undecided]))) == list(doubts(undecided))
    assert list(stops(together([stopped, undecided, stopped]))) == list(stops(stopped))


def test_what_is_stopped_first_hides_what_comes_behind_it() -> None:
    flow = _flow({"dns_listener": False, "protocol_rules": []})

    assert [str(reason) for reason in stops(flow.at_large)] == ["nothing answers DNS on ISA1 (dns_listener: false)"]
